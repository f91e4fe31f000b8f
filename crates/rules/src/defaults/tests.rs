//! Default values against a house that has changed since they were set.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::order::{Consignment, GoodsLine};
use crate::order_form::{CustomField, Key, Kind, OrderForm, Presence};
use crate::testing::day;

fn dock() -> CustomField {
    CustomField {
        key: Key::new("dock").unwrap(),
        label: "Dock number".into(),
        at: At::Stop,
        kind: Kind::Dropdown,
        choices: vec!["4".into(), "5".into()],
        hint: String::new(),
        archived: false,
    }
}

/// Service, level, address from the book, dock 4, a delivery date, a line of pallets of 240 kg.
fn defaults() -> OrderDocument {
    let from = Stop {
        id: PartId::new("x"),
        location: Some("mill".into()),
        address: Address { name: "Mill".into(), street: "Old road 1".into(), ..Address::default() },
        opening_hours: true,
        custom_fields: [("dock".to_owned(), json!("4"))].into(),
        note: Some("ring".into()),
        ..Stop::default()
    };
    let to = Stop { date: Some(day("2026-05-06")), ..Stop::default() };
    let line = GoodsLine { packaging: Some("pallets".into()), weight_kg: Some(240.into()), ..GoodsLine::default() };
    let part = Consignment { collection: from, delivery: to, goods: vec![line], ..Consignment::default() };
    OrderDocument { service: "groupage".into(), level: Some("noon".into()), consignments: vec![part], ..OrderDocument::default() }
}

fn filled(change: impl FnOnce(&mut OrderForm), services: &[&str], levels: &[&str], locations: &[&str], today: &str) -> Prefill {
    let mut form = OrderForm { custom: vec![dock()], ..OrderForm::default() };
    change(&mut form);
    prefill(
        &defaults(),
        &House {
            service: &|service| services.contains(&service),
            level: &|_, level| levels.contains(&level),
            form: &|service| form.form(service),
            location: &|id| {
                locations.contains(&id).then(|| Address { name: "Mill".into(), street: "New road 2".into(), ..Address::default() })
            },
            today: day(today),
        },
    )
}

const AS_IT_WAS: (&[&str], &[&str], &[&str], &str) = (&["groupage"], &["noon"], &["mill"], "2026-05-04");

#[test]
fn what_still_holds_is_filled_in_with_the_address_of_today() {
    let (services, levels, locations, today) = AS_IT_WAS;
    let got = filled(|_| {}, services, levels, locations, today);
    assert_eq!(got.dropped, []);
    let stop = &got.document.consignments[0].collection;
    assert_eq!((stop.address.street.as_str(), stop.id.as_str(), stop.note.as_deref()), ("New road 2", "", Some("ring")));
    assert_eq!((got.document.service.as_str(), got.document.level.as_deref()), ("groupage", Some("noon")));
}

#[test]
fn what_became_impossible_is_left_out_and_said() {
    let (services, levels, locations, today) = AS_IT_WAS;
    let from = Place::Stop(0, StopKind::Collection, "location");
    let to = Place::Stop(0, StopKind::Delivery, "date");
    let weight = Id::Standard(Field::Weight);
    let own = Id::Custom(Key::new("dock").unwrap());
    let hide = |id| move |form: &mut OrderForm| form.arrange(None, id, Some(Presence::Hidden));
    let cases: [(&str, Prefill, Vec<Dropped>); 8] = [
        ("service not selectable", filled(|_| {}, &[], levels, locations, today), vec![Dropped::Service]),
        ("level not offered", filled(|_| {}, services, &[], locations, today), vec![Dropped::Level]),
        ("location archived", filled(|_| {}, services, levels, &[], today), vec![Dropped::Location { at: from, name: "Mill".into() }]),
        ("date passed", filled(|_| {}, services, levels, locations, "2026-05-07"), vec![Dropped::Date { at: to, date: day("2026-05-06") }]),
        ("field hidden", filled(hide(weight), services, levels, locations, today), vec![Dropped::Hidden(weight)]),
        ("own field hidden", filled(hide(own), services, levels, locations, today), vec![Dropped::Hidden(own)]),
        (
            "own field archived",
            filled(|form| form.custom[0].archived = true, services, levels, locations, today),
            vec![Dropped::Hidden(own)],
        ),
        (
            "choice gone",
            filled(|form| drop(form.custom[0].choices.remove(0)), services, levels, locations, today),
            vec![Dropped::Value(own)],
        ),
    ];
    for (case, got, dropped) in cases {
        assert_eq!(got.dropped, dropped, "{case}");
    }
}

