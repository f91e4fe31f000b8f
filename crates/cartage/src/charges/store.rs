//! The queries of charges. Every one starts from the organisation, and from the customer where one looks.

use kit::args;
use kit::db::{Entity, Tx};

use super::ChargeId;
use super::table::ChargeRow;
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
               reason = $16, removed_at = $17, removed_by = $18, version = $19 WHERE organisation = $1 AND id = $2";
    let mut values = args![row.organisation, row.id, row.amount, row.revision, &row.approval, &row.invoicing, row.agreed];
    values.extend(args![row.changed_at, &row.changed_by, row.requested_at, row.requested_by.clone(), row.requested_staff]);
    values.extend(args![row.decided_at, row.decided_by.clone(), &row.decided_with, &row.reason, row.removed_at]);
    values.extend(args![row.removed_by.clone(), row.version]);
    Ok(tx.later(sql, values).await?)
}
