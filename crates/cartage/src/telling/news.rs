//! What happened to an order, or to a submission that is no order yet, and of which kind that is.

use rules::telling::Kind;

use super::words;
use crate::history::Change;

/// What happened.
#[derive(Clone, Copy, Debug)]
pub enum News<'a> {
    /// It was submitted, as a quote or straight to planning.
    Submitted,
    /// It was submitted and waits for the carrier's approval.
    Waits,
    /// A quote became an order; the quote's number before.
    Accepted(&'a str),
    /// The carrier made the order of a submission that waited.
    Made {
        /// What it changed before; empty when nothing.
        changes: &'a [Change],
        /// Its labels had to wait for this, and can be printed now.
        labels: bool,
    },
    /// A quote was declined, and why.
    Declined(&'a str),
    /// A submission that waited was not accepted, and why.
    SubmissionNotAccepted(&'a str),
    /// The carrier cancelled an order, and why.
    Cancelled(&'a str),
    /// A contact cancelled an order, and it was cancelled at once.
    CancelledByCustomer {
        /// Who, by name.
        by: &'a str,
        /// Why; empty when they did not say.
        reason: &'a str,
    },
    /// The cancellation, or the declining, was undone; what it is again.
    Undone(&'a str),
    /// A contact's change was applied at once.
    Changed {
        /// Who, by name.
        by: &'a str,
        /// What changed on the order.
        changes: &'a [Change],
    },
    /// The carrier accepted a change that waited.
    UpdateAccepted {
        /// What changed on the order.
        changes: &'a [Change],
        /// Whether the carrier changed something of it before.
        with_changes: bool,
    },
    /// The carrier did not accept a change that waited, and why.
    UpdateNotAccepted(&'a str),
    /// The carrier accepted a cancellation that waited.
    CancellationAccepted,
    /// The carrier did not accept a cancellation that waited, and why.
    CancellationNotAccepted(&'a str),
    /// The carrier asks something about what waits.
    Asked(&'a str),
}

impl<'a> News<'a> {
    /// Its kind, for which people choose.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            News::Submitted | News::Waits => Kind::Submitted,
            News::Accepted(_) | News::Made { .. } => Kind::Accepted,
            News::Declined(_) | News::SubmissionNotAccepted(_) => Kind::NotAccepted,
            News::Cancelled(_) | News::CancelledByCustomer { .. } => Kind::Cancelled,
            News::Undone(_) => Kind::Undone,
            News::Changed { .. } => Kind::Updated,
            News::UpdateAccepted { .. } | News::UpdateNotAccepted(_) => Kind::UpdateDecided,
            News::CancellationAccepted | News::CancellationNotAccepted(_) => Kind::CancellationDecided,
            News::Asked(_) => Kind::Question,
        }
    }

    /// Whether labels that had to wait come with it. A quote's always do.
    pub(super) fn labels(&self) -> bool {
        matches!(self, News::Accepted(_) | News::Made { labels: true, .. })
    }

    /// What a subject begins with: of a kind that holds both answers, which it is.
    pub(super) fn word(&self) -> &'static str {
        match self {
            News::Made { changes: [_, ..], .. } => "Accepted with changes",
            News::Changed { .. } => "Update applied",
            News::UpdateAccepted { with_changes: true, .. } => "Update accepted with changes",
            News::UpdateAccepted { .. } => "Update accepted",
            News::UpdateNotAccepted(_) => "Update not accepted",
            News::CancellationAccepted => "Cancellation accepted",
            News::CancellationNotAccepted(_) => "Cancellation not accepted",
            News::Asked(_) => "Question",
            other => words::in_words(other.kind().as_str()),
        }
    }

    /// What somebody wrote about it: a reason, or the question; empty where nobody did.
    pub(super) fn said(&self) -> &'a str {
        match self {
            News::Declined(said)
            | News::SubmissionNotAccepted(said)
            | News::Cancelled(said)
            | News::CancelledByCustomer { reason: said, .. }
            | News::UpdateNotAccepted(said)
            | News::CancellationNotAccepted(said)
            | News::Asked(said) => said,
            _ => "",
        }
    }

    /// The fields that changed.
    pub(super) fn changes(&self) -> &'a [Change] {
        match self {
            News::Made { changes, .. } | News::Changed { changes, .. } | News::UpdateAccepted { changes, .. } => changes,
            _ => &[],
        }
    }
}
