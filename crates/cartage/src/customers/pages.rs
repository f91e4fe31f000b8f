//! Customers at the desk: COMPANIES → Customers, the list with its search, and the profile.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;
use rules::creation_status::{Standing, Status};
use sheet::Cell;

use super::pick::{Options, found};
use super::profile::{Profile, read_standing, standing_in_words, status_in_words};
use super::store::{self, Line};
use super::table::CustomerRow;
use super::{CustomerId, actions, import};
use crate::app::App;
use crate::board::{Leaf, Turn};
use crate::contacts::{self, Glance, Host};
use crate::defaults;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::history;
use crate::organisations;
use crate::shell::{self, Frame, Here, Typed};
use crate::templates::{self, TemplateId};
use crate::viewer::{Staff, Viewer};

/// As many templates the profile names; the others stand in their list.
const TEMPLATES: i64 = 12;

impl Line {
    fn standing_in_words(&self) -> &'static str {
        Standing::parse(&self.standing).map_or("", standing_in_words)
    }

    fn status_in_words(&self) -> &'static str {
        status_in_words(self.order_status.as_deref().and_then(Status::parse))
    }

    fn badge(&self) -> &'static str {
        badge(&self.standing)
    }
}

/// The colour that repeats a standing.
fn badge(standing: &str) -> &'static str {
    match Standing::parse(standing) {
        Some(Standing::Approved) => "ok",
        Some(Standing::Warning) => "warn",
        Some(Standing::Blocked) => "danger",
        _ => "",
    }
}

#[derive(Template)]
#[template(path = "customers/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may_change: bool,
    archived: bool,
    find: String,
    query: Fields,
    leaf: Leaf<Line>,
}

/// `GET /d/{organisation}/customers`: by name, found by the words of `find`; `show=archived` shows those.
///
/// # Errors
/// A fault.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (archived, find, turn) = (query.raw("show") == "archived", query.text("find"), Turn::asked(&query));
    let (organisation, needle) = (staff.carrier.id, find.clone());
    let leaf = app.db.read(move |tx| Box::pin(async move { store::list(tx, organisation, archived, &needle, turn).await })).await?;
    let frame = Frame::desk(&app, &staff, "Customers", Here::Customers, &query).await?;
    shell::page(&ListPage { frame, root: staff.root(), may_change: staff.may(Act::Customers), archived, find, query, leaf })
}

/// `GET /d/{organisation}/customers/options`: what a picker lists for the words in it.
///
/// # Errors
/// A fault.
pub async fn options(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (organisation, needle) = (staff.carrier.id, query.text("customer_text"));
    let choices = app.db.read(move |tx| Box::pin(async move { found(tx, organisation, &needle).await })).await?;
    shell::page(&Options { choices })
}

const EXPORTED: &[&str] = &["Name", "Number", "City", "Country", "Standing", "Access to Customer Portal", "Default order status"];

/// `GET /d/{organisation}/customers/export`: what the list shows, as a file.
///
/// # Errors
/// A fault.
pub async fn export(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (archived, find, organisation) = (query.raw("show") == "archived", query.text("find"), staff.carrier.id);
    shell::download(shell::format_asked(&query), "customers", EXPORTED, move |after| {
        let (app, needle) = (app.clone(), find.clone());
        async move {
            let turn = Turn::Stretch(after);
            let leaf = app.db.read(move |tx| Box::pin(async move { store::list(tx, organisation, archived, &needle, turn).await })).await?;
            let row = |line: &Line| {
                vec![
                    Cell::text(line.name.clone()),
                    Cell::text(line.number.clone().unwrap_or_default()),
                    Cell::text(line.city.clone()),
                    Cell::text(line.country.clone()),
                    Cell::text(line.standing_in_words()),
                    Cell::text(if line.portal_access { "On" } else { "Off" }),
                    Cell::text(line.status_in_words()),
                ]
            };
            Ok((leaf.rows.iter().map(row).collect(), leaf.after))
        }
    })
    .await
}

#[derive(Template)]
#[template(path = "customers/new.html")]
struct NewPage {
    frame: Frame,
    root: String,
    form: Typed,
}

