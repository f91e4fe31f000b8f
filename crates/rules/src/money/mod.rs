//! Amounts of money: whole numbers of the currency's smallest unit, never fractions of anything. How people type them is
//! read with care: an amount that could mean two things is refused, because a factor of a thousand is a quarrel.

mod currency;
mod typed;

use serde::{Deserialize, Serialize};

pub use currency::{Currency, UnknownCurrency};
pub use typed::{MoneyError, parse};

/// An amount in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The amount in the currency's smallest unit: cents, yen, fils.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The amount in a currency's smallest unit.
    #[must_use]
    pub fn of(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum; `None` when the currencies differ or the sum is beyond what can be held.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Self { minor, currency: self.currency })
    }

    /// The bare amount with a decimal point and no grouping: `1234.56`. What a form field holds and [`parse`] reads back.
    #[must_use]
    pub fn amount(self) -> String {
        let (sign, whole, fraction) = self.parts();
        format!("{sign}{whole}{fraction}")
    }

    fn parts(self) -> (&'static str, u64, String) {
        let places = self.currency.decimals();
        let unit = 10_u64.pow(places);
        let (whole, rest) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        let fraction = if places == 0 { String::new() } else { format!(".{rest:0width$}", width = places as usize) };
        (if self.minor < 0 { "-" } else { "" }, whole, fraction)
    }
}

impl std::fmt::Display for Money {
    /// As pages show it: `EUR 1,234.56`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, whole, fraction) = self.parts();
        let digits = whole.to_string();
        let grouped: String = digits
            .char_indices()
            .flat_map(|(at, digit)| {
                let comma = (at > 0 && (digits.len() - at).is_multiple_of(3)).then_some(',');
                comma.into_iter().chain([digit])
            })
            .collect();
        write!(f, "{} {sign}{grouped}{fraction}", self.currency)
    }
}

#[cfg(test)]
mod tests;
