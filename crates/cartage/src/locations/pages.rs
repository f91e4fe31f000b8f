//! Locations at the desk (CONFIGURATION → Locations), and the options of the address book picker on both sides.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;
use sheet::Cell;

use super::details::{Details, days};
use super::matching::perhaps;
use super::store::{self, Book, Line};
use super::table::{LocationRow, Visible};
use super::{LocationId, NotKept, actions};
use crate::app::App;
use crate::board::{Leaf, Turn};
use crate::customers::{self, CustomerId};
use crate::failure::{Failure, Mismatch, Refusal};
use crate::history;
use crate::shell::{self, Frame, Here, Typed};
use crate::viewer::{Contact, Staff, Viewer};

/// Options a picker is given at once.
const OPTIONS: i64 = 20;

impl Line {
    pub(super) fn visible_to(&self) -> &str {
        match self.row.visible {
            Visible::Customer => self.customer_name.as_deref().unwrap_or_default(),
            Visible::All => "All customers",
            Visible::None => "No customer",
        }
    }
}

#[derive(Template)]
#[template(path = "locations/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may_change: bool,
    archived: bool,
    find: String,
    query: Fields,
    leaf: Leaf<Line>,
}

/// `GET /d/{organisation}/locations`: by name, found by the words of `find`; `show=archived` shows those.
///
/// # Errors
/// A fault.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (archived, find, turn) = (query.raw("show") == "archived", query.text("find"), Turn::asked(&query));
    let (organisation, needle) = (staff.carrier.id, find.clone());
    let leaf = app.db.read(move |tx| Box::pin(async move { store::list(tx, organisation, archived, &needle, turn).await })).await?;
    let frame = Frame::desk(&app, &staff, "Locations", Here::Locations, &query).await?;
    shell::page(&ListPage { frame, root: staff.root(), may_change: staff.may(Act::Locations), archived, find, query, leaf })
}

const EXPORTED: &[&str] = &[
    "Name",
    "Street and number",
    "Building, dock",
    "Postcode",
    "City",
    "Country",
    "Visible to",
    "Customer",
    "External id",
    "E-mail",
    "Phone",
];

/// `GET /d/{organisation}/locations/export`: what the list shows, as a file.
///
/// # Errors
/// A fault.
pub async fn export(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (archived, find, organisation) = (query.raw("show") == "archived", query.text("find"), staff.carrier.id);
    shell::download(shell::format_asked(&query), "locations", EXPORTED, move |after| {
        let (app, needle) = (app.clone(), find.clone());
        async move {
            let turn = Turn::Stretch(after);
            let leaf = app.db.read(move |tx| Box::pin(async move { store::list(tx, organisation, archived, &needle, turn).await })).await?;
            Ok((leaf.rows.into_iter().map(exported).collect(), leaf.after))
        }
    })
    .await
}

fn exported(Line { row, customer_name }: Line) -> Vec<Cell> {
    let whom = match row.visible {
        Visible::Customer => "One customer",
        Visible::All => "All customers",
        Visible::None => "No customer",
    };
    let texts = [row.name, row.street, row.street_2, row.postcode, row.city, row.country, whom.to_owned()];
    let more = [customer_name.unwrap_or_default(), row.external_id.unwrap_or_default(), row.email, row.phone];
    texts.into_iter().chain(more).map(Cell::text).collect()
}

/// A location's page, and the one for a new location.
#[derive(Template)]
#[template(path = "locations/location.html")]
struct LocationPage {
    frame: Frame,
    root: String,
    /// Where the form is posted to.
    here: String,
    /// None for a new location.
    row: Option<LocationRow>,
    form: Typed,
    customers: Vec<(CustomerId, String)>,
    /// The one customer's name, where it is visible to one.
    whom: String,
    history: Vec<history::Line>,
    may_change: bool,
    /// Those the typed address may be meant for.
    near: Vec<LocationRow>,
    /// Those that may be the same place as what is stored.
    alike: Vec<LocationRow>,
    /// The one it became when it was merged.
    became: Option<LocationRow>,
}

impl LocationPage {
    fn archived(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.archived_at.is_some())
    }

    fn editable(&self) -> bool {
        self.may_change && !self.archived()
    }

    /// The weekdays: name of the field, name of the day.
    fn days(&self) -> Vec<(&'static str, &'static str)> {
        days().collect()
    }
}

pub(super) fn id_of(text: &str) -> Result<LocationId, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}

