//! The order document: nothing it was given is lost, and what is asked of it is found.

use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::*;

/// Two consignments, the first with a further stop; fields we do not know at every level.
fn published() -> Value {
    json!({
        "shape": 1,
        "service": "groupage",
        "level": "express",
        "reference": "PO 4711",
        "requested_price": {"minor": 12_500, "currency": "EUR"},
        "planning_instructions": "call first",
        "contact_emails": ["jan@example.nl"],
        "custom_fields": {"cost_centre": 12},
        "consignments": [
            {
                "id": "c1",
                "reference": "A",
                "collection": {
                    "id": "s1",
                    "address": {"name": "Jansen", "street": "Kade 1", "postcode": "1011 AB", "city": "Amsterdam", "country": "NL", "latitude": 52.37},
                    "location": "loc-1",
                    "date": "2026-05-04",
                    "window": {"from": "09:00:00", "until": "12:00:00"},
                    "phones": ["+31 20 123 45 67"],
                    "duration_minutes": 30,
                    "extras": [{"code": "TAIL_LIFT"}]
                },
                "stops": [{"id": "s2", "address": {"name": "", "street": "", "postcode": "", "city": "", "country": ""}}],
                "delivery": {
                    "id": "s3",
                    "address": {"name": "", "street": "", "postcode": "", "city": "", "country": ""},
                    "date": "2026-05-06",
                    "opening_hours": true
                },
                "goods": [
                    {
                        "id": "g1",
                        "quantity": 2,
                        "packaging": "pallet",
                        "weight_kg": "0.10",
                        "loading_metres": "0.8",
                        "stackable": false,
                        "min_temperature_c": "-18",
                        "adr": [{"un_number": "1203", "class": "3", "quantity": "20.5", "division": "x"}],
                        "barcodes": ["(00)123"],
                        "product": {"nested": [1, {"deep": true}]}
                    },
                    {"id": "g2", "quantity": 3, "weight_kg": "0.20", "volume_m3": "1.5"}
                ],
                "cmr_reference_number": "CMR 1"
            },
            {
                "id": "c2",
                "collection": {"id": "s4", "address": {"name": "", "street": "", "postcode": "", "city": "", "country": ""}, "date": "2026-05-03"},
                "delivery": {"id": "s5", "address": {"name": "", "street": "", "postcode": "", "city": "", "country": ""}, "date": "2026-05-05"},
                "goods": [{"id": "g3", "quantity": 1, "pallet_spaces": "1.25"}]
            }
        ],
        "neutral_order_type": "MASK_DELIVERY"
    })
}

fn document() -> OrderDocument {
    OrderDocument::from_json(&published().to_string()).unwrap()
}

#[test]
fn nothing_is_lost_on_the_way_through() {
    assert_eq!(document().to_value(), published());
    assert_eq!(OrderDocument::from_json(&document().to_json()), Ok(document()));
}

#[test]
fn an_edit_leaves_alone_what_it_does_not_know() {
    let mut edited = document();
    edited.consignments[0].goods[0].quantity = 5;
    edited.consignments[0].collection.note = Some("ring twice".to_owned());
    let mut expected = published();
    expected["consignments"][0]["goods"][0]["quantity"] = json!(5);
    expected["consignments"][0]["collection"]["note"] = json!("ring twice");
    assert_eq!(edited.to_value(), expected);
}

#[test]
fn a_newer_document_is_not_touched() {
    let newer = r#"{"shape": 2, "consignments": "of another kind"}"#;
    assert_eq!(OrderDocument::from_json(newer), Err(Unreadable::Newer { shape: 2 }));
    for text in ["", "[]", "{}", r#"{"shape": 1, "consignments": [{"goods": [{"weight_kg": "heavy"}]}]}"#] {
        assert!(matches!(OrderDocument::from_json(text), Err(Unreadable::Malformed(_))), "{text}");
    }
}

