//! Everything the page needs of the database, read in one go.

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::OrderStatus;

use crate::board::{self, Around};
use crate::failure::Failure;
use crate::history::{self, Told};
use crate::orders::stops_so_far::StopsSoFar;
use crate::orders::{CancellationRow, OrderId, OrderRow, acts, progress, store};
use crate::viewer::Scope;

/// An order with what belongs to it.
pub(super) struct Loaded {
    pub(super) row: OrderRow,
    pub(super) status: OrderStatus,
    pub(super) document: OrderDocument,
    pub(super) stops: StopsSoFar,
    pub(super) around: Around,
    /// What ended it, where that was not undone.
    pub(super) ended: Option<CancellationRow>,
    /// What happened, oldest first: the newest part, or what lies before an entry.
    pub(super) told: Vec<Told>,
    /// The entry before which `told` ends, where somebody looks further back.
    pub(super) before: Option<i64>,
}

/// Reads an order that this viewer can see, with what happened before an entry where they look further back.
pub(super) async fn load(tx: &mut Tx, scope: Scope, id: OrderId, before: Option<i64>) -> Result<Loaded, Failure> {
    let row = store::by_id(tx, scope, id).await?;
    let status = OrderStatus::parse(&row.status).ok_or_else(|| Failure::fault(format!("an order in status {:?}", row.status)))?;
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let stops = StopsSoFar::of(progress(tx, row.organisation, id).await?)?;
    let around = board::around(tx, &row).await?;
    let ended = if status == OrderStatus::Cancelled { acts::open_cancellation(tx, &row).await? } else { None };
    let told = history::of_subject_before(tx, scope, id.0, before.unwrap_or(i64::MAX)).await?;
    Ok(Loaded { row, status, document, stops, around, ended, told, before })
}
