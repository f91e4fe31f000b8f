//! The address book in the portal (rule 7.4): a customer's own locations and those everybody sees; its contacts with the right add,
//! change, archive and restore their own (1.5).

pub mod pages;

use kit::db::Tx;

use super::LocationId;
use super::store;
use super::table::LocationRow;
use crate::failure::{Failure, Mismatch};
use crate::viewer::Contact;

/// A location of the customer's address book: an own one, archived or not, or one that everybody sees.
///
/// # Errors
/// It is not there for this customer, or the database does not answer.
async fn seen(tx: &mut Tx, contact: &Contact, id: LocationId) -> Result<LocationRow, Failure> {
    let row = store::load(tx, contact.carrier.id, id).await?.ok_or_else(Failure::not_found)?;
    let seen = row.seen();
    if seen.is_own_of(&contact.customer) || (seen.in_book_of(&contact.customer) && row.archived_at.is_none()) {
        Ok(row)
    } else {
        Err(Failure::not_found())
    }
}

/// As [`seen`], for whoever changes it: it must be the customer's own. What everybody sees is the carrier's to change.
///
/// # Errors
/// It is not there for this customer, or not its own; or the database does not answer.
async fn own(tx: &mut Tx, contact: &Contact, id: LocationId) -> Result<LocationRow, Failure> {
    let row = seen(tx, contact, id).await?;
    if row.seen().is_own_of(&contact.customer) { Ok(row) } else { Err(Failure::Mismatch(Mismatch::Forbidden)) }
}
