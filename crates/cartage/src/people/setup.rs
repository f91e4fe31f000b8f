//! Setting up an empty installation: its first organisation and that one's super admin, by whoever holds the one-time token
//! printed on the console (rule 1.3).

use jiff::Timestamp;
use kit::db::Tx;
use kit::password;
use kit::secret::Secret;
use rules::access::Role;

use super::session::{self, Origin, Via};
use super::store::{persons, setup as store, staff};
use super::table::{PersonRow, StaffRow};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject};
use crate::organisations::{self, OrganisationId, OrganisationRow};
use crate::viewer::{Actor, Side};

/// Whether nothing has been set up yet.
pub(super) async fn is_empty(app: &App) -> Result<bool, Failure> {
    Ok(!app.db.read(|tx| Box::pin(organisations::any(tx))).await?)
}

/// A one-time token for setting up, to be printed on the console; none when there is an organisation already. Every copy of the
/// program that starts on an empty database prints its own; the first that is used ends them all.
///
/// # Errors
/// When the database does not answer.
pub async fn setup_token(app: &App) -> Result<Option<Secret>, Failure> {
    if !is_empty(app).await? {
        return Ok(None);
    }
    let (secret, now) = (Secret::new(app.ids), app.clock.now());
    let digest = secret.digest();
    app.db.write(move |tx| Box::pin(store::insert_token(tx, digest, now))).await?;
    Ok(Some(secret))
}

/// What is set up.
#[derive(Clone, Debug)]
pub(super) struct Founding {
    pub(super) token: Secret,
    pub(super) organisation: String,
    pub(super) slug: String,
    pub(super) zone: String,
    pub(super) country: String,
    pub(super) currency: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) password: String,
}

/// Sets up the organisation and its super admin, and signs them in.
pub(super) async fn found(app: &App, founding: Founding, origin: Origin) -> Result<Secret, Failure> {
    let (this, now, digest) = (app.clone(), app.clock.now(), founding.token.digest());
    if !app.db.read(move |tx| Box::pin(store::is_token(tx, digest))).await? {
        return Err(wrong_token());
    }
    let hash = password::hash(founding.password.clone()).await?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let used = store::use_tokens(tx, now).await?;
                if organisations::any(tx).await? {
                    return Err(Failure::not_found());
                }
                if !used.contains(&founding.token.digest()) {
                    return Err(wrong_token());
                }
                let carrier = organisation(this.ids.id(now), &founding, now);
                organisations::insert(tx, &carrier).await?;
                let person = PersonRow { id: this.ids.id(now), name: founding.name.clone(), password: Some(hash), created_at: now };
                let person = persons::insert(tx, person, &founding.email).await?;
                let admin = super_admin(&this, carrier.id, person, &founding, now);
                staff::insert(tx, &admin).await?;
                record(&this, tx, &carrier, &admin, now).await?;
                session::begin(&this, tx, person, Via::Password, &origin, now).await
            })
        })
        .await
}

fn wrong_token() -> Failure {
    Refusal::at("token", "This is not the token that the program printed when it started, or it has been used").into()
}

fn super_admin(app: &App, organisation: OrganisationId, person: super::PersonId, founding: &Founding, now: Timestamp) -> StaffRow {
    StaffRow {
        id: app.ids.id(now),
        organisation,
        person: Some(person),
        name: founding.name.clone(),
        email: founding.email.clone(),
        role: Role::SuperAdmin.as_str().to_owned(),
        active: true,
        version: 1,
        created_at: now,
    }
}

async fn record(app: &App, tx: &mut Tx, carrier: &OrganisationRow, admin: &StaffRow, now: Timestamp) -> Result<(), Failure> {
    let actor = Actor { name: admin.name.clone(), side: Side::Carrier, membership: Some(admin.id.0) };
    let mut act = Act::begin(tx, carrier.id, actor, now, app.ids).await?;
    let entry = Entry::new(Subject("organisation", carrier.id.0), "organisation.set-up").internal();
    act.record(tx, entry.detail(carrier.name.clone())).await?;
    act.record(tx, Entry::new(Subject("staff", admin.id.0), "user.set-up").internal().detail(admin.email.clone())).await?;
    // Nobody has a page of it open yet.
    act.end(tx).await.map(drop)
}

fn organisation(id: OrganisationId, founding: &Founding, now: Timestamp) -> OrganisationRow {
    OrganisationRow {
        slug: founding.slug.clone(),
        name: founding.organisation.clone(),
        zone: founding.zone.clone(),
        country: founding.country.clone(),
        currency: founding.currency.clone(),
        ..OrganisationRow::with_first_values(id, now)
    }
}
