//! Answers: a page, a redirect after an act, a form that came back, and what each kind of failure looks like.

use askama::Template;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use kit::db::DbError;
use kit::ids::Ids;
use kit::secret::hex;

use crate::failure::{Failure, Mismatch};

/// A page with status 200.
///
/// # Errors
/// When the template fails.
pub fn page(template: &impl Template) -> Result<Response, Failure> {
    Ok(Html(template.render()?).into_response())
}

/// A form that came back with what is wrong: 422.
///
/// # Errors
/// When the template fails.
pub fn unprocessable(template: &impl Template) -> Result<Response, Failure> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}

/// 303 to a page after an act. `done` is a word of [`told_by`], shown there once; empty for none.
#[must_use]
pub fn redirect(to: &str, done: &str) -> Response {
    let mark = if to.contains('?') { '&' } else { '?' };
    let to = if done.is_empty() { to.to_owned() } else { format!("{to}{mark}done={done}") };
    let location = HeaderValue::try_from(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// What pages say after acts, by the word that stands in the address.
const TOLD: &[(&str, &str)] = &[
    ("saved", "Saved."),
    ("created", "Created."),
    ("archived", "Archived. Existing orders keep it."),
    ("provisioned", "Provisioned. The order import is on for all Customer Portal users; its settings stand below."),
    ("already-provisioned", "It had already been provisioned; nothing was done twice."),
    ("restored", "Restored."),
    ("template-archived", "Archived. Orders made from it stay as they are."),
    ("merged", "Merged. What named the other leads here now; orders keep the address as it was ordered."),
    ("submitted", "Submitted."),
    ("submitted-waits", "Submitted. The carrier confirms it; until then it stands under Waiting for approval."),
    ("cancellation-waits", "Your cancellation waits for the carrier."),
    ("cancelled-own", "Cancelled. The carrier is told."),
    ("cancellation-again", "It waits for the carrier already; nothing was done twice."),
    ("taken-back", "Taken back."),
    ("answered", "Your answer is with the carrier."),
    ("submitted-new", "Submitted. Here is a blank form for the next one."),
    ("changed", "Changed."),
    ("change-waits", "Sent. The carrier must confirm it."),
    ("change-sent", "It had been sent already; nothing was done twice."),
    ("discarded", "Discarded. Nothing was saved twice."),
    ("sent", "Sent to planning."),
    ("already-sent", "It had already been sent to planning; nothing was done twice."),
    ("order-created", "The order is created. The customer is told."),
    ("change-accepted", "The change is accepted. The customer is told."),
    ("cancellation-accepted", "The cancellation is accepted. The customer is told."),
    ("import-rejected", "Rejected. The customer is told, with your reason."),
    ("asked", "The customer is asked. It stands under Waiting for customer until they answer."),
    ("update-seen", "Seen. The customer's badge is gone."),
    ("charge-added", "Charge added."),
    ("charge-asked", "The customer is asked to approve it."),
    ("charge-saved", "The charge is changed."),
    ("charge-already", "It was so already; nothing was done twice."),
    ("charge-removed", "The charge is removed."),
    ("charges-priced", "Priced by the rate card."),
    ("charges-left-alone", "From now on its charges stay as they are when it is changed."),
    ("charges-follow", "From now on its charges follow when it is changed."),
    ("charge-approved", "Approved. The carrier is told."),
    ("charge-rejected", "Rejected. The carrier is told, with your reason."),
    ("filed", "Filed with the order."),
    ("document-removed", "The document is taken off the order."),
    ("declined", "Declined. The customer is told."),
    ("cancelled", "Cancelled. The customer is told."),
    ("undone", "The cancellation is undone. The customer is told."),
    ("quote-again", "It is a quote again. The customer is told."),
    ("reported", "Reported."),
    ("corrected", "Corrected."),
    ("invited", "Invited. A welcome mail is on its way."),
    ("access-on", "Access is on. A welcome mail is on its way."),
    ("access-off", "Access is off, as of now."),
    ("mail-again", "It is on its way again, and tried for three more days."),
    ("mail-now", "It is tried now."),
    ("mail-dropped", "Dropped. It is not sent any more."),
    ("signed-out", "You are signed out."),
    ("signed-out-everywhere", "You are signed out everywhere else."),
    ("session-ended", "That session has ended."),
    ("address-asked", "If this address can be added, a link to confirm it is on its way there."),
    ("address-added", "The address is yours now."),
    ("address-removed", "The address is removed."),
    ("second-factor-off", "Your second factor is off. What belonged to it is erased."),
    ("second-factor-asked", "From now on staff without a second factor set one up before anything else."),
    ("second-factor-free", "Staff need no second factor any more. Whoever has one keeps it."),
    ("sign-in-late", "Too much time has passed. Sign in again."),
    ("signed-out-here-too", "You are signed out everywhere."),
    ("password-set", "Your password is set. Every other session has ended."),
];

/// What the page after an act says. A closed list: nothing in an address is ever repeated on a page.
#[must_use]
pub fn told_by(done: &str) -> Option<&'static str> {
    TOLD.iter().find(|(word, _)| *word == done).map(|(_, says)| *says)
}

#[derive(Template)]
#[template(path = "shell/failure.html")]
struct FailurePage<'a> {
    version: &'static str,
    title: &'a str,
    message: &'a str,
    reference: &'a str,
    sign_in: Option<&'a str>,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Failure::Refused(refusal) => told(StatusCode::UNPROCESSABLE_ENTITY, "This cannot be done", &refusal.message),
            Failure::Mismatch(Mismatch::NotFound) => told(
                StatusCode::NOT_FOUND,
                "Nothing here",
                "This page does not exist, or it is not yours to see. Check the address, or go to the start and choose where you work.",
            ),
            Failure::Mismatch(Mismatch::Forbidden) => {
                told(StatusCode::FORBIDDEN, "Not yours to do", "Your role or rights do not allow this. Ask whoever manages users with you.")
            }
            Failure::Mismatch(Mismatch::NoSecondFactor { next }) => no_second_factor(&next),
            Failure::Mismatch(Mismatch::Moved(what)) => told(StatusCode::CONFLICT, "Somebody was here before you", &what),
            Failure::Mismatch(Mismatch::SignedOut { next }) => signed_out(&next),
            Failure::Fault(error) => fault(&error),
        }
    }
}

