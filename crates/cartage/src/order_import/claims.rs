//! References in use: unique per customer under any concurrency, because each is a row (5.3). Claimed at submission, kept by the
//! order for ever, freed when what was submitted became nothing.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::order_import::{Claims, Kind};
use rules::reference;

use super::table::{ClaimRow, ImportRow};
use super::{open_of, store};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::Act;
use crate::orders::{self, OrderId, OrderRow};
use crate::organisations::OrganisationId;
use crate::shell::says;
use crate::viewer::Scope;

/// The order that uses a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The order, or what waits to become one.
    pub order: OrderId,
    /// How it is named: `used by Or-0123, cancelled 3 May 2026`.
    pub words: String,
}

/// Claims a reference for an order: `Err` names the other order that uses it.
pub(super) async fn claim(
    tx: &mut Tx,
    act: &Act,
    customer: CustomerId,
    order: OrderId,
    key: &str,
    zone: &TimeZone,
) -> Result<Result<(), Holder>, Failure> {
    let row = ClaimRow { organisation: act.organisation, customer, reference_key: key.to_owned(), order_id: order, claimed_at: act.now };
    if store::claim(tx, &row).await? {
        return Ok(Ok(()));
    }
    match holder(tx, act.organisation, customer, key, zone).await? {
        Some(holder) if holder.order != order => Ok(Err(holder)),
        _ => Ok(Ok(())),
    }
}

/// Whose a reference is, as typed: the order that uses it, none when it is free or empty. For the form, on leaving the field.
///
/// # Errors
/// When the database does not answer.
pub async fn used_by(
    tx: &mut Tx,
    organisation: OrganisationId,
    customer: CustomerId,
    typed: &str,
    zone: &TimeZone,
) -> Result<Option<Holder>, Failure> {
    let key = reference::fold(typed);
    if key.is_empty() { Ok(None) } else { holder(tx, organisation, customer, &key, zone).await }
}

async fn holder(
    tx: &mut Tx,
    organisation: OrganisationId,
    customer: CustomerId,
    key: &str,
    zone: &TimeZone,
) -> Result<Option<Holder>, Failure> {
    let Some(order) = store::holder(tx, (organisation, customer), key).await? else { return Ok(None) };
    let scope = Scope { organisation, customer: Some(customer) };
    let words = match orders::by_id(tx, scope, order).await {
        Ok(row) => match orders::ended_at(tx, &row).await? {
            Some(at) => format!("used by {}, cancelled {}", row.number, says::instant(at, zone)),
            None => format!("used by {}", row.number),
        },
        Err(Failure::Mismatch(_)) => match open_of(tx, organisation, order).await? {
            Some(import) => format!("used by an order of {}, waiting for approval", says::instant(import.submitted_at, zone)),
            None => "used by another order".to_owned(),
        },
        Err(failure) => return Err(failure),
    };
    Ok(Some(Holder { order, words }))
}

/// An order that came through the flow says another reference from now on, or the same: it claims it, and frees what it said before
/// unless an open update still wants it.
pub(crate) async fn reference_of_order(tx: &mut Tx, act: &Act, order: &OrderRow, zone: &TimeZone) -> Result<Result<(), Holder>, Failure> {
    let key = &order.reference_key;
    if !key.is_empty()
        && let Err(holder) = claim(tx, act, order.customer, order.id, key, zone).await?
    {
        return Ok(Err(holder));
    }
    let open = open_of(tx, act.organisation, order.id).await?;
    let wanted = open.filter(|open| open.kind == Kind::Update.as_str()).map_or_else(|| key.clone(), |open| open.reference_key);
    store::free(tx, (order.organisation, order.customer), order.id, (key, &wanted)).await?;
    Ok(Ok(()))
}

/// Leaves a waiting create the one reference it says now.
pub(super) async fn only(tx: &mut Tx, import: &ImportRow) -> Result<(), Failure> {
    store::free(tx, (import.organisation, import.customer), import.order_id, (&import.reference_key, &import.reference_key)).await
}

/// Puts an order's claims in order after a step: `own` is the reference of its document, empty when there is no order.
pub(super) async fn settle(tx: &mut Tx, import: &ImportRow, claims: Claims, own: &str) -> Result<(), Failure> {
    let kept = match claims {
        Claims::Keep | Claims::AsRevised => return Ok(()),
        Claims::AsOrder => own,
        Claims::Free => "",
    };
    store::free(tx, (import.organisation, import.customer), import.order_id, (kept, kept)).await
}
