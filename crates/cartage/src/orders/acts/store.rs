//! What acts write beside the order: cancellations, the progress of stops.

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
