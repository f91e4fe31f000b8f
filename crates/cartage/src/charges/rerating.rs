//! An order's charges, priced anew after it changed (8.5): shown before it is done, by the same look that does it. What staff wrote or
//! changed, what was approved and what is invoiced stays.

use jiff::civil::Date;
use kit::db::Tx;
use rules::charge::{Approval, Charge, MOST, as_customer_sees};
use rules::order::OrderDocument;
use rules::rate_card::{How, Rerated, Source, Standing, rerate};

use super::actions::ask;
use super::priced::{CARD, ids, not_priced, row_of};
use super::table::{ChargeRow, OrderPriceRow};
use super::{ChargeId, store};
use crate::failure::Failure;
use crate::history::{Act, Change, Entry, Subject};
use crate::orders::OrderRow;
use crate::rate_cards::{self, Priced};
use crate::telling::House;

/// An order's charges beside what a card asks for now.
pub(crate) struct Rerating {
    /// Its charges, those that staff took off too.
    pub(super) rows: Vec<ChargeRow>,
    pub(super) charges: Vec<Charge>,
    sources: Vec<Option<Source>>,
    pub(super) priced: Priced,
    /// How it was priced before; none where no card had.
    pub(super) before: Option<OrderPriceRow>,
    /// Charges are shown to its customer.
    pub(super) shown: bool,
}

/// What becomes of an order's charges without anybody asking for it.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn rerating(
    tx: &mut Tx,
    order: &OrderRow,
    document: &OrderDocument,
    (has_rate_cards, shown, today): (bool, bool, Date),
) -> Result<Option<Rerating>, Failure> {
    if !has_rate_cards {
        return Ok(None);
    }
    let Some(before) = store::price_row(tx, order.organisation, order.id).await? else { return Ok(None) };
    if before.left_alone_at.is_some() {
        return Ok(None);
    }
    Rerating::of(tx, order, document, (Some(before), shown, today)).await
}

impl Rerating {
    /// The same, also where no card priced it or its charges are left alone: staff ask for it. Nothing where no card holds.
    pub(super) async fn of(
        tx: &mut Tx,
        order: &OrderRow,
        document: &OrderDocument,
        (before, shown, today): (Option<OrderPriceRow>, bool, Date),
    ) -> Result<Option<Rerating>, Failure> {
        let Some(priced) = rate_cards::price(tx, order.organisation, order.customer, document, today).await? else { return Ok(None) };
        let rows = store::to_rerate(tx, order).await?;
        let charges = rows.iter().map(ChargeRow::charge).collect::<Result<Vec<_>, _>>()?;
        let sources = rows.iter().map(|row| row.source.as_deref().and_then(Source::parse)).collect();
        Ok(Some(Rerating { rows, charges, sources, priced, before, shown }))
    }

