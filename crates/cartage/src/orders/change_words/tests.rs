//! Each kind of change, and what it reads like.

use rules::order::{Address, Adr, Consignment, GoodsLine, OrderDocument, PartId, Stop, Window};
use rules::order_change::{Terms, changes, merge};
use rules::order_form::{At, CustomField, Key, Kind, OrderForm};
use serde_json::json;
use uuid::Uuid;

use super::*;

const EXPRESS: Uuid = Uuid::from_u128(1);

fn stop(id: &str, name: &str, city: &str, date: &str) -> Stop {
    let address = Address {
        name: name.into(),
        street: "Kade 1".into(),
        postcode: "1011 AB".into(),
        city: city.into(),
        country: "NL".into(),
        ..Address::default()
    };
    Stop { id: PartId::new(id), address, date: Some(date.parse().unwrap()), ..Stop::default() }
}

fn line(id: &str, quantity: u32, what: &str) -> GoodsLine {
    let weight_kg = Some("4320.0".parse().unwrap());
    GoodsLine {
        id: PartId::new(id),
        quantity,
        packaging: Some("pallets".into()),
        description: Some(what.into()),
        weight_kg,
        ..GoodsLine::default()
    }
}

fn consignment(n: usize) -> Consignment {
    let id = |what: &str| PartId::new(format!("{what}{n}"));
    Consignment {
        id: id("c"),
        collection: stop(&id("from").0, "Jansen", "Amsterdam", "2026-05-05"),
        delivery: stop(&id("to").0, "Peeters", "Gent", "2026-05-06"),
        goods: vec![line(&id("g").0, 12, "canned food"), line(&id("h").0, 2, "drums of oil")],
        ..Consignment::default()
    }
}

fn order(consignments: usize) -> OrderDocument {
    OrderDocument {
        reference: Some("PO 1".into()),
        consignments: (1..=consignments).map(consignment).collect(),
        ..OrderDocument::default()
    }
}

/// `field: from > to` of each change.
fn told(before: &OrderDocument, after: &OrderDocument) -> Vec<String> {
    let cost_centre = CustomField {
        key: Key::new("cost_centre").unwrap(),
        label: "Cost centre (SAP)".into(),
        at: At::Order,
        kind: Kind::Number,
        choices: Vec::new(),
        hint: String::new(),
        archived: true,
    };
    let form = OrderForm { custom: vec![cost_centre], ..OrderForm::default() };
    let names = ChangeNames::of([(EXPRESS, "Express".to_owned())]).with_own(&form);
    let operations = changes(before, after).unwrap();
    let words = change_words(&operations, before, after, &names);
    words.into_iter().map(|change| format!("{}: {} > {}", change.field, change.from, change.to)).collect()
}

/// What a change of an order with one consignment reads like.
fn one(change: impl FnOnce(&mut OrderDocument)) -> Vec<String> {
    let mut after = order(1);
    change(&mut after);
    told(&order(1), &after)
}

#[test]
fn fields_of_the_order() {
    let said = one(|order| {
        order.reference = Some("PO 2".into());
        order.level = Some(EXPRESS.to_string());
        order.contact_emails = vec!["a@b.example".into(), "c@b.example".into()];
        order.custom_fields.insert("cost_centre".into(), json!(12));
        order.custom_fields.insert("urgent".into(), json!(true));
        order.requested_price = serde_json::from_value(json!({"minor": 12_500, "currency": "EUR"})).unwrap();
        order.unknown.insert("cmr_number".into(), json!("4"));
    });
    let mut said = said;
    said.sort();
    assert_eq!(
        said,
        [
            "Cmr number:  > 4",
            "Contact e-mails:  > a@b.example, c@b.example",
            "Cost centre (SAP):  > 12",
            "Customer reference: PO 1 > PO 2",
            "Requested price:  > EUR 125.00",
            "Service level:  > Express",
            "Urgent:  > yes",
        ]
    );
}

