//! What a changed order does to its charges (rule 8.5): the card is asked again, and what staff wrote, what the customer
//! agreed to and what is invoiced stays. Where charges are shown and the sum rises, the customer is asked for the difference.

use std::collections::BTreeMap;

use super::{Price, PricedCharge, Source};
use crate::charge::{Approval, Charge};
use crate::money::Money;

/// A charge the order has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing<'a> {
    /// What of a card it came from; `None` where staff wrote it.
    pub source: Option<&'a Source>,
    /// The charge.
    pub charge: &'a Charge,
    /// Staff changed its amount or took it off: it is theirs from then on, and the card does not ask for it again.
    pub by_hand: bool,
}

impl Standing<'_> {
    /// Whether the card may price it anew: not what staff wrote, nor what was agreed to by answer, nor what is invoiced or
    /// shall not be. What was agreed before, its amount changed since, is up to staff and customer.
    fn is_open(&self) -> bool {
        let charge = self.charge;
        let answered = charge.approval == Approval::Approved || charge.approval == Approval::RejectedInternal;
        self.source.is_some() && !self.by_hand && !answered && charge.invoicing == crate::charge::Invoicing::Created
    }
}

/// What becomes of the charges, in the order they were given, then those added.
#[derive(Debug, Clone, PartialEq)]
pub enum Rerated<'a> {
    /// It stays; `at` is its place among the given.
    Kept {
        /// Its place.
        at: usize,
    },
    /// It changes; how the new amount came about is the priced charge's, `None` where the card does not ask for it any more
    /// and the customer is asked to agree to nothing.
    Changed {
        /// Its place.
        at: usize,
        /// What it is now.
        now: Charge,
        /// What the card says.
        priced: Option<&'a PricedCharge>,
    },
    /// It goes.
    Removed {
        /// Its place.
        at: usize,
    },
    /// A new one.
    Added {
        /// The charge.
        now: Charge,
        /// What the card says.
        priced: &'a PricedCharge,
    },
}

/// Prices an order's charges anew. `shown`: charges are shown to this customer. Whether the order is re-rated at all is a
/// switch on it, and asked before.
#[must_use]
pub fn rerate<'a>(standing: &[Standing<'_>], price: &'a Price, shown: bool) -> Vec<Rerated<'a>> {
    let taken: Vec<&Source> = standing.iter().filter(|one| !one.is_open()).filter_map(|one| one.source).collect();
    let mut wanted: BTreeMap<&Source, &PricedCharge> =
        price.charges.iter().filter(|priced| !taken.contains(&&priced.source)).map(|priced| (&priced.source, priced)).collect();
    let currency = price.total.currency;
    let agreed: i64 = standing.iter().filter(|one| one.is_open()).map(|one| now_agreed(one.charge)).sum();
    let asked: i64 = wanted.values().map(|priced| priced.amount.minor).sum();
    // Amounts of two currencies are not compared: whatever is new is asked.
    let other = standing.iter().any(|one| one.is_open() && one.charge.amount.currency != currency);
    let ask = shown && (other || asked > agreed);
    let mut out = Vec::new();
    for (at, one) in standing.iter().enumerate() {
        let same = |source| if one.charge.amount.currency == currency { wanted.remove(source) } else { None };
        let priced = one.source.filter(|_| one.is_open()).map(same);
        out.push(match priced {
            None => Rerated::Kept { at },
            Some(priced) => becomes(at, one.charge, priced, ask),
        });
    }
    let added = price.charges.iter().filter(|priced| wanted.contains_key(&priced.source));
    out.extend(
        added.map(|priced| Rerated::Added {
            now: Charge::new(priced.amount, if ask { Approval::Requested } else { Approval::None }),
            priced,
        }),
    );
    out
}

fn now_agreed(charge: &Charge) -> i64 {
    charge.agreed_now().map_or(0, |money| money.minor)
}

fn becomes<'a>(at: usize, charge: &Charge, priced: Option<&'a PricedCharge>, ask: bool) -> Rerated<'a> {
    let amount = priced.map_or(Money::of(0, charge.amount.currency), |priced| priced.amount);
    let agreed = charge.agreed_now();
    if priced.is_none() && (!ask || agreed.is_none_or(|agreed| agreed.minor == 0)) {
        return Rerated::Removed { at };
    }
    let needs_yes = ask && agreed != Some(amount);
    let (approval, agreed) = match charge.approval {
        _ if needs_yes => (Approval::Requested, agreed),
        // What nobody said yes to yet is a question still, whatever it comes to now.
        Approval::ToRequest if agreed.is_none() => (Approval::ToRequest, None),
        Approval::Requested | Approval::Rejected if agreed.is_none() => (Approval::Requested, None),
        _ => (Approval::None, None),
    };
    if (amount, approval, agreed) == (charge.amount, charge.approval, charge.agreed) {
        return Rerated::Kept { at };
    }
    Rerated::Changed { at, now: Charge { amount, approval, agreed, revision: charge.revision + 1, ..*charge }, priced }
}

/// What a re-rating does to the sums before it is applied: what is agreed, and what is asked, afterwards less before, in the
/// currency's smallest unit.
#[must_use]
pub fn difference(standing: &[Standing<'_>], after: &[Rerated<'_>]) -> (i64, i64) {
    let sums = |charges: Vec<&Charge>| {
        let of = crate::charge::totals(charges);
        of.iter().fold((0, 0), |(agreed, pending), sum| (agreed + sum.agreed, pending + sum.pending))
    };
    let before = sums(standing.iter().map(|one| one.charge).collect());
    let then = after.iter().filter_map(|one| match one {
        Rerated::Kept { at } => standing.get(*at).map(|one| one.charge),
        Rerated::Changed { now, .. } | Rerated::Added { now, .. } => Some(now),
        Rerated::Removed { .. } => None,
    });
    let then = sums(then.collect());
    (then.0 - before.0, then.1 - before.1)
}