    fn standing(&self) -> Vec<Standing<'_>> {
        let parts = self.rows.iter().zip(&self.charges).zip(&self.sources);
        parts.map(|((row, charge), source)| Standing { source: source.as_ref(), charge, by_hand: row.how.is_none() }).collect()
    }

    /// What becomes of each; nothing where there is no price: they stay as they are.
    pub(super) fn steps(&self) -> Vec<Rerated<'_>> {
        let Ok(price) = &self.priced.price else { return Vec::new() };
        let steps = rerate(&self.standing(), price, self.shown);
        let left = steps.iter().filter(|step| !matches!(step, Rerated::Removed { .. })).count();
        if left > MOST { Vec::new() } else { steps }
    }

    /// Whether anything about the charges changes.
    pub(crate) fn moves(&self) -> bool {
        self.steps().iter().any(|step| !matches!(step, Rerated::Kept { .. }))
    }

    /// Does it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn carry_out(self, tx: &mut Tx, act: &mut Act, order: &OrderRow, house: &House) -> Result<(), Failure> {
        let missing = self.priced.missing().join("\n");
        let known = self.before.as_ref().is_some_and(|before| before.missing == missing && before.rate_card == self.priced.card);
        if known && !self.moves() {
            return Ok(());
        }
        let (left_alone_at, left_alone_by) =
            self.before.as_ref().map_or((None, None), |row| (row.left_alone_at, row.left_alone_by.clone()));
        let price = OrderPriceRow {
            organisation: order.organisation,
            order_id: order.id,
            rate_card: self.priced.card,
            priced_at: act.now,
            missing,
            left_alone_at,
            left_alone_by,
        };
        store::put_price(tx, &price).await?;
        let Ok(price) = &self.priced.price else { return not_priced(tx, act, order, &self.priced).await };
        let (mut told, mut asked) = (Told::default(), Vec::new());
        let steps = self.steps();
        for (step, id) in steps.iter().zip(ids(act, steps.len())) {
            let Some((before, next, after)) = self.done((act, id), order, step)? else { continue };
            match before {
                Some(_) => store::save(tx, &next).await?,
                None => store::insert(tx, &next).await?,
            }
            told.note(&next.name, before, after.as_ref());
            asked.extend(after.filter(|after| after.approval == Approval::Requested && self.shown).map(|after| (next, after)));
        }
        ask(tx, act, house, order, &asked).await?;
        told.record(tx, act, order, (self.shown, &price.total.to_string(), &self.priced.name)).await
    }

    /// The charge before, the row afterwards, and the charge then; nothing for one that stays.
    #[expect(clippy::type_complexity, reason = "three things of one step, used once")]
    fn done(
        &self,
        (act, id): (&Act, ChargeId),
        order: &OrderRow,
        step: &Rerated<'_>,
    ) -> Result<Option<(Option<&Charge>, ChargeRow, Option<Charge>)>, Failure> {
        let asked = |row: ChargeRow, now: &Charge| match now.approval {
            Approval::Requested => {
                ChargeRow { requested_at: Some(act.now), requested_by: Some(CARD.to_owned()), requested_staff: None, ..row }
            }
            _ => row,
        };
        let touched = |at: usize, row: ChargeRow| {
            let version = self.rows[at].version + 1;
            ChargeRow { changed_at: act.now, changed_by: CARD.to_owned(), version, ..row }
        };
        Ok(match step {
            Rerated::Kept { .. } => None,
            Rerated::Removed { at } => {
                let gone = ChargeRow { removed_at: Some(act.now), removed_by: Some(CARD.to_owned()), ..self.rows[*at].clone() };
                Some((Some(&self.charges[*at]), touched(*at, gone), None))
            }
            Rerated::Changed { at, now, priced } => {
                let how = priced.map_or(&How::NoMore, |priced| &priced.how);
                let row = ChargeRow { how: Some(serde_json::to_string(how)?), ..self.rows[*at].with(now) };
                Some((Some(&self.charges[*at]), asked(touched(*at, row), now), Some(*now)))
            }
            Rerated::Added { now, priced } => Some((None, asked(row_of((act, id), order, priced, now)?, now), Some(*now))),
        })
    }
}

/// What history keeps: what the customer sees of it, and apart from that what they do not.
#[derive(Default)]
struct Told {
    seen: Vec<Change>,
    internal: Vec<Change>,
}

impl Told {
    fn note(&mut self, name: &str, before: Option<&Charge>, after: Option<&Charge>) {
        let sees = |charge: Option<&Charge>| charge.and_then(|charge| as_customer_sees(charge, true));
        let text = |amount: Option<rules::money::Money>| amount.map(|money| money.to_string()).unwrap_or_default();
        let (was, is) = (sees(before), sees(after));
        let change = |from, to| Change { field: name.to_owned(), from: text(from), to: text(to) };
        if was == is {
            self.internal.push(change(before.map(|charge| charge.amount), after.map(|charge| charge.amount)));
        } else {
            self.seen.push(change(was.map(|seen| seen.amount), is.map(|seen| seen.amount)));
        }
    }

    async fn record(self, tx: &mut Tx, act: &mut Act, order: &OrderRow, (shown, total, card): (bool, &str, &str)) -> Result<(), Failure> {
        let entry = |changes| Entry::new(Subject("order", order.id.0), "charge.rerated").changes(changes).note(card);
        if !self.seen.is_empty() {
            let seen = entry(self.seen).detail(total);
            act.record(tx, if shown { seen.of(order.customer) } else { seen }).await?;
        }
        if !self.internal.is_empty() {
            act.record(tx, entry(self.internal).internal()).await?;
        }
        Ok(())
    }
}