async fn new_page(app: &App, staff: &Staff, query: &Fields, form: Typed, near: Vec<LocationRow>) -> Result<LocationPage, Failure> {
    let organisation = staff.carrier.id;
    let customers = app.db.read(move |tx| Box::pin(customers::choices(tx, organisation))).await?;
    Ok(LocationPage {
        frame: Frame::desk(app, staff, "New location", Here::Locations, query).await?,
        root: staff.root(),
        here: format!("{}/locations/new", staff.root()),
        row: None,
        form,
        customers,
        whom: String::new(),
        history: Vec::new(),
        may_change: true,
        near,
        alike: Vec::new(),
        became: None,
    })
}

/// `GET /d/{organisation}/locations/new`.
///
/// # Errors
/// A fault.
pub async fn new(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let blank = Details::blank(Visible::Customer, None, &staff.carrier.country);
    shell::page(&new_page(&app, &staff, &query, blank.form(0), Vec::new()).await?)
}

/// What was typed of a location that was not stored, and those it may be: the form as it comes back.
///
/// # Errors
/// A mismatch that is no form's, or a fault.
pub(super) fn typed_again(typed: Typed, seen: i64, why: NotKept) -> Result<(Typed, Vec<LocationRow>), Failure> {
    match why {
        NotKept::Perhaps(near) => {
            let there = if near.len() == 1 { "A location like this one is" } else { "Locations like this one are" };
            let said = Refusal::at("meant", format!("{there} there already. Use it, or say that this is another place"));
            Ok((typed.refused(vec![said]), near))
        }
        NotKept::Failure(Failure::Refused(refusal)) => Ok((typed.refused(vec![refusal]), Vec::new())),
        NotKept::Failure(Failure::Mismatch(Mismatch::Moved(what))) => Ok((typed.overtaken(what, seen), Vec::new())),
        NotKept::Failure(other) => Err(other),
    }
}

/// `POST /d/{organisation}/locations/new`.
///
/// # Errors
/// A fault.
pub async fn create(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let (another, typed) = (fields.ticked("another"), Typed::of(fields.clone()));
    let (typed, near) = match Details::read(&fields) {
        Err(wrong) => (typed.refused(wrong), Vec::new()),
        Ok(details) => {
            let act = app.act_or(&staff, move |tx, act| Box::pin(async move { actions::create(tx, act, &details, another).await }));
            match act.await {
                Ok(id) => return Ok(shell::redirect(&format!("{}/locations/{id}", staff.root()), "created")),
                Err(why) => typed_again(typed, 0, why)?,
            }
        }
    };
    shell::unprocessable(&new_page(&app, &staff, &Fields::default(), typed, near).await?)
}

async fn location_page(app: &App, staff: &Staff, id: LocationId, query: &Fields, typed: Option<Typed>) -> Result<LocationPage, Failure> {
    let scope = staff.scope();
    let (row, mut customers, own, told, alike, became) = app
        .db
        .read(move |tx| {
            Box::pin(async move {
                let row = store::load(tx, scope.organisation, id).await?.ok_or_else(Failure::not_found)?;
                let own = match row.customer {
                    Some(customer) => customers::load(tx, scope.organisation, customer).await?,
                    None => None,
                };
                let customers = customers::choices(tx, scope.organisation).await?;
                let told = history::of_subject(tx, scope, id.0).await?;
                let (mut alike, mut became) = (Vec::new(), None);
                if row.archived_at.is_some() {
                    became = store::survivor(tx, scope.organisation, id).await?;
                } else {
                    alike = perhaps(tx, scope.organisation, &row.seen(), &row.address()).await?;
                    alike.retain(|other| other.id != id);
                }
                Ok::<_, Failure>((row, customers, own, told, alike, became))
            })
        })
        .await?;
    if let Some(own) = own.as_ref().filter(|own| own.archived_at.is_some()) {
        customers.push((own.id, format!("{} (archived)", own.name)));
    }
    let form = match typed {
        Some(form) => form.now_at(row.version),
        None => Details::of(&row).form(row.version),
    };
    Ok(LocationPage {
        frame: Frame::desk(app, staff, row.name.clone(), Here::Locations, query).await?,
        root: staff.root(),
        here: format!("{}/locations/{id}", staff.root()),
        row: Some(row),
        form,
        customers,
        whom: own.map(|own| own.name).unwrap_or_default(),
        history: history::lines(told, &staff.carrier.zone, title_of),
        may_change: staff.may(Act::Locations),
        near: Vec::new(),
        alike,
        became,
    })
}

