//! What staff do with rate cards: write one, change it, archive and restore it.

use kit::db::Tx;

use super::table::RateCardRow;
use super::terms::{Names, Terms, changes};
use super::{RateCardId, store};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject, overtaken};
use crate::organisations;
use crate::transport_services::ServiceId;
use crate::viewer::Scope;

/// Writes a card.
///
/// # Errors
/// Not found, when its customer or service is not this organisation's; or the database does not answer.
pub async fn create(tx: &mut Tx, act: &mut Act, terms: &Terms) -> Result<RateCardId, Failure> {
    let names = names(tx, act, (terms.customer, terms.service)).await?;
    let mut row = RateCardRow {
        id: act.ids.id(act.now),
        organisation: act.organisation,
        name: String::new(),
        sort_name: String::new(),
        customer: None,
        service: None,
        valid_from: terms.from,
        valid_until: None,
        card: String::new(),
        archived_at: None,
        version: 1,
        created_at: act.now,
    };
    terms.write(&mut row)?;
    store::insert(tx, &row).await?;
    organisations::has_rate_cards(tx, act.organisation).await?;
    let entry = Entry::new(Subject("rate_card", row.id.0), "rate_card.created").internal();
    act.record(tx, entry.changes(changes(&[], &terms.in_words(&names)))).await?;
    Ok(row.id)
}

/// Changes a card that still is as it was seen. Orders keep the charges they have until they are priced anew.
pub(super) async fn change(
    tx: &mut Tx,
    act: &mut Act,
    (scope, zone): (Scope, &jiff::tz::TimeZone),
    (id, seen): (RateCardId, i64),
    terms: &Terms,
) -> Result<(), Failure> {
    let mut row = store::by_id(tx, act.organisation, id).await?;
    if row.version != seen {
        return Err(overtaken(tx, scope, id.0, row.version.saturating_sub(seen), zone).await?);
    }
    let before = Terms::of(&row)?;
    if before == *terms {
        return Ok(());
    }
    let was = names(tx, act, (before.customer, before.service)).await?;
    let is = names(tx, act, (terms.customer, terms.service)).await?;
    terms.write(&mut row)?;
    store::save(tx, &row).await?;
    let entry = Entry::new(Subject("rate_card", id.0), "rate_card.changed").internal();
    act.record(tx, entry.changes(changes(&before.in_words(&was), &terms.in_words(&is)))).await
}

/// Lets a card price no orders any more, or again. Doing what is done already changes nothing.
pub(super) async fn archive(tx: &mut Tx, act: &mut Act, id: RateCardId, archived: bool) -> Result<(), Failure> {
    let mut row = store::by_id(tx, act.organisation, id).await?;
    if row.archived_at.is_some() == archived {
        return Ok(());
    }
    row.archived_at = archived.then_some(act.now);
    store::save(tx, &row).await?;
    let verb = if archived { "rate_card.archived" } else { "rate_card.restored" };
    act.record(tx, Entry::new(Subject("rate_card", id.0), verb).internal()).await
}

/// What a card's customer and service are called; not found where one is not this organisation's.
async fn names(tx: &mut Tx, act: &Act, (customer, service): (Option<CustomerId>, Option<ServiceId>)) -> Result<Names, Failure> {
    let ids: Vec<uuid::Uuid> = customer.map(|id| id.0).into_iter().chain(service.map(|id| id.0)).collect();
    let found = store::names(tx, act.organisation, &ids).await?;
    let names = Names::of(&found, customer, service);
    if names.customer.is_some() != customer.is_some() || names.service.is_some() != service.is_some() {
        return Err(Failure::not_found());
    }
    Ok(names)
}
