//! What each side is shown about an import, in the exact words (rules 5.6, 5.8, 5.11). A customer never sees an internal
//! error: to them an import in error waits like any other.

use super::{Kind, State};

/// What is known of an import beside its kind and state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trail {
    /// Applied by automation, and nobody at the carrier who may decide has seen it yet.
    pub applied_unseen: bool,
    /// The customer has seen the answer.
    pub answer_seen: bool,
}

/// A badge on the customer's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PortalBadge {
    /// A create that waits.
    WaitingForApproval,
    /// A change that waits.
    UpdateAwaitingApproval,
    /// A change applied, and not yet seen by the carrier: the same words, with a tooltip.
    UpdateApplied,
    /// A cancellation that waits.
    CancellationAwaitingApproval,
    /// A rejected change, until the customer has seen it.
    UpdateNotAccepted,
    /// A rejected cancellation, until the customer has seen it.
    CancellationNotAccepted,
    /// The customer cancelled or withdrew it.
    CancelledByYou,
    /// The carrier cancelled it.
    CancelledByTheCarrier,
    /// A rejected submission, or a declined quote.
    NotAccepted,
}

/// A badge on the carrier's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeskBadge {
    /// Came from the portal.
    Portal,
    /// A change waits.
    Update,
    /// A change was applied by automation, and nobody has seen it yet.
    UpdateApplied,
    /// A cancellation waits.
    Cancellation,
}

/// How an order, or what was to become one, ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The customer cancelled it, or withdrew it.
    ByCustomer,
    /// Staff cancelled it.
    ByCarrier,
    /// Staff declined the quote.
    Declined,
    /// Staff rejected the submission.
    Rejected,
}

impl PortalBadge {
    /// The words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::WaitingForApproval => "Waiting for approval",
            Self::UpdateAwaitingApproval | Self::UpdateApplied => "Update awaiting approval",
            Self::CancellationAwaitingApproval => "Cancellation awaiting approval",
            Self::UpdateNotAccepted => "Update not accepted",
            Self::CancellationNotAccepted => "Cancellation not accepted",
            Self::CancelledByYou => "Cancelled by you",
            Self::CancelledByTheCarrier => "Cancelled by the carrier",
            Self::NotAccepted => "Not accepted",
        }
    }

    /// What is said on pointing at it.
    #[must_use]
    pub fn tooltip(self) -> Option<&'static str> {
        (self == Self::UpdateApplied).then_some("applied, not yet seen by the carrier")
    }
}

impl DeskBadge {
    /// The words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Portal => "Portal",
            Self::Update | Self::UpdateApplied => "Update",
            Self::Cancellation => "Cancellation",
        }
    }

    /// What stands beside the words.
    #[must_use]
    pub fn beside(self) -> Option<&'static str> {
        (self == Self::UpdateApplied).then_some("applied")
    }
}

/// What the customer sees of an import. How an order that was made ended is [`ending_badge`]'s.
#[must_use]
pub fn portal_badge(kind: Kind, state: State, trail: Trail) -> Option<PortalBadge> {
    let unseen = |badge| (!trail.answer_seen).then_some(badge);
    match (kind, state) {
        (Kind::Create, State::Waiting | State::Error) => Some(PortalBadge::WaitingForApproval),
        (Kind::Update, State::Waiting | State::Error) => Some(PortalBadge::UpdateAwaitingApproval),
        (Kind::Cancel, State::Waiting | State::Error) => Some(PortalBadge::CancellationAwaitingApproval),
        (Kind::Create, State::Rejected) => Some(PortalBadge::NotAccepted),
        (Kind::Create, State::Withdrawn) => Some(PortalBadge::CancelledByYou),
        (Kind::Update, State::Completed) => trail.applied_unseen.then_some(PortalBadge::UpdateApplied),
        (Kind::Update, State::Rejected) => unseen(PortalBadge::UpdateNotAccepted),
        (Kind::Cancel, State::Rejected) => unseen(PortalBadge::CancellationNotAccepted),
        (Kind::Create, State::Completed | State::Superseded)
        | (Kind::Update, State::Withdrawn | State::Superseded)
        | (Kind::Cancel, State::Completed | State::Withdrawn | State::Superseded) => None,
    }
}

/// What the desk's row of the order carries beside *Portal*. A create has no order yet, and stands in Order Imports.
#[must_use]
pub fn desk_badge(kind: Kind, state: State, trail: Trail) -> Option<DeskBadge> {
    match kind {
        Kind::Create => None,
        Kind::Update if state.is_open() => Some(DeskBadge::Update),
        Kind::Update => (state == State::Completed && trail.applied_unseen).then_some(DeskBadge::UpdateApplied),
        Kind::Cancel => state.is_open().then_some(DeskBadge::Cancellation),
    }
}

/// Whether it stands in the portal's tab *Waiting for approval*: everything open, and nothing else.
#[must_use]
pub fn waits_for_approval(state: State) -> bool {
    state.is_open()
}

/// What the customer reads in the tab *Cancelled*.
#[must_use]
pub fn ending_badge(ending: Ending) -> PortalBadge {
    match ending {
        Ending::ByCustomer => PortalBadge::CancelledByYou,
        Ending::ByCarrier => PortalBadge::CancelledByTheCarrier,
        Ending::Declined | Ending::Rejected => PortalBadge::NotAccepted,
    }
}
