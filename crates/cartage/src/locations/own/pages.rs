//! *Locations* in the portal: the address book of one customer.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::db::Tx;
use kit::web::{Fields, QueryFields};
use rules::access::Right;

use super::{own, seen};
use crate::app::App;
use crate::board::{Leaf, Turn};
use crate::failure::{Failure, Refusal};
use crate::history;
use crate::locations::details::{Details, days};
use crate::locations::pages::{id_of, title_of, typed_again};
use crate::locations::store::{self, Line};
use crate::locations::{LocationId, LocationRow, NotKept, Visible, actions};
use crate::shell::{self, Frame, Here, Typed};
use crate::viewer::{Contact, Scope, Viewer};

#[derive(Template)]
#[template(path = "locations/own/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    /// Whether the viewer may add and change.
    may: bool,
    carrier: String,
    archived: bool,
    find: String,
    query: Fields,
    leaf: Leaf<Line>,
}

/// `GET /p/{organisation}/{customer}/locations`: by name, found by the words of `find`; `show=archived` shows own ones that are.
///
/// # Errors
/// A fault.
pub async fn list(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (archived, find, turn) = (query.raw("show") == "archived", query.text("find"), Turn::asked(&query));
    let (whose, needle) = ((contact.carrier.id, contact.customer), find.clone());
    let leaf = app.db.read(move |tx| Box::pin(async move { store::list_of(tx, whose, archived, &needle, turn).await })).await?;
    shell::page(&ListPage {
        frame: Frame::portal(&app, &contact, "Locations", Here::Locations, &query).await?,
        root: contact.root(),
        may: may(&contact),
        carrier: contact.carrier.name.clone(),
        archived,
        find,
        query,
        leaf,
    })
}

fn may(contact: &Contact) -> bool {
    contact.rights.has(Right::ManageLocations)
}

#[derive(Template)]
#[template(path = "locations/own/location.html")]
struct LocationPage {
    frame: Frame,
    root: String,
    /// Where the form is posted to.
    here: String,
    carrier: String,
    /// None for a new one.
    row: Option<LocationRow>,
    /// Whether the customer may change it: its own, and the viewer has the right.
    may: bool,
    own: bool,
    whom: String,
    form: Typed,
    history: Vec<history::Line>,
    near: Vec<LocationRow>,
    /// What it became when it was merged, where that is visible.
    became: Option<LocationRow>,
}

impl LocationPage {
    fn archived(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.archived_at.is_some())
    }

    fn editable(&self) -> bool {
        self.may && !self.archived()
    }

    fn days(&self) -> Vec<(&'static str, &'static str)> {
        days().collect()
    }
}

async fn new_page(app: &App, contact: &Contact, form: Typed, near: Vec<LocationRow>) -> Result<LocationPage, Failure> {
    let frame = Frame::portal(app, contact, "New location", Here::Locations, &Fields::default()).await?;
    Ok(LocationPage {
        // A form for something new shows nothing that others change.
        frame: Frame { follows: String::new(), ..frame },
        root: contact.root(),
        here: format!("{}/locations/new", contact.root()),
        carrier: contact.carrier.name.clone(),
        row: None,
        may: true,
        own: true,
        whom: contact.customer_name.clone(),
        form,
        history: Vec::new(),
        near,
        became: None,
    })
}

/// `GET /p/{organisation}/{customer}/locations/new`.
///
/// # Errors
/// A fault.
pub async fn new(State(app): State<App>, contact: Contact) -> Result<Response, Failure> {
    let blank = Details::blank(Visible::Customer, Some(contact.customer), &contact.carrier.country);
    shell::page(&new_page(&app, &contact, blank.form(0), Vec::new()).await?)
}

/// `POST /p/{organisation}/{customer}/locations/new`.
///
/// # Errors
/// A fault.
pub async fn create(State(app): State<App>, contact: Contact, fields: Fields) -> Result<Response, Failure> {
    let (another, typed) = (fields.ticked("another"), Typed::of(fields.clone()));
    let (typed, near) = match Details::read_own(&fields, contact.customer) {
        Err(wrong) => (typed.refused(wrong), Vec::new()),
        Ok(details) => {
            let act = app.act_or(&contact, move |tx, act| Box::pin(async move { actions::create(tx, act, &details, another).await }));
            match act.await {
                Ok(id) => return Ok(shell::redirect(&format!("{}/locations/{id}", contact.root()), "created")),
                Err(why) => typed_again(typed, 0, why)?,
            }
        }
    };
    shell::unprocessable(&new_page(&app, &contact, typed, near).await?)
}

