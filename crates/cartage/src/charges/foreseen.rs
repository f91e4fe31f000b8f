//! What an order will cost, before it does: beside the form while it is entered or changed, and beside an update that waits. Told as
//! the charges will tell it, line by line.

use kit::secret::hex;
use rules::charge::{Approval, Charge, as_customer_sees};
use rules::money::Money;
use rules::rate_card::Rerated;

use super::rerating::Rerating;
use crate::rate_cards::Priced;

/// What will be charged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreseen {
    pub(crate) lines: Vec<ForeseenLine>,
    /// What the card asks for together; empty where it has no price.
    pub(crate) total: String,
    /// Why there is no price.
    pub(crate) missing: Vec<String>,
    /// Of an order that is there: what happens to its charges, in a sentence; empty for nothing.
    pub(crate) note: String,
    /// The card, to staff; empty to a customer.
    pub(crate) card: String,
    /// To staff: something of an order's charges changes, and what they were shown goes with what they do.
    pub(crate) moves: bool,
}

/// What staff were shown of what a change does to an order's charges, before they have it done (8.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceSeen {
    /// What stands for it ([`Foreseen::digest`]); empty where nothing was shown.
    Shown(String),
    /// It is not asked: no form stands between them and the change.
    NotAsked,
}

impl PriceSeen {
    /// Whether what becomes of the charges is what was shown, or nothing.
    ///
    /// # Errors
    /// What has to be shown first.
    pub(crate) fn covers(&self, rerating: Option<&Rerating>) -> Result<(), Box<Foreseen>> {
        let (PriceSeen::Shown(seen), Some(rerating)) = (self, rerating) else { return Ok(()) };
        let foreseen = Foreseen::of_change(rerating, true);
        if !foreseen.moves || foreseen.digest() == *seen { Ok(()) } else { Err(Box::new(foreseen)) }
    }
}

/// A charge that will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ForeseenLine {
    pub(crate) name: String,
    pub(crate) how: String,
    /// What it is now; empty where it stays so, or is new.
    pub(crate) before: String,
    /// What it will be; empty where it goes.
    pub(crate) after: String,
    /// The customer will be asked.
    pub(crate) asks: bool,
}

impl Foreseen {
    /// What stands for all that is shown here: only that is done.
    pub(crate) fn digest(&self) -> String {
        hex(&kit::secret::sha256(format!("{self:?}").as_bytes())[..8])
    }

    /// Of an order that is not made yet.
    pub(crate) fn of_new(priced: &Priced, desk: bool) -> Foreseen {
        let missing = if desk { priced.missing() } else { priced.missing_yet() };
        let mut foreseen = Foreseen { missing, card: if desk { priced.name.clone() } else { String::new() }, ..Foreseen::default() };
        if let Ok(price) = &priced.price {
            foreseen.total = price.total.to_string();
            let line = |one: &rules::rate_card::PricedCharge| ForeseenLine {
                name: one.name.clone(),
                how: one.how.words(one.amount.currency),
                before: String::new(),
                after: one.amount.to_string(),
                asks: false,
            };
            foreseen.lines = price.charges.iter().map(line).collect();
        }
        foreseen
    }

    /// Of an order that is changed: what of its charges changes, and nothing of what does not reach the customer where one looks.
    pub(crate) fn of_change(rerating: &Rerating, desk: bool) -> Foreseen {
        let priced = &rerating.priced;
        let mut foreseen = Foreseen { moves: desk && rerating.moves(), ..Foreseen::of_new(priced, desk) };
        if priced.price.is_err() {
            foreseen.note = "The charges stay as they are.".to_owned();
            return foreseen;
        }
        let steps = rerating.steps();
        foreseen.lines = steps.iter().filter_map(|step| line(rerating, step, desk)).collect();
        let (before, after) = sums(rerating, &steps);
        foreseen.note = if foreseen.lines.is_empty() {
            "The charges stay as they are.".to_owned()
        } else if foreseen.lines.iter().any(|line| line.asks) {
            let who = if desk { "The customer is asked" } else { "You are asked" };
            let rise = Money::of(after - before, price_currency(rerating));
            if after > before { format!("{who} to approve the difference, {rise}.") } else { format!("{who} to approve it.") }
        } else {
            "Nobody is asked: it does not rise, or is not shown to the customer.".to_owned()
        };
        if !desk && !foreseen.lines.iter().any(|line| line.asks) && !foreseen.lines.is_empty() {
            foreseen.note = "It holds with the change.".to_owned();
        }
        foreseen
    }
}

fn price_currency(rerating: &Rerating) -> rules::money::Currency {
    rerating.priced.price.as_ref().map_or(rules::money::Currency::EUR, |price| price.total.currency)
}

/// What is agreed now, and what would be if the customer said yes to all of it; of the charges a step touches, in the card's currency.
fn sums(rerating: &Rerating, steps: &[Rerated<'_>]) -> (i64, i64) {
    let currency = price_currency(rerating);
    let agreed = |charge: &Charge| charge.agreed_now().filter(|money| money.currency == currency).map_or(0, |money| money.minor);
    let mut sums = (0, 0);
    for step in steps {
        match step {
            Rerated::Kept { .. } => {}
            Rerated::Changed { at, now, .. } => {
                sums.0 += agreed(&rerating.charges[*at]);
                sums.1 += if now.amount.currency == currency { now.amount.minor } else { 0 };
            }
            Rerated::Removed { at } => sums.0 += agreed(&rerating.charges[*at]),
            Rerated::Added { now, .. } => sums.1 += now.amount.minor,
        }
    }
    sums
}

fn line(rerating: &Rerating, step: &Rerated<'_>, desk: bool) -> Option<ForeseenLine> {
    let text = |charge: Option<&Charge>| {
        let charge = charge?;
        if desk { Some(charge.amount.to_string()) } else { as_customer_sees(charge, true).map(|seen| seen.amount.to_string()) }
    };
    let (name, before, after, how) = match step {
        Rerated::Kept { .. } => return None,
        Rerated::Changed { at, now, priced } => {
            let how = priced.map_or_else(|| rules::rate_card::How::NoMore, |priced| priced.how.clone());
            (rerating.rows[*at].name.clone(), Some(&rerating.charges[*at]), Some(now), how)
        }
        Rerated::Removed { at } => (rerating.rows[*at].name.clone(), Some(&rerating.charges[*at]), None, rules::rate_card::How::NoMore),
        Rerated::Added { now, priced } => (priced.name.clone(), None, Some(now), priced.how.clone()),
    };
    let asks = after.is_some_and(|now| now.approval == Approval::Requested);
    let currency = after.or(before).map(|charge| charge.amount.currency)?;
    let (before, after) = (text(before), text(after));
    if before.is_none() && after.is_none() {
        return None;
    }
    Some(ForeseenLine { name, how: how.words(currency), before: before.unwrap_or_default(), after: after.unwrap_or_default(), asks })
}