#[test]
fn a_field_hidden_only_for_the_service_of_the_values_is_left_out() {
    let (services, levels, locations, today) = AS_IT_WAS;
    let weight = Id::Standard(Field::Weight);
    let hide = |service: &'static str| move |form: &mut OrderForm| form.arrange(Some(service), weight, Some(Presence::Hidden));
    assert_eq!(filled(hide("groupage"), services, levels, locations, today).dropped, [Dropped::Hidden(weight)]);
    assert_eq!(filled(hide("express"), services, levels, locations, today).dropped, []);
}

#[test]
fn a_duplicate_keeps_what_can_be_seen_and_says_what_nobody_could_choose() {
    let own = Id::Custom(Key::new("dock").unwrap());
    let hidden = Id::Standard(Field::Weight);
    let like = |change: &dyn Fn(&mut OrderForm), services: &[&str], levels: &[&str]| {
        let mut form = OrderForm { custom: vec![dock()], ..OrderForm::default() };
        change(&mut form);
        let house = House {
            service: &|service| services.contains(&service),
            level: &|_, level| levels.contains(&level),
            form: &|service| form.form(service),
            location: &|_| None,
            today: day("2026-05-07"),
        };
        duplicate(&defaults(), &house)
    };
    let cases: [(&str, Prefill, Vec<Dropped>); 6] = [
        ("as it was", like(&|_| {}, &["groupage"], &["noon"]), vec![]),
        ("service not selectable", like(&|_| {}, &[], &["noon"]), vec![Dropped::Service]),
        ("level not offered", like(&|_| {}, &["groupage"], &[]), vec![Dropped::Level]),
        ("field hidden", like(&|form| form.arrange(None, hidden, Some(Presence::Hidden)), &["groupage"], &["noon"]), vec![]),
        ("own field hidden", like(&|form| form.arrange(None, own, Some(Presence::Hidden)), &["groupage"], &["noon"]), vec![]),
        ("own field archived", like(&|form| form.custom[0].archived = true, &["groupage"], &["noon"]), vec![Dropped::Hidden(own)]),
    ];
    for (case, got, dropped) in cases {
        let part = &got.document.consignments[0];
        assert_eq!(got.dropped, dropped, "{case}");
        assert_eq!((part.goods[0].weight_kg, part.collection.location.as_deref()), (Some(240.into()), Some("mill")), "{case}");
        assert_eq!(part.collection.custom_fields.is_empty(), case == "own field archived", "{case}");
    }
}

proptest! {
    /// Whatever is hidden: what is filled in is asked for, and filling in twice is filling in once.
    #[test]
    fn nothing_is_filled_in_that_nobody_sees(hidden in prop::collection::vec(prop::sample::select(&Field::ALL[..]), 0..12)) {
        let mut form = OrderForm { custom: vec![dock()], ..OrderForm::default() };
        hidden.iter().for_each(|field| form.arrange(None, Id::Standard(*field), Some(Presence::Hidden)));
        let house = House {
            service: &|_| true, level: &|_, _| true, form: &|service| form.form(service),
            location: &|_| Some(Address { name: "Mill".into(), ..Address::default() }), today: day("2026-05-04"),
        };
        let once = prefill(&defaults(), &house);
        let all = form.form(None);
        for id in crate::order_form::filled(&once.document) {
            if let Id::Standard(field) = id {
                prop_assert!(!all.hides(field), "{field:?}");
            }
        }
        let again = prefill(&once.document, &house);
        prop_assert_eq!(again.document, once.document);
        prop_assert!(again.dropped.is_empty());
    }
}
