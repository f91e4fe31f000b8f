//! What a change is, and how the changes of two sides come together.

mod cases;
pub(crate) mod edits;
mod properties;

use super::*;
use crate::order::{Consignment, GoodsLine, OrderDocument, PartId, Stop};

/// A consignment with everything by its number: `c1`, from `a1` over `s1` to `z1`, with `g1`.
fn consignment(number: usize) -> Consignment {
    let stop = |id: &str| Stop { id: PartId::new(format!("{id}{number}")), ..Stop::default() };
    let goods = GoodsLine { id: PartId::new(format!("g{number}")), quantity: 2, ..GoodsLine::default() };
    let id = PartId::new(format!("c{number}"));
    Consignment { id, collection: stop("a"), stops: vec![stop("s")], delivery: stop("z"), goods: vec![goods], ..Consignment::default() }
}

fn order() -> OrderDocument {
    OrderDocument { reference: Some("PO 1".to_owned()), consignments: vec![consignment(1), consignment(2)], ..OrderDocument::default() }
}

#[test]
fn a_change_makes_the_revised_order_of_the_base() {
    let base = order();
    let mut revised = order();
    revised.reference = Some("PO 2".to_owned());
    revised.consignments[1].goods[0].quantity = 7;
    revised.consignments[0].stops.clear();
    revised.consignments.insert(0, consignment(3));
    let operations = changes(&base, &revised).unwrap();
    let paths: Vec<_> = operations.iter().map(|operation| operation.path.to_string()).collect();
    assert_eq!(paths, ["order.reference", "whole.consignments.c3", "whole.c1.stops.s1", "part.g2.quantity"]);
    assert_eq!(apply(&base, &operations).unwrap(), revised);
}
