//! What is missing, too long, too many or not what it should be.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::super::*;
use super::samples::{Form, consignment, further, one};
use crate::measure::MeasureError;
use crate::money::{Currency, Money};
use crate::order::{Adr, Consignment, GoodsLine, Window, limits};
use crate::reference::ReferenceError;
use crate::testing::{day, time};

/// What makes a fine form wrong.
type Change<T> = Box<dyn Fn(&mut T)>;

#[test]
fn a_form_with_nothing_wrong() {
    for (side, flow) in [(Side::Customer, Flow::Direct), (Side::Customer, Flow::Import), (Side::Staff, Flow::Direct)] {
        assert_eq!(Form::fine().by(side, flow).said(), []);
    }
}

#[test]
fn an_empty_form_says_everything_at_once() {
    let said = Form::with(|form| {
        form.document = OrderDocument { consignments: vec![Consignment::default()], ..OrderDocument::default() };
        form.service = false;
        form.reference_required = true;
    })
    .said();
    let missing: Vec<_> = said.iter().map(|(at, what)| (at.as_str(), *what == What::Missing)).collect();
    let expected = [
        "service",
        "reference",
        "c0.goods",
        "c0.collection.name",
        "c0.collection.street",
        "c0.collection.city",
        "c0.collection.country",
        "c0.collection.postcode",
        "c0.delivery.name",
        "c0.delivery.street",
        "c0.delivery.city",
        "c0.delivery.country",
        "c0.delivery.postcode",
        "c0.collection.date",
    ];
    assert_eq!(missing, expected.map(|at| (at, true)));
    assert_eq!(Form::with(|form| form.document.consignments.clear()).said(), one("consignments", What::Missing));
}

#[test]
fn the_orders_own_fields() {
    let long = "x".repeat(limits::LONG_TEXT + 1);
    let too_long = |length, limit| What::TooLong { length, limit };
    let cases: [(&str, What, Change<Form>); 10] = [
        ("service", What::ServiceNotPermitted, Box::new(|form| form.permitted = false)),
        ("service", What::ServiceNotPermitted, Box::new(|form| form.service = false)),
        ("reference", What::Missing, Box::new(|form| form.reference_required = true)),
        ("reference", What::Missing, Box::new(|form| (form.reference_required, form.document.reference) = (true, Some("  ".to_owned())))),
        (
            "reference",
            What::Reference(ReferenceError::TooLong { length: 256 }),
            Box::new(|form| form.document.reference = Some("x".repeat(256))),
        ),
        ("requested_price", What::Negative, Box::new(|form| form.document.requested_price = Some(Money::of(-1, Currency::EUR)))),
        (
            "planning_instructions",
            too_long(limits::LONG_TEXT + 1, limits::LONG_TEXT),
            Box::new(move |form| form.document.planning_instructions = Some(long.clone())),
        ),
        ("contact_emails", What::NotAnEmail, Box::new(|form| form.document.contact_emails = vec!["jan@".to_owned()])),
        (
            "contact_emails",
            What::DomainNotAllowed("elsewhere.nl".to_owned()),
            Box::new(|form| {
                form.email_domains = Some(vec!["Example.nl".to_owned()]);
                form.document.contact_emails = vec!["jan@EXAMPLE.nl".to_owned(), "jan@elsewhere.nl".to_owned()];
            }),
        ),
        (
            "consignments",
            What::TooMany { count: limits::CONSIGNMENTS + 1, limit: limits::CONSIGNMENTS },
            Box::new(|form| form.document.consignments = (0..=limits::CONSIGNMENTS).map(consignment).collect()),
        ),
    ];
    for (at, what, change) in cases {
        assert_eq!(Form::with(change).said(), one(at, what));
    }
}