/// What a contact may read of a location's history: of its own ones, from the moment it became the customer's.
async fn told(tx: &mut Tx, contact: &Contact, row: &LocationRow) -> Result<Vec<history::Told>, Failure> {
    if !row.seen().is_own_of(&contact.customer) {
        return Ok(Vec::new());
    }
    let whole = Scope { organisation: contact.carrier.id, customer: None };
    let all = history::of_subject(tx, whole, row.id.0).await?;
    let came = all.iter().rev().find(|told| told.changes.iter().any(|change| change.field == "Visible to")).map_or(0, |told| told.entry);
    let mut told = history::of_subject(tx, contact.scope(), row.id.0).await?;
    told.retain(|told| told.entry > came);
    Ok(told)
}

async fn location_page(
    app: &App,
    contact: &Contact,
    id: LocationId,
    query: &Fields,
    typed: Option<Typed>,
) -> Result<LocationPage, Failure> {
    let viewer = contact.clone();
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = seen(tx, &viewer, id).await?;
            let told = told(tx, &viewer, &row).await?;
            let became = store::survivor(tx, viewer.carrier.id, id).await?;
            Ok((row, told, became.filter(|became| became.seen().in_book_of(&viewer.customer))))
        })
    });
    let (row, told, became) = read.await?;
    let form = match typed {
        Some(form) => form.now_at(row.version),
        None => Details::of(&row).form(row.version),
    };
    let own = row.seen().is_own_of(&contact.customer);
    Ok(LocationPage {
        frame: Frame::portal(app, contact, row.name.clone(), Here::Locations, query).await?,
        here: format!("{}/locations/{id}", contact.root()),
        may: own && may(contact),
        own,
        row: Some(row),
        history: history::lines(told, &contact.carrier.zone, title_of),
        became,
        ..new_page(app, contact, form, Vec::new()).await?
    })
}

/// `GET /p/{organisation}/{customer}/locations/{location}`.
///
/// # Errors
/// Not found, or a fault.
pub async fn location(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&location_page(&app, &contact, id_of(&id)?, &query, None).await?)
}

/// `POST /p/{organisation}/{customer}/locations/{location}`: *Save*.
///
/// # Errors
/// Not found, not the customer's own, or a fault.
pub async fn change(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, zone) = (id_of(&id)?, contact.carrier.zone.clone());
    let seen = fields.text("version").parse().unwrap_or_default();
    let (another, typed) = (fields.ticked("another"), Typed::of(fields.clone()));
    let (typed, near) = match Details::read_own(&fields, contact.customer) {
        Err(wrong) => (typed.refused(wrong), Vec::new()),
        Ok(details) => {
            let viewer = contact.clone();
            let act = app.act_or::<_, NotKept, _>(&contact, move |tx, act| {
                Box::pin(async move {
                    own(tx, &viewer, id).await?;
                    actions::change(tx, act, &zone, (id, seen), &details, another).await
                })
            });
            match act.await {
                Ok(()) => return Ok(shell::redirect(&format!("{}/locations/{id}", contact.root()), "saved")),
                Err(why) => typed_again(typed, seen, why)?,
            }
        }
    };
    let page = location_page(&app, &contact, id, &Fields::default(), Some(typed)).await?;
    if !page.own {
        return Err(Failure::Mismatch(crate::failure::Mismatch::Forbidden));
    }
    shell::unprocessable(&LocationPage { near, ..page })
}

/// `POST /p/{organisation}/{customer}/locations/{location}/archive`.
///
/// # Errors
/// Not found, not the customer's own, or a fault.
pub async fn archive(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let (id, viewer) = (id_of(&id)?, contact.clone());
    let act = app.act(&contact, move |tx, act| {
        Box::pin(async move {
            own(tx, &viewer, id).await?;
            actions::archive(tx, act, id).await
        })
    });
    act.await?;
    Ok(shell::redirect(&format!("{}/locations/{id}", contact.root()), "archived"))
}

/// `POST /p/{organisation}/{customer}/locations/{location}/restore`.
///
/// # Errors
/// Not found, not the customer's own, or a fault.
pub async fn restore(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let (id, viewer) = (id_of(&id)?, contact.clone());
    let act = app.act(&contact, move |tx, act| {
        Box::pin(async move {
            own(tx, &viewer, id).await?;
            actions::restore(tx, act, id).await
        })
    });
    match act.await {
        Ok(()) => Ok(shell::redirect(&format!("{}/locations/{id}", contact.root()), "restored")),
        Err(Failure::Refused(refusal)) => {
            let page = location_page(&app, &contact, id, &Fields::default(), None).await?;
            let form = page.form.clone().refused(vec![Refusal::new(refusal.message)]);
            shell::unprocessable(&LocationPage { form, ..page })
        }
        Err(other) => Err(other),
    }
}
