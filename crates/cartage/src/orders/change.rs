//! An order gets another document: its columns, its words, its units and its status follow (5.7, 6, 9.2). Who changed it, and what is recorded and
//! told of it, is the caller's.

use jiff::Timestamp;
use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::{self, OrderStatus};

use super::document::search_words;
use super::order_now::OrderNow;
use super::store;
use super::table::OrderRow;
use super::terms::Terms;
use crate::board;
use crate::charges::{self, Rerating};
use crate::failure::Failure;
use crate::history::Act;
use crate::labels;
use crate::shell::says;
use crate::telling::House;

/// Writes `document` into an order that is still as it was seen. The status of an order with the planners is derived anew from
/// the stops it has now.
///
/// # Errors
/// Moved, when it was changed meanwhile; or the database does not answer.
pub(crate) async fn rewrite(tx: &mut Tx, act: &Act, before: &OrderRow, document: &OrderDocument) -> Result<OrderRow, Failure> {
    let now = OrderNow::of(tx, before.clone()).await?;
    let status = match now.status {
        OrderStatus::Quote | OrderStatus::Cancelled => now.status,
        _ => order_status::derive(&now.stops.facts(document)),
    };
    let after = OrderRow {
        status: status.as_str().to_owned(),
        service: document.service.parse().unwrap_or(before.service),
        version: before.version + 1,
        ..before.clone().saying(document)
    };
    if !store::lock_version(tx, before).await? {
        return Err(Failure::moved(format!("{} was changed by somebody else at this moment.", before.number)));
    }
    store::save_document(tx, &after).await?;
    board::status_moved(tx, before.organisation, before.customer, board::shelf(before), board::shelf(&after)).await?;
    let mut numbers = vec![after.number.as_str(), &after.submission_code];
    numbers.extend(after.quote_number.as_deref());
    board::replace_words(tx, &after, search_words(document, &numbers)).await?;
    labels::follow(tx, act, before.whose(), (&now.document, document), &now.begun).await?;
    Ok(after)
}

/// What becomes of an order's charges when it says `document`, where a rate card priced them and nobody left them alone (8.5).
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn rerating(
    tx: &mut Tx,
    now: Timestamp,
    order: &OrderRow,
    document: &OrderDocument,
    terms: &Terms,
) -> Result<Option<Rerating>, Failure> {
    let settings = &terms.settings;
    let at = (settings.has_rate_cards, terms.customer.show_charges, says::today(now, &settings.zone));
    charges::rerating(tx, order, document, at).await
}

/// An order that was changed has its charges priced anew.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn charges_follow(
    tx: &mut Tx,
    act: &mut Act,
    order: &OrderRow,
    document: &OrderDocument,
    (terms, house): (&Terms, &House),
) -> Result<(), Failure> {
    match rerating(tx, act.now, order, document, terms).await? {
        Some(rerating) => rerating.carry_out(tx, act, order, house).await,
        None => Ok(()),
    }
}

/// Writes what lists show beside an order: what waits for the carrier, and what one side has not seen yet.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn put_badges(tx: &mut Tx, before: &OrderRow, after: &OrderRow) -> Result<(), Failure> {
    let badges = |row: &OrderRow| (row.awaiting.clone(), row.unseen_update, row.not_accepted.clone());
    if badges(before) == badges(after) {
        return Ok(());
    }
    store::save_badges(tx, after).await?;
    let counted = |row: &OrderRow| (!row.awaiting.is_empty()).then_some(board::AWAITING_ORDERS);
    board::shift(tx, after.organisation, after.customer, counted(before), counted(after)).await
}
