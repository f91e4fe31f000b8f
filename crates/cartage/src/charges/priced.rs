//! A new order gets its charges by the rate card that holds for it (8.5), in the act that makes it. Agreed beforehand: nobody is asked.

use kit::db::Tx;
use rules::charge::{Approval, Charge};
use rules::order::OrderDocument;
use rules::rate_card::PricedCharge;

use super::ChargeId;
use super::store;
use super::table::{ChargeRow, OrderPriceRow};
use crate::failure::Failure;
use crate::history::{Act, Change, Entry, Subject};
use crate::orders::{OrderRow, Terms};
use crate::rate_cards::{self, Priced};
use crate::shell::says;

/// Who adds a charge that comes from a card.
pub(super) const CARD: &str = "Rate card";

/// Prices an order that was just made; nothing where no card holds for it, and not even a question where there are no cards.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn price_new(
    tx: &mut Tx,
    act: &mut Act,
    order: &OrderRow,
    document: &OrderDocument,
    terms: &Terms,
) -> Result<(), Failure> {
    if !terms.settings.has_rate_cards {
        return Ok(());
    }
    let today = says::today(act.now, &terms.settings.zone);
    let Some(priced) = rate_cards::price(tx, act.organisation, order.customer, document, today).await? else { return Ok(()) };
    let row = OrderPriceRow {
        organisation: order.organisation,
        order_id: order.id,
        rate_card: priced.card,
        priced_at: act.now,
        missing: priced.missing().join("\n"),
        left_alone_at: None,
        left_alone_by: None,
    };
    store::put_price(tx, &row).await?;
    let Ok(price) = &priced.price else { return not_priced(tx, act, order, &priced).await };
    let mut changes = Vec::new();
    for (one, id) in price.charges.iter().zip(ids(act, price.charges.len())) {
        let row = row_of((act, id), order, one, &Charge::new(one.amount, Approval::None))?;
        store::insert(tx, &row).await?;
        changes.push(Change { field: one.name.clone(), from: String::new(), to: one.amount.to_string() });
    }
    if changes.is_empty() {
        return Ok(());
    }
    let entry =
        Entry::new(Subject("order", order.id.0), "charge.priced").changes(changes).detail(price.total.to_string()).note(priced.name);
    act.record(tx, if terms.customer.show_charges { entry.of(order.customer) } else { entry }).await
}

/// Ids of charges that are made at one instant, in the order they are listed.
pub(super) fn ids(act: &Act, many: usize) -> Vec<ChargeId> {
    let mut ids: Vec<ChargeId> = (0..many).map(|_| act.ids.id(act.now)).collect();
    ids.sort_unstable_by_key(|id| id.0);
    ids
}

/// A charge a card asks for, as a row.
pub(super) fn row_of((act, id): (&Act, ChargeId), order: &OrderRow, priced: &PricedCharge, charge: &Charge) -> Result<ChargeRow, Failure> {
    let row = ChargeRow::new(id, order, priced.name.clone(), charge, (act.now, CARD));
    Ok(ChargeRow { source: Some(priced.source.written()), how: Some(serde_json::to_string(&priced.how)?), ..row })
}

/// Staff read in the order's history why it has no price.
pub(super) async fn not_priced(tx: &mut Tx, act: &mut Act, order: &OrderRow, priced: &Priced) -> Result<(), Failure> {
    let entry = Entry::new(Subject("order", order.id.0), "charge.not_priced").internal();
    act.record(tx, entry.detail(priced.name.clone()).note(priced.missing().join(" "))).await
}
