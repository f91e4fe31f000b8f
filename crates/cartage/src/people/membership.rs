//! Memberships: from the path to what a person is there, and everywhere a person can go.

use std::sync::Arc;

use jiff::tz::TimeZone;
use rules::access::{PortalAccess, Rights, Role};
use tokio::sync::Semaphore;

use super::PersonId;
use super::session::BEHIND;
use super::store::memberships::{self as store, CarrierRow};
use crate::app::App;
use crate::failure::{Failure, Mismatch};
use crate::viewer::{Carrier, Contact, Person, Staff};

/// What `person` is in the portal of that organisation and customer, if anything and if access is on (1.4).
///
/// # Errors
/// When the database does not answer.
pub async fn contact(app: &App, person: Person, organisation: String, customer: String) -> Result<Option<Contact>, Failure> {
    let id = person.id;
    let found = app.db.read(move |tx| Box::pin(store::contact_at(tx, id, organisation, customer))).await?;
    let Some((carrier, row)) = found else { return Ok(None) };
    let access = PortalAccess {
        organisation_active: carrier.active,
        customer_access: row.customer_access,
        contact_access: row.contact_access,
        contact_archived: row.archived_at.is_some(),
    };
    if access.judge().is_err() {
        return Ok(None);
    }
    Ok(Some(Contact {
        person,
        id: row.id,
        name: row.name,
        email: row.email,
        carrier: Arc::new(seen(carrier)?),
        customer: row.customer,
        customer_slug: row.customer_slug,
        customer_name: row.customer_name,
        rights: Rights::from_i64(row.rights).ok_or_else(|| Failure::fault("rights that do not exist"))?,
        as_of: row.as_of,
        seen_at: row.seen_at,
    }))
}

/// Notes of who was here that are being written: one at a time, so that they never stand in a line before what people do.
static NOTING: Semaphore = Semaphore::const_new(1);

/// Keeps when a contact was last here, for colleagues who manage them: once in ten minutes, and no page waits for it.
pub fn note_seen(app: &App, contact: &Contact) {
    let (organisation, id, now) = (contact.carrier.id, contact.id, app.clock.now());
    if contact.seen_at.is_some_and(|seen| now.duration_since(seen).as_secs() < BEHIND) {
        return;
    }
    let Ok(turn) = NOTING.try_acquire() else { return };
    let app = app.clone();
    tokio::spawn(async move {
        let noted = app.db.write(move |tx| Box::pin(store::saw_contact(tx, organisation, id, now))).await;
        drop(turn);
        if let Err(failure) = noted {
            tracing::debug!(?failure, "it could not be noted that a contact was here");
        }
    });
}

/// What `person` is at the desk of that organisation, if anything and if it is active.
///
/// # Errors
/// When the organisation asks for a second factor and they have none (1.2), or the database does not answer.
pub async fn staff(app: &App, person: Person, organisation: String) -> Result<Option<Staff>, Failure> {
    let id = person.id;
    let found = app.db.read(move |tx| Box::pin(store::staff_at(tx, id, organisation))).await?;
    let Some((carrier, row)) = found.filter(|(carrier, row)| carrier.active && row.active) else { return Ok(None) };
    if row.needs_second_factor {
        return Err(Failure::Mismatch(Mismatch::NoSecondFactor { next: String::new() }));
    }
    Ok(Some(Staff {
        person,
        id: row.id,
        name: row.name,
        email: row.email,
        carrier: Arc::new(seen(carrier)?),
        role: Role::parse(&row.role).ok_or_else(|| Failure::fault("a role that does not exist"))?,
        as_of: row.as_of,
    }))
}

fn seen(row: CarrierRow) -> Result<Carrier, Failure> {
    let zone = TimeZone::get(&row.zone).map_err(Failure::fault)?;
    Ok(Carrier { id: row.id, slug: row.slug, name: row.name, zone, country: row.country, colour: row.colour })
}

/// A place a person can go: a line of the switcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// `Van Dorp Transport · De Korenaar BV`, or `Van Dorp Transport · order desk`.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// The name the membership has there.
    pub name: String,
    /// The address of the membership.
    pub email: String,
}

/// Everywhere `person` can go now, desks first, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn memberships(app: &App, person: PersonId) -> Result<Vec<Membership>, Failure> {
    let (desks, portals) = app.db.read(move |tx| Box::pin(store::memberships(tx, person))).await?;
    let desks = desks.into_iter().map(|(organisation, slug, name, email)| Membership {
        label: format!("{organisation} · order desk"),
        href: format!("/d/{slug}"),
        name,
        email,
    });
    let portals = portals.into_iter().map(|(organisation, slug, customer, customer_slug, name, email)| Membership {
        label: format!("{organisation} · {customer}"),
        href: format!("/p/{slug}/{customer_slug}"),
        name,
        email,
    });
    Ok(desks.chain(portals).collect())
}
