//! Changes as people make them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::super::*;
use super::{consignment, order};
use crate::order::{GoodsLine, OrderDocument, PartId, Window};
use crate::order_check::Place;
use crate::testing::{day, time};

fn revised(edit: impl FnOnce(&mut OrderDocument)) -> OrderDocument {
    let mut document = order();
    edit(&mut document);
    document
}

fn change(edit: impl FnOnce(&mut OrderDocument)) -> Vec<Operation> {
    changes(&order(), &revised(edit)).unwrap()
}

fn merged(current: &OrderDocument, operations: &[Operation]) -> Merged {
    merge(current, operations, &Terms::default()).unwrap()
}

fn paths<'a>(operations: impl IntoIterator<Item = &'a Operation>) -> Vec<String> {
    operations.into_iter().map(|operation| operation.path.to_string()).collect()
}

#[test]
fn an_address_and_its_location_are_one_field() {
    let customer = change(|document| {
        let stop = &mut document.consignments[0].delivery;
        stop.address.city = "Utrecht".to_owned();
        stop.location = Some("depot".to_owned());
    });
    assert_eq!(paths(&customer), ["part.z1.address"]);
    let to: Placed = serde_json::from_value(customer[0].to.clone().unwrap()).unwrap();
    assert_eq!((to.address.city.as_str(), to.location.as_deref()), ("Utrecht", Some("depot")));
    let staff = revised(|document| document.consignments[0].delivery.address.street = "Kade 2".to_owned());
    let conflicts = merged(&staff, &customer).conflicts;
    assert_eq!(conflicts.len(), 1);
    let current: Placed = serde_json::from_value(conflicts[0].current.clone().unwrap()).unwrap();
    assert_eq!((current.address.street.as_str(), conflicts[0].can_take_proposed), ("Kade 2", true));
}

#[test]
fn a_window_and_the_opening_hours_are_one_field() {
    let window = Some(Window { from: Some(time("08:00")), until: None });
    let customer = change(|document| document.consignments[0].collection.window = window);
    assert_eq!(paths(&customer), ["part.a1.window"]);
    let when: When = serde_json::from_value(customer[0].to.clone().unwrap()).unwrap();
    assert_eq!(when, When { window, opening_hours: false });
    let staff = revised(|document| document.consignments[0].collection.opening_hours = true);
    assert_eq!(merged(&staff, &customer).conflicts.len(), 1, "never both");
}

#[test]
fn a_date_and_a_window_are_two_fields() {
    let customer = change(|document| document.consignments[0].collection.date = Some(day("2026-05-05")));
    let staff = revised(|document| document.consignments[0].collection.opening_hours = true);
    let both = merged(&staff, &customer);
    assert!(both.conflicts.is_empty());
    let stop = &both.document.consignments[0].collection;
    assert_eq!((stop.date, stop.opening_hours), (Some(day("2026-05-05")), true));
}

/// `0.1` typed again as `0.10` is no change, and no conflict.
#[test]
fn decimals_are_what_they_are_worth() {
    let line = |text: &str| {
        let weight = Some(Decimal::from_str_exact(text).unwrap());
        revised(|document| document.consignments[0].goods[0].weight_kg = weight)
    };
    assert_eq!(changes(&line("0.1"), &line("0.10")).unwrap(), []);
    let operations = changes(&order(), &line("0.10")).unwrap();
    assert_eq!(paths(&merged(&line("0.1"), &operations).already), ["part.g1.weight_kg"]);
}

#[test]
fn both_choices_do_what_they_say() {
    let customer = change(|document| document.consignments[1].goods[0].quantity = 5);
    let staff = revised(|document| document.consignments[1].goods[0].quantity = 7);
    let open = merged(&staff, &customer);
    let expected = Conflict {
        path: Path::Part { id: PartId::new("g2"), field: "quantity".to_owned() },
        from: Some(json!(2)),
        current: Some(json!(7)),
        proposed: Some(json!(5)),
        can_take_proposed: true,
    };
    assert_eq!((&open.conflicts[..], &open.document), (&[expected.clone()][..], &staff));
    for (choice, quantity) in [(Choice::Current, 7), (Choice::Proposed, 5)] {
        let terms = Terms { choices: BTreeMap::from([(expected.path.clone(), choice)]), ..Terms::default() };
        let settled = merge(&staff, &customer, &terms).unwrap();
        assert!(settled.conflicts.is_empty());
        assert_eq!((settled.applied.len(), settled.kept.len()), if quantity == 5 { (1, 0) } else { (0, 1) });
        assert_eq!(settled.document.consignments[1].goods[0].quantity, quantity);
    }
}

#[test]
fn what_the_other_side_removed_cannot_be_changed() {
    let customer = change(|document| document.consignments[0].stops[0].note = Some("ring twice".to_owned()));
    let without = revised(|document| document.consignments[0].stops.clear());
    let conflicts = merged(&without, &customer).conflicts;
    assert_eq!(conflicts.iter().map(|conflict| conflict.can_take_proposed).collect::<Vec<_>>(), [false]);
    let removal = changes(&order(), &without).unwrap();
    let noted = apply(&order(), &customer).unwrap();
    let conflicts = merged(&noted, &removal).conflicts;
    assert_eq!(conflicts.iter().map(|conflict| conflict.can_take_proposed).collect::<Vec<_>>(), [true]);
}

