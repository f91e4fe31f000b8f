//! The queries of charges. Every one starts from the organisation, and from the customer where one looks.

use kit::args;
use kit::db::{Entity, Tx};

use super::ChargeId;
use super::table::{ChargeRow, OrderPriceRow};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::{OrderId, OrderRow};
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// The charges of an order, as they were added. The caller has made sure that the order is within the viewer's scope.
///
/// # Errors
/// When the database does not answer.
pub async fn of_order(tx: &mut Tx, order: &OrderRow) -> Result<Vec<ChargeRow>, Failure> {
    let condition = "organisation = $1 AND order_id = $2 AND removed_at IS NULL ORDER BY created_at, id";
    Ok(tx.all(ChargeRow::select(condition), args![order.organisation, order.id]).await?)
}

/// The same, with what a rate card asked for and staff took off: it is not asked for again (8.5).
pub(super) async fn to_rerate(tx: &mut Tx, order: &OrderRow) -> Result<Vec<ChargeRow>, Failure> {
    let condition = "organisation = $1 AND order_id = $2 AND (removed_at IS NULL OR (source IS NOT NULL AND how IS NULL))
                     ORDER BY created_at, id";
    Ok(tx.all(ChargeRow::select(condition), args![order.organisation, order.id]).await?)
}

/// How a rate card priced an order, if one did.
pub(super) async fn price_row(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<Option<OrderPriceRow>, Failure> {
    Ok(tx.opt(OrderPriceRow::select("organisation = $1 AND order_id = $2"), args![organisation, order]).await?)
}

/// The same with the card's name.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn price_of(tx: &mut Tx, order: &OrderRow) -> Result<Option<(OrderPriceRow, String)>, Failure> {
    let Some(row) = price_row(tx, order.organisation, order.id).await? else { return Ok(None) };
    let (name,): (String,) =
        tx.one("SELECT name FROM rate_card WHERE organisation = $1 AND id = $2", args![row.organisation, row.rate_card]).await?;
    Ok(Some((row, name)))
}

/// Writes how an order was priced.
pub(super) async fn put_price(tx: &mut Tx, row: &OrderPriceRow) -> Result<(), Failure> {
    let sql = "INSERT INTO order_price (organisation, order_id, rate_card, priced_at, missing, left_alone_at, left_alone_by)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (order_id) DO UPDATE SET rate_card = $3, priced_at = $4, missing = $5, left_alone_at = $6, left_alone_by = $7";
    let mut values = args![row.organisation, row.order_id, row.rate_card, row.priced_at, &row.missing];
    values.extend(args![row.left_alone_at, row.left_alone_by.clone()]);
    Ok(tx.later(sql, values).await?)
}

/// A charge of an order, removed or not.
pub(super) async fn by_id(tx: &mut Tx, scope: Scope, order: OrderId, id: ChargeId) -> Result<ChargeRow, Failure> {
    let sql = ChargeRow::select("organisation = $1 AND order_id = $2 AND id = $3");
    let row: Option<ChargeRow> = tx.opt(sql, args![scope.organisation, order, id]).await?;
    row.filter(|row| scope.customer.is_none_or(|customer| customer == row.customer)).ok_or_else(Failure::not_found)
}

/// Whether the customer's *Show charges on customer portal* is on (8.2).
///
/// # Errors
/// When the database does not answer.
pub async fn shown_to(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<bool, Failure> {
    let found: Option<(bool,)> =
        tx.opt("SELECT show_charges FROM customer WHERE organisation = $1 AND id = $2", args![organisation, customer]).await?;
    Ok(found.is_some_and(|(shown,)| shown))
}

/// The currency the organisation reckons in.
pub(super) async fn currency(tx: &mut Tx, organisation: OrganisationId) -> Result<String, Failure> {
    let (currency,): (String,) = tx.one("SELECT currency FROM organisation WHERE id = $1", args![organisation]).await?;
    Ok(currency)
}

pub(super) async fn insert(tx: &mut Tx, row: &ChargeRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// Writes what became of a charge. The chain head is held: nobody else writes.
pub(super) async fn save(tx: &mut Tx, row: &ChargeRow) -> Result<(), Failure> {
    let sql = "UPDATE charge SET amount = $3, revision = $4, approval = $5, invoicing = $6, agreed = $7, changed_at = $8, changed_by = $9,
               requested_at = $10, requested_by = $11, requested_staff = $12, decided_at = $13, decided_by = $14, decided_with = $15,
               reason = $16, removed_at = $17, removed_by = $18, version = $19, how = $20 WHERE organisation = $1 AND id = $2";
    let mut values = args![row.organisation, row.id, row.amount, row.revision, &row.approval, &row.invoicing, row.agreed];
    values.extend(args![row.changed_at, &row.changed_by, row.requested_at, row.requested_by.clone(), row.requested_staff]);
    values.extend(args![row.decided_at, row.decided_by.clone(), &row.decided_with, &row.reason, row.removed_at]);
    values.extend(args![row.removed_by.clone(), row.version, row.how.clone()]);
    Ok(tx.later(sql, values).await?)
}
