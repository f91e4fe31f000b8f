//! An untouched form changes nothing, whatever the order holds; what is touched changes alone.

use proptest::prelude::*;
use rules::order::{Window, limits};
use rules::order_change::changes;
use rust_decimal::Decimal;
use serde_json::json;

use super::super::shape::{reshape, tidy};
use super::*;

/// The operations of a form in which `typed` was written over what it showed.
fn operations(base: &OrderDocument, typed: &[(&str, &str)]) -> Vec<String> {
    let mut fields = write::whole(base);
    for (name, value) in typed {
        fields.set(name, *value);
    }
    paths(base, &tidy(&fields))
}

fn paths(base: &OrderDocument, fields: &Fields) -> Vec<String> {
    let read = read_change(base, fields);
    assert_eq!(read.unread, []);
    let mut revised = read.document;
    let mut fresh = 0;
    revised.give_ids(|| {
        fresh += 1;
        PartId::new(format!("new{fresh}"))
    });
    changes(base, &revised).unwrap().iter().map(|operation| operation.path.to_string()).collect()
}

/// An order with more than its form shows.
fn order() -> OrderDocument {
    let stop = |id: &str| {
        json!({"id": id, "address": {"name": "Jansen", "street": "Kade 1", "postcode": "1011 ab", "city": "Amsterdam", "country": "NL",
            "latitude": 52.37}, "location": "l", "date": "2026-05-04", "window": {"from": "08:00:30"}, "phones": ["1, or 2"], "gate": 4})
    };
    let document = json!({
        "shape": 1, "service": "s", "level": "l", "reference": " PO 1", "requested_price": {"minor": 12_500, "currency": "EUR"},
        "custom_fields": {"cost_centre": 12}, "cmr": "4",
        "consignments": [{
            "id": "c", "reference": "A", "collection": stop("from"), "stops": [stop("s1"), stop("s2")], "delivery": stop("to"), "x": 1,
            "goods": [
                {"id": "g1", "quantity": 2, "packaging": "pallets", "packaging_size": "euro", "weight_kg": "1.234", "volume_m3": "0.00001",
                 "stackable": false, "transport_temperature_c": "4", "adr": [{"un_number": "1203", "division": "y"}, {"un_number": "1863"}]},
                {"id": "g2", "quantity": 1, "stackable": true}
            ]
        }]
    });
    OrderDocument::from_json(&document.to_string()).unwrap()
}

#[test]
fn what_is_touched_changes_alone() {
    for (typed, changed) in [
        (vec![], vec![]),
        (vec![("reference", "PO 2")], vec!["order.reference"]),
        (vec![("c0.reference", "")], vec!["part.c.reference"]),
        (vec![("c0.g0.weight_kg", "1234")], vec!["part.g1.weight_kg"]),
        (vec![("c0.g0.adr0.un_number", "1202")], vec!["part.g1.adr"]),
        (vec![("c0.g1.stackable", "")], vec!["part.g2.stackable"]),
        (vec![("c0.g1.quantity", "")], vec!["whole.c.goods.g2"]),
        (vec![("c0.g2.quantity", "3")], vec!["whole.c.goods.new1"]),
        (vec![("c0.s0.from", "9")], vec!["part.s1.window"]),
        (vec![("c0.delivery.city", "Gent")], vec!["part.to.address"]),
        (vec![("c0.collection.date", "2026-05-05")], vec!["part.from.date"]),
    ] {
        assert_eq!(operations(&order(), &typed), changed, "{typed:?}");
    }
}

#[test]
fn what_the_form_does_not_show_stays() {
    let base = order();
    let mut fields = write::whole(&base);
    fields.set("c0.g0.adr0.un_number", "1202");
    fields.set("c0.delivery.name", "Peeters");
    fields.set("c0.collection.street", "Laan 2");
    let revised = read_change(&base, &fields).document;
    let part = &revised.consignments[0];
    assert_eq!(part.goods[0].adr[0].unknown.get("division"), Some(&json!("y")));
    assert_eq!(part.goods[0].adr[1], base.consignments[0].goods[0].adr[1]);
    assert_eq!(part.delivery.address.unknown.get("latitude"), Some(&json!(52.37)), "the same place under another name");
    assert_eq!(part.collection.address.unknown.get("latitude"), None, "another place has another position");
    assert_eq!(
        (&revised.custom_fields, revised.requested_price, &revised.unknown),
        (&base.custom_fields, base.requested_price, &base.unknown)
    );
}

#[test]
fn a_removed_stop_takes_its_id_with_it() {
    let fields = reshape(&write::whole(&order()), "remove-stop:0:0");
    assert_eq!(paths(&order(), &fields), ["whole.c.stops.s1"]);
    let fields = reshape(&write::whole(&order()), "remove-goods:0:0");
    assert_eq!(paths(&order(), &fields), ["whole.c.goods.g1"]);
}

#[test]
fn an_id_that_is_not_there_makes_a_new_part() {
    for (field, id) in [("c0.s0.id", "somebody's"), ("c0.s0.id", "s2"), ("c0.s0.id", "g1"), ("c0.s0.id", "")] {
        let made = operations(&order(), &[(field, id)]);
        assert!(made.iter().any(|path| path == "whole.c.stops.new1"), "{id}: {made:?}");
    }
    assert_eq!(operations(&order(), &[("c0.collection.id", "somebody's")]), Vec::<String>::new());
    assert!(read(&write::whole(&order())).document.part_ids().all(|id| id.0.is_empty()), "a new order has only new parts");
}

