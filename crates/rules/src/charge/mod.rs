//! Charges: one amount asked for an order, whether it is invoiced, and whether the customer must agree to it (rules 8.1 to
//! 8.4). A revision number stands for the amount somebody saw: an answer to another revision answers nothing.

mod act;
mod approval;
mod seen;
mod totals;

use serde::{Deserialize, Serialize};

use crate::money::Money;

pub use act::{Act, Answer, ChargeRefusal, LONGEST_REASON, Outcome, act, answer};
pub use approval::{Approval, Invoicing};
pub use seen::{AsSeen, SeenApproval, as_customer_sees};
pub use totals::{Totals, seen_totals, totals};

/// The largest amount of one charge, and the largest credit, in the currency's smallest unit: sums of an order's charges stay far
/// within what can be held.
pub const LARGEST: i64 = 1_000_000_000_000;

/// Charges an order may have.
pub const MOST: usize = 200;

/// One amount asked for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The amount as it stands, net.
    pub amount: Money,
    /// Which wording of the charge this is, from 1. Every other amount and every new request is another revision.
    pub revision: i64,
    /// Whether the customer must agree, and did.
    pub approval: Approval,
    /// Whether it is, or will be, on an invoice.
    pub invoicing: Invoicing,
    /// What the customer agreed to before the amount was changed: it holds until the new amount is approved.
    pub agreed: Option<Money>,
}

impl Charge {
    /// A charge as staff add it: agreed without asking, or to be asked for.
    #[must_use]
    pub fn new(amount: Money, approval: Approval) -> Self {
        Self { amount, revision: 1, approval, invoicing: Invoicing::Created, agreed: None }
    }

    /// What counts as agreed now: all of it where nobody is asked or the customer said yes; what was agreed before, where the
    /// amount was changed since.
    #[must_use]
    pub fn agreed_now(&self) -> Option<Money> {
        match self.approval {
            Approval::None | Approval::Approved => Some(self.amount),
            Approval::ToRequest | Approval::RejectedInternal | Approval::Requested | Approval::Rejected => self.agreed,
        }
    }
}

#[cfg(test)]
mod tests;