#[test]
fn fields_of_stops() {
    let when = |from: &str, until: &str| Some(Window { from: from.parse().ok(), until: until.parse().ok() });
    assert_eq!(
        one(|o| o.consignments[0].collection.date = Some("2027-01-04".parse().unwrap())),
        ["Collection date: Tue 5 May 2026 > Mon 4 Jan 2027"]
    );
    assert_eq!(one(|o| o.consignments[0].delivery.window = when("08:00", "12:00")), ["Delivery window:  > 08:00 to 12:00"]);
    assert_eq!(one(|o| o.consignments[0].delivery.window = when("08:00", "")), ["Delivery window:  > from 08:00"]);
    assert_eq!(one(|o| o.consignments[0].delivery.opening_hours = true), ["Delivery window:  > when the location is open"]);
    assert_eq!(one(|o| o.consignments[0].delivery.duration_minutes = Some(30)), ["Delivery duration:  > 30 minutes"]);
    assert_eq!(one(|o| o.consignments[0].delivery.email = Some("x@y.example".into())), ["Delivery e-mail:  > x@y.example"]);
    assert_eq!(
        one(|o| o.consignments[0].delivery.address.street = "Laan 2".into()),
        ["Delivery address: Peeters, Kade 1, 1011 AB Gent (NL) > Peeters, Laan 2, 1011 AB Gent (NL)"]
    );
    assert_eq!(
        one(|o| o.consignments[0].delivery.location = Some("l".into())),
        ["Delivery address: Peeters, Kade 1, 1011 AB Gent (NL) > Peeters, Kade 1, 1011 AB Gent (NL), from the address book"]
    );
    assert_eq!(
        one(|o| o.consignments[0].delivery.id = PartId::new("other")),
        ["Delivery: Peeters, Kade 1, 1011 AB Gent (NL), Wed 6 May 2026 > Peeters, Kade 1, 1011 AB Gent (NL), Wed 6 May 2026"]
    );
}

#[test]
fn fields_of_goods() {
    assert_eq!(one(|o| o.consignments[0].goods[1].weight_kg = Some("12.50".parse().unwrap())), ["Goods line 2, weight (kg): 4320 > 12.5"]);
    assert_eq!(one(|o| o.consignments[0].goods[1].stackable = Some(false)), ["Goods line 2, stackable:  > no"]);
    let adr = Adr { un_number: Some("1203".into()), class: Some("3".into()), quantity: Some("20.50".parse().unwrap()), ..Adr::default() };
    assert_eq!(one(|o| o.consignments[0].goods[0].adr = vec![adr]), ["Goods line 1, dangerous goods (ADR):  > UN 1203, 3 · quantity 20.5"]);
}

#[test]
fn parts_that_come_go_and_move() {
    assert_eq!(one(|o| o.consignments[0].goods.push(line("new", 3, "paint"))), ["Goods line 3:  > 3 pallets, paint, 4320 kg"]);
    assert_eq!(one(|o| drop(o.consignments[0].goods.remove(0))), ["Goods line 1: 12 pallets, canned food, 4320 kg > "]);
    assert_eq!(
        one(|o| o.consignments[0].goods.reverse()),
        ["Order of the goods lines: canned food, drums of oil > drums of oil, canned food"]
    );
    assert_eq!(
        one(|o| o.consignments[0].stops.push(stop("s", "Bakker", "Utrecht", "2026-05-05"))),
        ["Stop 1:  > Bakker, Kade 1, 1011 AB Utrecht (NL), Tue 5 May 2026"]
    );
    assert_eq!(
        one(|o| o.consignments.push(consignment(2))),
        ["Consignment 2:  > Amsterdam (NL) to Gent (NL), Tue 5 May 2026, 14 pallets, 8640 kg"]
    );
}

#[test]
fn consignments_are_told_apart_where_there_are_several() {
    let mut after = order(2);
    after.consignments[1].delivery.note = Some("ring".into());
    after.consignments[1].goods[0].quantity = 13;
    after.consignments[1].reference = Some("B".into());
    assert_eq!(
        told(&order(2), &after),
        ["Consignment 2, reference:  > B", "Consignment 2, delivery note:  > ring", "Consignment 2, goods line 1, quantity: 12 > 13"]
    );
}

#[test]
fn a_conflict_is_a_row_with_all_three() {
    let (base, mut ours, mut theirs) = (order(1), order(1), order(1));
    ours.consignments[0].collection.date = Some("2026-05-07".parse().unwrap());
    theirs.consignments[0].collection.date = Some("2026-05-08".parse().unwrap());
    theirs.consignments[0].delivery.window = Some(Window { from: "08:00".parse().ok(), until: None });
    let merged = merge(&ours, &changes(&base, &theirs).unwrap(), &Terms::default()).unwrap();
    let names = ChangeNames::default();
    let wording = Wording::new(&ours, &theirs, &names);
    let row = wording.conflict_row(&merged.conflicts[0]);
    assert_eq!((row.path.as_str(), row.place.as_deref()), ("part.from1.date", Some("c0.collection.date")));
    assert_eq!([row.from, row.current, row.proposed], ["Tue 5 May 2026", "Thu 7 May 2026", "Fri 8 May 2026"]);
    let row = wording.row(&merged.applied[0]);
    assert_eq!((row.field.as_str(), row.place.as_deref(), row.current.as_str()), ("Delivery window", Some("c0.delivery.from"), ""));
}