#[test]
fn a_stops_fields() {
    let cases: [(&str, What, Change<Stop>); 15] = [
        ("name", What::Missing, Box::new(|stop| stop.address.name = " ".to_owned())),
        ("name", What::TooLong { length: 121, limit: limits::NAME }, Box::new(|stop| stop.address.name = "x".repeat(121))),
        ("street", What::ControlCharacter, Box::new(|stop| stop.address.street = "Kade\n1".to_owned())),
        ("city", What::ControlCharacter, Box::new(|stop| stop.address.city = "Amster\0dam".to_owned())),
        ("country", What::UnknownCountry("UK".to_owned()), Box::new(|stop| stop.address.country = "UK".to_owned())),
        ("postcode", What::Missing, Box::new(|stop| stop.address.postcode = String::new())),
        ("until", What::WindowBackwards, Box::new(|stop| stop.window = Some(window(Some("12:00"), Some("09:00"))))),
        ("until", What::WindowBackwards, Box::new(|stop| stop.window = Some(window(Some("12:00"), Some("12:00"))))),
        ("reference", What::ControlCharacter, Box::new(|stop| stop.reference = Some("A\tB".to_owned()))),
        ("note", What::ControlCharacter, Box::new(|stop| stop.note = Some("\u{7}".to_owned()))),
        ("instructions", What::ControlCharacter, Box::new(|stop| stop.instructions = Some("a\0".to_owned()))),
        ("email", What::NotAnEmail, Box::new(|stop| stop.email = Some("gate".to_owned()))),
        ("phones", What::TooMany { count: 6, limit: limits::PHONES }, Box::new(|stop| stop.phones = vec!["1".to_owned(); 6])),
        ("phones", What::TooLong { length: 41, limit: limits::PHONE }, Box::new(|stop| stop.phones = vec!["1".repeat(41)])),
        ("duration_minutes", What::TooMany { count: 1_441, limit: 1_440 }, Box::new(|stop| stop.duration_minutes = Some(1_441))),
    ];
    for (field, what, change) in cases {
        assert_eq!(Form::carrying(|c| change(&mut c.collection)).said(), one(&format!("c0.collection.{field}"), what.clone()));
        assert_eq!(Form::carrying(|c| change(&mut c.delivery)).said(), one(&format!("c0.delivery.{field}"), what.clone()));
        let form = Form::carrying(|c| {
            c.stops = vec![further("2026-05-05"), further("2026-05-06")];
            change(&mut c.stops[1]);
        });
        assert_eq!(form.said(), one(&format!("c0.s1.{field}"), what));
    }
}

fn window(from: Option<&str>, until: Option<&str>) -> Window {
    Window { from: from.map(time), until: until.map(time) }
}

#[test]
fn what_a_stop_need_not_have() {
    let fine: [Change<Stop>; 6] = [
        Box::new(|stop| stop.window = Some(window(None, Some("09:00")))),
        Box::new(|stop| stop.window = Some(window(Some("09:00"), None))),
        Box::new(|stop| stop.window = Some(window(Some("09:00"), Some("09:01")))),
        Box::new(|stop| (stop.address.country, stop.address.postcode) = ("HK".to_owned(), String::new())),
        Box::new(|stop| stop.note = Some("first line\r\nsecond\tline".to_owned())),
        Box::new(|stop| stop.address.name = "x".repeat(limits::NAME)),
    ];
    for change in fine {
        assert_eq!(Form::carrying(|c| change(&mut c.collection)).said(), []);
    }
    assert_eq!(Form::carrying(|c| c.delivery.date = None).said(), [], "the lead time fills an empty delivery date");
}

