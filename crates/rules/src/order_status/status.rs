//! The status of an order and its rank. DRAFT and the invoice states are words of the API; nothing here makes them.

use serde::{Deserialize, Serialize};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OrderStatus {
    /// A word of the API: not submitted.
    Draft,
    /// Not sent to planning.
    Quote,
    /// With the planners.
    ToPlan,
    /// Every stop is planned.
    Planned,
    /// A driver is on the way to a first stop.
    Departed,
    /// Everything is collected.
    InTransit,
    /// Everything is delivered.
    Completed,
    /// A word of the API: may be invoiced.
    InvoiceReady,
    /// A word of the API: is not invoiced.
    DontInvoice,
    /// A word of the API: the invoice is made.
    InvoiceCreated,
    /// A word of the API: the invoice is sent.
    Invoiced,
    /// A word of the API: the invoice is booked.
    InvoicePosted,
    /// Cancelled or declined; stands outside the ranks.
    Cancelled,
}

impl OrderStatus {
    /// Every status by rank, cancelled last.
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Quote,
        Self::ToPlan,
        Self::Planned,
        Self::Departed,
        Self::InTransit,
        Self::Completed,
        Self::InvoiceReady,
        Self::DontInvoice,
        Self::InvoiceCreated,
        Self::Invoiced,
        Self::InvoicePosted,
        Self::Cancelled,
    ];

    /// The stored and published word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Quote => "QUOTE",
            Self::ToPlan => "TO_PLAN",
            Self::Planned => "PLANNED",
            Self::Departed => "DEPARTED",
            Self::InTransit => "IN_TRANSIT",
            Self::Completed => "COMPLETED",
            Self::InvoiceReady => "INVOICE_READY",
            Self::DontInvoice => "DONT_INVOICE",
            Self::InvoiceCreated => "INVOICE_CREATED",
            Self::Invoiced => "INVOICED",
            Self::InvoicePosted => "INVOICE_POSTED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Reads the stored and published word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// How far along; INVOICE_READY and DONT_INVOICE share one, a cancelled order has none.
    #[must_use]
    pub fn rank(self) -> Option<u8> {
        match self {
            Self::Draft => Some(0),
            Self::Quote => Some(1),
            Self::ToPlan => Some(2),
            Self::Planned => Some(3),
            Self::Departed => Some(4),
            Self::InTransit => Some(5),
            Self::Completed => Some(6),
            Self::InvoiceReady | Self::DontInvoice => Some(7),
            Self::InvoiceCreated => Some(8),
            Self::Invoiced => Some(9),
            Self::InvoicePosted => Some(10),
            Self::Cancelled => None,
        }
    }

    /// Whether the order is not cancelled and not past `limit`: how the limits of rule 5.2 are meant.
    #[must_use]
    pub fn within(self, limit: Self) -> bool {
        self.rank().zip(limit.rank()).is_some_and(|(own, limit)| own <= limit)
    }
}

impl From<crate::creation_status::Status> for OrderStatus {
    fn from(status: crate::creation_status::Status) -> Self {
        match status {
            crate::creation_status::Status::Quote => Self::Quote,
            crate::creation_status::Status::ToPlan => Self::ToPlan,
        }
    }
}