fn told(status: StatusCode, title: &str, message: &str) -> Response {
    failure_page(status, title, message, "", None)
}

fn failure_page(status: StatusCode, title: &str, message: &str, reference: &str, sign_in: Option<&str>) -> Response {
    let page = FailurePage { version: super::version(), title, message, reference, sign_in };
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => (status, title.to_owned()).into_response(),
    }
}

/// A page that was asked for sends to the sign-in and comes back. A request by script, or a form, hears 401.
fn signed_out(next: &str) -> Response {
    if next.is_empty() {
        let message = "Your session has ended. Sign in again in another tab, then come back here and try again.";
        return failure_page(StatusCode::UNAUTHORIZED, "You are signed out", message, "", Some("/sign-in"));
    }
    let query = kit::web::Fields::from_iter([("next".to_owned(), next.to_owned())]).encode();
    redirect(&format!("/sign-in?{query}"), "")
}

/// A page that was asked for leads to where a second factor is set up, and comes back. A form hears why it was not taken.
fn no_second_factor(next: &str) -> Response {
    if next.is_empty() {
        let message = "This carrier asks its staff for a second factor. Set yours up in your profile in another tab, then come back here and try again.";
        return told(StatusCode::FORBIDDEN, "A second factor is needed", message);
    }
    let query = kit::web::Fields::from_iter([("next".to_owned(), next.to_owned())]).encode();
    redirect(&format!("/me/second-factor?{query}"), "")
}

/// A fault is logged once with its whole chain and shown as a short reference.
fn fault(error: &anyhow::Error) -> Response {
    let reference = hex(&Ids.bytes::<4>());
    let passing = error.chain().any(|cause| matches!(cause.downcast_ref(), Some(DbError::Unavailable(_))));
    tracing::error!(reference, error = format!("{error:#}"), "fault");
    let (status, title, message) = if passing {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "The database does not answer",
            "Nothing was lost and nothing was done twice. Try again in a moment.",
        )
    } else {
        (
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something broke on our side",
            "Nothing was done. Try again; if it stays, give the reference below to whoever runs this.",
        )
    };
    let mut response = failure_page(status, title, message, &reference, None);
    if let Ok(value) = HeaderValue::try_from(&reference) {
        response.headers_mut().insert(HeaderName::from_static("x-reference"), value);
    }
    response
}

/// Whether script asked: htmx names itself.
#[must_use]
pub(super) fn asked_by_script(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}
