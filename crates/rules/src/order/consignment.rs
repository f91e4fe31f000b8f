//! A consignment: one collection to one delivery, with stops between, and the goods carried.

use serde::{Deserialize, Serialize};

use super::{GoodsLine, PartId, Stop, StopAt, StopKind, Unknown};

/// One collection to one delivery.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Consignment {
    /// Its stable id.
    #[serde(default)]
    pub id: PartId,
    /// The customer's reference of this consignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where the goods are collected.
    #[serde(default)]
    pub collection: Stop,
    /// Stops between collection and delivery, in driving order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Stop>,
    /// Where the goods are delivered.
    #[serde(default)]
    pub delivery: Stop,
    /// What is carried.
    #[serde(default)]
    pub goods: Vec<GoodsLine>,
    /// What we do not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Consignment {
    /// The stops as they are driven: the collection, the further ones, the delivery.
    pub fn stops_in_order(&self) -> impl Iterator<Item = StopAt<'_>> {
        let further = self.stops.iter().enumerate();
        std::iter::once(StopAt { kind: StopKind::Collection, stop: &self.collection })
            .chain(further.map(|(index, stop)| StopAt { kind: StopKind::Further(index), stop }))
            .chain(std::iter::once(StopAt { kind: StopKind::Delivery, stop: &self.delivery }))
    }

    /// The stop of a kind, where the consignment has it.
    #[must_use]
    pub fn stop(&self, kind: StopKind) -> Option<&Stop> {
        match kind {
            StopKind::Collection => Some(&self.collection),
            StopKind::Further(index) => self.stops.get(index),
            StopKind::Delivery => Some(&self.delivery),
        }
    }
}
