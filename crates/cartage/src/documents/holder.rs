//! What documents are filed with: an order, or what was submitted and is none yet, under the id it has from submission on (2.6). They are
//! never moved from the one to the other.

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::OrderStatus;

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::{self, ImportRow};
use crate::orders::{self, OrderId, OrderRow};
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// An order, or what waits to become one.
pub(super) struct Holder {
    pub(super) organisation: OrganisationId,
    pub(super) customer: CustomerId,
    pub(super) id: OrderId,
    pub(super) document: OrderDocument,
    /// It was submitted, and is no order.
    pub(super) submitted: bool,
    /// Its customer may take documents off it.
    pub(super) open: bool,
}

impl Holder {
    /// What this viewer can see under an id.
    pub(super) async fn load(tx: &mut Tx, scope: Scope, id: OrderId) -> Result<Holder, Failure> {
        match orders::by_id(tx, scope, id).await {
            Ok(row) => Ok(Holder {
                organisation: row.organisation,
                customer: row.customer,
                id,
                document: order_import::read(&row.document)?,
                submitted: false,
                open: is_open(&row),
            }),
            Err(Failure::Mismatch(_)) => {
                let row = order_import::create_of(tx, scope, id).await?;
                Ok(Holder {
                    organisation: row.organisation,
                    customer: row.customer,
                    id,
                    document: order_import::read(&row.document)?,
                    submitted: true,
                    open: waits(&row),
                })
            }
            Err(failure) => Err(failure),
        }
    }
}

/// Whether an order is neither delivered nor cancelled.
pub(crate) fn is_open(order: &OrderRow) -> bool {
    !matches!(OrderStatus::parse(&order.status), None | Some(OrderStatus::Completed | OrderStatus::Cancelled))
}

/// Whether a submission waits.
fn waits(import: &ImportRow) -> bool {
    order_import::shelf(import) == Some(order_import::AWAITING)
}
