//! What is done with locations: kept from an order form.

use kit::db::Tx;
use rules::order::Address;

use super::LocationId;
use super::store::{self, Book};
use super::table::{LocationRow, Visible, address_key};
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject};

/// Keeps the address of an order in the customer's address book, so that it need not be typed again. An address that stands
/// there already, whatever its capitals, accents, blanks and dots, is that location: one address is stored once (7.4).
///
/// # Errors
/// When the database does not answer.
pub async fn keep(tx: &mut Tx, act: &mut Act, book: Book, address: &Address) -> Result<LocationId, Failure> {
    if let Some(known) = store::same_address(tx, book, &address_key(address)).await? {
        return Ok(known.id);
    }
    let visible = (Visible::Customer, Some(book.customer));
    let row = LocationRow::new(act.ids.id(act.now), book.organisation, visible, address, act.now);
    store::insert(tx, &row).await?;
    let what = format!("{}, {}", row.name, row.line());
    act.record(tx, Entry::new(Subject("location", row.id.0), "location.created").detail(what)).await?;
    Ok(row.id)
}
