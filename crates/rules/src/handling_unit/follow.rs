//! What becomes of the units when the order becomes another (9.2).

use std::collections::BTreeSet;

use super::Unit;
use crate::label::{Says, Sscc, outdated};
use crate::order::{Consignment, GoodsLine, OrderDocument, PartId};

/// A unit that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// The goods line it is one of.
    pub line: PartId,
    /// The customer's own SSCC for it.
    pub own: Option<Sscc>,
}

/// What becomes of an order's units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// These come, in the order of the goods.
    pub new: Vec<New>,
    /// These are void, by ordinal.
    pub void: Vec<u32>,
    /// The labels of these say something else from now on: their revision rises.
    pub revised: Vec<u32>,
}

impl Followed {
    /// Nothing becomes of them.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.new.is_empty() && self.void.is_empty() && self.revised.is_empty()
    }
}

/// The units of an order that has none.
#[must_use]
pub fn first(order: &OrderDocument) -> Vec<New> {
    let mut borne = BTreeSet::new();
    let lines = order.consignments.iter().flat_map(|consignment| &consignment.goods);
    lines.flat_map(|line| come(line, &mut borne, line.quantity as usize)).collect()
}

/// The units of an order that was `before` and is `after`; `units` are those that are not void, `begun` the collection stops a driver
/// is or was at. What such a collection took along is never void.
#[must_use]
pub fn follow(before: &OrderDocument, after: &OrderDocument, units: &[Unit], begun: &BTreeSet<PartId>) -> Followed {
    let mut followed = Followed::default();
    let mut borne: BTreeSet<Sscc> = units.iter().filter_map(|unit| unit.own.clone()).collect();
    for line in after.consignments.iter().flat_map(|consignment| &consignment.goods) {
        let here: Vec<&Unit> = units.iter().filter(|unit| unit.line == line.id).collect();
        let wanted = line.quantity as usize;
        followed.new.extend(come(line, &mut borne, wanted.saturating_sub(here.len())));
        if here.len() > wanted && !has_begun(&[before, after], &line.id, begun) {
            followed.void.extend(first_to_go(line, here.clone()).into_iter().take(here.len() - wanted));
        }
    }
    let gone = units.iter().filter(|unit| Says::of(after, &unit.line).is_none());
    followed.void.extend(gone.filter(|unit| !has_begun(&[before], &unit.line, begun)).map(|unit| unit.ordinal));
    let stays = units.iter().filter(|unit| !followed.void.contains(&unit.ordinal));
    let news = stays.filter(|unit| match (Says::of(before, &unit.line), Says::of(after, &unit.line)) {
        (Some(before), Some(after)) => outdated(&before, &after),
        _ => false,
    });
    followed.revised = news.map(|unit| unit.ordinal).collect();
    followed
}

/// The units that are void when the order is rejected, withdrawn or cancelled: all but those that were collected.
#[must_use]
pub fn none_left(order: &OrderDocument, units: &[Unit], begun: &BTreeSet<PartId>) -> Vec<u32> {
    units.iter().filter(|unit| !has_begun(&[order], &unit.line, begun)).map(|unit| unit.ordinal).collect()
}

/// Units that come to a line, with the customer's SSCCs that no unit of the order bears yet.
fn come(line: &GoodsLine, borne: &mut BTreeSet<Sscc>, count: usize) -> Vec<New> {
    let free = line.barcodes.iter().filter_map(|barcode| said(barcode)).filter(|sscc| borne.insert(sscc.clone()));
    let own: Vec<Option<Sscc>> = free.take(count).map(Some).collect();
    let own = own.into_iter().chain(std::iter::repeat(None));
    own.take(count).map(|own| New { line: line.id.clone(), own }).collect()
}

/// The SSCC a barcode of the customer's is, however it is written.
fn said(barcode: &str) -> Option<Sscc> {
    match crate::label::Scan::read(barcode)?.code {
        crate::label::Code::Sscc(sscc) => Some(sscc),
        crate::label::Code::Plate(_) => None,
    }
}

/// In which order the units of a line go: first those whose own SSCC the customer no longer names, then those that were never
/// printed, then the others; of each the youngest first.
fn first_to_go(line: &GoodsLine, mut units: Vec<&Unit>) -> Vec<u32> {
    let named: Vec<Sscc> = line.barcodes.iter().filter_map(|barcode| said(barcode)).collect();
    let kept = |unit: &Unit| unit.own.as_ref().is_none_or(|own| named.contains(own));
    units.sort_by_key(|unit| (kept(unit), unit.printed.is_some(), std::cmp::Reverse(unit.ordinal)));
    units.into_iter().map(|unit| unit.ordinal).collect()
}

/// Whether the collection of a line's consignment has begun, in any of these states of the order.
fn has_begun(orders: &[&OrderDocument], line: &PartId, begun: &BTreeSet<PartId>) -> bool {
    let holds = |consignment: &&Consignment| consignment.goods.iter().any(|one| one.id == *line);
    orders.iter().filter_map(|order| order.consignments.iter().find(holds)).any(|part| begun.contains(&part.collection.id))
}
