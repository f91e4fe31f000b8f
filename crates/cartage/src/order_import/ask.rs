//! Asking the customer: a third answer beside accept and reject (5.13). While a question waits, the import waits for the customer.

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_import::LONGEST_REASON;

use super::carry_out::moved;
use super::case::Case;
use super::decide::{Seen, as_seen};
use super::table::{ImportRow, QuestionRow};
use super::{open_of, store};
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject};
use crate::orders::{Desk, OrderId};
use crate::telling::{self, About, News};
use crate::viewer::Scope;

/// Staff ask the customer something about an open import.
///
/// # Errors
/// Not found; moved, or decided already; refused for what is asked; or the database does not answer.
pub async fn ask(tx: &mut Tx, act: &mut Act, desk: &Desk, seen: Seen, question: &str) -> Result<(), Failure> {
    let case = as_seen(tx, desk, seen).await?;
    let question = text(question, "question", "Write what you want to know; the customer reads it as you write it.")?;
    let import = &case.import;
    let row = QuestionRow {
        id: act.ids.id(act.now),
        organisation: act.organisation,
        import: import.id,
        order_id: import.order_id,
        question: question.clone(),
        asked_at: act.now,
        asked_by: act.actor.name.clone(),
        answer: None,
        answered_at: None,
        answered_by: None,
    };
    store::insert_question(tx, &row).await?;
    moved(tx, import, &ImportRow { asked: true, revision: import.revision + 1, ..import.clone() }).await?;
    let entry = Entry::new(Subject("order", import.order_id.0), "import.asked").of(import.customer).reason(&question);
    act.record(tx, entry).await?;
    tell(tx, act, &case, desk, &question).await
}

async fn tell(tx: &mut Tx, act: &Act, case: &Case, desk: &Desk, question: &str) -> Result<(), Failure> {
    let about = case.order.as_ref().map_or_else(|| About::from(&case.import), |order| About::from(&order.row));
    let none = OrderDocument::default();
    let document = case.proposed.as_ref().or(case.order.as_ref().map(|order| &order.document)).unwrap_or(&none);
    telling::tell(tx, act, &desk.house, &about, document, News::Asked(question)).await
}

/// A contact answers the question about what they submitted.
///
/// # Errors
/// Not found; refused, when nothing is asked or nothing is said; or the database does not answer.
pub async fn answer(tx: &mut Tx, act: &mut Act, scope: Scope, order: OrderId, answer: &str) -> Result<(), Failure> {
    let import = open_of(tx, scope.organisation, order).await?;
    let import =
        import.filter(|import| scope.customer.is_none_or(|customer| customer == import.customer)).ok_or_else(Failure::not_found)?;
    let answer = text(answer, "answer", "Write your answer.")?;
    let questions = store::questions(tx, scope.organisation, import.id).await?;
    let open: Vec<_> = questions.iter().filter(|question| question.answered_at.is_none()).collect();
    if open.is_empty() {
        return Err(Failure::refused("Your carrier is not asking anything any more."));
    }
    for question in open {
        store::put_answer(tx, scope.organisation, question.id, (&answer, &act.actor.name, act.now)).await?;
    }
    moved(tx, &import, &ImportRow { asked: false, revision: import.revision + 1, ..import.clone() }).await?;
    let entry = Entry::new(Subject("order", order.0), "import.answered").of(import.customer).reason(&answer);
    act.record(tx, entry).await
}

/// What somebody wrote, 1 to 500 characters.
fn text(typed: &str, field: &str, missing: &str) -> Result<String, Failure> {
    let typed = typed.trim();
    match typed.chars().count() {
        0 => Err(Refusal::at(field, missing).into()),
        long if long > LONGEST_REASON => Err(Refusal::at(field, format!("{long} characters; {LONGEST_REASON} are the most.")).into()),
        _ => Ok(typed.to_owned()),
    }
}
