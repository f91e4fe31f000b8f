//! What one side has seen of the other's: a change applied by itself (5.6), an answer that was not what the customer wanted (5.11).

use kit::db::Tx;
use rules::order_import::{Kind, State};

use super::carry_out::moved;
use super::case::{kind, state};
use super::store;
use super::table::ImportRow;
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject};
use crate::orders::{self, OrderId, OrderRow};
use crate::viewer::Scope;

/// A member of staff who may decide has seen what was applied to an order by itself.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn seen_by_staff(tx: &mut Tx, act: &mut Act, scope: Scope, order: OrderId) -> Result<(), Failure> {
    let row = orders::by_id(tx, scope, order).await?;
    if !row.unseen_update {
        return Ok(());
    }
    let applied = |import: &ImportRow| Ok::<_, Failure>(kind(import)? == Kind::Update && state(import)? == State::Completed);
    mark(tx, act, &row, applied).await?;
    orders::put_badges(tx, &row, &OrderRow { unseen_update: false, ..row.clone() }).await?;
    act.record(tx, Entry::new(Subject("order", order.0), "update.seen").of(row.customer)).await
}

/// A contact has seen that a change or a cancellation was not accepted.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn seen_by_customer(tx: &mut Tx, act: &mut Act, scope: Scope, order: OrderId) -> Result<(), Failure> {
    let row = orders::by_id(tx, scope, order).await?;
    if row.not_accepted.is_empty() {
        return Ok(());
    }
    let rejected = |import: &ImportRow| Ok::<_, Failure>(kind(import)? != Kind::Create && state(import)? == State::Rejected);
    mark(tx, act, &row, rejected).await?;
    orders::put_badges(tx, &row, &OrderRow { not_accepted: String::new(), ..row.clone() }).await?;
    act.record(tx, Entry::new(Subject("order", order.0), "answer.seen").of(row.customer)).await
}

/// Marks the imports of an order that nobody had seen.
async fn mark(tx: &mut Tx, act: &Act, order: &OrderRow, which: impl Fn(&ImportRow) -> Result<bool, Failure>) -> Result<(), Failure> {
    for import in store::of_order(tx, order.organisation, order.id).await? {
        if import.seen_at.is_none() && which(&import)? {
            let after = ImportRow {
                seen_at: Some(act.now),
                seen_by: Some(act.actor.name.clone()),
                revision: import.revision + 1,
                ..import.clone()
            };
            moved(tx, &import, &after).await?;
        }
    }
    Ok(())
}
