//! The addresses of the acts: a button's POST, and for what asks a reason a page with the form the dialog shows.

mod planning;
mod reason;
mod stops;

use axum::response::Response;

use super::seen::Seen;
use crate::app::App;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::orders::{OrderId, order_page};
use crate::shell;
use crate::viewer::Staff;

pub use planning::{bulk_send, send, sent};
pub(in crate::orders) use reason::ReasonForm;
pub use reason::{cancel, cancel_form, decline, decline_form, undo};
pub use stops::{correct, correct_form, report};

fn order_id(id: &str) -> Result<OrderId, Failure> {
    id.parse().map_err(|_| Failure::not_found())
}

/// What the form says was seen; a form without a version has seen nothing.
fn seen(order: OrderId, form: &kit::web::Fields) -> Seen {
    Seen { order, version: form.raw("version").parse().unwrap_or_default() }
}

/// What stood in the way, in words: a rule, or somebody who was first. Everything else stays a failure.
fn in_the_way(failure: Failure) -> Result<Refusal, Failure> {
    match failure {
        Failure::Refused(refusal) => Ok(refusal),
        Failure::Mismatch(Mismatch::Moved(what)) => Ok(Refusal::new(what)),
        other => Err(other),
    }
}

/// After a button on the order's page: back to it with a word, or the page as it is now with what stood in the way.
async fn answer(app: &App, staff: &Staff, id: &str, done: Result<&str, Failure>) -> Result<Response, Failure> {
    match done {
        Ok(word) => Ok(shell::redirect(&format!("{}/orders/{id}", staff.root()), word)),
        Err(failure) => order_page::desk_after(app, staff, id, in_the_way(failure)?.message).await,
    }
}
