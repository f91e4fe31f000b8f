//! Shelves: where an order lies in the lists. A tab shows one or two of them, a counter counts one.

use rules::order_status::{DeskTab, OrderStatus, PortalTab};

use crate::orders::OrderRow;

/// Where an order lies in the lists. The column `orders.shelf` says the same to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Quotes that wait.
    Quote,
    /// Quotes that were declined, or cancelled before they were sent to planning: never orders to the desk.
    Declined,
    /// With the planners.
    ToPlan,
    /// Planned and departed.
    Planned,
    /// In transit.
    InTransit,
    /// Delivered.
    Delivered,
    /// Cancelled orders.
    Cancelled,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Shelf; 7] =
        [Shelf::Quote, Shelf::Declined, Shelf::ToPlan, Shelf::Planned, Shelf::InTransit, Shelf::Delivered, Shelf::Cancelled];

    /// The stored word, which is also the counter's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Shelf::Quote => "QUOTE",
            Shelf::Declined => "DECLINED",
            Shelf::ToPlan => "TO_PLAN",
            Shelf::Planned => "PLANNED",
            Shelf::InTransit => "IN_TRANSIT",
            Shelf::Delivered => "COMPLETED",
            Shelf::Cancelled => "CANCELLED",
        }
    }

    /// The tabs it stands under, by the rules for the status its orders have (6).
    fn status(self) -> OrderStatus {
        match self {
            Shelf::Quote => OrderStatus::Quote,
            Shelf::ToPlan => OrderStatus::ToPlan,
            Shelf::Planned => OrderStatus::Planned,
            Shelf::InTransit => OrderStatus::InTransit,
            Shelf::Delivered => OrderStatus::Completed,
            Shelf::Declined | Shelf::Cancelled => OrderStatus::Cancelled,
        }
    }

    /// The shelves of a tab of the portal; all of them for *All*.
    #[must_use]
    pub fn of_portal(tab: PortalTab) -> Vec<Shelf> {
        Shelf::ALL.into_iter().filter(|shelf| tab == PortalTab::All || PortalTab::of(shelf.status()) == Some(tab)).collect()
    }

    /// The shelves of a tab of the desk's orders: neither quotes nor declined quotes are among them.
    #[must_use]
    pub fn of_desk(tab: DeskTab) -> Vec<Shelf> {
        let orders = Shelf::ALL.into_iter().filter(|shelf| *shelf != Shelf::Declined && DeskTab::of(shelf.status()).is_some());
        orders.filter(|shelf| tab == DeskTab::All || DeskTab::of(shelf.status()) == Some(tab)).collect()
    }
}

/// The shelf an order lies on, as its stored word.
#[must_use]
pub fn shelf(row: &OrderRow) -> &str {
    match (row.status.as_str(), row.cancelled_from.as_deref()) {
        ("CANCELLED", Some("QUOTE")) => Shelf::Declined.as_str(),
        ("DEPARTED", _) => Shelf::Planned.as_str(),
        (status, _) => status,
    }
}
