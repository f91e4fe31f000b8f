//! What the dashboard shows of a customer's orders: those of one day, how many a day had, and what the carrier ended lately.
//! Each question is read from an index and is limited.

use jiff::Timestamp;
use jiff::civil::Date;
use kit::args;
use kit::db::{Query, Tx};

use super::line::{BESIDE, COLUMNS, OrderLine};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// What a day is of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOf {
    /// Its first collection.
    Collection,
    /// Its last delivery.
    Delivery,
}

/// Orders a page counts one by one; beyond it says "more than".
pub const COUNTED: i64 = 1_000;

/// Orders of one day: some of them, and how many there are, as far as one more than [`COUNTED`].
#[derive(Clone, Debug, Default)]
pub struct OfDay {
    /// The first of them.
    pub lines: Vec<OrderLine>,
    /// How many.
    pub count: i64,
}

/// A customer's orders whose first collection or last delivery is on that day; at most `most` of them.
///
/// # Errors
/// When the database does not answer.
pub async fn of_day(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    what: DayOf,
    day: Date,
    most: i64,
) -> Result<OfDay, Failure> {
    let (date, counting) = match what {
        DayOf::Collection => ("AND o.customer = ? AND o.collection_date = ? ORDER BY o.id LIMIT ?", "collection_date"),
        DayOf::Delivery => ("AND o.customer = ? AND o.delivery_date = ? ORDER BY o.id LIMIT ?", "delivery_date"),
    };
    let query = Query::new(COLUMNS, Vec::new()).text("orders o").with(BESIDE, args![organisation]);
    let (sql, values) = query.with(date, args![customer, day, most]).done();
    let lines: Vec<OrderLine> = tx.all(sql, values).await?;
    let mut count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    if count == most {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 AS one FROM orders WHERE organisation = $1 AND customer = $2 AND {counting} = $3 LIMIT $4) AS counted"
        );
        (count,) = tx.one(sql, args![organisation, customer, day, COUNTED + 1]).await?;
    }
    Ok(OfDay { lines, count })
}

/// How many of a customer's orders are collected first on each day from `first` to `last`; days without any are left out. Of very
/// many, the last [`PER_DAY`] are counted.
///
/// # Errors
/// When the database does not answer.
pub async fn per_day(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    first: Date,
    last: Date,
) -> Result<Vec<(String, i64)>, Failure> {
    let sql = "SELECT collection_date, count(*) FROM (
                 SELECT collection_date FROM orders
                 WHERE organisation = $1 AND customer = $2 AND collection_date >= $3 AND collection_date <= $4
                 ORDER BY collection_date DESC LIMIT $5) AS lately
               GROUP BY collection_date ORDER BY collection_date";
    Ok(tx.all(sql, args![organisation, customer, first, last, PER_DAY]).await?)
}

/// Orders [`per_day`] looks at.
pub const PER_DAY: i64 = 20_000;

/// What the carrier cancelled or declined since then and has not undone, the newest first, at most `most`.
///
/// # Errors
/// When the database does not answer.
pub async fn ended_since(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    since: Timestamp,
    most: i64,
) -> Result<Vec<OrderLine>, Failure> {
    let ended = "cancellation e JOIN orders o ON o.organisation = e.organisation AND o.id = e.order_id";
    let query = Query::new(COLUMNS, Vec::new()).text(ended).with(BESIDE, args![organisation]);
    let lately = "AND e.organisation = ? AND e.at > ? AND e.by_side = 'CARRIER' AND e.undone_at IS NULL AND o.customer = ?";
    let query = query.with(lately, args![organisation, since, customer]);
    let (sql, values) = query.with("ORDER BY e.at DESC, o.id LIMIT ?", args![most]).done();
    Ok(tx.all(sql, values).await?)
}
