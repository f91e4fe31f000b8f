//! The pages of service levels: RATES → Order Input → Service levels.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;
use uuid::Uuid;

use super::lead_time::{days_in_words, from_stored, hours_in_words};
use super::table::LevelRow;
use super::terms::Terms;
use super::{LevelId, actions, store};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{self, Line};
use crate::shell::{Frame, Here, Typed, page, redirect, unprocessable};
use crate::viewer::{Staff, Viewer};

struct Row {
    id: LevelId,
    name: String,
    description: String,
    days: String,
    hours: String,
}

impl Row {
    fn of(row: LevelRow) -> Result<Row, Failure> {
        let lead_time = from_stored(row.lead_days, row.notice_hours)?;
        let (days, hours) = (days_in_words(lead_time), hours_in_words(lead_time));
        Ok(Row { id: row.id, name: row.name, description: row.description, days, hours })
    }
}

#[derive(Template)]
#[template(path = "service_levels/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may: bool,
    archived: bool,
    rows: Vec<Row>,
    next: Option<LevelId>,
}

/// `GET /d/{organisation}/levels`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (organisation, archived) = (staff.carrier.id, query.raw("show") == "archived");
    let after = query.get("after").and_then(|after| after.parse().ok());
    let (rows, more) = app.db.read(move |tx| Box::pin(store::list(tx, organisation, archived, after))).await?;
    let rows = rows.into_iter().map(Row::of).collect::<Result<Vec<_>, _>>()?;
    let frame = Frame::desk(&app, &staff, "Service levels", Here::ServiceLevels, &query).await?;
    let next = rows.last().map(|row| row.id).filter(|_| more);
    page(&ListPage { frame, root: staff.root(), may: staff.may(Act::Levels), archived, rows, next })
}

#[derive(Template)]
#[template(path = "service_levels/edit.html")]
struct EditPage {
    frame: Frame,
    root: String,
    may: bool,
    /// The stored level; none for a new one.
    row: Option<Row>,
    archived: bool,
    form: Typed,
    offered_by: Vec<(Uuid, String)>,
    history: Vec<Line>,
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "service_level.created" => "Created",
        "service_level.archived" => "Archived",
        "service_level.restored" => "Restored",
        _ => "Changed",
    }
}

async fn edit_page(app: &App, staff: &Staff, id: LevelId, form: Option<Typed>, query: &Fields) -> Result<EditPage, Failure> {
    let (scope, organisation) = (staff.scope(), staff.carrier.id);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::by_id(tx, organisation, id).await?;
            let offered_by = store::offered_by(tx, organisation, id).await?;
            Ok((row, offered_by, history::of_subject(tx, scope, id.0).await?))
        })
    });
    let (row, offered_by, told) = read.await?;
    let form = match form {
        Some(form) => form.now_at(row.version),
        None => Terms::of(&row)?.form(row.version),
    };
    let (archived, root) = (row.archived_at.is_some(), staff.root());
    let frame = Frame::desk(app, staff, row.name.clone(), Here::ServiceLevels, query).await?;
    let history = history::lines(told, &staff.carrier.zone, title_of);
    Ok(EditPage { frame, root, may: staff.may(Act::Levels), row: Some(Row::of(row)?), archived, form, offered_by, history })
}

async fn new_page(app: &App, staff: &Staff, form: Typed) -> Result<EditPage, Failure> {
    let frame = Frame::desk(app, staff, "New service level", Here::ServiceLevels, &Fields::default()).await?;
    Ok(EditPage { frame, root: staff.root(), may: true, row: None, archived: false, form, offered_by: Vec::new(), history: Vec::new() })
}

/// `GET /d/{organisation}/levels/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn blank(State(app): State<App>, staff: Staff) -> Result<Response, Failure> {
    page(&new_page(&app, &staff, Typed::default()).await?)
}

/// `POST /d/{organisation}/levels/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn create(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let wrong: Vec<Refusal> = match Terms::read(&fields) {
        Err(wrong) => wrong,
        Ok(terms) => match actions::create(&app, &staff, terms).await {
            Ok(id) => return Ok(redirect(&format!("{}/levels/{id}", staff.root()), "created")),
            Err(Failure::Refused(refusal)) => vec![refusal],
            Err(other) => return Err(other),
        },
    };
    unprocessable(&new_page(&app, &staff, Typed::of(fields).refused(wrong)).await?)
}

/// `GET /d/{organisation}/levels/{level}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, level)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    page(&edit_page(&app, &staff, id(&level)?, None, &query).await?)
}

/// `POST /d/{organisation}/levels/{level}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((_, level)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen) = (id(&level)?, fields.text("version").parse().unwrap_or(0));
    let typed = Typed::of(fields.clone());
    let typed = match Terms::read(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(terms) => match actions::change(&app, &staff, id, seen, terms).await {
            Ok(()) => return Ok(redirect(&format!("{}/levels/{id}", staff.root()), "saved")),
            Err(failure) => typed.told(failure, seen)?,
        },
    };
    unprocessable(&edit_page(&app, &staff, id, Some(typed), &Fields::default()).await?)
}

/// `POST /d/{organisation}/levels/{level}/archive`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(State(app): State<App>, staff: Staff, Path((_, level)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id(&level)?;
    actions::archive(&app, &staff, id, true).await?;
    Ok(redirect(&format!("{}/levels/{id}", staff.root()), "archived"))
}

/// `POST /d/{organisation}/levels/{level}/restore`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn restore(State(app): State<App>, staff: Staff, Path((_, level)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id(&level)?;
    actions::archive(&app, &staff, id, false).await?;
    Ok(redirect(&format!("{}/levels/{id}", staff.root()), "restored"))
}

fn id(level: &str) -> Result<LevelId, Failure> {
    level.parse().map_err(|_| Failure::not_found())
}
