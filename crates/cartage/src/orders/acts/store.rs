//! What acts write beside the order: cancellations, the progress of stops; and whom they tell.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Query, Tx};
use rules::order_status::StopState;

use crate::failure::Failure;
use crate::orders::{CancellationRow, OrderRow};

/// What ended an order and was not undone.
pub(in crate::orders) async fn open_cancellation(tx: &mut Tx, row: &OrderRow) -> Result<Option<CancellationRow>, Failure> {
    let condition = "organisation = $1 AND order_id = $2 AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1";
    Ok(tx.opt(CancellationRow::select(condition), args![row.organisation, row.id]).await?)
}

pub(super) async fn insert_cancellation(tx: &mut Tx, row: &CancellationRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

pub(super) async fn undo_cancellation(tx: &mut Tx, row: &OrderRow, by: &str, now: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE cancellation SET undone_at = $3, undone_by = $4 WHERE organisation = $1 AND order_id = $2 AND undone_at IS NULL";
    Ok(tx.later(sql, args![row.organisation, row.id, now, by]).await?)
}

/// These stops are that far as of now.
pub(super) async fn put_progress(tx: &mut Tx, row: &OrderRow, stops: &[String], state: StopState, now: Timestamp) -> Result<(), Failure> {
    let mut query = Query::new("INSERT INTO stop_progress (organisation, order_id, stop, state, at) VALUES", Vec::new());
    for (n, stop) in stops.iter().enumerate() {
        let group = if n == 0 { "(?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?)" };
        query = query.with(group, args![row.organisation, row.id, stop, state.as_str(), now]);
    }
    let (sql, values) = query.text("ON CONFLICT (order_id, stop) DO UPDATE SET state = excluded.state, at = excluded.at").done();
    Ok(tx.later(sql, values).await?)
}

/// The word of the order's customer in paths.
pub(super) async fn customer_slug(tx: &mut Tx, row: &OrderRow) -> Result<String, Failure> {
    let (slug,): (String,) =
        tx.one("SELECT slug FROM customer WHERE organisation = $1 AND id = $2", args![row.organisation, row.customer]).await?;
    Ok(slug)
}

/// The address of the contact who submitted the order in the portal, unless they are archived or their access is off.
pub(super) async fn submitter(tx: &mut Tx, row: &OrderRow) -> Result<Option<String>, Failure> {
    let sql = "SELECT c.email FROM submission s
               JOIN contact c ON c.organisation = s.organisation AND c.id = s.membership
               WHERE s.order_id = $2 AND s.organisation = $1 AND c.archived_at IS NULL AND c.portal_access LIMIT 1";
    let found: Option<(String,)> = tx.opt(sql, args![row.organisation, row.id]).await?;
    Ok(found.map(|(email,)| email))
}
