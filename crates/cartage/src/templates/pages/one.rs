//! The page of one template: what it holds, what of it is no longer there, its name, its history.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::id_of;
use super::keeper::Keeper;
use crate::app::App;
use crate::customers;
use crate::defaults;
use crate::failure::{Failure, Refusal};
use crate::history;
use crate::shell::{self, Frame, Reading, Typed};
use crate::templates::{TemplateId, TemplateRow, actions, held, words};
use crate::viewer::{Contact, Staff};

/// The longest name.
const NAME: usize = 80;

#[derive(Template)]
#[template(path = "templates/template.html")]
struct TemplatePage {
    frame: Frame,
    root: String,
    /// This page's address.
    here: String,
    /// Where the list is.
    list: String,
    /// At the desk: the customer, and where their profile is.
    whose: Option<(String, String)>,
    row: TemplateRow,
    /// Label and value of all it holds.
    facts: Vec<(String, String)>,
    /// Why an order begun from it is not bound; empty while it is.
    why_not: Vec<String>,
    new_order: Option<String>,
    may: bool,
    form: Typed,
    history: Vec<history::Line>,
}

impl TemplatePage {
    fn archived(&self) -> bool {
        self.row.archived_at.is_some()
    }

    fn editable(&self) -> bool {
        self.may && !self.archived()
    }
}

/// Reads a name.
pub(super) fn name_of(fields: &Fields) -> Result<String, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let name = form.required("name", "Name", NAME);
    form.done(name)
}

async fn page(app: &App, who: &Keeper, id: TemplateId, query: &Fields, typed: Option<Typed>) -> Result<TemplatePage, Failure> {
    let scope = who.scope();
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let held = held(tx, scope, id).await?;
            let now = held.bound.as_ref().unwrap_or(&held.document).clone();
            let facts = defaults::all_in_words(tx, scope.organisation, now).await?;
            let customer = customers::load(tx, scope.organisation, held.row.customer).await?.ok_or_else(Failure::not_found)?;
            let told = history::of_subject(tx, scope, id.0).await?;
            Ok((held, facts, customer.name, told))
        })
    });
    let (held, facts, customer, told) = read.await?;
    let row = held.row;
    let form = typed.unwrap_or_else(|| Typed::filled([("name", row.name.clone()), ("version", row.version.to_string())]));
    let root = who.root();
    Ok(TemplatePage {
        frame: who.frame(app, row.name.clone(), query).await?,
        here: format!("{root}/templates/{id}"),
        list: who.list(&row),
        whose: who.is_staff().then(|| (customer, format!("{root}/customers/{}", row.customer))),
        facts,
        why_not: held.bound.err().filter(|_| row.archived_at.is_none()).unwrap_or_default(),
        new_order: who.new_order(&row),
        may: who.may(),
        form: form.now_at(row.version),
        history: history::lines(told, &who.carrier().zone, words::title_of),
        root,
        row,
    })
}

async fn rename(app: &App, who: &Keeper, id: &str, fields: Fields) -> Result<Response, Failure> {
    let (id, scope, zone) = (id_of(id)?, who.scope(), who.carrier().zone.clone());
    let seen = fields.text("version").parse().unwrap_or_default();
    let typed = Typed::of(fields.clone());
    let typed = match name_of(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(name) => {
            let act =
                who.act(app, move |tx, act| Box::pin(async move { actions::rename(tx, act, (scope, &zone), (id, seen), &name).await }));
            match act.await {
                Ok(()) => return Ok(shell::redirect(&format!("{}/templates/{id}", who.root()), "saved")),
                Err(failure) => typed.told(failure, seen)?,
            }
        }
    };
    shell::unprocessable(&page(app, who, id, &Fields::default(), Some(typed)).await?)
}

async fn archive(app: &App, who: &Keeper, id: &str) -> Result<Response, Failure> {
    let (id, scope) = (id_of(id)?, who.scope());
    who.act(app, move |tx, act| Box::pin(async move { actions::archive(tx, act, scope, id).await })).await?;
    Ok(shell::redirect(&format!("{}/templates/{id}", who.root()), "template-archived"))
}

async fn restore(app: &App, who: &Keeper, id: &str) -> Result<Response, Failure> {
    let (id, scope) = (id_of(id)?, who.scope());
    match who.act(app, move |tx, act| Box::pin(async move { actions::restore(tx, act, scope, id).await })).await {
        Ok(()) => Ok(shell::redirect(&format!("{}/templates/{id}", who.root()), "restored")),
        Err(Failure::Refused(refusal)) => {
            let page = page(app, who, id, &Fields::default(), None).await?;
            let form = page.form.clone().refused(vec![refusal]);
            shell::unprocessable(&TemplatePage { form, ..page })
        }
        Err(other) => Err(other),
    }
}

/// `GET /p/{organisation}/{customer}/templates/{template}`.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_show(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&page(&app, &Keeper::Contact(contact), id_of(&id)?, &query, None).await?)
}

/// `GET /d/{organisation}/templates/{template}`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_show(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&page(&app, &Keeper::Staff(staff), id_of(&id)?, &query, None).await?)
}

/// `POST /p/{organisation}/{customer}/templates/{template}`: *Save* its name.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_rename(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    rename(&app, &Keeper::Contact(contact), &id, fields).await
}

/// `POST /d/{organisation}/templates/{template}`: *Save* its name.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_rename(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    rename(&app, &Keeper::Staff(staff), &id, fields).await
}

/// `POST /p/{organisation}/{customer}/templates/{template}/archive`.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_archive(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    archive(&app, &Keeper::Contact(contact), &id).await
}

/// `POST /d/{organisation}/templates/{template}/archive`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_archive(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    archive(&app, &Keeper::Staff(staff), &id).await
}

/// `POST /p/{organisation}/{customer}/templates/{template}/restore`.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_restore(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    restore(&app, &Keeper::Contact(contact), &id).await
}

/// `POST /d/{organisation}/templates/{template}/restore`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_restore(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    restore(&app, &Keeper::Staff(staff), &id).await
}
