//! Random orders, and what two people may do to them.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::consignment;
use crate::money::{Currency, Money};
use crate::order::{Adr, Consignment, GoodsLine, OrderDocument, PartId, Stop, Window};
use crate::testing::{day, time};

/// What is edited, where (twice), and to what.
pub(crate) type Edit = [usize; 4];

const FIELDS: usize = 22;
const ALL: usize = FIELDS + 13;

pub(crate) fn any_order() -> impl Strategy<Value = OrderDocument> {
    prop::collection::vec((0..4_usize, 0..4_usize), 1..4).prop_map(|sizes| {
        let consignments = sizes.into_iter().enumerate().map(|(index, (stops, goods))| sized(index + 1, stops, goods)).collect();
        OrderDocument { service: "groupage".to_owned(), reference: Some("PO 1".to_owned()), consignments, ..OrderDocument::default() }
    })
}

fn sized(number: usize, stops: usize, goods: usize) -> Consignment {
    let id = |kind: &str, index: usize| PartId::new(format!("{kind}{number}.{index}"));
    Consignment {
        stops: (0..stops).map(|index| Stop { id: id("s", index), ..Stop::default() }).collect(),
        goods: (0..goods).map(|index| GoodsLine { id: id("g", index), quantity: 1, ..GoodsLine::default() }).collect(),
        ..consignment(number)
    }
}

/// Edits of fields alone: parts stay where they are.
pub(super) fn any_field_edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec([0..FIELDS, 0..9_usize, 0..9_usize, 0..3_usize], 0..6)
}

/// Edits of any sort.
pub(crate) fn any_edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec([0..ALL, 0..9_usize, 0..9_usize, 0..3_usize], 0..8)
}

/// Edits of any sort but those that move a part to another consignment or make it another end.
pub(super) fn any_edits_in_place() -> impl Strategy<Value = Vec<Edit>> {
    const MOVES: [usize; 3] = [FIELDS + 4, FIELDS + 11, FIELDS + 12];
    any_edits().prop_map(|edits| edits.into_iter().filter(|edit| !MOVES.contains(&edit[0])).collect())
}

/// The order after the edits of one side; what that side adds has ids of its own.
pub(crate) fn edited(base: &OrderDocument, side: &str, edits: &[Edit]) -> OrderDocument {
    let mut document = base.clone();
    for (count, edit) in edits.iter().enumerate() {
        let [what, at, inner, value] = *edit;
        match what {
            0..=6 => order_field(&mut document, what, value),
            7..=FIELDS => part_field(&mut document, *edit),
            _ => structure(&mut document, [what - FIELDS, at, inner, value], &format!("{side}{count}")),
        }
    }
    document
}

fn text(value: usize) -> Option<String> {
    ["yes", "no"].get(value).map(|text| (*text).to_owned())
}

fn odd(value: usize) -> Value {
    [json!(null), json!({"code": 1}), json!("0.10")][value].clone()
}

fn order_field(document: &mut OrderDocument, what: usize, value: usize) {
    match what {
        0 => document.reference = text(value),
        1 => document.level = text(value),
        2 => document.requested_price = Some(Money { minor: value.try_into().unwrap(), currency: Currency::parse("EUR").unwrap() }),
        3 => document.contact_emails = text(value).into_iter().collect(),
        4 => drop(document.custom_fields.insert("cost.centre".to_owned(), odd(value))),
        5 => drop(document.custom_fields.remove("cost.centre")),
        _ => drop(document.unknown.insert("x_tail".to_owned(), odd(value))),
    }
}

fn part_field(document: &mut OrderDocument, [what, at, inner, value]: Edit) {
    let count = document.consignments.len();
    let Some(consignment) = document.consignments.get_mut(at % count.max(1)) else { return };
    match what {
        7 => consignment.reference = text(value),
        8 => drop(consignment.unknown.insert("window".to_owned(), odd(value))),
        9..=15 => {
            let further = consignment.stops.len();
            let stop = match inner % (further + 2) {
                0 => &mut consignment.collection,
                1 => &mut consignment.delivery,
                index => &mut consignment.stops[index - 2],
            };
            stop_field(stop, what, value);
        }
        _ => {
            let lines = consignment.goods.len();
            if let Some(line) = consignment.goods.get_mut(inner % lines.max(1)) {
                goods_field(line, what, value);
            }
        }
    }
}

