//! What must be filled, and what an edit is not asked for.

use proptest::prelude::*;
use serde_json::json;

use super::super::*;
use crate::order::{Consignment, GoodsLine, OrderDocument, PartId, Stop, Window};

fn own(key: &str, at: At, kind: Kind) -> CustomField {
    let (key, label) = (Key::new(key).unwrap(), key.to_owned());
    CustomField { key, label, at, kind, choices: Vec::new(), hint: String::new(), archived: false }
}

fn requiring(fields: &[Field]) -> Form {
    let mut form = OrderForm {
        custom: vec![own("cost", At::Order, Kind::Number), own("dock", At::Stop, Kind::Text), own("lot", At::Goods, Kind::Text)],
        ..OrderForm::default()
    };
    fields.iter().for_each(|field| form.arrange(None, Id::Standard(*field), Some(Presence::Required)));
    form.form(None)
}

fn requiring_own(key: &str) -> Form {
    let mut form = OrderForm {
        custom: vec![own("cost", At::Order, Kind::Number), own("dock", At::Stop, Kind::Text), own("lot", At::Goods, Kind::Text)],
        ..OrderForm::default()
    };
    form.arrange(None, Id::Custom(Key::new(key).unwrap()), Some(Presence::Required));
    form.form(None)
}

fn order() -> OrderDocument {
    let stop = |id: &str| Stop { id: PartId::new(id), ..Stop::default() };
    let line = |id: &str| GoodsLine { id: PartId::new(id), quantity: 1, ..GoodsLine::default() };
    let part = Consignment {
        id: PartId::new("c"),
        collection: stop("from"),
        stops: vec![stop("via")],
        delivery: stop("to"),
        goods: vec![line("g"), line("h")],
        ..Consignment::default()
    };
    OrderDocument { consignments: vec![part], ..OrderDocument::default() }
}

fn said(places: Vec<crate::order_check::Place>) -> Vec<String> {
    places.into_iter().map(|place| place.to_string()).collect()
}

#[test]
fn each_field_is_asked_for_where_it_stands() {
    let cases: &[(Field, &[&str])] = &[
        (Field::Reference, &["reference"]),
        (Field::RequestedPrice, &["requested_price"]),
        (Field::ConsignmentReference, &["c0.reference"]),
        (Field::DeliveryDate, &["c0.delivery.date"]),
        (Field::Window, &["c0.collection.from", "c0.s0.from", "c0.delivery.from"]),
        (Field::Note, &["c0.collection.note", "c0.s0.note", "c0.delivery.note"]),
        (Field::Weight, &["c0.g0.weight_kg", "c0.g1.weight_kg"]),
        (Field::UnitSize, &["c0.g0.unit_length_m", "c0.g1.unit_length_m"]),
        (Field::Level, &[]),
    ];
    for (field, places) in cases {
        assert_eq!(said(required(&requiring(&[*field]), &order(), None)), *places, "{field:?}");
    }
    let cases: &[(&str, &[&str])] = &[
        ("cost", &["custom.cost"]),
        ("dock", &["c0.collection.custom.dock", "c0.s0.custom.dock", "c0.delivery.custom.dock"]),
        ("lot", &["c0.g0.custom.lot", "c0.g1.custom.lot"]),
    ];
    for (key, places) in cases {
        assert_eq!(said(required(&requiring_own(key), &order(), None)), *places, "{key}");
    }
}

#[test]
fn a_window_or_the_opening_hours_will_do() {
    let form = requiring(&[Field::Window]);
    let mut document = order();
    document.consignments[0].collection.opening_hours = true;
    document.consignments[0].delivery.window = Some(Window { from: None, until: "12:00".parse().ok() });
    assert_eq!(said(required(&form, &document, None)), ["c0.s0.from"]);
}

#[test]
fn an_edit_is_asked_only_in_the_blocks_it_touches() {
    let form = requiring(&[Field::Reference, Field::Note, Field::Weight]);
    let before = order();
    let edited = |change: fn(&mut OrderDocument)| {
        let mut document = order();
        change(&mut document);
        said(required(&form, &document, Some(&before)))
    };
    type Case = (&'static str, fn(&mut OrderDocument), &'static [&'static str]);
    let cases: [Case; 6] = [
        ("nothing", |_| {}, &[]),
        ("the general details", |order| order.planning_instructions = Some("x".into()), &["reference"]),
        ("the delivery", |order| order.consignments[0].delivery.reference = Some("x".into()), &["c0.delivery.note"]),
        ("a goods line", |order| order.consignments[0].goods[1].quantity = 2, &["c0.g1.weight_kg"]),
        ("a new goods line", |order| order.consignments[0].goods.push(GoodsLine::default()), &["c0.g2.weight_kg"]),
        ("a goods line gone", |order| drop(order.consignments[0].goods.remove(0)), &[]),
    ];
    for (case, change, places) in cases {
        assert_eq!(edited(change), places, "{case}");
    }
}

#[test]
fn own_values_are_understood_and_the_others_left_alone() {
    let form = requiring(&[]);
    let mut document = order();
    document.custom_fields =
        [("cost".to_owned(), json!("12,50")), ("theirs".to_owned(), json!({"a": 1})), ("empty".to_owned(), json!(""))].into();
    document.consignments[0].delivery.custom_fields = [("dock".to_owned(), json!(" 4 "))].into();
    understand(&form, &mut document, None);
    assert_eq!(document.custom_fields, [("cost".to_owned(), json!("12.5")), ("theirs".to_owned(), json!({"a": 1}))].into());
    assert_eq!(document.consignments[0].delivery.custom_fields["dock"], json!("4"));
    document.custom_fields.insert("cost".into(), json!("much"));
    let told: Vec<_> = wrong(&form, &document, None).into_iter().map(|(place, error)| (place.to_string(), error)).collect();
    assert_eq!(told, [("custom.cost".to_owned(), CustomError::NotANumber)]);
}

proptest! {
    /// What an edit leaves as it stood is neither rewritten, nor refused, nor asked for, whatever the form has become.
    #[test]
    fn an_untouched_order_is_never_judged(fields in prop::collection::vec(prop::sample::select(&Field::ALL[..]), 0..27), value in "\\PC{0,12}") {
        let form = requiring(&fields);
        let mut before = order();
        before.custom_fields = [("cost".to_owned(), json!(value)), ("gone".to_owned(), json!(value))].into();
        before.consignments[0].goods[0].custom_fields = [("lot".to_owned(), json!([value]))].into();
        let mut document = before.clone();
        understand(&form, &mut document, Some(&before));
        prop_assert_eq!(&document, &before);
        prop_assert!(required(&form, &document, Some(&before)).is_empty());
        prop_assert!(wrong(&form, &document, Some(&before)).is_empty());
    }

    /// What the form does not know survives.
    #[test]
    fn unknown_values_survive(key in "[a-z]{6,9}", value in "\\PC{1,12}x") {
        let mut document = order();
        document.consignments[0].collection.custom_fields.insert(key.clone(), json!(value));
        understand(&requiring(&[]), &mut document, None);
        prop_assert_eq!(&document.consignments[0].collection.custom_fields[&key], &json!(value));
    }
}