async fn new_page(app: &App, staff: &Staff, query: &Fields, form: Typed) -> Result<NewPage, Failure> {
    let frame = Frame::desk(app, staff, "New customer", Here::Customers, query).await?;
    Ok(NewPage { frame, root: staff.root(), form })
}

/// `GET /d/{organisation}/customers/new`.
///
/// # Errors
/// A fault.
pub async fn new(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let blank = Profile { country: staff.carrier.country.clone(), ..Profile::default() };
    shell::page(&new_page(&app, &staff, &query, blank.form(0)).await?)
}

/// `POST /d/{organisation}/customers/new`.
///
/// # Errors
/// A fault.
pub async fn create(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let wrong = match Profile::read(&fields) {
        Err(wrong) => wrong,
        Ok(profile) => match app.act(&staff, move |tx, act| Box::pin(async move { actions::create(tx, act, &profile).await })).await {
            Ok(id) => return Ok(shell::redirect(&format!("{}/customers/{id}", staff.root()), "created")),
            Err(Failure::Refused(refusal)) => vec![refusal],
            Err(other) => return Err(other),
        },
    };
    shell::unprocessable(&new_page(&app, &staff, &Fields::default(), Typed::of(fields).refused(wrong)).await?)
}

#[derive(Template)]
#[template(path = "customers/profile.html")]
struct ProfilePage {
    frame: Frame,
    root: String,
    here: String,
    row: CustomerRow,
    standing: &'static str,
    status: &'static str,
    form: Typed,
    contacts: Vec<Glance>,
    /// The order import's settings of this customer; none before it is provisioned.
    import: Option<Vec<import::Line>>,
    /// What its blank forms begin with: label and value.
    defaults: Vec<(String, String)>,
    /// The first of its templates: id and name.
    templates: Vec<(TemplateId, String)>,
    history: Vec<history::Line>,
    may_change: bool,
    may_standing: bool,
    may_contacts: bool,
}

impl ProfilePage {
    fn editable(&self) -> bool {
        self.may_change && self.row.archived_at.is_none()
    }

    fn badged(&self) -> bool {
        self.row.standing != Standing::default().as_str()
    }

    fn badge(&self) -> &'static str {
        badge(&self.row.standing)
    }
}

fn id_of(text: &str) -> Result<CustomerId, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}

/// The version the form was opened with; one that never was when it names none.
fn seen(fields: &Fields) -> i64 {
    fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default()
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "customer.created" => "Created",
        "customer.archived" => "Archived",
        "customer.restored" => "Restored",
        "customer.defaults_changed" => "Default order values changed",
        _ => "Changed",
    }
}

/// The profile as it is, with what was typed into it where something was.
async fn profile_page(app: &App, staff: &Staff, id: CustomerId, query: &Fields, typed: Option<Typed>) -> Result<ProfilePage, Failure> {
    let scope = staff.scope();
    let (row, contacts, settings, (defaults, templates), told) = app
        .db
        .read(move |tx| {
            Box::pin(async move {
                let row = store::load(tx, scope.organisation, id).await?.ok_or_else(Failure::not_found)?;
                let contacts = contacts::of_customer(tx, scope.organisation, id).await?;
                let settings = organisations::settings(tx, scope.organisation).await?;
                let defaults = defaults::in_words(tx, scope.organisation, id).await?;
                let templates = templates::first(tx, scope.organisation, id, TEMPLATES).await?;
                Ok::<_, Failure>((row, contacts, settings, (defaults, templates), history::of_subject(tx, scope, id.0).await?))
            })
        })
        .await?;
    let profile = Profile::of(&row)?;
    Ok(ProfilePage {
        frame: Frame::desk(app, staff, &row.name, Here::Customers, query).await?,
        root: staff.root(),
        here: format!("{}/customers/{id}", staff.root()),
        standing: standing_in_words(profile.standing),
        status: status_in_words(profile.order_status),
        form: typed.map_or_else(|| profile.form(row.version), |typed| typed.now_at(row.version)),
        contacts: contacts.iter().map(|contact| contacts::glance(contact, row.portal_access)).collect::<Result<_, _>>()?,
        import: settings.import_provisioned.then(|| import::panel(&settings.import, &profile.import)),
        defaults,
        templates,
        history: history::lines(told, &staff.carrier.zone, title_of),
        may_change: staff.may(Act::Customers),
        may_standing: staff.may(Act::Standing),
        may_contacts: staff.may(Act::Contacts),
        row,
    })
}

