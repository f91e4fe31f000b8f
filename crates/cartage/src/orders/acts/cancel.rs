//! Cancelling an order, declining a quote, and undoing either: with a reason for the customer, who is told each time (5.11, 5.12).

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::{self, OrderStatus};

use super::seen::{Desk, Seen, Why, as_seen, save, status, tell};
use super::{refused, store};
use crate::failure::Failure;
use crate::history::{Act, Change, Entry, Subject, changed};
use crate::labels;
use crate::order_import;
use crate::orders::stops_so_far::StopsSoFar;
use crate::orders::{CancellationRow, OrderNow, OrderRow, progress, put_badges, status_words};
use crate::telling::News;

/// Staff cancel an order before it is delivered.
///
/// # Errors
/// Not found; moved; refused by the rules or for its reason; or the database does not answer.
pub async fn cancel(tx: &mut Tx, act: &mut Act, desk: &Desk, seen: Seen, why: &Why) -> Result<(), Failure> {
    let before = as_seen(tx, desk, seen).await?;
    let ended = order_status::cancel(status(&before)?).map_err(refused::act)?;
    let why = why.check()?;
    end(tx, act, &before, ended, End { kind: "CANCELLED", by_side: "CARRIER", verb: "order.cancelled" }, &why).await?;
    order_import::order_cancelled(tx, act, before.id, &desk.house).await?;
    tell(tx, act, desk, &before, News::Cancelled(&why.reason)).await
}

/// Staff decline a quote.
///
/// # Errors
/// Not found; moved; refused by the rules or for its reason; or the database does not answer.
pub async fn decline(tx: &mut Tx, act: &mut Act, desk: &Desk, seen: Seen, why: &Why) -> Result<(), Failure> {
    let before = as_seen(tx, desk, seen).await?;
    let ended = order_status::decline(status(&before)?).map_err(refused::act)?;
    let why = why.check()?;
    end(tx, act, &before, ended, End { kind: "DECLINED", by_side: "CARRIER", verb: "order.declined" }, &why).await?;
    order_import::order_cancelled(tx, act, before.id, &desk.house).await?;
    tell(tx, act, desk, &before, News::Declined(&why.reason)).await
}

/// How an order ends.
pub(crate) struct End {
    /// CANCELLED or DECLINED.
    pub(crate) kind: &'static str,
    /// CUSTOMER or CARRIER: whose wish it is.
    pub(crate) by_side: &'static str,
    /// As history says it.
    pub(crate) verb: &'static str,
}

/// Writes that an order ended; the row as it is then.
pub(crate) async fn end(
    tx: &mut Tx,
    act: &mut Act,
    before: &OrderRow,
    ended: OrderStatus,
    how: End,
    why: &Why,
) -> Result<OrderRow, Failure> {
    let after = OrderRow {
        status: ended.as_str().to_owned(),
        cancelled_from: Some(before.status.clone()),
        version: before.version + 1,
        // What was applied before and not seen needs nobody's eyes any more.
        unseen_update: false,
        ..before.clone()
    };
    save(tx, before, &after).await?;
    put_badges(tx, before, &after).await?;
    let now = OrderNow::of(tx, before.clone()).await?;
    labels::end(tx, act, before.whose(), &now.document, &now.begun).await?;
    let row = CancellationRow {
        id: act.ids.id(act.now),
        organisation: before.organisation,
        order_id: before.id,
        kind: how.kind.to_owned(),
        by_side: how.by_side.to_owned(),
        reason: why.reason.clone(),
        internal_note: why.note.clone(),
        at: act.now,
        by_name: act.actor.name.clone(),
        undone_at: None,
        undone_by: None,
    };
    store::insert_cancellation(tx, &row).await?;
    let changes = status_change(before, ended)?;
    let entry =
        Entry::new(Subject("order", before.id.0), how.verb).of(before.customer).changes(changes).reason(&why.reason).note(&why.note);
    act.record(tx, entry).await?;
    Ok(after)
}

/// Staff undo a cancellation or a declined quote: a quote is a quote again, an order gets the status its stops give. The status it
/// has again.
///
/// # Errors
/// Not found; moved; refused, when it is not cancelled; or the database does not answer.
pub async fn undo(tx: &mut Tx, act: &mut Act, desk: &Desk, seen: Seen) -> Result<OrderStatus, Failure> {
    let before = as_seen(tx, desk, seen).await?;
    let document = OrderDocument::from_json(&before.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let stops = StopsSoFar::of(progress(tx, before.organisation, before.id).await?)?;
    let was_quote = before.cancelled_from.as_deref() == Some(OrderStatus::Quote.as_str());
    let again = order_status::undo_cancel(status(&before)?, was_quote, &stops.facts(&document)).map_err(refused::act)?;
    let after = OrderRow { status: again.as_str().to_owned(), cancelled_from: None, ..before.clone() };
    save(tx, &before, &after).await?;
    store::undo_cancellation(tx, &before, &act.actor.name, act.now).await?;
    let begun = OrderNow::of(tx, before.clone()).await?.begun;
    labels::follow(tx, act, before.whose(), (&document, &document), &begun).await?;
    let entry = Entry::new(Subject("order", before.id.0), "order.cancellation_undone").of(before.customer);
    act.record(tx, entry.changes(status_change(&before, again)?)).await?;
    tell(tx, act, desk, &after, News::Undone(status_words::status(again))).await?;
    Ok(again)
}

/// The change of status as history keeps it; none when it stays.
pub(super) fn status_change(before: &OrderRow, after: OrderStatus) -> Result<Vec<Change>, Failure> {
    let words = |status| status_words::status(status).to_owned();
    Ok(changed([("Status", words(status(before)?), words(after))]))
}
