//! What needs a customer: charges that wait for approval, and of the order import questions, answers that were not what they
//! wanted, submissions that were not accepted. Asked only where the counts, or an index of its own, say that there may be any.

use jiff::Timestamp;
use kit::args;
use kit::db::{Query, Tx};

use super::line::{BESIDE, COLUMNS, IMPORTS, OrderLine};
use super::tally::Counts;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::{ASKED, AWAITING, NOT_ACCEPTED};
use crate::organisations::OrganisationId;

/// Orders and submissions with a question or an answer nobody at the customer has dealt with, at most `most` of a kind.
///
/// # Errors
/// When the database does not answer.
pub async fn needs_customer(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    counts: &Counts,
    most: i64,
) -> Result<Vec<OrderLine>, Failure> {
    let orders = |narrowed: &'static str| {
        let query =
            Query::new(COLUMNS, Vec::new()).text("orders o").with(BESIDE, args![organisation]).with("AND o.customer = ?", args![customer]);
        query.text(narrowed).with("ORDER BY o.created_at DESC, o.id DESC LIMIT ?", args![most]).done()
    };
    let mut lines: Vec<OrderLine> = Vec::new();
    if counts.of(ASKED) > 0 {
        let query = Query::new(IMPORTS, Vec::new()).with("WHERE o.organisation = ? AND o.customer = ?", args![organisation, customer]);
        let asked = query.with("AND o.shelf = ? AND o.asked ORDER BY o.created_at DESC, o.id DESC LIMIT ?", args![AWAITING, most]);
        let (sql, values) = asked.done();
        lines.extend(tx.all::<OrderLine>(sql, values).await?);
        let (sql, values) = orders(
            "AND o.awaiting <> '' AND EXISTS (SELECT 1 FROM order_import q
             WHERE q.order_id = o.id AND q.state IN ('WAITING', 'ERROR') AND q.asked)",
        );
        lines.extend(tx.all::<OrderLine>(sql, values).await?);
    }
    let (sql, values) = orders("AND o.not_accepted <> ''");
    lines.extend(tx.all::<OrderLine>(sql, values).await?);
    lines.sort_by_key(|line| std::cmp::Reverse((line.created_at, line.id)));
    lines.dedup_by_key(|line| line.id);
    Ok(lines)
}

/// Submissions the carrier did not accept since then, the newest first, at most `most`.
///
/// # Errors
/// When the database does not answer.
pub async fn not_accepted_since(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    counts: &Counts,
    since: Timestamp,
    most: i64,
) -> Result<Vec<OrderLine>, Failure> {
    if counts.of(NOT_ACCEPTED) == 0 {
        return Ok(Vec::new());
    }
    let query = Query::new(IMPORTS, Vec::new()).with("WHERE o.organisation = ? AND o.customer = ?", args![organisation, customer]);
    let lately = query.with("AND o.shelf = ? AND o.at > ? ORDER BY o.at DESC, o.id LIMIT ?", args![NOT_ACCEPTED, since, most]);
    let (sql, values) = lately.done();
    Ok(tx.all(sql, values).await?)
}

/// Orders with a charge that waits for the customer's approval, the newest first, at most `most`.
///
/// # Errors
/// When the database does not answer.
pub async fn charges_to_approve(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    most: i64,
) -> Result<Vec<OrderLine>, Failure> {
    let query = Query::new(COLUMNS, Vec::new()).text("orders o").with(BESIDE, args![organisation]);
    let waiting = "AND o.customer = ? AND o.id IN (SELECT w.order_id FROM charge w WHERE w.organisation = ? AND w.customer = ?
      AND w.approval = 'REQUESTED' AND w.removed_at IS NULL) ORDER BY o.created_at DESC, o.id DESC LIMIT ?";
    let (sql, values) = query.with(waiting, args![customer, organisation, customer, most]).done();
    Ok(tx.all(sql, values).await?)
}
