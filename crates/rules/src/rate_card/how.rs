//! How a charge came about: kept with it, told on the page line by line, and enough to compute it again by hand.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::{By, Per};
use crate::measure::show;
use crate::money::{Currency, Money};

/// How a charge came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum How {
    /// The card's fixed amount.
    Fixed {
        /// In the currency's smallest unit.
        amount: i64,
    },
    /// So many at so much.
    Times {
        /// How many.
        quantity: Decimal,
        /// Of what.
        per: Per,
        /// At how many millionths of the currency's unit.
        micro: i64,
    },
    /// A row and column of a table.
    Band {
        /// What was looked up.
        by: By,
        /// How much of it there is.
        measured: Decimal,
        /// The row: over this …
        over: Decimal,
        /// … up to this.
        up_to: Option<Decimal>,
        /// The column.
        zone: Option<String>,
        /// The address the column is for.
        place: String,
        /// The price there, in the currency's smallest unit.
        amount: i64,
    },
    /// What was missing to the minimum.
    Minimum {
        /// The minimum.
        minimum: i64,
        /// What the lines came to.
        lines: i64,
    },
    /// Fuel surcharge.
    Fuel {
        /// Per cent.
        per_cent: Decimal,
        /// Of this.
        of: i64,
    },
    /// The card asked for it, and does not any more.
    NoMore,
}

impl How {
    /// The amount, in the currency's smallest unit; rounded once, half up (away from zero where it is negative). `None` when
    /// beyond what can be held.
    #[must_use]
    pub fn amount(&self, currency: Currency) -> Option<i64> {
        match self {
            Self::Fixed { amount } | Self::Band { amount, .. } => Some(*amount),
            Self::Times { quantity, micro, .. } => {
                let minor = Decimal::new(*micro, 6).checked_mul(Decimal::from(10_i64.pow(currency.decimals())))?;
                whole(quantity.checked_mul(minor)?)
            }
            Self::Minimum { minimum, lines } => minimum.checked_sub(*lines),
            Self::NoMore => Some(0),
            Self::Fuel { per_cent, of } => whole(Decimal::from(*of).checked_mul(*per_cent)?.checked_div(Decimal::ONE_HUNDRED)?),
        }
    }

    /// In words, as the page tells it: `12 pallet spaces × EUR 21.50`.
    #[must_use]
    pub fn words(&self, currency: Currency) -> String {
        let money = |minor: i64| Money::of(minor, currency).to_string();
        match self {
            Self::Fixed { .. } => "Fixed price".into(),
            Self::Times { quantity, per, micro } => {
                let price = show_price(*micro, currency);
                format!("{} × {currency} {price} per {}", show(*quantity), per.words())
            }
            Self::Band { by, measured, over, up_to, zone, place, .. } => {
                let row = match up_to {
                    Some(end) => format!("over {} up to {}", show(*over), show(*end)),
                    None => format!("over {}", show(*over)),
                };
                let column = zone.as_ref().map(|zone| format!(", zone {zone} ({place})")).unwrap_or_default();
                format!("{} {}: row {row}{column}", show(*measured), by.words())
            }
            Self::Minimum { minimum, lines } => format!("Minimum {} − {}", money(*minimum), money(*lines)),
            Self::NoMore => "Not asked for any more".into(),
            Self::Fuel { per_cent, of } => format!("{} % of {}", show(*per_cent), money(*of)),
        }
    }
}

/// A unit price with the currency's decimals at least, and as many as it needs.
#[must_use]
pub fn show_price(micro: i64, currency: Currency) -> String {
    let price = Decimal::new(micro, 6).normalize();
    let places = price.scale().max(currency.decimals());
    let mut shown = price;
    shown.rescale(places);
    shown.to_string()
}

fn whole(amount: Decimal) -> Option<i64> {
    i64::try_from(amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)).ok()
}
