//! In the portal: a charge is approved or rejected. Where charges are not shown, or not to this contact, the address does not exist.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::Fields;
use rules::charge::Answer;

use super::super::answer::{Asked, answer as carry_out};
use super::super::shown::{AnswerForm, Line, to_customer};
use super::super::{Done, refused, store};
use super::{ids, in_the_way};
use crate::app::App;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::orders;
use crate::shell::{self, Frame, Here};
use crate::telling::House;
use crate::viewer::{Contact, Viewer};

type Id = Path<(String, String, String, String)>;

#[derive(Template)]
#[template(path = "charges/asked.html")]
struct AskedPage {
    frame: Frame,
    order: String,
    title: String,
    row: Line,
    answer: Option<AnswerForm>,
    /// What stood in the way: the field and the words.
    wrong: Vec<(String, String)>,
}

/// The page of the charge as it is now; none where nothing of it reaches the customer any more.
async fn page(
    app: &App,
    contact: &Contact,
    (order, charge): (&str, &str),
    refusal: Option<(Refusal, &str)>,
) -> Result<Option<AskedPage>, Failure> {
    let (scope, ids) = (contact.scope(), ids(order, charge)?);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let order = orders::by_id(tx, scope, ids.0).await?;
            let row = store::by_id(tx, scope, ids.0, ids.1).await?;
            Ok((order, row))
        })
    });
    let (row, charge) = read.await?;
    let here = format!("{}/orders/{order}", contact.root());
    let shown = to_customer(&charge, &here, &contact.carrier.zone, true)?;
    let Some((mut line, _)) = shown.filter(|_| charge.removed_at.is_none()) else { return Ok(None) };
    let mut answer = line.answer.take().map(|answer| AnswerForm { dialog: false, ..answer });
    let mut wrong = Vec::new();
    if let Some((refusal, typed)) = refusal {
        let field = refusal.field.as_ref().zip(answer.as_ref()).map(|(_, answer)| format!("reason-{}", answer.id));
        wrong.push((field.clone().unwrap_or_default(), refusal.message.clone()));
        if let Some(answer) = &mut answer {
            typed.clone_into(&mut answer.reason);
            answer.wrong = field.map(|_| refusal.message).unwrap_or_default();
        }
    }
    let title = if row.reference.is_empty() { row.number } else { row.reference };
    let frame = Frame::portal(app, contact, line.name.clone(), Here::Nowhere, &Fields::default()).await?;
    Ok(Some(AskedPage { frame, order: here, title, row: line, answer, wrong }))
}

/// `GET /p/{organisation}/{customer}/orders/{id}/charges/{charge}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn asked(State(app): State<App>, contact: Contact, Path((_, _, order, charge)): Id) -> Result<Response, Failure> {
    if !contact.answers_charges() {
        return Err(Failure::not_found());
    }
    let page = page(&app, &contact, (&order, &charge), None).await?;
    shell::page(&page.ok_or_else(Failure::not_found)?)
}

/// `POST /p/{organisation}/{customer}/orders/{id}/charges/{charge}`: *Approve* or *Reject*, of the revision that was seen.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn answer(State(app): State<App>, contact: Contact, Path((_, _, order, charge)): Id, form: Fields) -> Result<Response, Failure> {
    if !contact.answers_charges() {
        return Err(Failure::not_found());
    }
    let (at, typed) = (ids(&order, &charge)?, form.raw("reason").to_owned());
    let (said, word) = match form.raw("answer") {
        "approve" => (Some(Answer::Approve), "charge-approved"),
        "reject" => (Some(Answer::Reject { reason: typed.clone() }), "charge-rejected"),
        _ => (None, ""),
    };
    let done = match said {
        None => Err(Failure::refused("Approve the charge or reject it.")),
        Some(said) => {
            let (revision, zone) = (form.raw("revision").parse().unwrap_or_default(), contact.carrier.zone.clone());
            let house = House::of(&app, contact.carrier());
            let asked = Asked { scope: contact.scope(), order: at.0, charge: at.1, revision, zone, house };
            app.act(&contact, move |tx, act| Box::pin(async move { carry_out(tx, act, &asked, &said).await })).await
        }
    };
    let refusal = match done {
        Ok(done) => {
            let word = if done == Done::Now { word } else { "charge-already" };
            return Ok(shell::redirect(&format!("{}/orders/{order}", contact.root()), word));
        }
        Err(failure) => in_the_way(failure)?,
    };
    match page(&app, &contact, (&order, &charge), Some((refusal.clone(), &typed))).await {
        Ok(Some(page)) => shell::unprocessable(&page),
        Ok(None) | Err(Failure::Mismatch(Mismatch::NotFound)) => {
            orders::portal_after(&app, &contact, &order, refused::not_asked(), &typed).await
        }
        Err(other) => Err(other),
    }
}
