//! What an order's charges come to, per currency and net: agreed, pending and rejected apart (rule 8.4). Of a charge whose
//! agreed amount is to change only the difference is pending or rejected, so that the three never count an amount twice.

use std::collections::BTreeMap;

use super::seen::{AsSeen, SeenApproval};
use super::{Approval, Charge, Invoicing};
use crate::money::{Currency, Money};

/// The sums in one currency, in its smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// The currency.
    pub currency: Currency,
    /// Nobody is asked, or the customer said yes.
    pub agreed: i64,
    /// To be asked or asked.
    pub pending: i64,
    /// The customer said no, or staff decided not to ask.
    pub rejected: i64,
}

impl Totals {
    fn none(currency: Currency) -> Self {
        Self { currency, agreed: 0, pending: 0, rejected: 0 }
    }

    /// What is agreed.
    #[must_use]
    pub fn agreed(&self) -> Money {
        Money::of(self.agreed, self.currency)
    }

    /// What waits for an answer.
    #[must_use]
    pub fn pending(&self) -> Money {
        Money::of(self.pending, self.currency)
    }

    /// What was refused.
    #[must_use]
    pub fn rejected(&self) -> Money {
        Money::of(self.rejected, self.currency)
    }
}

/// The sums staff see, currencies by their letters. What is not invoiced counts in none. Sums stay at the greatest number
/// rather than failing; charges are bounded far below it.
#[must_use]
pub fn totals<'a>(charges: impl IntoIterator<Item = &'a Charge>) -> Vec<Totals> {
    summed(charges.into_iter().filter(|charge| charge.invoicing != Invoicing::DoNotInvoice).map(|charge| {
        let agreed = charge.agreed_now().map_or(0, |money| money.minor);
        let rest = charge.amount.minor.saturating_sub(agreed);
        let (pending, rejected) = match charge.approval {
            Approval::None | Approval::Approved => (0, 0),
            Approval::ToRequest | Approval::Requested => (rest, 0),
            Approval::RejectedInternal | Approval::Rejected => (0, rest),
        };
        Totals { currency: charge.amount.currency, agreed, pending, rejected }
    }))
}

/// The sums a customer sees: of what reaches them, and nothing else.
#[must_use]
pub fn seen_totals<'a>(seen: impl IntoIterator<Item = &'a AsSeen>) -> Vec<Totals> {
    summed(seen.into_iter().filter(|charge| charge.invoicing != Invoicing::DoNotInvoice).map(|charge| {
        let before = charge.agreed.map_or(0, |money| money.minor);
        let rest = charge.amount.minor.saturating_sub(before);
        let (agreed, pending, rejected) = match charge.approval {
            SeenApproval::Agreed => (charge.amount.minor, 0, 0),
            SeenApproval::ToApprove => (before, rest, 0),
            SeenApproval::Rejected => (before, 0, rest),
        };
        Totals { currency: charge.amount.currency, agreed, pending, rejected }
    }))
}

fn summed(parts: impl Iterator<Item = Totals>) -> Vec<Totals> {
    let mut sums: BTreeMap<Currency, Totals> = BTreeMap::new();
    for part in parts {
        let sum = sums.entry(part.currency).or_insert_with(|| Totals::none(part.currency));
        sum.agreed = sum.agreed.saturating_add(part.agreed);
        sum.pending = sum.pending.saturating_add(part.pending);
        sum.rejected = sum.rejected.saturating_add(part.rejected);
    }
    sums.into_values().collect()
}
