//! The labels of an order on both sides: their page, and the file that comes when they are printed.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kit::web::{Fields, QueryFields};
use rules::access::Act;

use super::drawing::{Format, drawn};
use super::printing::{self, Which};
use super::shown::{Shown, shown};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::orders::OrderId;
use crate::shell::{self, Frame, Here};
use crate::viewer::{Contact, Staff, Viewer};

#[derive(Template)]
#[template(path = "labels/labels.html")]
struct LabelsPage {
    frame: Frame,
    shown: Shown,
}

/// The labels on a page, for the browser to print.
#[derive(Template)]
#[template(path = "labels/sheets.html")]
struct SheetsPage {
    frame: Frame,
    /// The page of the order's labels.
    back: String,
    title: String,
    /// Which paper.
    paper: &'static str,
    /// One drawing for each; made by us, what was typed is escaped in it.
    sheets: String,
}

/// What comes of printing.
enum Out {
    /// A file.
    File(Response),
    /// Drawings for a page, and their paper.
    Sheets(String, &'static str),
}

/// Reads what the page shows.
async fn read(app: &App, viewer: &impl Viewer, root: &str, side: (bool, bool), id: &str, query: &Fields) -> Result<Shown, Failure> {
    let (order, scope): (OrderId, _) = (id.parse().map_err(|_| Failure::not_found())?, viewer.scope());
    let loaded = app.db.read(move |tx| Box::pin(printing::load(tx, scope, order))).await?;
    let from = query.raw("from").parse().unwrap_or(0);
    shown(&loaded, root, side, &viewer.carrier().zone, from, query.raw("scan"))
}

/// Prints, and answers with the file. The page with the reason where nothing was printed.
async fn print(app: &App, viewer: &impl Viewer, id: &str, form: &Fields) -> Result<Out, Failure> {
    let order: OrderId = id.parse().map_err(|_| Failure::not_found())?;
    let format = Format::parse(form.raw("format")).ok_or_else(|| Refusal::new("Choose paper and format from the list."))?;
    let which = match form.raw("which") {
        "open" => Which::Open,
        "these" => Which::These(form.every("unit").filter_map(|unit| unit.parse().ok()).collect::<BTreeSet<i64>>()),
        _ => Which::All(form.raw("part").parse().unwrap_or(0)),
    };
    let (scope, carrier) = (viewer.scope(), viewer.carrier().name.clone());
    let act = app.act(viewer, move |tx, act| Box::pin(async move { printing::print(tx, act, scope, order, &carrier, which).await }));
    let printed = act.await?;
    let Some((ending, kind)) = format.file() else {
        let sheets = String::from_utf8(drawn(printed.labels, format).await?).map_err(Failure::fault)?;
        return Ok(Out::Sheets(sheets, format.paper().as_str()));
    };
    let name = shell::attachment(&format!("labels-{}.{ending}", printed.code));
    let file = drawn(printed.labels, format).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok(Out::File((headers, file).into_response()))
}

/// The page again, as it is now, with why nothing was printed: 422.
fn not_printed(mut page: LabelsPage, refusal: Refusal, form: &Fields) -> Result<Response, Failure> {
    page.shown.problem = refusal.message;
    form.raw("format").clone_into(&mut page.shown.format);
    shell::unprocessable(&page)
}

/// The labels on a page; it follows nothing, so that it stays as it is printed.
fn sheets_page(page: LabelsPage, sheets: String, paper: &'static str) -> Result<Response, Failure> {
    let frame = Frame { follows: String::new(), ..page.frame };
    shell::page(&SheetsPage { frame, back: page.shown.here, title: page.shown.title, paper, sheets })
}

async fn portal_page(app: &App, contact: &Contact, id: &str, query: &Fields) -> Result<LabelsPage, Failure> {
    let shown = read(app, contact, &contact.root(), (false, true), id, query).await?;
    let title = format!("Labels of {}", shown.title);
    let frame = Frame::portal(app, contact, title, Here::Orders, query).await?.of_thing(&contact.root(), id);
    Ok(LabelsPage { frame, shown })
}

/// `GET /p/{organisation}/{customer}/orders/{id}/labels`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn portal(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&portal_page(&app, &contact, &id, &query).await?)
}

/// `POST /p/{organisation}/{customer}/orders/{id}/labels`: the file.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn portal_print(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    match print(&app, &contact, &id, &form).await {
        Err(Failure::Refused(refusal)) => not_printed(portal_page(&app, &contact, &id, &Fields::default()).await?, refusal, &form),
        Err(failure) => Err(failure),
        Ok(Out::File(file)) => Ok(file),
        Ok(Out::Sheets(sheets, paper)) => sheets_page(portal_page(&app, &contact, &id, &Fields::default()).await?, sheets, paper),
    }
}

async fn desk_page(app: &App, staff: &Staff, id: &str, query: &Fields) -> Result<LabelsPage, Failure> {
    let shown = read(app, staff, &staff.root(), (true, staff.may(Act::Labels)), id, query).await?;
    let title = format!("Labels of {}", shown.title);
    let frame = Frame::desk(app, staff, title, Here::Orders, query).await?.of_thing(&staff.root(), id);
    Ok(LabelsPage { frame, shown })
}

/// `GET /d/{organisation}/orders/{id}/labels`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn desk(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&desk_page(&app, &staff, &id, &query).await?)
}

/// `POST /d/{organisation}/orders/{id}/labels`: the file.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn desk_print(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    match print(&app, &staff, &id, &form).await {
        Err(Failure::Refused(refusal)) => not_printed(desk_page(&app, &staff, &id, &Fields::default()).await?, refusal, &form),
        Err(failure) => Err(failure),
        Ok(Out::File(file)) => Ok(file),
        Ok(Out::Sheets(sheets, paper)) => sheets_page(desk_page(&app, &staff, &id, &Fields::default()).await?, sheets, paper),
    }
}
