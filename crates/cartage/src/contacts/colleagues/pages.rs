//! The pages of colleagues: the list for everybody, invitation and rights for whoever manages them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::{Right, Rights};
use rules::order::limits;

use super::actions::{self, Manager};
use super::words::right_does;
use crate::app::App;
use crate::contacts::details::{Details, field_of, right_in_words};
use crate::contacts::store;
use crate::contacts::table::ContactRow;
use crate::contacts::{Access, ContactId, Host};
use crate::failure::{Failure, Mismatch, Refusal};
use crate::history;
use crate::people;
use crate::shell::{self, Frame, Here, Reading, Typed, says};
use crate::viewer::{Contact, Viewer};

/// A colleague in the list.
struct Line {
    id: ContactId,
    name: String,
    email: String,
    yourself: bool,
    manages: bool,
    access: bool,
    rights: String,
    /// When they were last in this portal; empty for never.
    seen: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "contacts/colleagues/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    carrier: String,
    customer: String,
    /// Whether the viewer manages colleagues; everybody else reads names only.
    may: bool,
    lines: Vec<Line>,
}

impl ListPage {
    fn nobody_manages(&self) -> bool {
        self.lines.iter().all(|line| !line.manages)
    }
}

/// `GET /p/{organisation}/{customer}/colleagues`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (organisation, customer) = (contact.carrier.id, contact.customer);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let rows = store::of_customer(tx, organisation, customer).await?;
            Ok((rows, people::last_seen(tx, organisation, customer).await?))
        })
    });
    let (rows, seen) = read.await?;
    let line = |row: ContactRow| {
        let rights: Vec<&str> = row.rights()?.iter().map(right_in_words).collect();
        let seen = seen.iter().find(|(id, _)| *id == row.id).map(|(_, at)| (at.to_string(), says::instant(*at, &contact.carrier.zone)));
        Ok(Line {
            yourself: row.id == contact.id,
            manages: row.manages(),
            access: row.portal_access,
            rights: if rights.is_empty() { "Looks only".to_owned() } else { rights.join(", ") },
            seen,
            id: row.id,
            name: row.name,
            email: row.email,
        })
    };
    let lines = rows.into_iter().filter(|row| row.archived_at.is_none()).map(line).collect::<Result<Vec<_>, Failure>>()?;
    shell::page(&ListPage {
        frame: Frame::portal(&app, &contact, "Colleagues", Here::Colleagues, &query).await?,
        root: contact.root(),
        carrier: contact.carrier.name.clone(),
        customer: contact.customer_name.clone(),
        may: contact.rights.has(Right::ManageColleagues),
        lines,
    })
}

/// A right with its box.
struct RightBox {
    field: &'static str,
    words: &'static str,
    does: &'static str,
    /// The viewer has it, and may give and take it.
    yours: bool,
}

fn boxes(own: Rights) -> Vec<RightBox> {
    let right = |right| RightBox { field: field_of(right), words: right_in_words(right), does: right_does(right), yours: own.has(right) };
    Right::ALL.map(right).into()
}

#[derive(Template)]
#[template(path = "contacts/colleagues/colleague.html")]
struct ColleaguePage {
    frame: Frame,
    root: String,
    customer: String,
    /// Nobody yet: a new one.
    row: Option<ContactRow>,
    yourself: bool,
    form: Typed,
    rights: Vec<RightBox>,
    history: Vec<history::Line>,
}

async fn new_page(app: &App, contact: &Contact, form: Typed) -> Result<ColleaguePage, Failure> {
    let frame = Frame::portal(app, contact, "Invite colleague", Here::Colleagues, &Fields::default()).await?;
    Ok(ColleaguePage {
        // A form for somebody new shows nothing that others change.
        frame: Frame { follows: String::new(), ..frame },
        root: contact.root(),
        customer: contact.customer_name.clone(),
        row: None,
        yourself: false,
        form,
        rights: boxes(contact.rights),
        history: Vec::new(),
    })
}

/// `GET /p/{organisation}/{customer}/colleagues/new`: with the usual rights, as far as the viewer has them.
///
/// # Errors
/// When the database does not answer.
pub async fn blank(State(app): State<App>, contact: Contact) -> Result<Response, Failure> {
    let usual = Rights::default().iter().filter(|right| contact.rights.has(*right)).fold(Rights::NONE, Rights::with);
    let form = Details { rights: usual, ..Details::default() }.form(0);
    shell::page(&new_page(&app, &contact, form).await?)
}

fn ticked(form: &Reading<'_>) -> Rights {
    Right::ALL.into_iter().filter(|right| form.ticked(field_of(*right))).fold(Rights::NONE, Rights::with)
}

fn read_new(fields: &Fields) -> Result<Details, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let (name, email) = (form.required("name", "Name", limits::NAME), form.email("email", "E-mail"));
    if fields.text("email").is_empty() {
        form.refuse("email", "E-mail is missing");
    }
    let rights = ticked(&form);
    form.done(Details { name, email, portal_access: true, rights, ..Details::default() })
}

