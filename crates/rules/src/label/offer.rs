//! From when the labels of an order may be printed: at once when it goes straight to planning, a quote's with *Send to planning*,
//! those of a submission that waits when it is accepted, or before where the carrier has *Labels before approval* on (4.2, 9.3).

use crate::order_status::OrderStatus;

/// How far what was submitted has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for the carrier, whether the carrier sees an error in it or not.
    Waiting,
    /// It was rejected, or withdrawn.
    NotAccepted,
    /// It is an order, or a quote.
    Order(OrderStatus),
}

/// Whether its labels may be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Now.
    Now,
    /// When the carrier sends the quote to planning.
    WithPlanning,
    /// When the carrier accepts it.
    WithApproval,
    /// It was rejected, withdrawn or cancelled.
    NoMore,
}

/// Whether the labels of what had to wait can be printed from this stage on: whoever waited for them is told (10.2).
#[must_use]
pub fn come_with(before: Stage, now: Stage, before_approval: bool) -> bool {
    let waited = matches!(offer(before, before_approval), Offer::WithApproval | Offer::WithPlanning);
    waited && offer(now, before_approval) == Offer::Now
}

/// Whether labels may be printed at this stage; `before_approval` is the carrier's *Labels before approval*.
#[must_use]
pub fn offer(stage: Stage, before_approval: bool) -> Offer {
    match stage {
        Stage::Waiting if before_approval => Offer::Now,
        Stage::Waiting => Offer::WithApproval,
        Stage::NotAccepted | Stage::Order(OrderStatus::Cancelled) => Offer::NoMore,
        Stage::Order(OrderStatus::Quote) => Offer::WithPlanning,
        Stage::Order(_) => Offer::Now,
    }
}
