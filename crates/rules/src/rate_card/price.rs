//! What a card says an order costs: all of it, or why it has no price.

use rust_decimal::Decimal;

use super::{Band, By, Facts, How, Line, Per, Piece, Place, Rate, RateCard};
use crate::charge::{LARGEST, MOST};
use crate::money::{Currency, Money};

/// What an order costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// The charges, in the card's order; those of no amount are left out.
    pub charges: Vec<PricedCharge>,
    /// Their sum.
    pub total: Money,
}

/// A charge a card asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedCharge {
    /// Which line of the card, and which consignment.
    pub source: Source,
    /// What it is called.
    pub name: String,
    /// The amount.
    pub amount: Money,
    /// How it came about.
    pub how: How,
}

/// What of a card a charge came from: the same source of two prices is the same charge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A line about the whole order.
    Line(String),
    /// A table's line, for the consignment at this place.
    Table(String, usize),
    /// What was missing to the minimum.
    Minimum,
    /// Fuel surcharge.
    Fuel,
}

impl Source {
    /// The stored words: `line:7f3a`, `table:7f3a:0`, `minimum`, `fuel`.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Line(key) => format!("line:{key}"),
            Self::Table(key, at) => format!("table:{key}:{at}"),
            Self::Minimum => "minimum".into(),
            Self::Fuel => "fuel".into(),
        }
    }

    /// Reads the stored words; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None if text == "minimum" => Some(Self::Minimum),
            None if text == "fuel" => Some(Self::Fuel),
            Some(("line", key)) => Some(Self::Line(key.into())),
            Some(("table", rest)) => rest.rsplit_once(':').and_then(|(key, at)| Some(Self::Table(key.into(), at.parse().ok()?))),
            _ => None,
        }
    }
}

/// Why a card has no price for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPrice {
    /// Nobody said how many there are.
    NotStated {
        /// The line.
        line: String,
        /// What is missing, in words: `kg`.
        what: &'static str,
    },
    /// No zone holds the address.
    NoZone {
        /// The line.
        line: String,
        /// The address.
        place: Place,
    },
    /// No row holds the measure.
    NoBand {
        /// The line.
        line: String,
        /// Of what.
        by: By,
        /// How much there is.
        measured: Decimal,
    },
    /// The row has no price in that zone.
    EmptyCell {
        /// The line.
        line: String,
        /// The zone, where the card has any.
        zone: Option<String>,
        /// How much there is.
        measured: Decimal,
    },
    /// A charge beyond what one may be ([`crate::charge::LARGEST`]).
    TooLarge,
    /// More charges than an order may have ([`crate::charge::MOST`]).
    TooMany,
}

/// What an order costs by a card.
///
/// # Errors
/// Everything that keeps it from having a price: a price is whole or there is none.
pub fn price(card: &RateCard, facts: &Facts) -> Result<Price, Vec<NoPrice>> {
    let (mut charges, mut missing) = (Vec::new(), Vec::new());
    for line in &card.lines {
        match &line.rate {
            Rate::Fixed { amount } => charges.push((Source::Line(line.key.clone()), line.name.clone(), How::Fixed { amount: *amount })),
            Rate::PerUnit { per, micro } => match counted(line, *per, facts) {
                Ok(quantity) => {
                    let how = How::Times { quantity, per: *per, micro: *micro };
                    charges.push((Source::Line(line.key.clone()), line.name.clone(), how));
                }
                Err(why) => missing.push(why),
            },
            Rate::Table { by, bands } => {
                for (at, piece) in facts.consignments.iter().enumerate() {
                    match looked_up(card, line, *by, bands, piece) {
                        Ok(how) => charges.push((Source::Table(line.key.clone(), at), table_name(line, at, facts), how)),
                        Err(why) => missing.push(why),
                    }
                }
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    let price = summed(card, charges).ok_or_else(|| vec![NoPrice::TooLarge])?;
    if price.charges.len() > MOST { Err(vec![NoPrice::TooMany]) } else { Ok(price) }
}

/// Minimum and fuel on top, rounded charge by charge; the sum is the sum of what was rounded.
fn summed(card: &RateCard, lines: Vec<(Source, String, How)>) -> Option<Price> {
    let mut charges = Vec::new();
    let mut total = 0_i64;
    for (source, name, how) in lines {
        total = push(&mut charges, total, card.currency, source, name, how)?;
    }
    if let Some(minimum) = card.minimum.filter(|minimum| *minimum > total) {
        let how = How::Minimum { minimum, lines: total };
        total = push(&mut charges, total, card.currency, Source::Minimum, "Up to the minimum".into(), how)?;
    }
    if let Some(per_cent) = card.fuel {
        let how = How::Fuel { per_cent, of: total };
        total = push(&mut charges, total, card.currency, Source::Fuel, "Fuel surcharge".into(), how)?;
    }
    Some(Price { charges, total: Money::of(total, card.currency) })
}

fn push(charges: &mut Vec<PricedCharge>, total: i64, currency: Currency, source: Source, name: String, how: How) -> Option<i64> {
    let amount = how.amount(currency).filter(|amount| (-LARGEST..=LARGEST).contains(amount))?;
    if amount != 0 {
        charges.push(PricedCharge { source, name, amount: Money::of(amount, currency), how });
    }
    total.checked_add(amount)
}

/// With several consignments a table's charges say which they are for.
fn table_name(line: &Line, at: usize, facts: &Facts) -> String {
    if facts.consignments.len() > 1 { format!("{}, consignment {}", line.name, at + 1) } else { line.name.clone() }
}

fn counted(line: &Line, per: Per, facts: &Facts) -> Result<Decimal, NoPrice> {
    let quantity = facts.how_many(per);
    let needed = !matches!(per, Per::FurtherStop);
    if needed && quantity.is_zero() {
        return Err(NoPrice::NotStated { line: line.name.clone(), what: per.words() });
    }
    Ok(quantity)
}

fn looked_up(card: &RateCard, line: &Line, by: By, bands: &[Band], piece: &Piece) -> Result<How, NoPrice> {
    let name = || line.name.clone();
    let place = piece.place(card.zone_of);
    let (column, zone) = match card.zones.iter().position(|zone| zone.area.contains(&place.country, &place.postcode)) {
        Some(at) => (at, Some(card.zones[at].name.clone())),
        None if card.zones.is_empty() => (0, None),
        None => return Err(NoPrice::NoZone { line: name(), place: place.clone() }),
    };
    let measured = piece.measure(by);
    if measured.is_zero() {
        return Err(NoPrice::NotStated { line: name(), what: by.words() });
    }
    let Some(band) = bands.iter().find(|band| band.holds(measured)) else { return Err(NoPrice::NoBand { line: name(), by, measured }) };
    let Some(amount) = band.prices.get(column).copied().flatten() else {
        return Err(NoPrice::EmptyCell { line: name(), zone, measured });
    };
    Ok(How::Band { by, measured, over: band.over, up_to: band.up_to, zone, place: place.to_string(), amount })
}