/// `POST /p/{organisation}/{customer}/colleagues/new`.
///
/// # Errors
/// A fault.
pub async fn invite(State(app): State<App>, contact: Contact, fields: Fields) -> Result<Response, Failure> {
    let wrong = match read_new(&fields) {
        Err(wrong) => wrong,
        Ok(details) => {
            let manager = Manager::of(&contact, Host::of(&app, &contact));
            let act = app.act(&contact, move |tx, act| Box::pin(async move { actions::invite(tx, act, &manager, &details).await }));
            match act.await {
                Ok(_) => return Ok(shell::redirect(&format!("{}/colleagues", contact.root()), "invited")),
                Err(Failure::Refused(refusal)) => vec![refusal],
                Err(other) => return Err(other),
            }
        }
    };
    shell::unprocessable(&new_page(&app, &contact, Typed::of(fields).refused(wrong)).await?)
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "contact.created" => "Added",
        "contact.archived" => "Archived",
        "contact.restored" => "Restored",
        _ => "Changed",
    }
}

async fn colleague_page(
    app: &App,
    contact: &Contact,
    id: ContactId,
    query: &Fields,
    typed: Option<Typed>,
) -> Result<ColleaguePage, Failure> {
    let (scope, customer) = (contact.scope(), contact.customer);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::load(tx, scope.organisation, id).await?;
            let row = row.filter(|row| row.customer == customer && row.archived_at.is_none()).ok_or_else(Failure::not_found)?;
            Ok((row, history::of_subject(tx, scope, id.0).await?))
        })
    });
    let (row, told) = read.await?;
    let form = match typed {
        Some(form) => form.now_at(row.version),
        None => Details::of(&row)?.form(row.version),
    };
    Ok(ColleaguePage {
        frame: Frame::portal(app, contact, row.name.clone(), Here::Colleagues, query).await?,
        yourself: row.id == contact.id,
        row: Some(row),
        form,
        history: history::lines(told, &contact.carrier.zone, title_of),
        ..new_page(app, contact, Typed::default()).await?
    })
}

/// `GET /p/{organisation}/{customer}/colleagues/{contact}`.
///
/// # Errors
/// Not found, or a fault.
pub async fn show(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&colleague_page(&app, &contact, id_of(&id)?, &query, None).await?)
}

/// `POST /p/{organisation}/{customer}/colleagues/{contact}`: *Save rights*.
///
/// # Errors
/// Not found, or a fault.
pub async fn change(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen) = (id_of(&id)?, fields.text("version").parse().unwrap_or_default());
    let (rights, manager) = (ticked(&Reading::of(&fields)), Manager::of(&contact, Host::of(&app, &contact)));
    let act = app.act(&contact, move |tx, act| Box::pin(async move { actions::change(tx, act, &manager, id, seen, rights).await }));
    let typed = Typed::of(fields);
    let typed = match act.await {
        // Whoever gave up managing has no page to come back to but the list.
        Ok(()) => return Ok(shell::redirect(&format!("{}/colleagues", contact.root()), "saved")),
        Err(failure) => typed.told(failure, seen)?,
    };
    again(&app, &contact, id, typed).await
}

/// The page with what is wrong; of somebody who was archived meanwhile there is no page, only what is wrong.
async fn again(app: &App, contact: &Contact, id: ContactId, typed: Typed) -> Result<Response, Failure> {
    let wrong = typed.refusals().first().cloned();
    match (colleague_page(app, contact, id, &Fields::default(), Some(typed)).await, wrong) {
        (Ok(page), _) => shell::unprocessable(&page),
        (Err(Failure::Mismatch(Mismatch::NotFound)), Some(refusal)) => Err(refusal.into()),
        (Err(other), _) => Err(other),
    }
}

/// `POST /p/{organisation}/{customer}/colleagues/{contact}/off`.
///
/// # Errors
/// Not found, or a fault.
pub async fn off(State(app): State<App>, contact: Contact, Path((_, _, id)): Path<(String, String, String)>) -> Result<Response, Failure> {
    switch(&app, &contact, id_of(&id)?, false).await
}

/// `POST /p/{organisation}/{customer}/colleagues/{contact}/on`.
///
/// # Errors
/// Not found, or a fault.
pub async fn on(State(app): State<App>, contact: Contact, Path((_, _, id)): Path<(String, String, String)>) -> Result<Response, Failure> {
    switch(&app, &contact, id_of(&id)?, true).await
}

async fn switch(app: &App, contact: &Contact, id: ContactId, on: bool) -> Result<Response, Failure> {
    let (manager, organisation) = (Manager::of(contact, Host::of(app, contact)), contact.carrier.id);
    let act = app.act(contact, move |tx, act| Box::pin(async move { actions::switch(tx, act, &manager, id, on).await }));
    match act.await {
        // Out oneself: the portal answers no more.
        Ok(Access::Ended) if id == contact.id => Ok(shell::redirect("/", "access-off")),
        Ok(_) => Ok(shell::redirect(&format!("{}/colleagues/{id}", contact.root()), if on { "access-on" } else { "access-off" })),
        Err(Failure::Refused(refusal)) => {
            let row = app.db.read(move |tx| Box::pin(async move { store::load(tx, organisation, id).await })).await?;
            let form = row.map_or(Ok(Typed::default()), |row| Details::of(&row).map(|details| details.form(row.version)))?;
            again(app, contact, id, form.refused(vec![refusal])).await
        }
        Err(other) => Err(other),
    }
}

fn id_of(text: &str) -> Result<ContactId, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}
