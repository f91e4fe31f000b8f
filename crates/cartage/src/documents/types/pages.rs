//! The pages of types of documents: CONFIGURATION → Documents.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;

use super::actions;
use super::terms::{Terms, kept_in_words};
use crate::app::App;
use crate::documents::{TypeId, TypeRow, store};
use crate::failure::{Failure, Refusal};
use crate::history::{self, Line};
use crate::shell::{Frame, Here, Typed, page, redirect, unprocessable};
use crate::viewer::{Staff, Viewer};

struct Row {
    id: TypeId,
    name: String,
    see: &'static str,
    upload: &'static str,
    kept: String,
}

impl Row {
    fn of(row: TypeRow) -> Row {
        let yes = |on: bool| if on { "Yes" } else { "No" };
        Row {
            id: row.id,
            name: row.name,
            see: yes(row.customers_see),
            upload: yes(row.customers_upload),
            kept: kept_in_words(row.kept_months),
        }
    }
}

#[derive(Template)]
#[template(path = "documents/types/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may: bool,
    archived: bool,
    /// There is no type at all, archived or not.
    none: bool,
    rows: Vec<Row>,
}

/// `GET /d/{organisation}/document-types`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (organisation, archived) = (staff.carrier.id, query.raw("show") == "archived");
    let rows = app.db.read(move |tx| Box::pin(store::types(tx, organisation))).await?;
    let none = rows.is_empty();
    let rows = rows.into_iter().filter(|row| row.archived_at.is_some() == archived).map(Row::of).collect();
    let frame = Frame::desk(&app, &staff, "Documents", Here::DocumentTypes, &query).await?;
    page(&ListPage { frame, root: staff.root(), may: staff.may(Act::DocumentTypes), archived, none, rows })
}

#[derive(Template)]
#[template(path = "documents/types/edit.html")]
struct EditPage {
    frame: Frame,
    root: String,
    may: bool,
    /// The stored type; none for a new one.
    row: Option<Row>,
    archived: bool,
    form: Typed,
    history: Vec<Line>,
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "document_type.created" => "Created",
        "document_type.archived" => "Archived",
        "document_type.restored" => "Restored",
        _ => "Changed",
    }
}

async fn edit_page(app: &App, staff: &Staff, id: TypeId, form: Option<Typed>, query: &Fields) -> Result<EditPage, Failure> {
    let (scope, organisation) = (staff.scope(), staff.carrier.id);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::type_by_id(tx, organisation, id).await?;
            Ok((row, history::of_subject(tx, scope, id.0).await?))
        })
    });
    let (row, told) = read.await?;
    let form = match form {
        Some(form) => form.now_at(row.version),
        None => Terms::of(&row).form(row.version),
    };
    let archived = row.archived_at.is_some();
    let frame = Frame::desk(app, staff, row.name.clone(), Here::DocumentTypes, query).await?;
    let history = history::lines(told, &staff.carrier.zone, title_of);
    Ok(EditPage { frame, root: staff.root(), may: staff.may(Act::DocumentTypes), row: Some(Row::of(row)), archived, form, history })
}

async fn new_page(app: &App, staff: &Staff, form: Typed) -> Result<EditPage, Failure> {
    let frame = Frame::desk(app, staff, "New type of document", Here::DocumentTypes, &Fields::default()).await?;
    Ok(EditPage { frame, root: staff.root(), may: true, row: None, archived: false, form, history: Vec::new() })
}

/// `GET /d/{organisation}/document-types/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn blank(State(app): State<App>, staff: Staff) -> Result<Response, Failure> {
    page(&new_page(&app, &staff, Typed::default().with("customers_see", "on")).await?)
}

/// `POST /d/{organisation}/document-types/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn create(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let wrong: Vec<Refusal> = match Terms::read(&fields) {
        Err(wrong) => wrong,
        Ok(terms) => match actions::create(&app, &staff, terms).await {
            Ok(id) => return Ok(redirect(&format!("{}/document-types/{id}", staff.root()), "created")),
            Err(Failure::Refused(refusal)) => vec![refusal],
            Err(other) => return Err(other),
        },
    };
    unprocessable(&new_page(&app, &staff, Typed::of(fields).refused(wrong)).await?)
}

/// `POST /d/{organisation}/document-types/usual`: the usual types, where there is none yet.
///
/// # Errors
/// When the database does not answer.
pub async fn usual(State(app): State<App>, staff: Staff) -> Result<Response, Failure> {
    actions::usual(&app, &staff).await?;
    Ok(redirect(&format!("{}/document-types", staff.root()), "created"))
}

/// `GET /d/{organisation}/document-types/{kind}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, kind)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    page(&edit_page(&app, &staff, id(&kind)?, None, &query).await?)
}

/// `POST /d/{organisation}/document-types/{kind}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((_, kind)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen) = (id(&kind)?, fields.text("version").parse().unwrap_or(0));
    let typed = Typed::of(fields.clone());
    let typed = match Terms::read(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(terms) => match actions::change(&app, &staff, id, seen, terms).await {
            Ok(()) => return Ok(redirect(&format!("{}/document-types/{id}", staff.root()), "saved")),
            Err(failure) => typed.told(failure, seen)?,
        },
    };
    unprocessable(&edit_page(&app, &staff, id, Some(typed), &Fields::default()).await?)
}

/// `POST /d/{organisation}/document-types/{kind}/archive`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(State(app): State<App>, staff: Staff, Path((_, kind)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id(&kind)?;
    actions::archive(&app, &staff, id, true).await?;
    Ok(redirect(&format!("{}/document-types/{id}", staff.root()), "archived"))
}

/// `POST /d/{organisation}/document-types/{kind}/restore`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn restore(State(app): State<App>, staff: Staff, Path((_, kind)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id(&kind)?;
    actions::archive(&app, &staff, id, false).await?;
    Ok(redirect(&format!("{}/document-types/{id}", staff.root()), "restored"))
}

fn id(kind: &str) -> Result<TypeId, Failure> {
    kind.parse().map_err(|_| Failure::not_found())
}
