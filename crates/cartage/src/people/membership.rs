//! Memberships: from the path to what a person is there, and everywhere a person can go.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::db::{Asked, Tx};
use rules::access::{PortalAccess, Rights, Role};
use tokio::sync::Semaphore;

use super::session::{BEHIND, known_by};
use super::store::memberships::{self as store, Asking, CarrierRow, ContactSeen, Joined, StaffSeen};
use super::store::sessions;
use crate::app::App;
use crate::failure::{Failure, Mismatch};
use crate::viewer::{Carrier, Contact, Person, Staff};

/// What a request asks about who sent it: at once, with the places the switcher shows where a page will be drawn.
#[derive(Clone, Debug)]
pub struct Entering {
    /// Digest of the session's secret.
    pub digest: Vec<u8>,
    /// When it came.
    pub now: Timestamp,
    /// Whether a page will be drawn.
    pub places: bool,
}

/// What `person` is in the portal of that organisation and customer, if anything and if access is on (1.4).
///
/// # Errors
/// When the database does not answer.
pub async fn contact(app: &App, person: Person, organisation: String, customer: String) -> Result<Option<Contact>, Failure> {
    let asking = Asking::Person(person.id);
    let found = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let asked = store::contact_at(tx, &asking, organisation, customer).await?;
            Ok(tx.answer(asked).await?.pop())
        })
    });
    found.await?.map_or(Ok(None), |found| as_contact(person, found))
}

/// Whose session it is, and what they are in that portal: one reading. No person when the session has ended.
///
/// # Errors
/// When the database does not answer.
pub async fn contact_entering(
    app: &App,
    entering: Entering,
    organisation: String,
    customer: String,
) -> Result<Option<(Person, Option<Contact>)>, Failure> {
    let (asking, now) = (entering.asking(), entering.now);
    let found = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let session = sessions::by_digest(tx, entering.digest.clone(), now).await?;
            let contact = store::contact_at(tx, &asking, organisation, customer).await?;
            let places = entering.places(tx, &asking).await?;
            Ok((tx.answer(session).await?.pop(), tx.answer(contact).await?.pop(), places.told(tx).await?))
        })
    });
    let (Some(known), contact, places) = found.await? else { return Ok(None) };
    let person = Person { places, ..known_by(app, known, now) };
    let contact = contact.map_or(Ok(None), |found| as_contact(person.clone(), found))?;
    Ok(Some((person, contact)))
}

fn as_contact(person: Person, Joined(carrier, row): Joined<ContactSeen>) -> Result<Option<Contact>, Failure> {
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
        charges_shown: row.charges_shown,
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
    let asking = Asking::Person(person.id);
    let found = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let asked = store::staff_at(tx, &asking, organisation).await?;
            Ok(tx.answer(asked).await?.pop())
        })
    });
    found.await?.map_or(Ok(None), |found| as_staff(person, found))
}

/// Whose session it is, and what they are at that desk: one reading. No person when the session has ended.
///
/// # Errors
/// When the organisation asks for a second factor and they have none (1.2), or the database does not answer.
pub async fn staff_entering(app: &App, entering: Entering, organisation: String) -> Result<Option<(Person, Option<Staff>)>, Failure> {
    let (asking, now) = (entering.asking(), entering.now);
    let found = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let session = sessions::by_digest(tx, entering.digest.clone(), now).await?;
            let staff = store::staff_at(tx, &asking, organisation).await?;
            let places = entering.places(tx, &asking).await?;
            Ok((tx.answer(session).await?.pop(), tx.answer(staff).await?.pop(), places.told(tx).await?))
        })
    });
    let (Some(known), staff, places) = found.await? else { return Ok(None) };
    let person = Person { places, ..known_by(app, known, now) };
    let staff = staff.map_or(Ok(None), |found| as_staff(person.clone(), found))?;
    Ok(Some((person, staff)))
}

fn as_staff(person: Person, Joined(carrier, row): Joined<StaffSeen>) -> Result<Option<Staff>, Failure> {
    if !(carrier.active && row.active) {
        return Ok(None);
    }
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
    let imports = row.import_provisioned_at.is_some();
    Ok(Carrier { id: row.id, slug: row.slug, name: row.name, zone, country: row.country, colour: row.colour, imports })
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

/// Places on their way; none where no page is drawn.
struct Places(Option<(Asked<store::Desk>, Asked<store::Portal>)>);

impl Entering {
    fn asking(&self) -> Asking {
        Asking::Session { digest: self.digest.clone(), now: self.now }
    }

    async fn places(&self, tx: &mut Tx, asking: &Asking) -> Result<Places, Failure> {
        Ok(Places(if self.places { Some(store::memberships(tx, asking).await?) } else { None }))
    }
}

impl Places {
    async fn told(self, tx: &mut Tx) -> Result<Option<Arc<[Membership]>>, Failure> {
        let Some((desks, portals)) = self.0 else { return Ok(None) };
        let desks = tx.answer(desks).await?.into_iter().map(|(organisation, slug, name, email)| Membership {
            label: format!("{organisation} · order desk"),
            href: format!("/d/{slug}"),
            name,
            email,
        });
        let desks: Vec<Membership> = desks.collect();
        let portals = tx.answer(portals).await?;
        let portals = portals.into_iter().map(|(organisation, slug, customer, customer_slug, name, email)| Membership {
            label: format!("{organisation} · {customer}"),
            href: format!("/p/{slug}/{customer_slug}"),
            name,
            email,
        });
        Ok(Some(desks.into_iter().chain(portals).collect()))
    }
}

/// Everywhere `person` can go now, desks first, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn memberships(app: &App, person: &Person) -> Result<Arc<[Membership]>, Failure> {
    if let Some(places) = &person.places {
        return Ok(places.clone());
    }
    let asking = Asking::Person(person.id);
    let read = app
        .db
        .read::<_, Failure, _>(move |tx| Box::pin(async move { Places(Some(store::memberships(tx, &asking).await?)).told(tx).await }));
    Ok(read.await?.unwrap_or_default())
}
