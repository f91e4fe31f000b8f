//! A line of a list: an order with the names round it, and why it was cancelled where it was.

use jiff::Timestamp;
use kit::db::{DbError, FromRow, Row};

use crate::orders::OrderId;

/// An order as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderLine {
    /// Its id.
    pub id: OrderId,
    /// The number people call it by now.
    pub number: String,
    /// The quote number it had before.
    pub quote_number: Option<String>,
    /// The customer's reference; empty for none.
    pub reference: String,
    /// PORTAL or DESK.
    pub source: String,
    /// QUOTE, TO_PLAN, …
    pub status: String,
    /// The status it was cancelled or declined in.
    pub cancelled_from: Option<String>,
    /// First collection, ISO or the sentinel for none.
    pub collection_date: String,
    /// Last delivery, ISO or the sentinel for none.
    pub delivery_date: String,
    /// Place and country of the first collection.
    pub from_place: String,
    /// Place and country of the last delivery.
    pub to_place: String,
    /// Goods in a few words.
    pub goods: String,
    /// When it was submitted.
    pub created_at: Timestamp,
    /// The customer's name.
    pub customer: String,
    /// The service's name.
    pub service: String,
    /// UPDATE or CANCEL: what an open import of it wants; empty for none.
    pub awaiting: String,
    /// Whether a change was applied that nobody at the desk has seen yet.
    pub unseen_update: bool,
    /// What ended it, if something did and was not undone.
    pub ended: Option<Ended>,
}

/// A cancellation or a declined quote, as its customer may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// CANCELLED or DECLINED.
    pub kind: String,
    /// CUSTOMER or CARRIER.
    pub by_side: String,
    /// The reason as written.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// What is read of an order, as far as the table `orders o`.
pub(super) const COLUMNS: &str = "SELECT o.id, o.number, o.quote_number, o.reference, o.source, o.status, o.cancelled_from,
  o.collection_date, o.delivery_date, o.from_place, o.to_place, o.goods, o.created_at, k.name, s.name, c.kind, c.by_side, c.reason, c.at,
  o.awaiting, o.unseen_update FROM";

/// The tables beside it, as far as the first condition.
pub(super) const BESIDE: &str = "JOIN customer k ON k.organisation = o.organisation AND k.id = o.customer
  JOIN transport_service s ON s.organisation = o.organisation AND s.id = o.service
  LEFT JOIN cancellation c ON c.order_id = o.id AND c.undone_at IS NULL
  WHERE o.organisation = ?";

impl FromRow for OrderLine {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        let kind: Option<String> = row.get(15)?;
        Ok(OrderLine {
            id: row.get(0)?,
            number: row.get(1)?,
            quote_number: row.get(2)?,
            reference: row.get(3)?,
            source: row.get(4)?,
            status: row.get(5)?,
            cancelled_from: row.get(6)?,
            collection_date: row.get(7)?,
            delivery_date: row.get(8)?,
            from_place: row.get(9)?,
            to_place: row.get(10)?,
            goods: row.get(11)?,
            created_at: row.get(12)?,
            customer: row.get(13)?,
            service: row.get(14)?,
            awaiting: row.get(19)?,
            unseen_update: row.get(20)?,
            ended: match kind {
                Some(kind) => Some(Ended { kind, by_side: row.get(16)?, reason: row.get(17)?, at: row.get(18)? }),
                None => None,
            },
        })
    }
}
