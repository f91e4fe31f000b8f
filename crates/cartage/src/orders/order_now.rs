//! An order as it is now, with what bounds what may still be done to it: how far it is, and which collections have begun.

use std::collections::BTreeSet;

use kit::db::Tx;
use rules::order::{OrderDocument, PartId, StopKind};
use rules::order_status::{OrderStatus, StopState};

use super::stops_so_far::StopsSoFar;
use super::table::OrderRow;
use super::{OrderId, progress, store};
use crate::failure::Failure;
use crate::viewer::Scope;

/// An order as it is now.
#[derive(Clone, Debug)]
pub struct OrderNow {
    /// Its row.
    pub row: OrderRow,
    /// What was ordered.
    pub document: OrderDocument,
    /// Where it stands.
    pub status: OrderStatus,
    /// The collection stops a driver is or was at.
    pub begun: BTreeSet<PartId>,
    /// How far its stops are.
    pub(super) stops: StopsSoFar,
}

impl OrderNow {
    /// The order, if this viewer can see it.
    ///
    /// # Errors
    /// Not found, or the database does not answer.
    pub async fn load(tx: &mut Tx, scope: Scope, id: OrderId) -> Result<OrderNow, Failure> {
        let row = store::by_id(tx, scope, id).await?;
        OrderNow::of(tx, row).await
    }

    /// The order of a row.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(tx: &mut Tx, row: OrderRow) -> Result<OrderNow, Failure> {
        let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
        let status = OrderStatus::parse(&row.status).ok_or_else(|| Failure::fault(format!("an order in status {:?}", row.status)))?;
        let stops = StopsSoFar::of(progress(tx, row.organisation, row.id).await?)?;
        let collections = document.stops().filter(|(_, at)| at.kind == StopKind::Collection);
        let begun = collections.filter(|(_, at)| stops.state(at.stop.id.as_str()).reached(StopState::AtStop));
        let begun = begun.map(|(_, at)| at.stop.id.clone()).collect();
        Ok(OrderNow { row, document, status, begun, stops })
    }
}
