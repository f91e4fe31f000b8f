//! Lists of orders as files to take along: CSV and XLSX.

use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::super::filters::Filters;
use super::super::pages::{Which, among, wanted};
use super::{DESK, PORTAL, row};
use crate::app::App;
use crate::board::{self, At, Place, Wanted};
use crate::failure::Failure;
use crate::shell;
use crate::viewer::{Contact, Staff, Viewer};

async fn export(app: App, viewer: &impl Viewer, which: Which, name: &str, query: &Fields) -> Result<Response, Failure> {
    let mut filters = Filters::read(query);
    if which != Which::Portal {
        filters.delivery = String::new();
    }
    let wanted = Wanted {
        among: among(which, &filters.tab, viewer.carrier().imports),
        at: At::Start,
        ..wanted(viewer.scope(), which, &filters, query)
    };
    // As on the page: words of which none can be found find nothing.
    let nothing = wanted.needle.is_none() && (which == Which::Search || !filters.q.is_empty());
    let (portal, zone) = (which == Which::Portal, viewer.carrier().zone.clone());
    let heads = if portal { PORTAL } else { DESK };
    shell::download(shell::format_asked(query), name, heads, move |after: Option<Place>| {
        let (app, wanted, zone) = (app.clone(), wanted.clone(), zone.clone());
        async move {
            if nothing {
                return Ok((Vec::new(), None));
            }
            let wanted = Wanted { at: after.map_or(At::Start, At::After), ..wanted };
            let (lines, on) = app.db.read(move |tx| Box::pin(board::stretch(tx, wanted))).await?;
            Ok((lines.into_iter().map(|line| row(line, portal, &zone)).collect(), on))
        }
    })
    .await
}

/// `GET /p/{organisation}/{customer}/orders/export`.
///
/// # Errors
/// When the database does not answer.
pub async fn portal(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    export(app, &contact, Which::Portal, "orders", &query).await
}

/// `GET /d/{organisation}/orders/export`.
///
/// # Errors
/// When the database does not answer.
pub async fn desk(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    export(app, &staff, Which::Desk, "orders", &query).await
}

/// `GET /d/{organisation}/quotes/export`.
///
/// # Errors
/// When the database does not answer.
pub async fn quotes(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    export(app, &staff, Which::Quotes, "quotes", &query).await
}

/// `GET /d/{organisation}/search/export`: what a search found.
///
/// # Errors
/// When the database does not answer.
pub async fn search(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    export(app, &staff, Which::Search, "search", &query).await
}
