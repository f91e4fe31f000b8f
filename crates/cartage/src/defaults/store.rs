//! The queries of default values.

use kit::args;
use kit::db::{Entity, Tx};
use rules::order::OrderDocument;

use super::table::DefaultRow;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// A customer's default values and their version; none before anybody set any, version 0.
///
/// # Errors
/// When they cannot be read, or the database does not answer.
pub async fn of_customer(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<(Option<OrderDocument>, i64), Failure> {
    let sql = DefaultRow::select("organisation = $1 AND customer = $2");
    let row: Option<DefaultRow> = tx.opt(sql, args![organisation, customer]).await?;
    row.map_or(Ok((None, 0)), |row| Ok((Some(read(&row.document)?), row.version)))
}

/// Everybody's default values: the customer's name and the document.
///
/// # Errors
/// As [`of_customer`].
pub async fn of_all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(String, OrderDocument)>, Failure> {
    let sql = "SELECT c.name, d.document FROM order_default d
               JOIN customer c ON c.organisation = d.organisation AND c.id = d.customer AND c.archived_at IS NULL
               WHERE d.organisation = $1 ORDER BY c.sort_name, c.id LIMIT 200";
    let rows: Vec<(String, String)> = tx.all(sql, args![organisation]).await?;
    rows.into_iter().map(|(name, document)| Ok((name, read(&document)?))).collect()
}

fn read(document: &str) -> Result<OrderDocument, Failure> {
    OrderDocument::from_json(document).map_err(|error| Failure::fault(format!("{error:?}")))
}

/// Writes them over the version before.
///
/// # Errors
/// Moved, or the database does not answer.
pub async fn save(tx: &mut Tx, row: &DefaultRow) -> Result<(), Failure> {
    let sql =
        "INSERT INTO order_default (organisation, customer, document, version, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (organisation, customer) DO UPDATE SET document = $3, version = $4, changed_at = $5, changed_by = $6
               WHERE order_default.version = $4 - 1";
    let values = args![row.organisation, row.customer, &row.document, row.version, row.changed_at, &row.changed_by];
    match tx.exec(sql, values).await? {
        1 => Ok(()),
        _ => Err(Failure::moved("The default values were changed meanwhile.")),
    }
}
