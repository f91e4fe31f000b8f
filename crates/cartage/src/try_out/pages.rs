//! CONFIGURATION → Try-out: a form that only asks, and its answer; works by its address alone.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::answer::{Answer, answer};
use super::facts::{Facts, Question, facts};
use crate::app::App;
use crate::board;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::service_levels::{self, Known};
use crate::shell::{Frame, Here, Typed, page, says, unprocessable};
use crate::transport_services::{self, ServiceId};
use crate::viewer::Staff;

/// Customers the choice shows at once.
const CUSTOMERS: usize = 500;

#[derive(Template)]
#[template(path = "try_out/try_out.html")]
struct TryOutPage {
    frame: Frame,
    root: String,
    form: Typed,
    choices: Choices,
    /// The organisation's zone, said beside the date.
    zone_hint: String,
    answer: Option<Answer>,
    /// The moment asked about, in words.
    moment: String,
}

#[derive(Default)]
struct Choices {
    customers: Vec<(CustomerId, String)>,
    more: bool,
    services: Vec<(ServiceId, String)>,
    levels: Vec<Known>,
}

/// `GET /d/{organisation}/try-out?customer=…&service=…&level=…&date=…&time=…&collection=…`.
///
/// # Errors
/// Not found for ids that are not this organisation's, or the database does not answer.
pub async fn try_out(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (zone, organisation) = (staff.carrier.zone.clone(), staff.carrier.id);
    let asked = Question::read(&query, app.clock.now(), &zone)?;
    let question = asked.as_ref().ok().cloned();
    let needle = query.text("find");
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let (customers, more) = board::customers_to_choose(tx, organisation, &needle, CUSTOMERS).await?;
            let services = transport_services::choices(tx, organisation).await?;
            let levels = service_levels::every(tx, organisation).await?;
            let facts: Option<Facts> = match &question {
                Some(question) => facts(tx, organisation, question).await?,
                None => None,
            };
            Ok((Choices { customers, more, services, levels }, facts))
        })
    });
    let (mut choices, facts) = read.await?;
    if let Some(facts) = &facts {
        choices.keep_chosen(facts);
    }
    let frame = Frame::desk(&app, &staff, "Try-out", Here::TryOut, &query).await?;
    let (mut form, mut moment, mut told) = (Typed::of(query).that_asks(), String::new(), None);
    match asked {
        Ok(question) => {
            form = with_moment(&form, &question);
            moment = says::instant(question.moment(&zone), &zone);
            told = facts.as_ref().map(|facts| answer(facts, &question)).transpose()?;
        }
        Err(wrong) => form = form.refused(wrong),
    }
    let zone_hint = format!("In the zone {}", zone.iana_name().unwrap_or_default());
    let fine = form.refusals().is_empty();
    let shown = TryOutPage { frame, root: staff.root(), form, choices, zone_hint, answer: told, moment };
    if fine { page(&shown) } else { unprocessable(&shown) }
}

/// The form shows the moment that was taken where none was typed.
fn with_moment(form: &Typed, question: &Question) -> Typed {
    let mut fields: Fields = form.fields().clone();
    for (name, value) in [("date", question.date.to_string()), ("time", says::time(question.time))] {
        if fields.get(name).is_none() {
            fields.set(name, value);
        }
    }
    Typed::of(fields).that_asks()
}

impl Choices {
    /// What was chosen stays in the choice, also when it is archived or not found by what was typed.
    fn keep_chosen(&mut self, facts: &Facts) {
        if !self.customers.iter().any(|(id, _)| *id == facts.customer.id) {
            self.customers.insert(0, (facts.customer.id, facts.customer.name.clone()));
        }
        if !self.services.iter().any(|(id, _)| *id == facts.service.id) {
            self.services.insert(0, (facts.service.id, facts.service.name.clone()));
        }
    }
}