pub(super) fn title_of(verb: &str) -> &'static str {
    match verb {
        "location.created" => "Added",
        "location.merged" => "Merged into another",
        "location.took_in" => "Another was merged into it",
        "location.archived" => "Archived",
        "location.restored" => "Restored",
        _ => "Changed",
    }
}

/// `GET /d/{organisation}/locations/{location}`.
///
/// # Errors
/// Not found, or a fault.
pub async fn location(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&location_page(&app, &staff, id_of(&id)?, &query, None).await?)
}

/// `POST /d/{organisation}/locations/{location}`: *Save*.
///
/// # Errors
/// Not found, or a fault.
pub async fn change(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, zone) = (id_of(&id)?, staff.carrier.zone.clone());
    let seen = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let (another, typed) = (fields.ticked("another"), Typed::of(fields.clone()));
    let (typed, near) = match Details::read(&fields) {
        Err(wrong) => (typed.refused(wrong), Vec::new()),
        Ok(details) => {
            let act = app.act_or(&staff, move |tx, act| {
                Box::pin(async move { actions::change(tx, act, &zone, (id, seen), &details, another).await })
            });
            match act.await {
                Ok(()) => return Ok(shell::redirect(&format!("{}/locations/{id}", staff.root()), "saved")),
                Err(why) => typed_again(typed, seen, why)?,
            }
        }
    };
    let page = location_page(&app, &staff, id, &Fields::default(), Some(typed)).await?;
    shell::unprocessable(&LocationPage { near, ..page })
}

/// `POST /d/{organisation}/locations/{location}/archive`.
///
/// # Errors
/// Not found, or a fault.
pub async fn archive(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    app.act(&staff, move |tx, act| Box::pin(async move { actions::archive(tx, act, id).await })).await?;
    Ok(shell::redirect(&format!("{}/locations/{id}", staff.root()), "archived"))
}

/// `POST /d/{organisation}/locations/{location}/restore`.
///
/// # Errors
/// Not found, refused because its address was stored anew, or a fault.
pub async fn restore(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    match app.act(&staff, move |tx, act| Box::pin(async move { actions::restore(tx, act, id).await })).await {
        Ok(()) => Ok(shell::redirect(&format!("{}/locations/{id}", staff.root()), "restored")),
        Err(Failure::Refused(refusal)) => {
            let page = location_page(&app, &staff, id, &Fields::default(), None).await?;
            let form = page.form.clone().refused(vec![Refusal::new(refusal.message)]);
            shell::unprocessable(&LocationPage { form, ..page })
        }
        Err(other) => Err(other),
    }
}

#[derive(Template)]
#[template(path = "locations/options.html")]
struct Options {
    locations: Vec<LocationRow>,
}

/// The options of a picker: what is found in the book by the words of `q`, or of the picker's own field when it sends itself.
async fn options(app: &App, book: Book, query: &Fields) -> Result<Response, Failure> {
    let typed = query.iter().find(|(name, _)| *name == "q" || name.ends_with("location_text")).map(|(_, typed)| typed.to_owned());
    let needle = typed.unwrap_or_default();
    let read = app.db.read(move |tx| Box::pin(async move { store::visible_to(tx, book, &needle, OPTIONS).await }));
    shell::page(&Options { locations: read.await? })
}

/// `GET /p/{organisation}/{customer}/locations/options`: from the customer's address book.
///
/// # Errors
/// A fault.
pub async fn portal_options(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let book = Book::of(contact.scope(), contact.customer).ok_or_else(Failure::not_found)?;
    options(&app, book, &query).await
}

/// `GET /d/{organisation}/locations/options?customer={id}`: from the address book of the customer staff enter for; none before one
/// is chosen.
///
/// # Errors
/// The customer is not there, or a fault.
pub async fn desk_options(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let Some(customer) = query.get("customer") else { return shell::page(&Options { locations: Vec::new() }) };
    let (organisation, id) = (staff.carrier.id, customer.parse::<CustomerId>().map_err(|_| Failure::not_found())?);
    let customer = app.db.read(move |tx| Box::pin(customers::load(tx, organisation, id))).await?.ok_or_else(Failure::not_found)?;
    let book = Book::of(staff.scope(), customer.id).ok_or_else(Failure::not_found)?;
    options(&app, book, &query).await
}