#[test]
fn stops_come_in_driving_order() {
    let document = document();
    let stops: Vec<_> = document.stops().map(|(consignment, at)| (consignment, at.kind, at.stop.id.as_str())).collect();
    let expected = [
        (0, StopKind::Collection, "s1"),
        (0, StopKind::Further(0), "s2"),
        (0, StopKind::Delivery, "s3"),
        (1, StopKind::Collection, "s4"),
        (1, StopKind::Delivery, "s5"),
    ];
    assert_eq!(stops, expected);
    let first = &document.consignments[0];
    assert_eq!(first.stop(StopKind::Further(0)).map(|stop| stop.id.as_str()), Some("s2"));
    assert_eq!(first.stop(StopKind::Further(1)), None);
}

#[test]
fn parts_are_found_by_their_ids() {
    let document = document();
    let first = &document.consignments[0];
    let cases = [
        ("c1", Some(Part::Consignment(first))),
        ("s2", Some(Part::Stop(&first.stops[0]))),
        ("s3", Some(Part::Stop(&first.delivery))),
        ("g2", Some(Part::Goods(&first.goods[1]))),
        ("g3", Some(Part::Goods(&document.consignments[1].goods[0]))),
        ("nothing", None),
    ];
    for (id, part) in cases {
        assert_eq!(document.part(&PartId::new(id)), part, "{id}");
    }
    let ids: Vec<_> = document.part_ids().map(PartId::as_str).collect();
    assert_eq!(ids, ["c1", "s1", "s2", "s3", "g1", "g2", "c2", "s4", "s5", "g3"]);
}

#[test]
fn only_parts_without_an_id_get_one() {
    let mut grown = document();
    grown.consignments[1].goods.push(GoodsLine::default());
    grown.consignments.push(Consignment::default());
    let mut number = 0;
    grown.give_ids(|| {
        number += 1;
        PartId::new(format!("new{number}"))
    });
    let ids: Vec<_> = grown.part_ids().map(PartId::as_str).collect();
    assert_eq!(ids, ["c1", "s1", "s2", "s3", "g1", "g2", "c2", "s4", "s5", "g3", "new1", "new2", "new3", "new4"]);
}

#[test]
fn totals_are_exact() {
    let decimal = |text| Decimal::from_str_exact(text).unwrap();
    let totals = document().totals();
    assert_eq!(totals.quantity, 6);
    assert_eq!(totals.weight_kg, decimal("0.3"), "0.1 and 0.2 are 0.3 here");
    assert_eq!(totals.volume_m3, decimal("1.5"));
    assert_eq!(totals.loading_metres, decimal("0.8"));
    assert_eq!(totals.pallet_spaces, decimal("1.25"));
    assert_eq!(document().consignments[1].totals().quantity, 1);
    assert_eq!(Totals::of([]), Totals::default());
}

#[test]
fn the_dates_a_list_shows() {
    assert_eq!(document().first_collection(), Some(date(2026, 5, 3)));
    assert_eq!(document().last_delivery(), Some(date(2026, 5, 6)));
    assert_eq!((OrderDocument::default().first_collection(), OrderDocument::default().last_delivery()), (None, None));
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever a message brings that we do not know, at any level, comes out as it went in.
    #[test]
    fn unknown_fields_survive(value in any_value(), key in "x_[a-z]{1,8}") {
        for path in ["", "/consignments/0", "/consignments/0/collection", "/consignments/0/collection/address", "/consignments/0/goods/0", "/consignments/0/goods/0/adr/0"] {
            let mut sent = published();
            sent.pointer_mut(path).unwrap()[&key] = value.clone();
            let document = OrderDocument::from_json(&sent.to_string()).unwrap();
            prop_assert_eq!(document.to_value(), sent);
        }
    }

    /// Decimals keep their digits, needless zeros too.
    #[test]
    fn decimals_keep_their_digits(mantissa in any::<i64>(), places in 0..12_u32) {
        let mut document = document();
        document.consignments[0].goods[0].weight_kg = Some(Decimal::new(mantissa, places));
        let read = OrderDocument::from_json(&document.to_json()).unwrap();
        prop_assert_eq!(read.consignments[0].goods[0].weight_kg.unwrap().to_string(), Decimal::new(mantissa, places).to_string());
    }
}
