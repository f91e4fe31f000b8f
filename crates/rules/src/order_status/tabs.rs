//! The tabs of the two order lists, and under which one a status appears (rule 6).

use super::OrderStatus;

/// A tab of the portal's orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PortalTab {
    /// Everything.
    All,
    /// What the carrier must still decide; overlaps the others.
    WaitingForApproval,
    /// Quotes.
    Quotes,
    /// To plan.
    ToPlan,
    /// Planned and departed.
    Planned,
    /// In transit.
    InTransit,
    /// Delivered, and all that follows.
    Delivered,
    /// Cancelled, declined and not accepted.
    Cancelled,
}

/// A tab of the desk's orders; quotes have a list of their own there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskTab {
    /// Everything.
    All,
    /// To plan.
    ToPlan,
    /// Planned and departed.
    Planned,
    /// In transit.
    InTransit,
    /// Delivered, and all that follows.
    Delivered,
    /// Cancelled.
    Cancelled,
}

impl PortalTab {
    /// Every tab, in the order they stand.
    pub const ALL: [Self; 8] =
        [Self::All, Self::WaitingForApproval, Self::Quotes, Self::ToPlan, Self::Planned, Self::InTransit, Self::Delivered, Self::Cancelled];

    /// The word in the page's address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::WaitingForApproval => "waiting",
            Self::Quotes => "quotes",
            Self::ToPlan => "to-plan",
            Self::Planned => "planned",
            Self::InTransit => "in-transit",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word of the page's address; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text)
    }

    /// The tab a status stands under beside *All*; a draft stands under none.
    #[must_use]
    pub fn of(status: OrderStatus) -> Option<Self> {
        match status {
            OrderStatus::Draft => None,
            OrderStatus::Quote => Some(Self::Quotes),
            OrderStatus::ToPlan => Some(Self::ToPlan),
            OrderStatus::Planned | OrderStatus::Departed => Some(Self::Planned),
            OrderStatus::InTransit => Some(Self::InTransit),
            OrderStatus::Completed
            | OrderStatus::InvoiceReady
            | OrderStatus::DontInvoice
            | OrderStatus::InvoiceCreated
            | OrderStatus::Invoiced
            | OrderStatus::InvoicePosted => Some(Self::Delivered),
            OrderStatus::Cancelled => Some(Self::Cancelled),
        }
    }
}

impl DeskTab {
    /// Every tab, in the order they stand.
    pub const ALL: [Self; 6] = [Self::All, Self::ToPlan, Self::Planned, Self::InTransit, Self::Delivered, Self::Cancelled];

    /// The word in the page's address: the portal's for the same tab.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.in_portal().as_str()
    }

    /// Reads the word of the page's address; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text)
    }

    /// The tab a status stands under beside *All*; drafts and quotes are not among the desk's orders.
    #[must_use]
    pub fn of(status: OrderStatus) -> Option<Self> {
        let portal = PortalTab::of(status)?;
        Self::ALL.into_iter().find(|tab| tab.in_portal() == portal)
    }

    fn in_portal(self) -> PortalTab {
        match self {
            Self::All => PortalTab::All,
            Self::ToPlan => PortalTab::ToPlan,
            Self::Planned => PortalTab::Planned,
            Self::InTransit => PortalTab::InTransit,
            Self::Delivered => PortalTab::Delivered,
            Self::Cancelled => PortalTab::Cancelled,
        }
    }
}
