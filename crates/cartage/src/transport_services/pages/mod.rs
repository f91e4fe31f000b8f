//! The pages of transport services: RATES → Order Input → Transport Services, with *Customer Portal Permissions*.

mod edit;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;

use edit::EditPage;

use super::store::{self, Listed};
use super::terms::{ALL, Terms, short};
use super::{ServiceId, actions, form};
use crate::app::App;
use crate::creation_status::status_word;
use crate::failure::{Failure, Refusal};
use crate::shell::{Frame, Here, Typed, page, redirect, unprocessable};
use crate::viewer::Staff;

struct Row {
    id: ServiceId,
    name: String,
    description: String,
    who: String,
    status: &'static str,
    cut_off: String,
}

impl Row {
    fn of(listed: Listed) -> Result<Row, Failure> {
        let row = listed.row;
        let who = match (row.selectable.as_str(), listed.named) {
            ("ALL", _) => ALL.to_owned(),
            (_, 1) => "1 customer".to_owned(),
            (_, named) => format!("{named} customers"),
        };
        let status = row.status()?.map_or("No value", status_word);
        Ok(Row { id: row.id, who, status, cut_off: short(row.cut_off()?), name: row.name, description: row.description })
    }
}

#[derive(Template)]
#[template(path = "transport_services/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may: bool,
    archived: bool,
    rows: Vec<Row>,
    next: Option<ServiceId>,
}

/// `GET /d/{organisation}/services`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (organisation, archived) = (staff.carrier.id, query.raw("show") == "archived");
    let after = query.get("after").and_then(|after| after.parse().ok());
    let (rows, more) = app.db.read(move |tx| Box::pin(store::list(tx, organisation, archived, after))).await?;
    let rows = rows.into_iter().map(Row::of).collect::<Result<Vec<_>, _>>()?;
    let frame = Frame::desk(&app, &staff, "Transport Services", Here::TransportServices, &query).await?;
    let next = rows.last().map(|row| row.id).filter(|_| more);
    page(&ListPage { frame, root: staff.root(), may: staff.may(Act::Services), archived, rows, next })
}

/// `GET /d/{organisation}/services/new`: a service with first values, which restrict nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn blank(State(app): State<App>, staff: Staff) -> Result<Response, Failure> {
    page(&EditPage::of_new(&app, &staff, form::fill(&Terms::default(), 0)).await?)
}

/// `POST /d/{organisation}/services/new`.
///
/// # Errors
/// Not found when it names levels or customers that are not there, or the database does not answer.
pub async fn create(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let wrong: Vec<Refusal> = match form::read(&fields)? {
        Err(wrong) => wrong,
        Ok(terms) => match actions::create(&app, &staff, terms).await {
            Ok(id) => return Ok(redirect(&format!("{}/services/{id}", staff.root()), "created")),
            Err(Failure::Refused(refusal)) => vec![refusal],
            Err(other) => return Err(other),
        },
    };
    unprocessable(&EditPage::of_new(&app, &staff, Typed::of(fields).refused(wrong)).await?)
}

/// `POST /d/{organisation}/services/new/find-customers`: the form as typed, with other customers to choose from.
///
/// # Errors
/// When the database does not answer.
pub async fn find_for_new(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    page(&EditPage::of_new(&app, &staff, Typed::of(fields)).await?)
}

/// `GET /d/{organisation}/services/{service}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, service)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    page(&EditPage::of(&app, &staff, id(&service)?, None, &query).await?)
}

/// `POST /d/{organisation}/services/{service}/find-customers`: the form as typed, with other customers to choose from.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn find(
    State(app): State<App>,
    staff: Staff,
    Path((_, service)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    page(&EditPage::of(&app, &staff, id(&service)?, Some(Typed::of(fields)), &Fields::default()).await?)
}

/// `POST /d/{organisation}/services/{service}`.
///
/// # Errors
/// Not found, also when it names levels or customers that are not there, or the database does not answer.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((_, service)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen) = (id(&service)?, fields.text("version").parse().unwrap_or(0));
    let typed = Typed::of(fields.clone());
    let typed = match form::read(&fields)? {
        Err(wrong) => typed.refused(wrong),
        Ok(terms) => match actions::change(&app, &staff, id, seen, terms).await {
            Ok(()) => return Ok(redirect(&format!("{}/services/{id}", staff.root()), "saved")),
            Err(failure) => typed.told(failure, seen)?,
        },
    };
    unprocessable(&EditPage::of(&app, &staff, id, Some(typed), &Fields::default()).await?)
}

/// `POST /d/{organisation}/services/{service}/archive`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(State(app): State<App>, staff: Staff, Path((_, service)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id(&service)?;
    actions::archive(&app, &staff, id, true).await?;
    Ok(redirect(&format!("{}/services/{id}", staff.root()), "archived"))
}

/// `POST /d/{organisation}/services/{service}/restore`.
///
/// # Errors
/// Not found, a name that another service has taken meanwhile, or the database does not answer.
pub async fn restore(State(app): State<App>, staff: Staff, Path((_, service)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id(&service)?;
    actions::archive(&app, &staff, id, false).await?;
    Ok(redirect(&format!("{}/services/{id}", staff.root()), "restored"))
}

fn id(service: &str) -> Result<ServiceId, Failure> {
    service.parse().map_err(|_| Failure::not_found())
}
