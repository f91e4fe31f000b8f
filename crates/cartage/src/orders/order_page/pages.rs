//! The page of one order, on both sides.

use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::{Act, Right};

use super::load::{Approval, Loaded, Submission, approval, load, submission};
use super::shown::{Eyes, May, OrderPage, shown, title};
use super::{approval, submission};
use crate::app::App;
use crate::charges::{self, PriceShown};
use crate::failure::{Failure, Refusal};
use crate::order_import::{self, ImportId};
use crate::orders::OrderId;
use crate::orders::approval::{CHARGE, QUESTION};
use crate::shell::{self, Frame, Here};
use crate::viewer::{Contact, Staff, Viewer};

/// What stands under an id.
enum Found {
    Order(Box<Loaded>, Option<Box<Approval>>),
    /// Submitted, and no order.
    Submission(Box<Submission>),
}

fn asked(id: &str, query: &Fields) -> Result<(OrderId, Option<i64>), Failure> {
    let id: OrderId = id.parse().map_err(|_| Failure::not_found())?;
    Ok((id, query.get("earlier").and_then(|entry| entry.parse().ok())))
}

/// Reads it for a contact; of imports only where the order import was ever provisioned.
async fn find(app: &App, contact: &Contact, id: &str, query: &Fields) -> Result<Found, Failure> {
    let (id, before) = asked(id, query)?;
    let (scope, imports, charges) = (contact.scope(), contact.carrier.imports, contact.sees_charges());
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            match load(tx, scope, id, before, charges).await {
                Ok(order) => {
                    let approval = if imports { Some(Box::new(approval(tx, scope, id).await?)) } else { None };
                    Ok(Found::Order(Box::new(order), approval))
                }
                Err(Failure::Mismatch(_)) if imports => Ok(Found::Submission(Box::new(submission(tx, scope, id, before).await?))),
                Err(failure) => Err(failure),
            }
        })
    });
    read.await
}

/// `GET /p/{organisation}/{customer}/orders/{id}`: an order, or what was submitted to become one.
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

async fn portal_page(app: &App, contact: &Contact, id: &str, query: &Fields) -> Result<OrderPage, Failure> {
    let found = find(app, contact, id, query).await?;
    let eyes = Eyes {
        desk: false,
        root: contact.root(),
        carrier: &contact.carrier.name,
        zone: &contact.carrier.zone,
        now: app.clock.now(),
        may: May {
            order: contact.rights.has(Right::PlaceOrders),
            template: contact.rights.has(Right::PlaceOrders),
            charges: contact.answers_charges(),
            labels: true,
            documents: contact.rights.has(Right::PlaceOrders),
            ..May::default()
        },
    };
    let title = match &found {
        Found::Order(order, _) => title(order, false),
        Found::Submission(submission) => submission::title(submission),
    };
    let frame = Frame::portal(app, contact, title, Here::Orders, query).await?.of_thing(&contact.root(), id);
    let mut page = match found {
        Found::Order(order, approval) => with_approval(frame, &order, approval.as_deref(), &eyes, contact)?,
        Found::Submission(submission) => submission::shown(frame, &submission, &eyes)?,
    };
    if let Some(labels) = &mut page.labels {
        labels.prints = contact.rights.has(Right::PlaceOrders);
    }
    Ok(page)
}

/// The page of an order, with what its customer may know and do about its approval.
fn with_approval(
    frame: Frame,
    order: &Loaded,
    approval: Option<&Approval>,
    eyes: &Eyes<'_>,
    contact: &Contact,
) -> Result<OrderPage, Failure> {
    let (carrier, zone, now, may) = (eyes.carrier, eyes.zone, eyes.now, eyes.may.order);
    let answers = eyes.may.charges;
    let mut page = shown(frame, order, eyes);
    if contact.sees_charges() {
        page.charges = charges::in_the_portal(&order.charges, &page.here, zone, answers)?;
        if order.charges.iter().any(|row| row.approval == "REQUESTED") {
            page.badges.push(CHARGE);
        }
    }
    if let Some(approval) = approval {
        let reader = approval::Reader { carrier, zone, now, may, here: &page.here, title: &page.title };
        let told = approval::shown(approval, &reader)?;
        if told.question.is_some() {
            page.badges.push(QUESTION);
        }
        page.approval = told;
    }
    Ok(page)
}

