//! Reporting stops, and the page on which a wrong report is put right.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::Fields;
use rules::order::OrderDocument;
use rules::order_status::StopState;

use super::super::seen::Desk;
use super::super::{Correction, Report, correct_stop, report_stops};
use super::{answer, in_the_way, order_id, seen};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::orders::stops_so_far::StopsSoFar;
use crate::orders::{order_page, progress, status_words, stop_names, store};
use crate::shell::{self, Frame, Here};
use crate::viewer::{Staff, Viewer};

fn state(form: &Fields) -> Option<StopState> {
    StopState::parse(form.raw("state"))
}

const NO_STATE: &str = "Choose how far the stop is.";

/// `POST /d/{organisation}/orders/{id}/stops`: without a stop, every stop that is not that far yet.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn report(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    let (desk, seen) = (Desk::of(&app, &staff), seen(order_id(&id)?, &form));
    let Some(to) = state(&form) else { return answer(&app, &staff, &id, Err(Failure::refused(NO_STATE))).await };
    let stops = form.every("stop").map(ToOwned::to_owned).collect();
    let report = Report { seen, stops, to };
    let done = app.act(&staff, move |tx, act| Box::pin(async move { report_stops(tx, act, &desk, report).await })).await;
    answer(&app, &staff, &id, done.map(|()| "reported")).await
}

#[derive(Template)]
#[template(path = "orders/acts/correct.html")]
struct CorrectPage {
    frame: Frame,
    order: String,
    action: String,
    number: String,
    stop: String,
    now: String,
    version: i64,
    back: Vec<(&'static str, &'static str)>,
    chosen: String,
    reason: String,
    wrong: Vec<(String, String)>,
}

impl CorrectPage {
    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(at, _)| at == field).map(|(_, message)| message.as_str())
    }
}

async fn page(app: &App, staff: &Staff, id: &str, stop: &str, form: &Fields, refusal: Option<Refusal>) -> Result<CorrectPage, Failure> {
    let (scope, order) = (staff.scope(), order_id(id)?);
    let read = app.db.read(move |tx| {
        Box::pin(async move {
            let row = store::by_id(tx, scope, order).await?;
            let stops = progress(tx, row.organisation, row.id).await?;
            Ok::<_, Failure>((row, stops))
        })
    });
    let (row, stops) = read.await?;
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let found = document.stops().find(|(_, at)| at.stop.id.as_str() == stop).ok_or_else(Failure::not_found)?;
    let now = StopsSoFar::of(stops)?.state(stop);
    let here = format!("{}/orders/{id}", staff.root());
    Ok(CorrectPage {
        frame: Frame::desk(app, staff, "Correct a stop", Here::Nowhere, &Fields::default()).await?,
        action: format!("{here}/stops/{stop}/correct"),
        order: here,
        number: row.number,
        stop: stop_names::whole(&document, found.0, found.1),
        now: status_words::stop_state(now).to_lowercase(),
        version: row.version,
        back: order_page::backward(now),
        chosen: form.text("state"),
        reason: form.raw("reason").to_owned(),
        wrong: refusal.map(|refusal| (refusal.field.unwrap_or_default(), refusal.message)).into_iter().collect(),
    })
}

/// `GET /d/{organisation}/orders/{id}/stops/{stop}/correct`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn correct_form(
    State(app): State<App>,
    staff: Staff,
    Path((_, id, stop)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    shell::page(&page(&app, &staff, &id, &stop, &Fields::default(), None).await?)
}

/// `POST /d/{organisation}/orders/{id}/stops/{stop}/correct`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn correct(
    State(app): State<App>,
    staff: Staff,
    Path((_, id, stop)): Path<(String, String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    let (desk, seen) = (Desk::of(&app, &staff), seen(order_id(&id)?, &form));
    let done = match state(&form) {
        None => Err(Refusal::at("state", NO_STATE).into()),
        Some(to) => {
            let correction = Correction { seen, stop: stop.clone(), to, reason: form.raw("reason").to_owned() };
            app.act(&staff, move |tx, act| Box::pin(async move { correct_stop(tx, act, &desk, correction).await })).await
        }
    };
    match done {
        Ok(()) => Ok(shell::redirect(&format!("{}/orders/{id}", staff.root()), "corrected")),
        Err(failure) => {
            let refusal = in_the_way(failure)?;
            shell::unprocessable(&page(&app, &staff, &id, &stop, &form, Some(refusal)).await?)
        }
    }
}
