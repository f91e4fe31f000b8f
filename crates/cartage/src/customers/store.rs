//! The queries of customers. Every one starts from the organisation.

use kit::args;
use kit::db::{Entity, Tx};

use super::CustomerId;
use super::table::CustomerRow;
use crate::board::{self, Named};
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// A customer of that organisation, archived or not.
///
/// # Errors
/// When the database does not answer.
pub async fn load(tx: &mut Tx, organisation: OrganisationId, id: CustomerId) -> Result<Option<CustomerRow>, Failure> {
    Ok(tx.opt(CustomerRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?)
}

/// Id and name of every customer that is not archived, by name: for pickers.
///
/// # Errors
/// When the database does not answer.
pub async fn choices(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(CustomerId, String)>, Failure> {
    let sql = "SELECT id, name FROM customer WHERE organisation = $1 AND archived_at IS NULL ORDER BY sort_name, id";
    Ok(tx.all(sql, args![organisation]).await?)
}

/// Adds a customer and what it is found by.
///
/// # Errors
/// When its word in paths is taken, or the database does not answer.
pub async fn insert(tx: &mut Tx, row: &CustomerRow) -> Result<(), Failure> {
    tx.insert(row).await?;
    name(tx, row).await
}

async fn name(tx: &mut Tx, row: &CustomerRow) -> Result<(), Failure> {
    let number = row.number.as_deref().unwrap_or_default();
    board::name(tx, row.organisation, Named::Customer, row.id.0, &[&row.name, number, &row.postcode, &row.city]).await
}
