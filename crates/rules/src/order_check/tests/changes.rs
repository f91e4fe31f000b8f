//! A change of an order is judged for what it moves (rule 3.5): what was in time once stays so.

use super::super::*;
use super::samples::{Form, consignment, further, same_day};
use crate::lead_time::LeadTime;
use crate::order::Window;
use crate::service_days::Weekdays;
use crate::testing::{day, time};

/// A change, begun long after everything of the order came to be too late, on days no longer served and out of the area.
fn change(edit: impl FnOnce(&mut OrderDocument)) -> Form {
    let mut form = Form::with(|form| {
        form.now = "2026-05-05T16:00:00";
        form.cut_off = same_day("09:00");
        form.lead_time = LeadTime { days: Some(3), notice_hours: Some(24) };
        form.days.collection = Weekdays::NONE;
        form.area = "BE".parse().unwrap();
    });
    form.before = Some(form.document.clone());
    edit(&mut form.document);
    form
}

/// The places spoken of, each with the kind of problem.
fn places(form: &Form) -> Vec<(String, &'static str)> {
    let kind = |what: &What| match what {
        What::CutOff { .. } => "cut-off",
        What::LeadTime(_) => "lead time",
        What::NotServed(_) => "not served",
        What::OutsideArea => "area",
        What::Past { .. } => "past",
        _ => "other",
    };
    form.problems().iter().map(|problem| (problem.at.to_string(), kind(&problem.what))).collect()
}

fn named(expected: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    expected.iter().map(|(at, kind)| ((*at).to_owned(), *kind)).collect()
}

#[test]
fn what_does_not_move_is_not_judged_again() {
    let untouched = change(|_| ());
    assert_eq!(places(&untouched), []);
    let goods = change(|document| document.consignments[0].goods[0].quantity = 7);
    assert_eq!(places(&goods), []);
    let wording = change(|document| document.consignments[0].collection.note = Some("ring twice".to_owned()));
    assert_eq!(places(&wording), []);
}

#[test]
fn a_collection_that_moves_is_judged() {
    let window = change(|document| document.consignments[0].collection.window = Some(Window { from: Some(time("18:00")), until: None }));
    let said = [("c0.collection.date", "not served"), ("c0.collection.date", "cut-off"), ("c0.collection.date", "lead time")];
    assert_eq!(places(&window), named(&said));
    let back = change(|document| document.consignments[0].collection.date = Some(day("2026-05-04")));
    let said = [("c0.collection.date", "past"), ("c0.collection.date", "not served"), ("c0.delivery.date", "lead time")];
    assert_eq!(places(&back), named(&said));
}

#[test]
fn the_lead_time_is_judged_where_a_date_or_the_level_changes() {
    let level = change(|document| document.level = Some("express".to_owned()));
    let both = [("c0.collection.date", "lead time"), ("c0.delivery.date", "lead time")];
    assert_eq!(places(&level), named(&both));
    let delivery = change(|document| document.consignments[0].delivery.date = Some(day("2026-05-07")));
    assert_eq!(places(&delivery), named(&both));
    let late_enough = change(|document| document.consignments[0].delivery.date = Some(day("2026-05-08")));
    assert_eq!(places(&late_enough), named(&both[..1]));
}

#[test]
fn what_is_added_is_judged_whole() {
    let stop = change(|document| document.consignments[0].stops.push(further("2026-05-04")));
    let earlier = [("c0.s0.postcode", "area"), ("c0.s0.date", "other"), ("c0.s0.date", "past")];
    assert_eq!(places(&stop), named(&earlier));
    let more = change(|document| document.consignments.push(consignment(1)));
    let said = [
        ("c1.collection.postcode", "area"),
        ("c1.collection.date", "not served"),
        ("c1.delivery.postcode", "area"),
        ("c1.collection.date", "cut-off"),
        ("c1.collection.date", "lead time"),
        ("c1.delivery.date", "lead time"),
    ];
    assert_eq!(places(&more), named(&said));
}

#[test]
fn an_address_that_moves_is_judged_by_the_area() {
    let moved = change(|document| document.consignments[0].delivery.address.postcode = "2000 AA".to_owned());
    assert_eq!(places(&moved), named(&[("c0.delivery.postcode", "area")]));
    let renamed = change(|document| document.consignments[0].delivery.address.name = "Jansen & Zn".to_owned());
    assert_eq!(places(&renamed), []);
}

/// What was never right is said whether it moved or not: a form cannot be saved without its street.
#[test]
fn the_form_itself_is_always_judged() {
    let mut form = change(|_| ());
    form.document.consignments[0].delivery.address.street.clear();
    form.before = Some(form.document.clone());
    assert_eq!(places(&form), named(&[("c0.delivery.street", "other")]));
}