/// The page as it is now for the contact whose act was not done, with why: 422. An answer that was typed is still there.
///
/// # Errors
/// Not found, or the database does not answer.
pub(crate) async fn portal_after(app: &App, contact: &Contact, id: &str, refusal: Refusal, typed: &str) -> Result<Response, Failure> {
    let mut page = portal_page(app, contact, id, &Fields::default()).await?;
    match (&mut page.approval.question, refusal.field.as_deref()) {
        (Some(question), Some("answer")) => (question.typed, question.error) = (typed.to_owned(), refusal.message),
        _ if typed.is_empty() => page.problem = refusal.message,
        _ => page.problem = format!("{} You had written: {typed}", refusal.message),
    }
    shell::unprocessable(&page)
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
    if let Some(import) = submitted(&app, &staff, &id).await? {
        // What was done to its documents is said there.
        let done = ["filed", "document-removed"].into_iter().find(|done| *done == query.raw("done")).unwrap_or_default();
        return Ok(shell::redirect(&format!("{}/imports/{import}", staff.root()), done));
    }
    shell::page(&desk_page(&app, &staff, &id, &query).await?)
}

/// The import of what was submitted under this id and is no order: it has its page among Order imports.
async fn submitted(app: &App, staff: &Staff, id: &str) -> Result<Option<ImportId>, Failure> {
    let (id, scope) = (id.parse::<OrderId>().map_err(|_| Failure::not_found())?, staff.scope());
    if !staff.carrier.imports {
        return Ok(None);
    }
    let read = app.db.read(move |tx| Box::pin(async move { order_import::of_order(tx, scope.organisation, id).await }));
    Ok(read.await?.iter().find(|import| order_import::shelf(import).is_some()).map(|import| import.id))
}

async fn desk_page(app: &App, staff: &Staff, id: &str, query: &Fields) -> Result<OrderPage, Failure> {
    let (scope, (order, before)) = (staff.scope(), asked(id, query)?);
    let order = app.db.read(move |tx| Box::pin(load(tx, scope, order, before, true))).await?;
    let here = if order.status == rules::order_status::OrderStatus::Quote { Here::Quotes } else { Here::Orders };
    let frame = Frame::desk(app, staff, title(&order, true), here, query).await?.of_thing(&staff.root(), order.row.id);
    let may = May {
        send: staff.may(Act::SendToPlanning),
        cancel: staff.may(Act::CancelOrders),
        report: staff.may(Act::ReportStops),
        order: staff.may(Act::EnterOrders),
        change: staff.may(Act::ChangeOrders),
        template: staff.may(Act::Customers),
        decide: staff.may(Act::DecideImports),
        charges: staff.may(Act::Charges),
        labels: staff.may(Act::Labels),
        documents: staff.may(Act::Documents),
        document_types: staff.may(Act::DocumentTypes),
    };
    let (zone, now) = (&staff.carrier.zone, app.clock.now());
    let mut page = shown(frame, &order, &Eyes { desk: true, root: staff.root(), carrier: &staff.carrier.name, zone, now, may });
    page.charges = charges::at_the_desk(&order.charges, &page.here, zone, may.charges, (&order.around.customer, order.charges_shown))?;
    if let Some(panel) = page.charges.as_mut().filter(|_| order.rate_cards) {
        panel.price = Some(PriceShown::of(order.price.as_ref(), (&staff.root(), &page.here), zone, may.charges));
    }
    Ok(page)
}

/// The order as it is now, or the import that waits to become it, with why an act on it was not done: 422.
///
/// # Errors
/// Not found, or the database does not answer.
pub(crate) async fn desk_after(app: &App, staff: &Staff, id: &str, problem: String) -> Result<Response, Failure> {
    if let Some(import) = submitted(app, staff, id).await? {
        return order_import::import_after(app, staff, import, problem).await;
    }
    let page = desk_page(app, staff, id, &Fields::default()).await?;
    shell::unprocessable(&OrderPage { problem, ..page })
}
