//! A stop of a consignment: where, when and what the driver must know. Dates and times are what the clock at the stop
//! shows (rule 3.8); the address is the one ordered, even when the location it came from changes later (rule 7.4).

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{PartId, Unknown};

/// Which stop of its consignment one is; its place says so, it is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StopKind {
    /// The first: goods are collected.
    Collection,
    /// One between, counted from 0.
    Further(usize),
    /// The last: goods are delivered.
    Delivery,
}

impl StopKind {
    /// The stored word; a further stop's does not say which.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Collection => "COLLECTION",
            Self::Further(_) => "FURTHER",
            Self::Delivery => "DELIVERY",
        }
    }
}

/// A stop and which one it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StopAt<'a> {
    /// Which stop of the consignment.
    pub kind: StopKind,
    /// The stop.
    pub stop: &'a Stop,
}

/// A stop.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// Its stable id.
    #[serde(default)]
    pub id: PartId,
    /// The address as ordered.
    #[serde(default)]
    pub address: Address,
    /// The location's id the address came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Between which times; not together with `opening_hours`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Any time the location is open.
    #[serde(default, skip_serializing_if = "is_false")]
    pub opening_hours: bool,
    /// The reference to name at the gate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// A note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// An e-mail address at the stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone numbers at the stop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Instructions for planner and driver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// How long the stop takes, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_minutes: Option<u32>,
    /// The organisation's own fields, by their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom_fields: BTreeMap<String, Value>,
    /// What we do not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// An address as ordered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// The company or place.
    #[serde(default)]
    pub name: String,
    /// Street and number.
    #[serde(default)]
    pub street: String,
    /// A second line: building, dock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street_2: Option<String>,
    /// Postcode; empty where the country has none.
    #[serde(default)]
    pub postcode: String,
    /// City.
    #[serde(default)]
    pub city: String,
    /// The country's two capital letters (ISO 3166-1).
    #[serde(default)]
    pub country: String,
    /// What we do not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Between which times; either end may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    /// Not after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

fn is_false(value: &bool) -> bool {
    !value
}