#[test]
fn what_cannot_be_read_is_said_only_where_it_was_typed() {
    let mut fields = write::whole(&order());
    fields.set("c0.g1.weight_kg", "much");
    let moved = reshape(&fields, "add-stop:0");
    assert_eq!(read_change(&order(), &moved).unread.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["c0.g1.weight_kg"]);
}

prop_compose! {
    fn text()(text in prop::option::of("[ a-cÉ,;\n]{0,6}")) -> Option<String> { text }
}
prop_compose! {
    fn number()(number in prop::option::of((-99_999_999_i64..99_999_999, 0_u32..7))) -> Option<Decimal> {
        number.map(|(digits, places)| Decimal::new(digits, places))
    }
}
prop_compose! {
    fn unknown()(value in prop::option::of(0..9)) -> rules::order::Unknown {
        value.map(|value| ("published".to_owned(), json!(value))).into_iter().collect()
    }
}
prop_compose! {
    fn any_address()(parts in prop::collection::vec(text(), 6), unknown in unknown()) -> Address {
        let part = |n: usize| parts[n].clone().unwrap_or_default();
        Address { name: part(0), street: part(1), street_2: parts[2].clone(), postcode: part(3), city: part(4), country: part(5), unknown }
    }
}
prop_compose! {
    fn any_stop()(
        address in any_address(),
        texts in prop::collection::vec(text(), 5),
        day in prop::option::of(1..28_i8),
        window in prop::option::of((prop::option::of(0..86_400_i32), prop::option::of(0..86_400_i32))),
        opening_hours in any::<bool>(),
        phones in prop::collection::vec(text(), 0..3),
        duration_minutes in prop::option::of(0..9_999_u32),
        unknown in unknown(),
    ) -> Stop {
        let time = |second: i32| jiff::civil::Time::midnight().wrapping_add(jiff::Span::new().seconds(second));
        Stop {
            id: PartId::default(),
            address,
            location: texts[0].clone(),
            date: day.map(|day| jiff::civil::date(2026, 5, day)),
            window: window.map(|(from, until)| Window { from: from.map(time), until: until.map(time) }),
            opening_hours,
            reference: texts[1].clone(),
            note: texts[2].clone(),
            email: texts[3].clone(),
            phones: phones.into_iter().flatten().collect(),
            instructions: texts[4].clone(),
            duration_minutes,
            custom_fields: [("dock".to_owned(), json!(texts[2]))].into_iter().collect(),
            unknown,
        }
    }
}
prop_compose! {
    fn any_adr()(texts in prop::collection::vec(text(), 6), packages in prop::option::of(any::<u32>()), quantity in number(), unknown in unknown()) -> Adr {
        let text = |n: usize| texts[n].clone();
        Adr { un_number: text(0), proper_shipping_name: text(1), class: text(2), packing_group: text(3), tunnel_code: text(4), packages, quantity, emergency_phone: text(5), unknown }
    }
}
prop_compose! {
    fn any_line()(
        quantity in 0..limits::QUANTITY * 2,
        texts in prop::collection::vec(text(), 3),
        numbers in prop::collection::vec(number(), 10),
        stackable in any::<Option<bool>>(),
        adr in prop::collection::vec(any_adr(), 0..3),
        barcodes in prop::collection::vec(text(), 0..3),
        unknown in unknown(),
    ) -> GoodsLine {
        GoodsLine {
            id: PartId::default(), quantity, packaging: texts[0].clone(), packaging_size: texts[1].clone(), description: texts[2].clone(),
            weight_kg: numbers[0], volume_m3: numbers[1], loading_metres: numbers[2], pallet_spaces: numbers[3], unit_length_m: numbers[4],
            unit_width_m: numbers[5], unit_height_m: numbers[6], stackable, min_temperature_c: numbers[7], max_temperature_c: numbers[8],
            transport_temperature_c: numbers[9], adr, barcodes: barcodes.into_iter().flatten().collect(),
            custom_fields: [("lot".to_owned(), json!(quantity))].into_iter().collect(), unknown,
        }
    }
}
prop_compose! {
    fn any_consignment()(
        reference in text(),
        ends in (any_stop(), any_stop()),
        stops in prop::collection::vec(any_stop(), 0..3),
        goods in prop::collection::vec(any_line(), 0..3),
        unknown in unknown(),
    ) -> Consignment {
        Consignment { id: PartId::default(), reference, collection: ends.0, stops, delivery: ends.1, goods, unknown }
    }
}
prop_compose! {
    fn any_order()(
        texts in prop::collection::vec(text(), 4),
        contact_emails in prop::collection::vec(text(), 0..3),
        consignments in prop::collection::vec(any_consignment(), 0..3),
        unknown in unknown(),
    ) -> OrderDocument {
        let mut document = OrderDocument {
            service: texts[0].clone().unwrap_or_default(), level: texts[1].clone(), reference: texts[2].clone(),
            planning_instructions: texts[3].clone(), contact_emails: contact_emails.into_iter().flatten().collect(),
            custom_fields: [("key".to_owned(), json!(texts[0]))].into_iter().collect(), consignments, unknown, ..OrderDocument::default()
        };
        let mut given = 0;
        document.give_ids(|| { given += 1; PartId::new(format!("p{given}")) });
        document
    }
}

proptest! {
    /// Whatever an order holds: its form, sent back as it was shown, changes nothing of it.
    #[test]
    fn an_untouched_form_changes_nothing(base in any_order()) {
        prop_assert_eq!(carry(&base, read_with_ids(&write::whole(&base)).document), base.clone());
        let sent = read_change(&base, &tidy(&write::whole(&base)));
        prop_assert_eq!(sent.unread, vec![]);
        prop_assert_eq!(changes(&base, &sent.document), Ok(vec![]));
    }
}
