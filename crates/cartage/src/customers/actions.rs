//! What is done with customers: added, changed, archived, restored, and let into the portal.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::creation_status::Standing;
use rules::slug;

use super::CustomerId;
use super::profile::Profile;
use super::store;
use super::table::CustomerRow;
use crate::contacts::{self, Host};
use crate::failure::{Failure, Refusal};
use crate::history::{self, Act, Entry, Subject};
use crate::viewer::Scope;

/// Stands in a path for a name without a letter or digit to make a word of.
const NAMELESS: &str = "customer";

/// Adds a customer. Its word in paths is made of its name, with a number behind it where another has that word.
///
/// # Errors
/// When the database does not answer.
pub async fn create(tx: &mut Tx, act: &mut Act, profile: &Profile) -> Result<CustomerId, Failure> {
    let word = slug::make(&profile.name).unwrap_or_else(|| NAMELESS.to_owned());
    let slug = free_word(tx, act, word).await?;
    let mut row = CustomerRow { slug, ..CustomerRow::blank(act.ids.id(act.now), act.organisation, act.now) };
    profile.fill(&mut row);
    store::insert(tx, &row).await?;
    let entry = Entry::new(subject(row.id), "customer.created").internal().changes(Profile::default().changes(profile)).detail(&row.name);
    act.record(tx, entry).await?;
    Ok(row.id)
}

async fn free_word(tx: &mut Tx, act: &Act, word: String) -> Result<String, Failure> {
    let taken = store::slugs_like(tx, act.organisation, &word).await?;
    let numbered = (2..).map(|number| slug::numbered(&word, number));
    let mut candidates = std::iter::once(word.clone()).chain(numbered);
    candidates.find(|word| !taken.contains(word)).ok_or_else(|| Failure::fault("no word left"))
}

/// Changes a customer's profile. `seen` is the version the form was opened with. Switching *Access to Customer Portal* on
/// welcomes every contact whose own access is on; switching it off ends theirs at once (1.4).
///
/// # Errors
/// Not found; archived; changed by somebody else meanwhile; or the database does not answer.
pub async fn change(tx: &mut Tx, act: &mut Act, host: &Host, id: CustomerId, seen: i64, profile: &Profile) -> Result<(), Failure> {
    let mut row = for_change(tx, act, &host.carrier.zone, id, seen).await?;
    let before = Profile::of(&row)?;
    let changes = before.changes(profile);
    if changes.is_empty() {
        return Ok(());
    }
    profile.fill(&mut row);
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "customer.changed").internal().of(id).changes(changes)).await?;
    if row.portal_access && !before.portal_access {
        contacts::welcome_all(tx, act, host, &row).await?;
    }
    Ok(())
}

/// Changes how the carrier regards a customer: what finance may change of a profile, and only that (1.6).
///
/// # Errors
/// As [`change`].
pub async fn set_standing(tx: &mut Tx, act: &mut Act, host: &Host, id: CustomerId, seen: i64, standing: Standing) -> Result<(), Failure> {
    let row = for_change(tx, act, &host.carrier.zone, id, seen).await?;
    let profile = Profile { standing, ..Profile::of(&row)? };
    change(tx, act, host, id, seen, &profile).await
}

/// Switches *Show charges on customer portal* (8.2). It is so already: nothing is done.
///
/// # Errors
/// As [`change`].
pub async fn show_charges(tx: &mut Tx, act: &mut Act, zone: &TimeZone, id: CustomerId, seen: i64, show: bool) -> Result<(), Failure> {
    let mut row = for_change(tx, act, zone, id, seen).await?;
    let on = |on: bool| if on { "on" } else { "off" }.to_owned();
    let changes = history::changed([("Show charges on customer portal", on(row.show_charges), on(show))]);
    if changes.is_empty() {
        return Ok(());
    }
    row.show_charges = show;
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "customer.changed").internal().of(id).changes(changes)).await
}

/// Switches *Access to Customer Portal* on for a customer whose contact is being let in (1.4). On already: nothing is done.
/// Contacts whose own access is on are welcomed.
///
/// # Errors
/// Archived, or the database does not answer.
pub(crate) async fn open_portal(tx: &mut Tx, act: &mut Act, host: &Host, mut row: CustomerRow) -> Result<(), Failure> {
    if row.archived_at.is_some() {
        return Err(archived().into());
    }
    if row.portal_access {
        return Ok(());
    }
    let before = Profile::of(&row)?;
    row.portal_access = true;
    let changes = before.changes(&Profile::of(&row)?);
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(row.id), "customer.changed").internal().of(row.id).changes(changes)).await?;
    contacts::welcome_all(tx, act, host, &row).await
}

/// Archives a customer: out of lists and pickers, and out of the portal at once. Orders keep it. Archived already: nothing is done.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(tx: &mut Tx, act: &mut Act, id: CustomerId) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.archived_at.is_some() {
        return Ok(());
    }
    let before = Profile::of(&row)?;
    (row.archived_at, row.portal_access) = (Some(act.now), false);
    let changes = before.changes(&Profile::of(&row)?);
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "customer.archived").internal().of(id).changes(changes)).await
}

/// Restores an archived customer. Its access to the portal stays off until somebody switches it on. Not archived: nothing is done.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn restore(tx: &mut Tx, act: &mut Act, id: CustomerId) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.archived_at.take().is_none() {
        return Ok(());
    }
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "customer.restored").internal().of(id)).await
}

async fn for_change(tx: &mut Tx, act: &Act, zone: &TimeZone, id: CustomerId, seen: i64) -> Result<CustomerRow, Failure> {
    let row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.version != seen {
        let scope = Scope { organisation: act.organisation, customer: None };
        return Err(history::overtaken(tx, scope, id.0, row.version.saturating_sub(seen), zone).await?);
    }
    if row.archived_at.is_some() { Err(archived().into()) } else { Ok(row) }
}

fn archived() -> Refusal {
    Refusal::new("This customer is archived. Restore it first.")
}

fn subject(id: CustomerId) -> Subject {
    Subject("customer", id.0)
}