/// `GET /d/{organisation}/customers/{customer}`: the profile.
///
/// # Errors
/// Not found, or a fault.
pub async fn profile(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&profile_page(&app, &staff, id_of(&id)?, &query, None).await?)
}

/// `POST /d/{organisation}/customers/{customer}`: *Save*.
///
/// # Errors
/// Not found, or a fault.
pub async fn change(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen, host) = (id_of(&id)?, seen(&fields), Host::of(&app, &staff));
    let done = match Profile::read(&fields) {
        Err(wrong) => Ok(Err(wrong)),
        Ok(profile) => {
            let act = app.act(&staff, move |tx, act| Box::pin(async move { actions::change(tx, act, &host, id, seen, &profile).await }));
            act.await.map(Ok)
        }
    };
    saved(&app, &staff, id, fields, done).await
}

/// `POST /d/{organisation}/customers/{customer}/standing`: *Save* of those who may change only that.
///
/// # Errors
/// Not found, or a fault.
pub async fn standing(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen, host) = (id_of(&id)?, seen(&fields), Host::of(&app, &staff));
    let done = match read_standing(&fields) {
        Err(wrong) => Ok(Err(wrong)),
        Ok(standing) => {
            let act =
                app.act(&staff, move |tx, act| Box::pin(async move { actions::set_standing(tx, act, &host, id, seen, standing).await }));
            act.await.map(Ok)
        }
    };
    saved(&app, &staff, id, fields, done).await
}

/// `POST /d/{organisation}/customers/{customer}/charges`: *Show charges on customer portal*, in the Contacts panel.
///
/// # Errors
/// Not found, or a fault.
pub async fn show_charges(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen, show, zone) = (id_of(&id)?, seen(&fields), fields.ticked("show_charges"), staff.carrier.zone.clone());
    let act = app.act(&staff, move |tx, act| Box::pin(async move { actions::show_charges(tx, act, &zone, id, seen, show).await }));
    let stood_in_the_way = match act.await {
        Ok(()) => return Ok(shell::redirect(&format!("{}/customers/{id}", staff.root()), "saved")),
        Err(Failure::Refused(refusal)) => refusal.message,
        Err(Failure::Mismatch(Mismatch::Moved(what))) => what,
        Err(other) => return Err(other),
    };
    let mut page = profile_page(&app, &staff, id, &Fields::default(), None).await?;
    page.form.refuse(Refusal::at("show_charges", stood_in_the_way));
    shell::unprocessable(&page)
}

/// The answer after *Save*: the profile, or the form as typed with what is wrong or who was first.
async fn saved(
    app: &App,
    staff: &Staff,
    id: CustomerId,
    fields: Fields,
    done: Result<Result<(), Vec<Refusal>>, Failure>,
) -> Result<Response, Failure> {
    let (seen, typed) = (seen(&fields), Typed::of(fields));
    let typed = match done {
        Ok(Ok(())) => return Ok(shell::redirect(&format!("{}/customers/{id}", staff.root()), "saved")),
        Ok(Err(wrong)) => typed.refused(wrong),
        Err(failure) => typed.told(failure, seen)?,
    };
    shell::unprocessable(&profile_page(app, staff, id, &Fields::default(), Some(typed)).await?)
}

/// `POST /d/{organisation}/customers/{customer}/archive`.
///
/// # Errors
/// Not found, or a fault.
pub async fn archive(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    app.act(&staff, move |tx, act| Box::pin(async move { actions::archive(tx, act, id).await })).await?;
    Ok(shell::redirect(&format!("{}/customers/{id}", staff.root()), "archived"))
}

/// `POST /d/{organisation}/customers/{customer}/restore`.
///
/// # Errors
/// Not found, or a fault.
pub async fn restore(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    app.act(&staff, move |tx, act| Box::pin(async move { actions::restore(tx, act, id).await })).await?;
    Ok(shell::redirect(&format!("{}/customers/{id}", staff.root()), "restored"))
}
