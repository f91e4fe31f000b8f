//! A goods line: what is carried, how much of it, and what makes it dangerous. Weight, volume, loading metres and pallet
//! spaces are those of the whole line; length, width and height those of one unit. All numbers are exact decimals.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{PartId, Unknown};
use crate::measure::{self, Bounds};

/// A goods line.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GoodsLine {
    /// Its stable id.
    #[serde(default)]
    pub id: PartId,
    /// How many units; each gets a label.
    #[serde(default)]
    pub quantity: u32,
    /// The kind of packaging: pallet, box, drum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packaging: Option<String>,
    /// Its size: euro, block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packaging_size: Option<String>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Weight of the line, in kilograms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<Decimal>,
    /// Volume of the line, in cubic metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_m3: Option<Decimal>,
    /// Loading metres of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loading_metres: Option<Decimal>,
    /// Pallet spaces of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pallet_spaces: Option<Decimal>,
    /// Length of one unit, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_length_m: Option<Decimal>,
    /// Width of one unit, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_width_m: Option<Decimal>,
    /// Height of one unit, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_height_m: Option<Decimal>,
    /// Whether other goods may stand on it; `None` when nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stackable: Option<bool>,
    /// Never colder, in degrees Celsius.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_temperature_c: Option<Decimal>,
    /// Never warmer, in degrees Celsius.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_temperature_c: Option<Decimal>,
    /// Carried at, in degrees Celsius.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transport_temperature_c: Option<Decimal>,
    /// Dangerous substances in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adr: Vec<Adr>,
    /// The customer's own barcodes, SSCCs among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barcodes: Vec<String>,
    /// The organisation's own fields, by their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom_fields: BTreeMap<String, Value>,
    /// What we do not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One dangerous substance, as the transport document names it (ADR 5.4.1.1.1).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Adr {
    /// Four digits, `UN` before them or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub un_number: Option<String>,
    /// The proper shipping name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proper_shipping_name: Option<String>,
    /// The class, and label numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// I, II or III.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packing_group: Option<String>,
    /// The tunnel restriction code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tunnel_code: Option<String>,
    /// How many packages hold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packages: Option<u32>,
    /// How much of it, in litres or kilograms as the substance asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// Whom to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency_phone: Option<String>,
    /// What we do not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl GoodsLine {
    /// Its measures: each with the name of its field and what bounds it.
    #[must_use]
    pub fn measures(&self) -> [(&'static str, Option<Decimal>, Bounds); 10] {
        [
            ("weight_kg", self.weight_kg, measure::WEIGHT_KG),
            ("volume_m3", self.volume_m3, measure::VOLUME_M3),
            ("loading_metres", self.loading_metres, measure::LOADING_METRES),
            ("pallet_spaces", self.pallet_spaces, measure::PALLET_SPACES),
            ("unit_length_m", self.unit_length_m, measure::UNIT_METRES),
            ("unit_width_m", self.unit_width_m, measure::UNIT_METRES),
            ("unit_height_m", self.unit_height_m, measure::UNIT_METRES),
            ("min_temperature_c", self.min_temperature_c, measure::CELSIUS),
            ("max_temperature_c", self.max_temperature_c, measure::CELSIUS),
            ("transport_temperature_c", self.transport_temperature_c, measure::CELSIUS),
        ]
    }

    /// Whether anything in it is dangerous.
    #[must_use]
    pub fn is_dangerous(&self) -> bool {
        !self.adr.is_empty()
    }

    /// Every decimal of the line.
    pub(crate) fn decimals_mut(&mut self) -> impl Iterator<Item = &mut Decimal> {
        let own = [
            &mut self.weight_kg,
            &mut self.volume_m3,
            &mut self.loading_metres,
            &mut self.pallet_spaces,
            &mut self.unit_length_m,
            &mut self.unit_width_m,
            &mut self.unit_height_m,
            &mut self.min_temperature_c,
            &mut self.max_temperature_c,
            &mut self.transport_temperature_c,
        ];
        own.into_iter().flatten().chain(self.adr.iter_mut().filter_map(|adr| adr.quantity.as_mut()))
    }
}
