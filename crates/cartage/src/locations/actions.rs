//! What is done with locations: kept from an order form; added, changed, archived and restored at the desk, and by the customer
//! whose own they are.

use jiff::tz::TimeZone;
use kit::db::{DbError, Tx};
use rules::location::alias_key;
use rules::order::Address;

use super::LocationId;
use super::details::Details;
use super::matching::{is_same, perhaps};
use super::store::{self, Book};
use super::table::{LocationRow, Visible};
use crate::customers::{self, CustomerId};
use crate::failure::{Failure, Refusal};
use crate::history::{self, Act, Entry, Subject};
use crate::viewer::Scope;

/// Why a location was not stored; nothing was changed.
#[derive(Debug)]
pub enum NotKept {
    /// These may be the same place: one of them is meant, or it must be said that it is another (7.4).
    Perhaps(Vec<LocationRow>),
    /// A refusal, a mismatch or a fault.
    Failure(Failure),
}

impl From<Failure> for NotKept {
    fn from(failure: Failure) -> NotKept {
        NotKept::Failure(failure)
    }
}

impl From<DbError> for NotKept {
    fn from(error: DbError) -> NotKept {
        NotKept::Failure(error.into())
    }
}

/// Keeps the address of an order in the customer's address book, so that it need not be typed again. An address that stands
/// there already, whatever its capitals, accents, blanks and dots, is that location: one address is stored once (7.4).
///
/// # Errors
/// When the database does not answer.
pub async fn keep(tx: &mut Tx, act: &mut Act, book: Book, address: &Address) -> Result<LocationId, Failure> {
    if let Some(known) = is_same(tx, book, address).await? {
        return Ok(known.id);
    }
    let visible = (Visible::Customer, Some(book.customer));
    let row = LocationRow::new(act.ids.id(act.now), book.organisation, visible, address, act.now);
    store::insert(tx, &row).await?;
    act.record(tx, entry(&row, "location.created").detail(said(&row))).await?;
    Ok(row.id)
}

/// Adds a location. `another` says that it is another place than those it looks like.
///
/// # Errors
/// It may be one that is there; the customer is not there; the same address, external id or alias stands in that book already; or
/// the database does not answer.
pub async fn create(tx: &mut Tx, act: &mut Act, details: &Details, another: bool) -> Result<LocationId, NotKept> {
    whom(tx, act, details, true).await?;
    let id = act.ids.id(act.now);
    let mut row = LocationRow::new(id, act.organisation, (details.visible, details.customer), &details.address, act.now);
    details.fill(&mut row);
    alone_in_its_book(tx, &row).await?;
    let near = if another { Vec::new() } else { perhaps(tx, act.organisation, &row.seen(), &details.address).await? };
    if !near.is_empty() {
        return Err(NotKept::Perhaps(near));
    }
    store::insert(tx, &row).await?;
    act.record(tx, entry(&row, "location.created").detail(said(&row))).await?;
    Ok(row.id)
}

/// Changes a location. `seen` is the version the form was opened with. Orders keep the address as it was ordered (7.4).
///
/// # Errors
/// Not found; archived; changed by somebody else meanwhile; as [`create`]; or the database does not answer.
pub async fn change(
    tx: &mut Tx,
    act: &mut Act,
    zone: &TimeZone,
    (id, seen): (LocationId, i64),
    details: &Details,
    another: bool,
) -> Result<(), NotKept> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.version != seen {
        let scope = Scope { organisation: act.organisation, customer: None };
        return Err(history::overtaken(tx, scope, id.0, row.version.saturating_sub(seen), zone).await?.into());
    }
    if row.archived_at.is_some() {
        return Err(Failure::refused("This location is archived. Restore it first.").into());
    }
    let before = Details::of(&row);
    let whom = (whom(tx, act, &before, false).await?, whom(tx, act, details, before.customer != details.customer).await?);
    let changes = before.changes(details, whom);
    if changes.is_empty() {
        return Ok(());
    }
    let (moved, was) = (before.address != details.address, row.seen());
    details.fill(&mut row);
    alone_in_its_book(tx, &row).await?;
    if moved && !another {
        let mut near = perhaps(tx, act.organisation, &row.seen(), &details.address).await?;
        near.retain(|other| other.id != id);
        if !near.is_empty() {
            return Err(NotKept::Perhaps(near));
        }
    }
    store::save(tx, &mut row).await?;
    // Who else had it, or has it now, is no customer's business.
    let entry = if was == row.seen() { entry(&row, "location.changed") } else { Entry::new(subject(id), "location.changed").internal() };
    Ok(act.record(tx, entry.changes(changes)).await?)
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
    act.record(tx, entry(&row, "location.archived")).await
}

/// Puts an archived location back into its address book. Not archived: nothing is done.
///
/// # Errors
/// Not found; it was merged; its address has been stored anew meanwhile; or the database does not answer.
pub async fn restore(tx: &mut Tx, act: &mut Act, id: LocationId) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.archived_at.take().is_none() {
        return Ok(());
    }
    if let Some(survivor) = store::survivor(tx, act.organisation, id).await? {
        return Err(Failure::refused(format!("It was merged into {}, {}, and is one with it since.", survivor.name, survivor.line())));
    }
    alone_in_its_book(tx, &row).await?;
    store::save(tx, &mut row).await?;
    act.record(tx, entry(&row, "location.restored")).await
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

/// One address, one external id and one alias stands once in a book (7.4).
async fn alone_in_its_book(tx: &mut Tx, row: &LocationRow) -> Result<(), Failure> {
    if let Some(other) = store::called(tx, row).await? {
        return Err(if other.address_key == row.address_key {
            Refusal::at("name", format!("{}, {} stands in this address book already", other.name, other.line()))
        } else {
            Refusal::at("external_id", format!("{} has this external id already", other.name))
        }
        .into());
    }
    let Some(other) = store::alias_of_another(tx, row, &row.aliases()).await? else { return Ok(()) };
    let theirs: Vec<String> = other.aliases().iter().chain(&other.external_id).map(|name| alias_key(name)).collect();
    let taken = row.aliases().into_iter().find(|alias| theirs.contains(&alias_key(alias))).unwrap_or_default();
    Err(Refusal::at("aliases", format!("“{taken}” means {} already; one name leads to one location", other.name)).into())
}

/// `Sligro, Corridor 11, 5466 RB Veghel (NL)`.
pub(super) fn said(row: &LocationRow) -> String {
    format!("{}, {}", row.name, row.line())
}

/// An entry of history that the one customer it is visible to may read.
pub(super) fn entry(row: &LocationRow, verb: &'static str) -> Entry {
    let entry = Entry::new(subject(row.id), verb);
    match row.customer {
        Some(customer) => entry.of(customer),
        None => entry.internal(),
    }
}

pub(super) fn subject(id: LocationId) -> Subject {
    Subject("location", id.0)
}
