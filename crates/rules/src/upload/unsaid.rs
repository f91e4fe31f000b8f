//! What the rows of an order leave unsaid comes from the customer's default order values (rule 7.3), which a blank form would have
//! begun with. What belongs together stays together: nothing of a default address is laid over another one, and goods are never mixed.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::order::{Address, GoodsLine, OrderDocument, Stop};

/// Fills what `document` leaves unsaid from default values that hold now ([`crate::defaults::prefill`]). A reference is never filled:
/// it says which order it is.
pub fn fill_unsaid(document: &mut OrderDocument, defaults: &OrderDocument) {
    if document.service.is_empty() {
        document.service.clone_from(&defaults.service);
    }
    if document.service == defaults.service {
        or(&mut document.level, &defaults.level);
    }
    or(&mut document.requested_price, &defaults.requested_price);
    or(&mut document.planning_instructions, &defaults.planning_instructions);
    some(&mut document.contact_emails, &defaults.contact_emails);
    own(&mut document.custom_fields, &defaults.custom_fields);
    let (Some(consignment), Some(theirs)) = (document.consignments.first_mut(), defaults.consignments.first()) else { return };
    stop(&mut consignment.collection, &theirs.collection);
    stop(&mut consignment.delivery, &theirs.delivery);
    let blank = consignment.goods.iter().all(|line| *line == GoodsLine::default());
    if blank && !theirs.goods.is_empty() {
        consignment.goods.clone_from(&theirs.goods);
    }
}

/// Where a stop names no place, the default's place with all that belongs to it; else only its date.
fn stop(said: &mut Stop, default: &Stop) {
    or(&mut said.date, &default.date);
    let Address { name, street, postcode, city, .. } = &said.address;
    if said.location.is_some() || [name, street, postcode, city].iter().any(|line| !line.trim().is_empty()) {
        return;
    }
    said.address = default.address.clone();
    said.location.clone_from(&default.location);
    if said.window.is_none() {
        (said.window, said.opening_hours) = (default.window, default.opening_hours);
    }
    or(&mut said.reference, &default.reference);
    or(&mut said.note, &default.note);
    or(&mut said.email, &default.email);
    or(&mut said.instructions, &default.instructions);
    or(&mut said.duration_minutes, &default.duration_minutes);
    some(&mut said.phones, &default.phones);
    own(&mut said.custom_fields, &default.custom_fields);
}

fn or<T: Clone>(said: &mut Option<T>, default: &Option<T>) {
    if said.is_none() {
        said.clone_from(default);
    }
}

fn some<T: Clone>(said: &mut Vec<T>, default: &[T]) {
    if said.is_empty() {
        *said = default.to_vec();
    }
}

fn own(said: &mut BTreeMap<String, Value>, default: &BTreeMap<String, Value>) {
    for (key, value) in default {
        said.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::order::{Consignment, Window};
    use crate::testing::day;

    fn address(name: &str) -> Address {
        Address { name: name.into(), street: "Kade 1".into(), city: "Gent".into(), country: "BE".into(), ..Address::default() }
    }

    fn line(packaging: &str) -> GoodsLine {
        GoodsLine { packaging: Some(packaging.into()), quantity: 1, ..GoodsLine::default() }
    }

    /// Groupage before noon, from the mill's dock 4 by hand, one pallet.
    fn defaults() -> OrderDocument {
        let collection = Stop {
            address: address("Mill"),
            location: Some("mill".into()),
            date: Some(day("2026-05-08")),
            opening_hours: true,
            instructions: Some("ring".into()),
            custom_fields: [("dock".to_owned(), json!("4"))].into(),
            ..Stop::default()
        };
        let part = Consignment { collection, goods: vec![line("pallets")], ..Consignment::default() };
        OrderDocument {
            service: "groupage".into(),
            level: Some("noon".into()),
            reference: Some("never".into()),
            planning_instructions: Some("by hand".into()),
            consignments: vec![part],
            ..OrderDocument::default()
        }
    }

    fn bare() -> OrderDocument {
        let part = Consignment { goods: vec![GoodsLine::default()], ..Consignment::default() };
        OrderDocument { consignments: vec![part], ..OrderDocument::default() }
    }

    fn filled(change: impl FnOnce(&mut OrderDocument)) -> OrderDocument {
        let mut document = bare();
        change(&mut document);
        fill_unsaid(&mut document, &defaults());
        document
    }

    #[test]
    fn a_row_that_says_nothing_is_what_a_blank_form_would_be_but_for_the_reference() {
        assert_eq!(filled(|_| {}), OrderDocument { reference: None, ..defaults() });
    }

    #[test]
    fn what_a_row_says_counts() {
        let got = filled(|said| {
            said.service = "express".into();
            said.planning_instructions = Some("by crane".into());
            said.consignments[0].collection.date = Some(day("2026-05-05"));
            said.consignments[0].collection.instructions = Some("knock".into());
            said.consignments[0].goods = vec![line("drums")];
        });
        assert_eq!((got.service.as_str(), got.level, got.planning_instructions.as_deref()), ("express", None, Some("by crane")));
        let collection = &got.consignments[0].collection;
        assert_eq!((collection.date, collection.instructions.as_deref()), (Some(day("2026-05-05")), Some("knock")));
        assert_eq!((collection.location.as_deref(), collection.opening_hours), (Some("mill"), true));
        assert_eq!(got.consignments[0].goods, [line("drums")]);
    }

    #[test]
    fn another_place_takes_nothing_of_the_default_one_but_its_date() {
        let got = filled(|said| said.consignments[0].collection.address = address("Silo"));
        let expected = Stop { address: address("Silo"), date: Some(day("2026-05-08")), ..Stop::default() };
        assert_eq!(got.consignments[0].collection, expected);
        let got = filled(|said| said.consignments[0].collection.location = Some("silo".into()));
        assert_eq!((got.consignments[0].collection.instructions.as_deref(), got.consignments[0].collection.opening_hours), (None, false));
    }

    #[test]
    fn a_window_a_row_says_is_not_joined_by_opening_hours() {
        let window = Window { from: Some(jiff::civil::time(8, 0, 0, 0)), until: None };
        let got = filled(|said| said.consignments[0].collection.window = Some(window));
        assert_eq!((got.consignments[0].collection.window, got.consignments[0].collection.opening_hours), (Some(window), false));
    }

    proptest! {
        /// Filling in twice is filling in once, and without default values nothing is filled.
        #[test]
        fn filled_once_is_filled(service in "(groupage|express)?", street in "( |Kade)?", quantity in 0_u32..3) {
            let mut once = bare();
            once.service = service;
            once.consignments[0].delivery.address.street.clone_from(&street);
            once.consignments[0].collection.address.street = street;
            once.consignments[0].goods[0].quantity = quantity;
            let mut alone = once.clone();
            fill_unsaid(&mut alone, &OrderDocument::default());
            prop_assert_eq!(&alone, &once);
            fill_unsaid(&mut once, &defaults());
            let mut twice = once.clone();
            fill_unsaid(&mut twice, &defaults());
            prop_assert_eq!(twice, once);
        }
    }
}
