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
    /// What ended it, if something did and was not undone.
    pub ended: Option<Ended>,
    /// UPDATE or CANCEL: what an open import of it wants; empty for none.
    pub awaiting: String,
    /// Whether a change was applied that nobody at the desk has seen yet.
    pub unseen_update: bool,
    /// UPDATE or CANCEL: what was not accepted, and the customer has not seen the answer; empty for none.
    pub not_accepted: String,
    /// Why that was not accepted, as written; empty for none.
    pub not_accepted_why: String,
    /// Whether the carrier waits for an answer to a question.
    pub asked: bool,
    /// The submission code.
    pub code: String,
    /// The shelf of what is no order ([`crate::order_import::shelf`]); none for orders.
    pub import: Option<String>,
    /// Whether a charge of it waits for the customer's approval.
    pub charge_waits: bool,
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

/// What is read of an order, as far as the table `orders o`. What was answered is looked up only for the few that have an answer.
pub(super) const COLUMNS: &str = "SELECT o.id, o.number, o.quote_number, o.reference, o.source, o.status, o.cancelled_from,
  o.collection_date, o.delivery_date, o.from_place, o.to_place, o.goods, o.created_at, k.name, s.name, c.kind, c.by_side, c.reason, c.at,
  o.awaiting, o.unseen_update, o.not_accepted,
  CASE WHEN o.not_accepted = '' THEN '' ELSE COALESCE((SELECT i.reason FROM order_import i WHERE i.order_id = o.id
    AND i.kind = o.not_accepted AND i.state = 'REJECTED' ORDER BY i.submitted_at DESC, i.id DESC LIMIT 1), '') END,
  CASE WHEN o.awaiting = '' THEN FALSE ELSE COALESCE((SELECT i.asked FROM order_import i WHERE i.order_id = o.id
    AND i.state IN ('WAITING', 'ERROR') LIMIT 1), FALSE) END,
  o.submission_code, CAST(NULL AS TEXT), EXISTS (SELECT 1 FROM charge g WHERE g.organisation = o.organisation
    AND g.customer = o.customer AND g.order_id = o.id AND g.approval = 'REQUESTED' AND g.removed_at IS NULL) FROM";

/// The same of submissions that are no order, as far as the first condition. Whether one is in error is not read: to its customer
/// it waits like any other.
pub(super) const IMPORTS: &str = "SELECT o.id, '', CAST(NULL AS TEXT), o.reference, 'PORTAL', '', CAST(NULL AS TEXT),
  o.collection_date, o.delivery_date, o.from_place, o.to_place, o.goods, o.created_at, k.name, s.name, o.ended, o.by_side, o.why, o.at,
  '', FALSE, '', '', o.asked, o.submission_code, o.shelf, FALSE FROM (
    SELECT order_id AS id, organisation, customer, service, submission_code, reference, shelf, collection_date, delivery_date, from_place,
      to_place, goods, submitted_at AS created_at, asked, decided_at AS at,
      CASE shelf WHEN 'NOT_ACCEPTED' THEN 'DECLINED' WHEN 'WITHDRAWN' THEN 'CANCELLED' END AS ended,
      CASE shelf WHEN 'NOT_ACCEPTED' THEN 'CARRIER' WHEN 'WITHDRAWN' THEN 'CUSTOMER' END AS by_side,
      CASE shelf WHEN 'NOT_ACCEPTED' THEN reason ELSE wish END AS why
    FROM order_import WHERE shelf <> '') o
  JOIN customer k ON k.organisation = o.organisation AND k.id = o.customer
  JOIN transport_service s ON s.organisation = o.organisation AND s.id = o.service";

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
            ended: match kind {
                Some(kind) => Some(Ended { kind, by_side: row.get(16)?, reason: row.get(17)?, at: row.get(18)? }),
                None => None,
            },
            awaiting: row.get(19)?,
            unseen_update: row.get(20)?,
            not_accepted: row.get(21)?,
            not_accepted_why: row.get(22)?,
            asked: row.get(23)?,
            code: row.get(24)?,
            import: row.get(25)?,
            charge_waits: row.get(26)?,
        })
    }
}
