//! Rate cards: what an order costs, and how that came about (rule 8.5). A card has lines (fixed, per unit, a table by weight
//! or pallet spaces and zone), a minimum and a fuel surcharge. Unit prices are millionths of the currency's unit; each
//! charge is rounded once, half up, and carries what it was computed from, so that anybody can do it again by hand.

mod choice;
mod facts;
mod how;
mod price;
mod rerate;
mod warnings;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::service_area::Area;

pub use choice::{Owner, Valid, ValidityWarning, chosen, validity_warnings};
pub use facts::{Facts, Piece, Place};
pub use how::{How, show_price};
pub use price::{NoPrice, Price, PricedCharge, Source, price};
pub use rerate::{Rerated, Standing, difference, rerate};
pub use warnings::{Warning, warnings};

/// Lines a card may have.
pub const MOST_LINES: usize = 50;
/// Zones a card may have.
pub const MOST_ZONES: usize = 100;
/// Bands a table may have.
pub const MOST_BANDS: usize = 200;
/// The dearest unit price, fixed price or price of a band, in the currency's unit.
pub const DEAREST: i64 = 10_000_000;
/// The highest fuel surcharge, per cent.
pub const MOST_FUEL: i64 = 200;

/// What an order costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateCard {
    /// In which currency.
    pub currency: Currency,
    /// The zones its tables have columns for; an address belongs to the first that holds it. None: one price for all.
    #[serde(default)]
    pub zones: Vec<Zone>,
    /// Which end of a consignment says the zone.
    #[serde(default)]
    pub zone_of: End,
    /// The lines, in the order the charges are listed.
    pub lines: Vec<Line>,
    /// All lines together cost at least this, in the currency's smallest unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    /// Fuel surcharge on lines and minimum, per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fuel: Option<Decimal>,
}

/// Which end of a consignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum End {
    /// Where the goods are collected.
    Collection,
    /// Where the goods are delivered.
    #[default]
    Delivery,
}

/// A part of the map with prices of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Its name: `A`, `Benelux`.
    pub name: String,
    /// Countries and postcodes.
    pub area: Area,
}

/// One line of a card; it becomes a charge, a table one for each consignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its key in the card, which charges remember; never given twice.
    pub key: String,
    /// What the charge is called.
    pub name: String,
    /// How it is computed.
    pub rate: Rate,
}

/// How a line is computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Rate {
    /// One amount for the order.
    Fixed {
        /// In the currency's smallest unit.
        amount: i64,
    },
    /// So much for each.
    PerUnit {
        /// Each what.
        per: Per,
        /// In millionths of the currency's unit.
        micro: i64,
    },
    /// A table.
    Table {
        /// What is looked up.
        by: By,
        /// The rows.
        bands: Vec<Band>,
    },
}

/// What a unit price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Per {
    /// A unit of goods.
    Unit,
    /// A kilogram.
    Kilogram,
    /// A hundred kilograms, begun ones by their part.
    HundredKilograms,
    /// A cubic metre.
    CubicMetre,
    /// A loading metre.
    LoadingMetre,
    /// A pallet space.
    PalletSpace,
    /// A consignment.
    Consignment,
    /// A stop beyond collection and delivery.
    FurtherStop,
}

impl Per {
    /// Everything a price can be for.
    pub const ALL: [Self; 8] = [
        Self::Unit,
        Self::Kilogram,
        Self::HundredKilograms,
        Self::CubicMetre,
        Self::LoadingMetre,
        Self::PalletSpace,
        Self::Consignment,
        Self::FurtherStop,
    ];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "UNIT",
            Self::Kilogram => "KILOGRAM",
            Self::HundredKilograms => "HUNDRED_KILOGRAMS",
            Self::CubicMetre => "CUBIC_METRE",
            Self::LoadingMetre => "LOADING_METRE",
            Self::PalletSpace => "PALLET_SPACE",
            Self::Consignment => "CONSIGNMENT",
            Self::FurtherStop => "FURTHER_STOP",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.as_str() == text)
    }

    /// One of it, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Kilogram => "kg",
            Self::HundredKilograms => "100 kg",
            Self::CubicMetre => "m³",
            Self::LoadingMetre => "loading metre",
            Self::PalletSpace => "pallet space",
            Self::Consignment => "consignment",
            Self::FurtherStop => "further stop",
        }
    }
}

/// What a table is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum By {
    /// Kilograms of the consignment.
    Weight,
    /// Pallet spaces of the consignment.
    PalletSpaces,
}

impl By {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Weight, Self::PalletSpaces];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weight => "WEIGHT",
            Self::PalletSpaces => "PALLET_SPACES",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == text)
    }

    /// What it is measured in, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Weight => "kg",
            Self::PalletSpaces => "pallet spaces",
        }
    }
}

/// One row of a table: over `over`, up to and with `up_to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// More than this.
    pub over: Decimal,
    /// Up to and with this; `None` without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Decimal>,
    /// The price in each zone, in the currency's smallest unit; one where the card has no zones. `None`: no price there.
    pub prices: Vec<Option<i64>>,
}

impl Band {
    /// Whether a measure falls into this row.
    #[must_use]
    pub fn holds(&self, measure: Decimal) -> bool {
        measure > self.over && self.up_to.is_none_or(|end| measure <= end)
    }
}

#[cfg(test)]
mod tests;
