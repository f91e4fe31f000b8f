//! The queries of the order form.

use kit::args;
use kit::db::{Entity, Tx};
use rules::order_form::OrderForm;

use super::table::OrderFormRow;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// The arrangement and its version; before anybody arranged anything the first values, version 0.
///
/// # Errors
/// When it holds what no rule knows, or the database does not answer.
pub async fn arranged(tx: &mut Tx, organisation: OrganisationId) -> Result<(OrderForm, i64), Failure> {
    let row: Option<OrderFormRow> = tx.opt(OrderFormRow::select("organisation = $1"), args![organisation]).await?;
    row.map_or_else(|| Ok((OrderForm::default(), 0)), |row| Ok((serde_json::from_str(&row.arranged)?, row.version)))
}

/// The same question, so that it travels with others ([`Tx::ahead`]).
pub fn ahead(tx: &mut Tx, organisation: OrganisationId) {
    tx.ahead(OrderFormRow::select("organisation = $1"), args![organisation]);
}

/// Writes the arrangement over the version before it.
///
/// # Errors
/// Moved, or the database does not answer.
pub(super) async fn save(tx: &mut Tx, row: &OrderFormRow) -> Result<(), Failure> {
    let sql = "INSERT INTO order_form (organisation, arranged, version, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (organisation) DO UPDATE SET arranged = $2, version = $3, changed_at = $4, changed_by = $5
               WHERE order_form.version = $3 - 1";
    let values = args![row.organisation, &row.arranged, row.version, row.changed_at, &row.changed_by];
    match tx.exec(sql, values).await? {
        1 => Ok(()),
        _ => Err(Failure::moved("The order form was changed meanwhile.")),
    }
}