#[test]
fn adding_on_both_sides_is_no_conflict() {
    let line = |id: &str| GoodsLine { id: PartId::new(id), quantity: 1, ..GoodsLine::default() };
    let customer = change(|document| document.consignments[0].goods.push(line("ours")));
    let staff = revised(|document| document.consignments[0].goods.push(line("theirs")));
    let both = merged(&staff, &customer);
    assert!(both.conflicts.is_empty());
    let ids: Vec<_> = both.document.consignments[0].goods.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["g1", "ours", "theirs"]);
}

#[test]
fn the_same_on_both_sides_is_nothing_left() {
    let edit = |document: &mut OrderDocument| document.level = Some("express".to_owned());
    let nothing = merged(&revised(edit), &change(edit));
    assert!(nothing.is_already_so());
    assert_eq!(nothing.document, revised(edit));
}

#[test]
fn a_collection_that_has_begun() {
    let customer = change(|document| {
        document.consignments[0].collection.note = Some("too late".to_owned());
        document.consignments[0].delivery.note = Some("in time".to_owned());
        document.consignments.remove(1);
    });
    let begun = |ids: &[&str]| Terms { begun: ids.iter().map(|id| PartId::new(*id)).collect::<BTreeSet<_>>(), ..Terms::default() };
    let both = merge(&order(), &customer, &begun(&["a1", "a2"])).unwrap();
    assert_eq!(paths(&both.refused), ["whole.consignments.c2", "part.a1.note"]);
    assert_eq!(paths(&both.applied), ["part.z1.note"]);
    assert!(!both.is_out_of_reach());
    let rest: Vec<_> = customer.iter().filter(|operation| operation.path.to_string() != "part.z1.note").cloned().collect();
    assert!(merge(&order(), &rest, &begun(&["a1", "a2"])).unwrap().is_out_of_reach());
}

/// What a newer program wrote beside is not in the way; a field that holds null is not an empty one.
#[test]
fn operations_are_read_back() {
    let text = r#"[{"path": {"what": "part", "id": "g1", "field": "x", "newer": 1}, "to": null, "newer": true}]"#;
    let operations: Vec<Operation> = serde_json::from_str(text).unwrap();
    assert_eq!((&operations[0].from, &operations[0].to), (&None, &Some(Value::Null)));
    let document = apply(&order(), &operations).unwrap();
    assert_eq!(document.consignments[0].goods[0].unknown.get("x"), Some(&Value::Null));
}

#[test]
fn what_does_not_fit_is_a_fault() {
    let twice = revised(|document| document.consignments[1] = consignment(1));
    assert!(matches!(changes(&order(), &twice), Err(Unfit::IdNotUnique(_))));
    let without = revised(|document| document.consignments[0].goods.push(GoodsLine::default()));
    assert!(matches!(changes(&order(), &without), Err(Unfit::IdNotUnique(id)) if id == PartId::default()));
    let path = Path::Part { id: PartId::new("g1"), field: "quantity".to_owned() };
    let wrong = Operation { path, from: Some(json!(2)), to: Some(json!("many")), after: None };
    assert!(matches!(merge(&order(), &[wrong], &Terms::default()), Err(Unfit::Malformed(_))));
    let other = change(|document| document.level = Some("express".to_owned()));
    let moved = revised(|document| document.level = Some("slow".to_owned()));
    assert_eq!(apply(&moved, &other), Err(Unfit::Conflicts(1)));
}

#[test]
fn a_change_of_service_is_known_as_one() {
    let service = change(|document| document.service = "express".to_owned());
    assert!(service.iter().any(Operation::changes_service));
    let other = change(|document| document.level = Some("service".to_owned()));
    assert!(!other.iter().any(Operation::changes_service));
}

#[test]
fn places_are_those_of_the_form() {
    let document = revised(|document| document.custom_fields = BTreeMap::from([("cost".to_owned(), json!(1))]));
    let positions = Positions::of(&document);
    let part = |id: &str, field: &str| Path::Part { id: PartId::new(id), field: field.to_owned() };
    let cases = [
        (Path::Order { field: "reference".to_owned() }, "reference"),
        (Path::Custom { key: "cost".to_owned() }, "custom_fields"),
        (part("c2", "reference"), "c1.reference"),
        (part("a2", "date"), "c1.collection.date"),
        (part("s1", "address"), "c0.s0.address"),
        (part("g2", "weight_kg"), "c1.g0.weight_kg"),
        (part("g2", "never heard of"), "c1.g0.other"),
        (Path::Sequence { list: List::Goods { of: PartId::new("c2") } }, "c1.goods"),
        (Path::End { consignment: PartId::new("c1"), end: End::Delivery }, "c0.delivery.stop"),
    ];
    for (path, expected) in cases {
        assert_eq!(positions.place(&path).map(|place: Place| place.to_string()).as_deref(), Some(expected), "{path}");
    }
    assert_eq!(positions.place(&part("gone", "date")), None);
}

/// The largest order there may be, changed in every line and turned round.
#[test]
fn the_largest_order() {
    let mut base = OrderDocument { consignments: (0..20).map(consignment).collect(), ..OrderDocument::default() };
    for consignment in &mut base.consignments {
        let id = consignment.id.clone();
        let line = |index| GoodsLine { id: PartId::new(format!("{id}.{index}")), quantity: 1, ..GoodsLine::default() };
        consignment.goods = (0..100).map(line).collect();
    }
    let mut revised = base.clone();
    for consignment in &mut revised.consignments {
        consignment.goods.reverse();
        consignment.goods.iter_mut().for_each(|line| line.quantity = 2);
    }
    let operations = changes(&base, &revised).unwrap();
    assert_eq!(operations.len(), 20 * 101);
    assert_eq!(apply(&base, &operations).unwrap(), revised);
}
