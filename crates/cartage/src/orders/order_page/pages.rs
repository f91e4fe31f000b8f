//! The page of one order, on both sides.

use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::{Act, Right};

use super::load::{Loaded, load};
use super::shown::{Eyes, May, OrderPage, shown, title};
use crate::app::App;
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::shell::{self, Frame, Here};
use crate::viewer::{Contact, Scope, Staff, Viewer};

async fn loaded(app: &App, scope: Scope, id: &str, query: &Fields) -> Result<Loaded, Failure> {
    let id: OrderId = id.parse().map_err(|_| Failure::not_found())?;
    let before = query.get("earlier").and_then(|entry| entry.parse().ok());
    app.db.read(move |tx| Box::pin(load(tx, scope, id, before))).await
}

/// `GET /p/{organisation}/{customer}/orders/{id}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn portal(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    let order = loaded(&app, contact.scope(), &id, &query).await?;
    let frame = Frame::portal(&app, &contact, title(&order, false), Here::Orders, &query).await?.of_thing(&contact.root(), order.row.id);
    let eyes = Eyes {
        desk: false,
        root: contact.root(),
        carrier: &contact.carrier.name,
        zone: &contact.carrier.zone,
        now: app.clock.now(),
        may: May { order: contact.rights.has(Right::PlaceOrders), ..May::default() },
    };
    shell::page(&shown(frame, &order, eyes))
}

/// `GET /d/{organisation}/orders/{id}`.
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

async fn desk_page(app: &App, staff: &Staff, id: &str, query: &Fields) -> Result<OrderPage, Failure> {
    let order = loaded(app, staff.scope(), id, query).await?;
    let here = if order.status == rules::order_status::OrderStatus::Quote { Here::Quotes } else { Here::Orders };
    let frame = Frame::desk(app, staff, title(&order, true), here, query).await?.of_thing(&staff.root(), order.row.id);
    let may = May {
        send: staff.may(Act::SendToPlanning),
        cancel: staff.may(Act::CancelOrders),
        report: staff.may(Act::ReportStops),
        order: staff.may(Act::EnterOrders),
    };
    let (zone, now) = (&staff.carrier.zone, app.clock.now());
    Ok(shown(frame, &order, Eyes { desk: true, root: staff.root(), carrier: &staff.carrier.name, zone, now, may }))
}

/// The order as it is now, with why an act on it was not done: 422.
///
/// # Errors
/// Not found, or the database does not answer.
pub(in crate::orders) async fn desk_after(app: &App, staff: &Staff, id: &str, problem: String) -> Result<Response, Failure> {
    let page = desk_page(app, staff, id, &Fields::default()).await?;
    shell::unprocessable(&OrderPage { problem, ..page })
}
