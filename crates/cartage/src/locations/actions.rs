//! What is done with locations: kept from an order form.

use kit::db::Tx;
use kit::text::fold;
use rules::order::Address;

use super::LocationId;
use super::opening_hours::OpeningHours;
use super::store::{self, Book};
use super::table::{LocationRow, Visible};
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject};

/// Keeps the address of an order in the customer's address book, so that it need not be typed again. An address that stands
/// there already, whatever its capitals, accents, blanks and dots, is that location: one address is stored once (7.4).
///
/// # Errors
/// When the database does not answer.
pub async fn keep(tx: &mut Tx, act: &mut Act, book: Book, address: &Address) -> Result<LocationId, Failure> {
    let key = address_key(address);
    if let Some(known) = store::same_address(tx, book, &key).await? {
        return Ok(known.id);
    }
    let row = LocationRow {
        id: act.ids.id(act.now),
        organisation: book.organisation,
        visible: Visible::Customer,
        customer: Some(book.customer),
        name: address.name.clone(),
        sort_name: fold(&address.name),
        street: address.street.clone(),
        street_2: address.street_2.clone().unwrap_or_default(),
        postcode: address.postcode.clone(),
        city: address.city.clone(),
        country: address.country.clone(),
        address_key: key,
        opening_hours: OpeningHours::default(),
        instructions: String::new(),
        email: String::new(),
        phone: String::new(),
        external_id: None,
        archived_at: None,
        version: 1,
        created_at: act.now,
    };
    store::add(tx, &row).await?;
    let what = format!("{}, {}", row.name, row.line());
    act.record(tx, Entry::new(Subject("location", row.id.0), "location.created").detail(what)).await?;
    Ok(row.id)
}

/// Letters and digits of the address, folded: what stays the same however it is typed. The name belongs to it, because two
/// companies at one gate are two locations.
#[must_use]
pub(super) fn address_key(address: &Address) -> String {
    let line = address.street_2.as_deref().unwrap_or_default();
    let parts = [&address.name, &address.street, line, &address.postcode, &address.city, &address.country];
    parts.map(|part| fold(part).chars().filter(|c| c.is_alphanumeric()).collect::<String>()).join("|")
}
