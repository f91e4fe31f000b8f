//! The addresses of an order's papers, on both sides: each answers a file to be saved.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kit::web::{Fields, QueryFields};
use rules::papers::{Paper, has};
use tokio::sync::Semaphore;

use super::load::{Loaded, load};
use super::{confirmation, consignment_note};
use crate::app::App;
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::shell;
use crate::viewer::{Contact, Staff, Viewer};

/// Papers that are drawn at a time; more wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Reads what a paper says; an order that does not have it has no such address.
async fn read(app: &App, viewer: &impl Viewer, id: &str, sees: Option<bool>, paper: Paper) -> Result<Loaded, Failure> {
    let (order, scope): (OrderId, _) = (id.parse().map_err(|_| Failure::not_found())?, viewer.scope());
    let loaded = app.db.read(move |tx| Box::pin(load(tx, scope, order, sees))).await?;
    if has(loaded.status, paper) { Ok(loaded) } else { Err(Failure::not_found()) }
}

/// The file: drawn beside whatever else is asked meanwhile, kept nowhere.
async fn file(name: String, draw: impl FnOnce() -> Result<Vec<u8>, ::papers::NotDrawn> + Send + 'static) -> Result<Response, Failure> {
    let _turn = TURNS.acquire().await.map_err(Failure::fault)?;
    let bytes = tokio::task::spawn_blocking(draw).await.map_err(Failure::fault)?.map_err(Failure::fault)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, shell::attachment(&name)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

async fn confirm(app: &App, viewer: &impl Viewer, id: &str, sees: Option<bool>) -> Result<Response, Failure> {
    let loaded = read(app, viewer, id, sees, Paper::Confirmation).await?;
    let carrier = viewer.carrier();
    let paper = confirmation::confirmation(&loaded, &carrier.name, app.clock.now(), &carrier.zone)?;
    let title = format!("{} {}", paper.title, paper.number);
    let name = format!("{}.pdf", title.to_lowercase().replace(' ', "-"));
    file(name, move || ::papers::pdf(&::papers::confirmation(&paper), &title)).await
}

async fn note(app: &App, viewer: &impl Viewer, id: &str, query: &Fields) -> Result<Response, Failure> {
    // No amount stands on it.
    let loaded = read(app, viewer, id, Some(false), Paper::ConsignmentNote).await?;
    let carrier = viewer.carrier();
    let notes = consignment_note::notes(&loaded, (&carrier.name, &carrier.country), &carrier.zone, query.raw("consignment"));
    let title = match &notes[..] {
        [] => return Err(Failure::not_found()),
        [one] => format!("CMR note {}", one.number),
        _ => format!("CMR notes {}", loaded.row.number),
    };
    let name = format!("{}.pdf", title.to_lowercase().replace([' ', '/'], "-"));
    file(name, move || ::papers::pdf(&::papers::consignment_notes(&notes), &title)).await
}

/// `GET /p/{organisation}/{customer}/orders/{id}/confirmation`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn portal_confirmation(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    confirm(&app, &contact, &id, Some(contact.sees_charges())).await
}

/// `GET /d/{organisation}/orders/{id}/confirmation`: as the customer may see it.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn desk_confirmation(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    confirm(&app, &staff, &id, None).await
}

/// `GET /p/{organisation}/{customer}/orders/{id}/cmr-note`: of one consignment where the query names it, else of all.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn portal_note(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    note(&app, &contact, &id, &query).await
}

/// `GET /d/{organisation}/orders/{id}/cmr-note`, the same way.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn desk_note(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    note(&app, &staff, &id, &query).await
}
