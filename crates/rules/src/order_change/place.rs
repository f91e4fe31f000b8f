//! Where in the form an operation or conflict shows: the words and indexes of [`Place`].

use std::collections::HashMap;

use super::{End, List, Path};
use crate::order::{OrderDocument, PartId, StopKind};
use crate::order_check::Place;

/// Where the parts of one document stand, to ask for the places of many paths.
#[derive(Debug, Clone)]
pub struct Positions {
    parts: HashMap<PartId, Position>,
}

#[derive(Debug, Clone, Copy)]
enum Position {
    Consignment(usize),
    Stop(usize, StopKind),
    Goods(usize, usize),
}

impl Positions {
    /// The positions in this document: the one whose form is shown.
    #[must_use]
    pub fn of(document: &OrderDocument) -> Self {
        let mut parts = HashMap::new();
        for (index, consignment) in document.consignments.iter().enumerate() {
            parts.insert(consignment.id.clone(), Position::Consignment(index));
            parts.extend(consignment.stops_in_order().map(|at| (at.stop.id.clone(), Position::Stop(index, at.kind))));
            parts.extend(consignment.goods.iter().enumerate().map(|(line, goods)| (goods.id.clone(), Position::Goods(index, line))));
        }
        Self { parts }
    }

    /// The place of a path. A field we do not know shows with its part, as `other`; a removed part, or one of a consignment
    /// that is gone, has no place in the document: `None`.
    #[must_use]
    pub fn place(&self, path: &Path) -> Option<Place> {
        match path {
            Path::Order { field } => Some(Place::Order(known(&ORDER, field))),
            Path::Custom { .. } => Some(Place::Order("custom_fields")),
            Path::Part { id, field } => Some(match *self.parts.get(id)? {
                Position::Consignment(consignment) => Place::Consignment(consignment, known(&CONSIGNMENT, field)),
                Position::Stop(consignment, kind) => Place::Stop(consignment, kind, known(&STOP, field)),
                Position::Goods(consignment, line) => Place::Goods(consignment, line, known(&GOODS, field)),
            }),
            Path::End { consignment, end } => {
                let Position::Consignment(index) = *self.parts.get(consignment)? else { return None };
                let kind = match end {
                    End::Collection => StopKind::Collection,
                    End::Delivery => StopKind::Delivery,
                };
                Some(Place::Stop(index, kind, "stop"))
            }
            Path::Whole { id, .. } => Some(match *self.parts.get(id)? {
                Position::Consignment(consignment) => Place::Consignment(consignment, "consignment"),
                Position::Stop(consignment, kind) => Place::Stop(consignment, kind, "stop"),
                Position::Goods(consignment, line) => Place::Goods(consignment, line, "goods"),
            }),
            Path::Sequence { list: List::Consignments } => Some(Place::Order("consignments")),
            Path::Sequence { list } => {
                let Position::Consignment(index) = *self.parts.get(list.owner()?)? else { return None };
                Some(Place::Consignment(index, if matches!(list, List::Goods { .. }) { "goods" } else { "stops" }))
            }
        }
    }
}

const ORDER: [&str; 6] = ["service", "level", "reference", "requested_price", "planning_instructions", "contact_emails"];
const CONSIGNMENT: [&str; 1] = ["reference"];
const STOP: [&str; 9] = ["address", "date", "window", "reference", "note", "email", "phones", "instructions", "duration_minutes"];
const GOODS: [&str; 17] = [
    "quantity",
    "packaging",
    "packaging_size",
    "description",
    "weight_kg",
    "volume_m3",
    "loading_metres",
    "pallet_spaces",
    "unit_length_m",
    "unit_width_m",
    "unit_height_m",
    "stackable",
    "min_temperature_c",
    "max_temperature_c",
    "transport_temperature_c",
    "adr",
    "barcodes",
];

fn known(fields: &[&'static str], field: &str) -> &'static str {
    fields.iter().find(|known| **known == field).copied().unwrap_or("other")
}
