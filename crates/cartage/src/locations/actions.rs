//! What is done with locations: kept from an order form; added, changed, archived and restored at the desk.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::order::Address;

use super::LocationId;
use super::details::Details;
use super::store::{self, Book};
use super::table::{LocationRow, Visible, address_key};
use crate::customers::{self, CustomerId};
use crate::failure::{Failure, Refusal};
use crate::history::{self, Act, Entry, Subject};
use crate::viewer::Scope;

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
    act.record(tx, Entry::new(subject(row.id), "location.created").detail(what)).await?;
    Ok(row.id)
}

/// Adds a location.
///
/// # Errors
/// The customer is not there; the same address or external id stands in that book already; or the database does not answer.
pub async fn create(tx: &mut Tx, act: &mut Act, details: &Details) -> Result<LocationId, Failure> {
    whom(tx, act, details, true).await?;
    let id = act.ids.id(act.now);
    let mut row = LocationRow::new(id, act.organisation, (details.visible, details.customer), &details.address, act.now);
    details.fill(&mut row);
    alone_in_its_book(tx, &row).await?;
    store::insert(tx, &row).await?;
    let what = format!("{}, {}", row.name, row.line());
    act.record(tx, Entry::new(subject(row.id), "location.created").detail(what)).await?;
    Ok(row.id)
}

/// Changes a location. `seen` is the version the form was opened with. Orders keep the address as it was ordered (7.4).
///
/// # Errors
/// Not found; archived; changed by somebody else meanwhile; as [`create`]; or the database does not answer.
pub async fn change(tx: &mut Tx, act: &mut Act, zone: &TimeZone, id: LocationId, seen: i64, details: &Details) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.version != seen {
        let scope = Scope { organisation: act.organisation, customer: None };
        return Err(history::overtaken(tx, scope, id.0, row.version.saturating_sub(seen), zone).await?);
    }
    if row.archived_at.is_some() {
        return Err(Failure::refused("This location is archived. Restore it first."));
    }
    let before = Details::of(&row);
    let whom = (whom(tx, act, &before, false).await?, whom(tx, act, details, before.customer != details.customer).await?);
    let changes = before.changes(details, whom);
    if changes.is_empty() {
        return Ok(());
    }
    details.fill(&mut row);
    alone_in_its_book(tx, &row).await?;
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "location.changed").changes(changes)).await
}

/// Takes a location out of every address book. Orders keep its address. Archived already: nothing is done.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(tx: &mut Tx, act: &mut Act, id: LocationId) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.archived_at.is_some() {
        return Ok(());
    }
    row.archived_at = Some(act.now);
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "location.archived")).await
}

/// Puts an archived location back into its address book. Not archived: nothing is done.
///
/// # Errors
/// Not found; its address has been stored anew meanwhile; or the database does not answer.
pub async fn restore(tx: &mut Tx, act: &mut Act, id: LocationId) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.archived_at.take().is_none() {
        return Ok(());
    }
    alone_in_its_book(tx, &row).await?;
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "location.restored")).await
}

/// To whom it is visible, in words. A customer that is newly chosen must be there and not archived.
async fn whom(tx: &mut Tx, act: &Act, details: &Details, chosen: bool) -> Result<String, Failure> {
    let customer: CustomerId = match (details.visible, details.customer) {
        (Visible::Customer, Some(customer)) => customer,
        (Visible::All, _) => return Ok("All customers".to_owned()),
        (Visible::Customer | Visible::None, _) => return Ok("No customer".to_owned()),
    };
    match customers::load(tx, act.organisation, customer).await? {
        Some(customer) if !chosen || customer.archived_at.is_none() => Ok(customer.name),
        _ => Err(Refusal::at("customer", "Choose one of your customers; the one you chose is archived or gone").into()),
    }
}

/// One address, and one external id, is stored once in a book (7.4).
async fn alone_in_its_book(tx: &mut Tx, row: &LocationRow) -> Result<(), Failure> {
    let Some(other) = store::alike(tx, row).await? else { return Ok(()) };
    let refusal = if other.address_key == row.address_key {
        Refusal::at("name", format!("{}, {} stands in this address book already", other.name, other.line()))
    } else {
        Refusal::at("external_id", format!("{} has this external id already", other.name))
    };
    Err(refusal.into())
}

fn subject(id: LocationId) -> Subject {
    Subject("location", id.0)
}
