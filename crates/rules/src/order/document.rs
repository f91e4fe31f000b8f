//! The whole document, and how it is read and written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Consignment, StopAt, Unknown};
use crate::money::Money;

/// The newest shape of document this program knows; it never touches a newer one.
pub const SHAPE: u32 = 1;

/// What was ordered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderDocument {
    /// The shape the document was written in.
    pub shape: u32,
    /// The transport service's id; empty while a form has none.
    #[serde(default)]
    pub service: String,
    /// The service level's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The customer's reference, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The price the customer asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_price: Option<Money>,
    /// For the planners.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planning_instructions: Option<String>,
    /// Who else is told about the order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact_emails: Vec<String>,
    /// The organisation's own fields, by their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom_fields: BTreeMap<String, Value>,
    /// One or more.
    #[serde(default)]
    pub consignments: Vec<Consignment>,
    /// What we do not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Default for OrderDocument {
    fn default() -> Self {
        Self {
            shape: SHAPE,
            service: String::new(),
            level: None,
            reference: None,
            requested_price: None,
            planning_instructions: None,
            contact_emails: Vec::new(),
            custom_fields: BTreeMap::new(),
            consignments: Vec::new(),
            unknown: Unknown::new(),
        }
    }
}

/// Why a stored document cannot be read. A fault, not a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a newer program than this.
    Newer {
        /// The document's shape.
        shape: u64,
    },
    /// Not an order document; what the reader said.
    Malformed(String),
}

impl OrderDocument {
    /// Reads a stored document.
    pub fn from_json(text: &str) -> Result<Self, Unreadable> {
        let malformed = |error: serde_json::Error| Unreadable::Malformed(error.to_string());
        let value: Value = serde_json::from_str(text).map_err(malformed)?;
        match value.get("shape").and_then(Value::as_u64) {
            Some(shape) if shape > u64::from(SHAPE) => Err(Unreadable::Newer { shape }),
            _ => serde_json::from_value(value).map_err(malformed),
        }
    }

    /// Writes the document as it is stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The document as a JSON value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        // Every key is a string and every number finite, the only two ways in which this could fail.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Every stop with its consignment's index, in driving order within each consignment.
    pub fn stops(&self) -> impl Iterator<Item = (usize, StopAt<'_>)> {
        let numbered = self.consignments.iter().enumerate();
        numbered.flat_map(|(index, consignment)| consignment.stops_in_order().map(move |at| (index, at)))
    }

    /// The earliest date on which something is collected.
    #[must_use]
    pub fn first_collection(&self) -> Option<Date> {
        self.consignments.iter().filter_map(|consignment| consignment.collection.date).min()
    }

    /// The latest date on which something is delivered.
    #[must_use]
    pub fn last_delivery(&self) -> Option<Date> {
        self.consignments.iter().filter_map(|consignment| consignment.delivery.date).max()
    }
}
