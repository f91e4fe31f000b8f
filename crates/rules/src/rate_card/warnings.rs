//! What is odd about a card as staff typed it: it may be saved so, but some orders will have no price, or another than meant.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Band, Rate, RateCard};

/// What is odd about a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// It has no lines: it prices everything at nothing.
    NoLines,
    /// Nothing between two rows of a table.
    Gap {
        /// The line.
        line: String,
        /// Over this …
        over: Decimal,
        /// … up to this there is no row.
        up_to: Decimal,
    },
    /// Two rows hold the same measure; the row listed first counts.
    Overlap {
        /// The line.
        line: String,
        /// Over this …
        over: Decimal,
        /// … up to this there are two rows; without end where `None`.
        up_to: Option<Decimal>,
    },
    /// Nothing above the last row.
    Ends {
        /// The line.
        line: String,
        /// The end of the last row.
        at: Decimal,
    },
    /// A zone has no price in any row of a table.
    EmptyZone {
        /// The line.
        line: String,
        /// The zone.
        zone: String,
    },
    /// A row has no price in a zone that has prices elsewhere.
    EmptyCell {
        /// The line.
        line: String,
        /// The zone; `None` where the card has none.
        zone: Option<String>,
        /// The row: over this.
        over: Decimal,
    },
    /// Two zones hold the same addresses; the one listed first counts.
    ZonesOverlap {
        /// The zone that counts.
        first: String,
        /// The other.
        second: String,
    },
}

/// What is odd about a card.
#[must_use]
pub fn warnings(card: &RateCard) -> Vec<Warning> {
    let mut found = Vec::new();
    if card.lines.is_empty() {
        found.push(Warning::NoLines);
    }
    for line in &card.lines {
        if let Rate::Table { bands, .. } = &line.rate {
            rows(&line.name, bands, &mut found);
            columns(card, &line.name, bands, &mut found);
        }
    }
    for (at, first) in card.zones.iter().enumerate() {
        for second in card.zones.iter().skip(at + 1).filter(|second| first.area.meets(&second.area)) {
            found.push(Warning::ZonesOverlap { first: first.name.clone(), second: second.name.clone() });
        }
    }
    found
}

/// Walks every stretch between two ends that occur and counts the rows that hold it.
fn rows(line: &str, bands: &[Band], found: &mut Vec<Warning>) {
    let ends: BTreeSet<Decimal> = bands.iter().flat_map(|band| [Some(band.over), band.up_to]).flatten().chain([Decimal::ZERO]).collect();
    let ends: Vec<Decimal> = ends.into_iter().collect();
    for (at, from) in ends.iter().enumerate() {
        let to = ends.get(at + 1).copied();
        let over_it = |band: &&Band| band.over <= *from && band.up_to.is_none_or(|end| to.is_some_and(|to| to <= end));
        match (bands.iter().filter(over_it).count(), to) {
            (0, Some(to)) => found.push(Warning::Gap { line: line.into(), over: *from, up_to: to }),
            (0, None) => found.push(Warning::Ends { line: line.into(), at: *from }),
            (1, _) => {}
            (_, to) => found.push(Warning::Overlap { line: line.into(), over: *from, up_to: to }),
        }
    }
}

fn columns(card: &RateCard, line: &str, bands: &[Band], found: &mut Vec<Warning>) {
    let names: Vec<Option<&str>> =
        if card.zones.is_empty() { vec![None] } else { card.zones.iter().map(|zone| Some(zone.name.as_str())).collect() };
    for (column, zone) in names.into_iter().enumerate() {
        let empty: Vec<&Band> = bands.iter().filter(|band| band.prices.get(column).copied().flatten().is_none()).collect();
        match zone {
            Some(zone) if empty.len() == bands.len() => found.push(Warning::EmptyZone { line: line.into(), zone: zone.into() }),
            _ => found.extend(empty.into_iter().map(|band| Warning::EmptyCell {
                line: line.into(),
                zone: zone.map(Into::into),
                over: band.over,
            })),
        }
    }
}
