//! The addresses of customers' acts: a button's POST, and the page with the form that cancels.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::Fields;

use super::form::CancelForm;
use crate::app::App;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::order_import::{self, Asker, Cancelled, Standing};
use crate::orders::{OrderId, order_page};
use crate::shell::{self, Frame, Here};
use crate::telling::House;
use crate::viewer::{Contact, Viewer};

type Id = Path<(String, String, String)>;

/// Who asks, and what the form says they had before them; a form that does not say it has seen nothing.
fn asker(app: &App, contact: &Contact, id: &str, form: &Fields) -> Result<Asker, Failure> {
    let order: OrderId = id.parse().map_err(|_| Failure::not_found())?;
    let house = House::of(app, contact.carrier());
    Ok(Asker { scope: contact.scope(), contact: contact.id, house, order, seen: form.raw("seen").parse().unwrap_or_default() })
}

/// What stood in the way, in words: a rule, or somebody who was first. Everything else stays a failure.
fn in_the_way(failure: Failure) -> Result<Refusal, Failure> {
    match failure {
        Failure::Refused(refusal) => Ok(refusal),
        Failure::Mismatch(Mismatch::Moved(what)) => Ok(Refusal::new(what)),
        other => Err(other),
    }
}

/// Back to the page with a word, or the page as it is now with what stood in the way.
async fn after(app: &App, contact: &Contact, id: &str, done: Result<&str, Failure>, typed: &str) -> Result<Response, Failure> {
    match done {
        Ok(word) => Ok(shell::redirect(&format!("{}/orders/{id}", contact.root()), word)),
        Err(failure) => order_page::portal_after(app, contact, id, in_the_way(failure)?, typed).await,
    }
}

#[derive(Template)]
#[template(path = "orders/customer_acts/cancel.html")]
struct CancelPage {
    frame: Frame,
    title: String,
    form: CancelForm,
}

/// The page for it as it is now; what was typed stays.
async fn page(app: &App, contact: &Contact, id: &str, reason: &str, refusal: Option<Refusal>) -> Result<CancelPage, Failure> {
    let (scope, order) = (contact.scope(), id.parse::<OrderId>().map_err(|_| Failure::not_found())?);
    let standing = app.db.read(move |tx| Box::pin(Standing::load(tx, scope, order))).await?;
    let order = standing.order.as_ref().map(|order| (&order.row.reference, &order.row.number));
    let import = standing.import.as_ref().map(|import| (&import.reference, &import.submission_code));
    let (reference, number) = order.or(import).ok_or_else(Failure::not_found)?;
    let title = if reference.is_empty() { number.clone() } else { reference.clone() };
    let here = format!("{}/orders/{id}", contact.root());
    let form = CancelForm::new(&standing.facts()?, standing.stood(), &title, &contact.carrier.name, &here).with(reason, refusal);
    let frame = Frame::portal(app, contact, form.heading.clone(), Here::Nowhere, &Fields::default()).await?;
    Ok(CancelPage { frame, title, form })
}

/// `GET /p/{organisation}/{customer}/orders/{id}/cancel`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn cancel_form(State(app): State<App>, contact: Contact, Path((_, _, id)): Id) -> Result<Response, Failure> {
    shell::page(&page(&app, &contact, &id, "", None).await?)
}

/// `POST /p/{organisation}/{customer}/orders/{id}/cancel`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn cancel(State(app): State<App>, contact: Contact, Path((_, _, id)): Id, form: Fields) -> Result<Response, Failure> {
    let (asker, wish) = (asker(&app, &contact, &id, &form)?, form.raw("reason").to_owned());
    let done = app.act(&contact, move |tx, act| Box::pin(async move { order_import::cancel(tx, act, &asker, &wish).await })).await;
    let word = match done {
        Ok(Cancelled::Done) => "cancelled-own",
        Ok(Cancelled::Waits) => "cancellation-waits",
        Ok(Cancelled::AlreadyAsked) => "cancellation-again",
        Err(failure) => {
            let refusal = in_the_way(failure)?;
            return shell::unprocessable(&page(&app, &contact, &id, form.raw("reason"), Some(refusal)).await?);
        }
    };
    after(&app, &contact, &id, Ok(word), "").await
}

/// `POST /p/{organisation}/{customer}/orders/{id}/take-back`: what waits is taken back.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn take_back(State(app): State<App>, contact: Contact, Path((_, _, id)): Id, form: Fields) -> Result<Response, Failure> {
    let asker = asker(&app, &contact, &id, &form)?;
    let done = app.act(&contact, move |tx, act| Box::pin(async move { order_import::take_back(tx, act, &asker).await })).await;
    after(&app, &contact, &id, done.map(|()| "taken-back"), "").await
}

/// `POST /p/{organisation}/{customer}/orders/{id}/answer`: the carrier's question is answered.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn answer(State(app): State<App>, contact: Contact, Path((_, _, id)): Id, form: Fields) -> Result<Response, Failure> {
    let (asker, text) = (asker(&app, &contact, &id, &form)?, form.raw("answer").to_owned());
    let done =
        app.act(&contact, move |tx, act| Box::pin(async move { order_import::answer(tx, act, asker.scope, asker.order, &text).await }));
    let done = match done.await {
        // It was decided or taken back while the answer was written; what is not theirs is not found by the page either.
        Err(Failure::Mismatch(Mismatch::NotFound)) => Err(Failure::refused("Your carrier is not asking anything any more.")),
        done => done,
    };
    after(&app, &contact, &id, done.map(|()| "answered"), form.raw("answer")).await
}

/// `POST /p/{organisation}/{customer}/orders/{id}/seen`: the customer has seen what was not accepted; pressed, or sent by the page
/// once it was in view.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn seen(State(app): State<App>, contact: Contact, Path((_, _, id)): Id) -> Result<Response, Failure> {
    let (scope, order) = (contact.scope(), id.parse().map_err(|_| Failure::not_found())?);
    let done = app.act(&contact, move |tx, act| Box::pin(async move { order_import::seen_by_customer(tx, act, scope, order).await }));
    let done = done.await;
    after(&app, &contact, &id, done.map(|()| ""), "").await
}