#[test]
fn a_goods_lines_fields() {
    let decimal = |text: &str| Some(Decimal::from_str_exact(text).unwrap());
    let small = |least| What::Measure(MeasureError::TooSmall { least: Decimal::from(least) });
    let cases: [(&str, What, Change<GoodsLine>); 15] = [
        ("quantity", What::Missing, Box::new(|line| line.quantity = 0)),
        ("quantity", What::TooMany { count: 10_000, limit: 9_999 }, Box::new(|line| line.quantity = 10_000)),
        ("description", What::Missing, Box::new(|line| line.packaging = None)),
        ("description", What::Missing, Box::new(|line| (line.packaging, line.description) = (Some(" ".to_owned()), Some(String::new())))),
        ("packaging", What::TooLong { length: 61, limit: limits::PACKAGING }, Box::new(|line| line.packaging = Some("x".repeat(61)))),
        ("weight_kg", small(0), Box::new(move |line| line.weight_kg = decimal("-0.1"))),
        ("volume_m3", What::Measure(MeasureError::TooPrecise { places: 3 }), Box::new(move |line| line.volume_m3 = decimal("0.0001"))),
        ("loading_metres", small(0), Box::new(move |line| line.loading_metres = decimal("-1"))),
        ("pallet_spaces", small(0), Box::new(move |line| line.pallet_spaces = decimal("-1"))),
        (
            "unit_height_m",
            What::Measure(MeasureError::TooLarge { most: Decimal::from(99) }),
            Box::new(move |line| line.unit_height_m = decimal("100")),
        ),
        ("min_temperature_c", small(-99), Box::new(move |line| line.min_temperature_c = decimal("-273"))),
        (
            "max_temperature_c",
            What::TemperaturesBackwards,
            Box::new(move |line| (line.min_temperature_c, line.max_temperature_c) = (decimal("4"), decimal("-18"))),
        ),
        ("barcodes", What::Missing, Box::new(|line| line.barcodes = vec![String::new()])),
        ("adr0.un_number", What::Missing, Box::new(|line| line.adr = vec![Adr::default()])),
        (
            "adr0.quantity",
            small(0),
            Box::new(move |line| line.adr = vec![Adr { un_number: Some("1203".to_owned()), quantity: decimal("-1"), ..Adr::default() }]),
        ),
    ];
    for (field, what, change) in cases {
        assert_eq!(Form::carrying(|c| change(&mut c.goods[0])).said(), one(&format!("c0.g0.{field}"), what));
    }
    assert_eq!(Form::carrying(|c| (c.goods[0].packaging, c.goods[0].description) = (None, Some("bricks".to_owned()))).said(), []);
}

#[test]
fn counts_on_both_sides_of_their_limits() {
    let line = consignment(0).goods[0].clone();
    let goods = |number: usize| Form::carrying(|c| c.goods = vec![line.clone(); number]).said();
    let stops = |number: usize| Form::carrying(|c| c.stops = vec![further("2026-05-05"); number]).said();
    assert_eq!((goods(limits::GOODS_LINES), stops(limits::FURTHER_STOPS)), (vec![], vec![]));
    assert_eq!(goods(101), one("c0.goods", What::TooMany { count: 101, limit: 100 }));
    assert_eq!(stops(21), one("c0.stops", What::TooMany { count: 21, limit: 20 }));
}

#[test]
fn problems_name_their_consignment() {
    let said = Form::with(|form| {
        form.document.consignments.push(consignment(1));
        form.document.consignments[1].collection.date = Some(day("2026-05-07"));
        form.document.consignments[1].goods[0].quantity = 0;
    })
    .said();
    let earlier = day("2026-05-07");
    let expected = [("c1.delivery.date".to_owned(), What::BeforeEarlierStop { earlier }), ("c1.g0.quantity".to_owned(), What::Missing)];
    assert_eq!(said, expected);
}

proptest! {
    /// Whatever is typed, the check ends, and everything found in a customer's direct form refuses it.
    #[test]
    fn any_text_is_judged(text in any::<String>(), minutes in any::<u32>(), quantity in any::<u32>()) {
        let form = Form::carrying(|c| {
            c.collection.address.name = text.clone();
            c.collection.address.country = text.clone();
            c.collection.phones = vec![text.clone()];
            c.delivery.duration_minutes = Some(minutes);
            c.goods[0].quantity = quantity;
            c.reference = Some(text.clone());
        });
        let problems = form.problems();
        prop_assert_eq!(refuses(&problems), !problems.is_empty());
        prop_assert!(!text.contains('\0') || problems.iter().any(|problem| problem.what == What::ControlCharacter));
    }
}
