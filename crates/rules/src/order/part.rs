//! The stable inner ids of a document, by which a change names what it changes (rule 5.7).

use serde::{Deserialize, Serialize};

use super::{Consignment, GoodsLine, OrderDocument, Stop};

/// The id of a consignment, stop or goods line inside its document. Given by the caller, never reused, never shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartId(pub String);

impl PartId {
    /// The id of this text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PartId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an inner id names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part<'a> {
    /// A consignment.
    Consignment(&'a Consignment),
    /// A stop.
    Stop(&'a Stop),
    /// A goods line.
    Goods(&'a GoodsLine),
}

impl OrderDocument {
    /// What an inner id names, if it is in the document.
    #[must_use]
    pub fn part(&self, id: &PartId) -> Option<Part<'_>> {
        self.consignments.iter().find_map(|consignment| {
            if consignment.id == *id {
                return Some(Part::Consignment(consignment));
            }
            let stop = consignment.stops_in_order().find(|at| at.stop.id == *id).map(|at| Part::Stop(at.stop));
            stop.or_else(|| consignment.goods.iter().find(|line| line.id == *id).map(Part::Goods))
        })
    }

    /// Every inner id, in the document's order.
    pub fn part_ids(&self) -> impl Iterator<Item = &PartId> {
        self.consignments.iter().flat_map(|consignment| {
            let stops = consignment.stops_in_order().map(|at| &at.stop.id);
            std::iter::once(&consignment.id).chain(stops).chain(consignment.goods.iter().map(|line| &line.id))
        })
    }

    /// Gives every part without an id one from `fresh`, in the document's order; ids that are there stay.
    pub fn give_ids(&mut self, mut fresh: impl FnMut() -> PartId) {
        let mut give = |id: &mut PartId| {
            if id.0.is_empty() {
                *id = fresh();
            }
        };
        for consignment in &mut self.consignments {
            give(&mut consignment.id);
            give(&mut consignment.collection.id);
            consignment.stops.iter_mut().for_each(|stop| give(&mut stop.id));
            give(&mut consignment.delivery.id);
            consignment.goods.iter_mut().for_each(|line| give(&mut line.id));
        }
    }
}
