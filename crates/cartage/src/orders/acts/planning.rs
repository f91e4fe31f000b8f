//! A quote is sent to planning: it gets an order number, its quote number stays beside it, and it is not undone (2.5).

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::{self, ActRefusal};

use super::refused;
use super::seen::{Desk, save, status, tell};
use crate::board;
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject, changed};
use crate::orders::number::{self, Series};
use crate::orders::{OrderId, OrderRow, search_words, status_words, store};
use crate::organisations;
use crate::telling::News;

/// What became of a quote that was to be sent to planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is an order now.
    Now,
    /// It had been sent before: it keeps the number it got then.
    Before,
}

/// Sends a quote to planning. Two who send the same quote make one order of it.
///
/// # Errors
/// Not found; refused, when it was declined or cancelled; or the database does not answer.
pub async fn send_to_planning(tx: &mut Tx, act: &mut Act, desk: &Desk, id: OrderId) -> Result<Sent, Failure> {
    let before = store::by_id(tx, desk.scope, id).await?;
    let planned = match order_status::send_to_planning(status(&before)?) {
        Ok(planned) => planned,
        Err(ActRefusal::NotAQuote(_)) if before.quote_number.is_some() => return Ok(Sent::Before),
        Err(refusal) => return Err(refused::act(refusal)),
    };
    let settings = organisations::settings(tx, act.organisation).await?;
    let (number, number_sort) = number::take(tx, act, Series::Order, &settings.orders, &settings.zone, id).await?;
    let after =
        OrderRow { status: planned.as_str().to_owned(), quote_number: Some(before.number.clone()), number, number_sort, ..before.clone() };
    save(tx, &before, &after).await?;
    board::add_words(tx, &after, search_words(&OrderDocument::default(), &[&after.number])).await?;
    let words = |row: &OrderRow| status(row).map(|status| status_words::status(status).to_owned());
    let changes = changed([("Status", words(&before)?, words(&after)?), ("Number", before.number.clone(), after.number.clone())]);
    let entry =
        Entry::new(Subject("order", id.0), "order.sent_to_planning").of(before.customer).detail(after.number.clone()).changes(changes);
    act.record(tx, entry).await?;
    tell(tx, act, desk, &after, News::Accepted(&before.number)).await?;
    Ok(Sent::Now)
}
