//! What is done with documents: they are filed with an order or a submission that waits, and taken off it. The file is on the disk before its row is written, so
//! that a row never names a file that is not there; a file without a row is swept up later.

use kit::db::Tx;
use rules::documents::{MOST, customer_sees};

use super::holder::Holder;
use super::received::Received;
use super::table::{DocumentRow, TypeRow};
use super::{DocumentId, TypeId, store};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject};
use crate::orders::OrderId;
use crate::viewer::{Side, Viewer};

/// What is filed where.
#[derive(Debug)]
pub struct Filing {
    /// With which order.
    pub order: OrderId,
    /// The consignment's id within it; empty: the order as a whole.
    pub consignment: String,
    /// As what.
    pub document_type: Option<TypeId>,
    /// The files.
    pub files: Vec<Received>,
}

/// Files documents with an order the viewer can see, or with what waits to become one, of a type they may add to.
///
/// # Errors
/// Not found; refused, where the type is not for them or the order has too many; or the database does not answer.
pub async fn file<V: Viewer>(app: &App, viewer: &V, filing: Filing) -> Result<(), Failure> {
    let (scope, by_customer) = (viewer.scope(), viewer.scope().customer.is_some());
    app.act(viewer, move |tx, act| {
        Box::pin(async move {
            let order = Holder::load(tx, scope, filing.order).await?;
            if order.submitted && !order.open {
                return Err(Failure::refused("It was not accepted, or taken back: nothing is filed with it any more."));
            }
            let of = usable_type(tx, act, filing.document_type, by_customer).await?;
            known_consignment(&order, &filing.consignment)?;
            if store::of_order(tx, order.organisation, order.id).await?.0.len() + filing.files.len() > MOST {
                return Err(Failure::refused(format!("An order has at most {MOST} documents.")));
            }
            for received in filing.files {
                let row = DocumentRow {
                    id: act.ids.id(act.now),
                    organisation: order.organisation,
                    customer: order.customer,
                    order_id: order.id,
                    consignment: filing.consignment.clone(),
                    document_type: of.id,
                    name: received.name,
                    format: received.format.extension().to_owned(),
                    size: received.size,
                    digest: received.digest,
                    sent_at: act.now,
                    sent_by: act.actor.name.clone(),
                    sent_by_customer: by_customer,
                    removed_at: None,
                };
                store::insert(tx, &row).await?;
                record(tx, act, &row, &of, "document.added").await?;
            }
            Ok(())
        })
    })
    .await
}

/// The type that was chosen, where the viewer's side may add to it.
async fn usable_type(tx: &mut Tx, act: &Act, chosen: Option<TypeId>, by_customer: bool) -> Result<TypeRow, Failure> {
    let Some(id) = chosen else { return Err(Refusal::at("type", "Choose what it is.").into()) };
    let of = store::type_by_id(tx, act.organisation, id).await?;
    if by_customer && !of.customers_upload {
        return Err(Refusal::at("type", format!("{} come from the carrier only. Choose another type.", of.name)).into());
    }
    match of.archived_at {
        None => Ok(of),
        Some(_) => Err(Refusal::at("type", format!("{} is not used any more. Choose another type.", of.name)).into()),
    }
}

fn known_consignment(order: &Holder, consignment: &str) -> Result<(), Failure> {
    if consignment.is_empty() || order.document.consignments.iter().any(|part| part.id.to_string() == consignment) {
        return Ok(());
    }
    Err(Refusal::at("consignment", "This consignment is not part of the order any more. Choose again.").into())
}

/// Takes a document off its order: staff any, a customer what their own side filed while the order is not at its
/// end. That it is off already is as good.
pub(super) async fn remove<V: Viewer>(app: &App, viewer: &V, order: OrderId, id: DocumentId) -> Result<(), Failure> {
    let (scope, by_customer) = (viewer.scope(), viewer.scope().customer.is_some());
    app.act(viewer, move |tx, act| {
        Box::pin(async move {
            let order = Holder::load(tx, scope, order).await?;
            let row = store::by_id(tx, scope, order.id, id).await?;
            let of = store::type_by_id(tx, act.organisation, row.document_type).await?;
            if by_customer && !customer_sees(of.to_customers(), row.sent_by_customer) {
                return Err(Failure::not_found());
            }
            if by_customer && !(row.sent_by_customer && order.open) {
                return Err(Failure::refused("Only the carrier can remove this document now. Ask them."));
            }
            if row.removed_at.is_some() {
                return Ok(());
            }
            store::remove(tx, &row, act.now).await?;
            record(tx, act, &row, &of, "document.removed").await
        })
    })
    .await
}

/// Writes down what became of a document; the customer reads of those they see.
pub(super) async fn record(tx: &mut Tx, act: &mut Act, row: &DocumentRow, of: &TypeRow, verb: &'static str) -> Result<(), Failure> {
    let entry = Entry::new(Subject("order", row.order_id.0), verb).detail(format!("{}, {}", row.name, of.name));
    let sees = customer_sees(of.to_customers(), row.sent_by_customer) || act.actor.side == Side::Customer;
    act.record(tx, if sees { entry.of(row.customer) } else { entry.internal() }).await
}
