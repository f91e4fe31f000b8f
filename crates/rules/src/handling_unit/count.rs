//! Which of how many: a unit's place among those of its consignment, as its label says it.

use std::collections::BTreeMap;

use super::Unit;
use crate::order::OrderDocument;

/// Which unit of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1, as they came: one that is added is the last.
    pub n: u32,
    /// How many the consignment has.
    pub of: u32,
}

/// The places of units that are not void, by ordinal. A unit whose goods line is gone, kept because it was collected, has none.
#[must_use]
pub fn places(order: &OrderDocument, units: &[Unit]) -> BTreeMap<u32, Place> {
    let mut places = BTreeMap::new();
    for consignment in &order.consignments {
        let here = units.iter().filter(|unit| consignment.goods.iter().any(|line| line.id == unit.line));
        let mut ordinals: Vec<u32> = here.map(|unit| unit.ordinal).collect();
        ordinals.sort_unstable();
        let of = u32::try_from(ordinals.len()).unwrap_or(u32::MAX);
        places.extend((1..).zip(ordinals).map(|(n, ordinal)| (ordinal, Place { n, of })));
    }
    places
}
