//! The states of a charge (rule 8.1).

use serde::{Deserialize, Serialize};

/// Whether the customer must agree, and did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Approval {
    /// Nobody is asked: agreed beforehand, as by a rate card.
    None,
    /// To be asked for; the customer does not see it yet.
    ToRequest,
    /// Staff decided not to ask for it; the customer never sees it.
    RejectedInternal,
    /// The customer is asked: *To Approve*.
    Requested,
    /// The customer agreed.
    Approved,
    /// The customer did not agree.
    Rejected,
}

impl Approval {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::None, Self::ToRequest, Self::RejectedInternal, Self::Requested, Self::Approved, Self::Rejected];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::ToRequest => "TO_REQUEST",
            Self::RejectedInternal => "REJECTED_INTERNAL",
            Self::Requested => "REQUESTED",
            Self::Approved => "APPROVED",
            Self::Rejected => "REJECTED",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Whether a charge is, or will be, on an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Invoicing {
    /// It will be.
    Created,
    /// It will not; it counts in no total.
    DoNotInvoice,
    /// It is; nothing about it changes any more.
    Invoiced,
    /// It is, by another system; nothing about it changes any more.
    InvoicedExternal,
}

impl Invoicing {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Created, Self::DoNotInvoice, Self::Invoiced, Self::InvoicedExternal];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::DoNotInvoice => "DO_NOT_INVOICE",
            Self::Invoiced => "INVOICED",
            Self::InvoicedExternal => "INVOICED_EXTERNAL",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether nothing about the charge may change any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Invoiced | Self::InvoicedExternal)
    }
}
