//! The queries of contacts. Every one starts from the organisation.

use kit::db::Tx;

use super::table::ContactRow;
use crate::board::{self, Named};
use crate::failure::Failure;

/// Adds a contact and what it is found by.
///
/// # Errors
/// When the address is taken at that customer, or the database does not answer.
pub async fn insert(tx: &mut Tx, row: &ContactRow) -> Result<(), Failure> {
    tx.insert(row).await?;
    name(tx, row).await
}

async fn name(tx: &mut Tx, row: &ContactRow) -> Result<(), Failure> {
    board::name(tx, row.organisation, Named::Contact, row.id.0, &[&row.name, &row.email]).await
}
