//! Cancelling, declining and undoing: what the form asks, and what comes back when something stands in the way.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::Fields;
use rules::order_status::OrderStatus;

use super::super::seen::{Desk, Why};
use super::super::{cancel as cancel_order, decline as decline_quote, undo as undo_cancellation};
use super::{answer, in_the_way, order_id, seen};
use crate::app::App;
use crate::board;
use crate::failure::{Failure, Refusal};
use crate::orders::{OrderRow, store};
use crate::shell::{self, Frame, Here};
use crate::viewer::{Staff, Viewer};

/// The form that asks why: in the dialog of the order's page, and on a page of its own.
#[derive(Clone, Debug)]
pub(in crate::orders) struct ReasonForm {
    /// `cancel` or `decline`.
    pub(in crate::orders) name: &'static str,
    pub(in crate::orders) heading: String,
    pub(in crate::orders) explains: String,
    /// Where it is sent.
    pub(in crate::orders) action: String,
    /// The order's page.
    pub(in crate::orders) order: String,
    pub(in crate::orders) button: &'static str,
    pub(in crate::orders) keep: &'static str,
    pub(in crate::orders) version: i64,
    pub(in crate::orders) dialog: bool,
    pub(in crate::orders) why: Why,
    pub(in crate::orders) reason_error: Option<String>,
    pub(in crate::orders) note_error: Option<String>,
    /// What else stood in the way.
    refused: Option<String>,
}

impl ReasonForm {
    /// Cancelling an order. `here` is the order's address.
    pub(in crate::orders) fn cancel(row: &OrderRow, customer: &str, here: &str) -> ReasonForm {
        ReasonForm {
            name: "cancel",
            heading: format!("Cancel {}?", row.number),
            explains: format!("{customer} is told, with your reason. You can undo this."),
            action: format!("{here}/cancel"),
            order: here.to_owned(),
            button: "Cancel order",
            keep: "Keep the order",
            version: row.version,
            dialog: true,
            why: Why::default(),
            reason_error: None,
            note_error: None,
            refused: None,
        }
    }

    /// Declining a quote. `here` is the order's address.
    pub(in crate::orders) fn decline(row: &OrderRow, customer: &str, here: &str) -> ReasonForm {
        ReasonForm {
            name: "decline",
            heading: format!("Decline {}?", row.number),
            explains: format!("{customer} sees it under Cancelled as Not accepted and is told, with your reason. You can undo this."),
            action: format!("{here}/decline"),
            button: "Decline quote",
            keep: "Keep the quote",
            ..ReasonForm::cancel(row, customer, here)
        }
    }

    /// What is wrong: the field and the message, for the summary on top.
    fn summary(&self) -> Vec<(&'static str, &str)> {
        let all = [("", &self.refused), ("reason", &self.reason_error), ("note", &self.note_error)];
        all.into_iter().filter_map(|(field, message)| Some((field, message.as_deref()?))).collect()
    }

    fn with(mut self, why: Why, refusal: Option<Refusal>) -> ReasonForm {
        self.why = why;
        match refusal {
            Some(Refusal { message, field: Some(field) }) if field == "reason" => self.reason_error = Some(message),
            Some(Refusal { message, field: Some(field) }) if field == "note" => self.note_error = Some(message),
            Some(Refusal { message, .. }) => self.refused = Some(message),
            None => {}
        }
        self
    }
}

#[derive(Template)]
#[template(path = "orders/acts/reason.html")]
struct ReasonPage {
    frame: Frame,
    number: String,
    form: ReasonForm,
}

type Make = fn(&OrderRow, &str, &str) -> ReasonForm;

/// The page for the order as it is now: what was typed stays, the version is the new one.
async fn page(app: &App, staff: &Staff, id: &str, make: Make, why: Why, refusal: Option<Refusal>) -> Result<ReasonPage, Failure> {
    let (scope, order) = (staff.scope(), order_id(id)?);
    let read = app.db.read(move |tx| {
        Box::pin(async move {
            let row = store::by_id(tx, scope, order).await?;
            let around = board::around(tx, &row).await?;
            Ok::<_, Failure>((row, around))
        })
    });
    let (row, around) = read.await?;
    let form = make(&row, &around.customer, &format!("{}/orders/{id}", staff.root())).with(why, refusal);
    let frame = Frame::desk(app, staff, form.heading.clone(), Here::Nowhere, &Fields::default()).await?;
    Ok(ReasonPage { frame, number: row.number, form: ReasonForm { dialog: false, ..form } })
}

/// `GET /d/{organisation}/orders/{id}/cancel`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn cancel_form(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    shell::page(&page(&app, &staff, &id, ReasonForm::cancel, Why::default(), None).await?)
}

/// `GET /d/{organisation}/orders/{id}/decline`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn decline_form(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    shell::page(&page(&app, &staff, &id, ReasonForm::decline, Why::default(), None).await?)
}

fn typed(form: &Fields) -> Why {
    Why { reason: form.raw("reason").to_owned(), note: form.raw("note").to_owned() }
}

/// `POST /d/{organisation}/orders/{id}/cancel`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn cancel(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    let (desk, seen, why) = (Desk::of(&app, &staff), seen(order_id(&id)?, &form), typed(&form));
    let done = app.act(&staff, move |tx, act| Box::pin(async move { cancel_order(tx, act, &desk, seen, &why).await })).await;
    ended(&app, &staff, &id, ReasonForm::cancel, &form, done.map(|()| "cancelled")).await
}

/// `POST /d/{organisation}/orders/{id}/decline`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn decline(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    let (desk, seen, why) = (Desk::of(&app, &staff), seen(order_id(&id)?, &form), typed(&form));
    let done = app.act(&staff, move |tx, act| Box::pin(async move { decline_quote(tx, act, &desk, seen, &why).await })).await;
    ended(&app, &staff, &id, ReasonForm::decline, &form, done.map(|()| "declined")).await
}

async fn ended(app: &App, staff: &Staff, id: &str, make: Make, form: &Fields, done: Result<&str, Failure>) -> Result<Response, Failure> {
    match done {
        Ok(word) => Ok(shell::redirect(&format!("{}/orders/{id}", staff.root()), word)),
        Err(failure) => {
            let refusal = in_the_way(failure)?;
            shell::unprocessable(&page(app, staff, id, make, typed(form), Some(refusal)).await?)
        }
    }
}

/// `POST /d/{organisation}/orders/{id}/undo`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn undo(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>, form: Fields) -> Result<Response, Failure> {
    let (desk, seen) = (Desk::of(&app, &staff), seen(order_id(&id)?, &form));
    let done = app.act(&staff, move |tx, act| Box::pin(async move { undo_cancellation(tx, act, &desk, seen).await })).await;
    let word = |again| if again == OrderStatus::Quote { "quote-again" } else { "undone" };
    answer(&app, &staff, &id, done.map(word)).await
}