fn stop_field(stop: &mut Stop, what: usize, value: usize) {
    match what {
        9 => stop.date = [None, Some(day("2026-05-04")), Some(day("2026-05-05"))][value],
        10 => stop.window = text(value).map(|_| Window { from: Some(time(["08:00", "09:00"][value])), until: None }),
        11 => stop.opening_hours = value > 0,
        12 => stop.address.city = text(value).unwrap_or_default(),
        13 => stop.location = text(value),
        14 => drop(stop.address.unknown.insert("latitude".to_owned(), odd(value))),
        _ => drop(stop.unknown.insert("weight_kg".to_owned(), odd(value))),
    }
}

fn goods_field(line: &mut GoodsLine, what: usize, value: usize) {
    match what {
        16 => line.quantity = u32::try_from(value).unwrap() + 1,
        17 => line.weight_kg = [None, Some(Decimal::new(10, 2)), Some(Decimal::new(1, 1))][value],
        18 => line.adr = (0..value).map(|_| Adr { quantity: Some(Decimal::new(5, 1)), ..Adr::default() }).collect(),
        19 => line.barcodes = text(value).into_iter().collect(),
        20 => line.stackable = [None, Some(true), Some(false)][value],
        _ => drop(line.unknown.insert("x".to_owned(), odd(value))),
    }
}

/// Adds, removes and moves parts.
fn structure(document: &mut OrderDocument, [what, at, inner, value]: Edit, fresh: &str) {
    let count = document.consignments.len();
    let (first, second) = (at % count.max(1), inner % count.max(1));
    match what {
        1 => document.consignments.insert(at % (count + 1), renamed(sized(9, value, 1), fresh)),
        2 if count > 0 => drop(document.consignments.remove(first)),
        3 if count > 0 => document.consignments.swap(first, second),
        4 if count > 1 => {
            let line = document.consignments[first].goods.pop();
            document.consignments[second].goods.extend(line);
        }
        _ if count > 0 => within(&mut document.consignments[first], what, inner, fresh),
        _ => {}
    }
}

fn within(consignment: &mut Consignment, what: usize, inner: usize, fresh: &str) {
    let (stops, goods) = (consignment.stops.len(), consignment.goods.len());
    match what {
        5 => consignment.stops.insert(inner % (stops + 1), Stop { id: PartId::new(fresh), ..Stop::default() }),
        6 if stops > 0 => drop(consignment.stops.remove(inner % stops)),
        7 if stops > 0 => consignment.stops.rotate_left(inner % stops),
        8 => consignment.goods.insert(inner % (goods + 1), GoodsLine { id: PartId::new(fresh), quantity: 1, ..GoodsLine::default() }),
        9 if goods > 0 => drop(consignment.goods.remove(inner % goods)),
        10 if goods > 0 => consignment.goods.swap(0, inner % goods),
        11 if stops > 0 => std::mem::swap(&mut consignment.stops[0], &mut consignment.delivery),
        6..=10 => {}
        _ => std::mem::swap(&mut consignment.collection, &mut consignment.delivery),
    }
}

fn renamed(mut consignment: Consignment, fresh: &str) -> Consignment {
    consignment.id = PartId::default();
    (consignment.collection.id, consignment.delivery.id) = (PartId::default(), PartId::default());
    consignment.stops.iter_mut().for_each(|stop| stop.id = PartId::default());
    consignment.goods.iter_mut().for_each(|line| line.id = PartId::default());
    let mut one = OrderDocument { consignments: vec![consignment], ..OrderDocument::default() };
    let mut number = 0;
    one.give_ids(|| {
        number += 1;
        PartId::new(format!("{fresh}.{number}"))
    });
    one.consignments.remove(0)
}
