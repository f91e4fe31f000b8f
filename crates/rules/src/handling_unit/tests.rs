//! What a change of an order does to its units, as a table a planner could have written; and what always holds.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Place, Unit, first, follow, none_left, places};
use crate::label::Sscc;
use crate::order::{Address, Adr, Consignment, GoodsLine, OrderDocument, PartId, Stop};

const OWN: [&str; 3] = ["340123450000000017", "340123450000000024", "340123450000000031"];

fn line(id: &str, quantity: u32, weight: i64) -> GoodsLine {
    let weight_kg = (weight > 0).then(|| Decimal::from(weight));
    GoodsLine { id: PartId::new(id), quantity, weight_kg, packaging: Some("Pallet".into()), ..GoodsLine::default() }
}

fn stop(id: &str, city: &str) -> Stop {
    let address = Address { name: "De Korenaar BV".into(), city: city.into(), country: "NL".into(), ..Address::default() };
    Stop { id: PartId::new(id), address, ..Stop::default() }
}

fn consignment(n: usize, goods: Vec<GoodsLine>) -> Consignment {
    Consignment {
        id: PartId::new(format!("c{n}")),
        collection: stop(&format!("c{n}-from"), "Werkendam"),
        delivery: stop(&format!("c{n}-to"), "Zwolle"),
        goods,
        ..Consignment::default()
    }
}

/// Three pallets of 300 kg, two of 100 kg; a second consignment of one.
fn order() -> OrderDocument {
    OrderDocument {
        service: "groupage".into(),
        reference: Some("PO-1".into()),
        consignments: vec![consignment(1, vec![line("a", 3, 900), line("b", 2, 200)]), consignment(2, vec![line("c", 1, 50)])],
        ..OrderDocument::default()
    }
}

/// Its units, all printed in their first revision but the third.
fn units(order: &OrderDocument) -> Vec<Unit> {
    let units = (1..).zip(first(order));
    units.map(|(ordinal, new)| Unit { ordinal, line: new.line, own: new.own, printed: (ordinal != 3).then_some(1) }).collect()
}

/// What a change did: `+a` a unit of line a comes, `-3` the third is void, `*1` the label of the first is outdated.
fn said(change: &dyn Fn(&mut OrderDocument), begun: &[&str]) -> String {
    let (before, mut after) = (order(), order());
    change(&mut after);
    let begun = begun.iter().map(|stop| PartId::new(*stop)).collect();
    let followed = follow(&before, &after, &units(&before), &begun);
    let new = followed.new.iter().map(|new| format!("+{}", new.line));
    let void = followed.void.iter().map(|ordinal| format!("-{ordinal}"));
    let revised = followed.revised.iter().map(|ordinal| format!("*{ordinal}"));
    new.chain(void).chain(revised).collect::<Vec<_>>().join(" ")
}

fn dangerous(un: &str) -> Adr {
    Adr { un_number: Some(un.into()), class: Some("3".into()), ..Adr::default() }
}

#[test]
fn what_a_change_does_to_the_units() {
    type Change = fn(&mut OrderDocument);
    let table: &[(&str, Change, &str)] = &[
        ("nothing", |_| (), ""),
        (
            "a pallet more, heavier together",
            |o| (o.consignments[0].goods[0].quantity, o.consignments[0].goods[0].weight_kg) = (4, Some(1200.into())),
            "+a",
        ),
        ("a pallet more, the weight left as it was", |o| o.consignments[0].goods[0].quantity = 4, "+a"),
        ("a goods line more", |o| o.consignments[0].goods.push(line("d", 2, 0)), "+d +d"),
        ("a consignment more", |o| o.consignments.push(consignment(3, vec![line("d", 1, 0)])), "+d"),
        ("a pallet less: the one that was never printed", |o| o.consignments[0].goods[0].quantity = 2, "-3"),
        ("two less: then the youngest printed", |o| o.consignments[0].goods[0].quantity = 1, "-3 -2"),
        ("a goods line less", |o| o.consignments[0].goods.truncate(1), "-4 -5"),
        ("a consignment less", |o| o.consignments.truncate(1), "-6"),
        ("a line weighs more", |o| o.consignments[0].goods[1].weight_kg = Some(260.into()), "*4 *5"),
        ("a line weighs a few grams more", |o| o.consignments[0].goods[1].weight_kg = Some(Decimal::new(2004, 1)), ""),
        ("another delivery address", |o| o.consignments[0].delivery.address.city = "Zutphen".into(), "*1 *2 *3 *4 *5"),
        ("another building at the collection", |o| o.consignments[1].collection.address.street_2 = Some("Dock 4".into()), "*6"),
        ("another reference", |o| o.reference = Some("PO-2".into()), "*1 *2 *3 *4 *5 *6"),
        ("a consignment's reference", |o| o.consignments[1].reference = Some("D-77".into()), "*6"),
        ("another service level", |o| o.level = Some("express".into()), "*1 *2 *3 *4 *5 *6"),
        ("it is dangerous after all", |o| o.consignments[0].goods[1].adr.push(dangerous("1263")), "*4 *5"),
        ("another date", |o| o.consignments[0].delivery.date = "2026-05-07".parse().ok(), ""),
        ("another description", |o| o.consignments[0].goods[0].description = Some("Flour".into()), ""),
        ("a note to the planners", |o| o.planning_instructions = Some("Ring first".into()), ""),
        ("the lines in another order", |o| o.consignments[0].goods.reverse(), ""),
        (
            "a line goes with the other consignment",
            |o| {
                let line = o.consignments[0].goods.remove(1);
                o.consignments[1].goods.push(line)
            },
            "",
        ),
    ];
    for (what, change, expected) in table {
        assert_eq!(said(change, &[]), *expected, "{what}");
    }
}

#[test]
fn what_was_collected_is_never_void() {
    for (begun, change, expected) in [
        (vec!["c1-from"], (|o: &mut OrderDocument| o.consignments[0].goods.truncate(1)) as fn(&mut OrderDocument), ""),
        (vec!["c1-from"], |o| o.consignments[0].goods[0].quantity = 1, ""),
        (vec!["c1-from"], |o| o.consignments.remove(0).goods.clear(), ""),
        (vec!["c2-from"], |o| o.consignments[0].goods[0].quantity = 1, "-3 -2"),
        (vec!["c1-from"], |o| o.consignments[0].goods[0].quantity = 5, "+a +a"),
        (vec!["c1-from"], |o| o.reference = Some("PO-2".into()), "*1 *2 *3 *4 *5 *6"),
    ] {
        assert_eq!(said(&change, &begun), expected, "{begun:?}");
    }
    let begun = BTreeSet::from([PartId::new("c1-from")]);
    assert_eq!(none_left(&order(), &units(&order()), &begun), [6]);
    assert_eq!(none_left(&order(), &units(&order()), &BTreeSet::new()), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_customers_own_numbers_are_kept() {
    let mut order = order();
    let barcodes = ["(00)340123450000000017", "no number", OWN[0], OWN[1]];
    order.consignments[0].goods[0].barcodes = barcodes.map(str::to_owned).to_vec();
    let own = |units: &[Unit]| units.iter().map(|unit| unit.own.as_ref().map(|own| own.as_str().to_owned())).collect::<Vec<_>>();
    let here = units(&order);
    assert_eq!(own(&here)[..4], [Some(OWN[0].into()), Some(OWN[1].into()), None, None]);
    // One more, with its number: it gets that, and the third keeps what it has.
    let mut more = order.clone();
    more.consignments[0].goods[0].quantity = 4;
    more.consignments[0].goods[0].barcodes.push(OWN[2].to_owned());
    let followed = follow(&order, &more, &here, &BTreeSet::new());
    assert_eq!(followed.new[0].own, Sscc::parse(OWN[2]));
    // One less, and the customer says which.
    let mut less = order.clone();
    less.consignments[0].goods[0].quantity = 2;
    less.consignments[0].goods[0].barcodes.remove(3);
    assert_eq!(follow(&order, &less, &here, &BTreeSet::new()).void, [2]);
}

#[test]
fn an_added_unit_is_the_last_of_its_consignment() {
    let mut order = order();
    let mut here = units(&order);
    order.consignments[0].goods[0].quantity = 4;
    here.push(Unit { ordinal: 7, line: PartId::new("a"), own: None, printed: None });
    let n_of_m: BTreeMap<u32, (u32, u32)> = places(&order, &here).iter().map(|(unit, Place { n, of })| (*unit, (*n, *of))).collect();
    assert_eq!(n_of_m, BTreeMap::from([(1, (1, 6)), (2, (2, 6)), (3, (3, 6)), (4, (4, 6)), (5, (5, 6)), (6, (1, 1)), (7, (6, 6))]));
}

#[test]
fn weights_are_rounded_as_a_scale_shows_them() {
    for (quantity, weight, unit) in [(3, 1000, "333"), (3, 2, "0.7"), (2, 25, "13"), (1, 0, "")] {
        let order = OrderDocument { consignments: vec![consignment(1, vec![line("a", quantity, weight)])], ..OrderDocument::default() };
        let says = crate::label::Says::of(&order, &PartId::new("a")).unwrap();
        assert_eq!(says.weight_kg().map(|weight| weight.to_string()).unwrap_or_default(), unit, "{weight} kg on {quantity}");
    }
}

/// Any order of up to two consignments of up to three lines, of few units; the same ids come back in others.
fn any_order() -> impl Strategy<Value = OrderDocument> {
    let goods = |n: usize| {
        let one = (0..5_u32, 0..3_i64, prop::collection::vec(prop::sample::select(&OWN[..]), 0..3));
        prop::collection::vec(one, 0..4).prop_map(move |lines| {
            let lines = lines.into_iter().enumerate().map(|(at, (quantity, weight, barcodes))| {
                let barcodes = barcodes.into_iter().map(str::to_owned).collect();
                GoodsLine { barcodes, ..line(&format!("{n}-{at}"), quantity, weight * 100) }
            });
            consignment(n, lines.collect())
        })
    };
    (goods(1), goods(2), any::<bool>(), "[ab]").prop_map(|(one, two, both, service)| OrderDocument {
        service,
        consignments: if both { vec![one, two] } else { vec![one] },
        ..OrderDocument::default()
    })
}

proptest! {
    /// Where no collection has begun, every line has as many units as it says, and nothing happens to them the second time.
    #[test]
    fn there_are_as_many_units_as_ordered((before, after, printed) in (any_order(), any_order(), any::<u8>())) {
        let mut here: Vec<Unit> = units(&before);
        for unit in &mut here {
            unit.printed = (printed >> (unit.ordinal % 8) & 1 == 1).then_some(1);
        }
        let followed = follow(&before, &after, &here, &BTreeSet::new());
        prop_assert!(followed.revised.iter().all(|ordinal| !followed.void.contains(ordinal)));
        here.retain(|unit| !followed.void.contains(&unit.ordinal));
        let next = before.totals().quantity as u32 + 1;
        here.extend((next..).zip(followed.new).map(|(ordinal, new)| Unit { ordinal, line: new.line, own: new.own, printed: None }));
        for line in after.consignments.iter().flat_map(|part| &part.goods) {
            prop_assert_eq!(here.iter().filter(|unit| unit.line == line.id).count(), line.quantity as usize);
        }
        prop_assert_eq!(here.len() as u64, after.totals().quantity);
        let own: Vec<_> = here.iter().filter_map(|unit| unit.own.as_ref()).collect();
        prop_assert_eq!(own.iter().collect::<BTreeSet<_>>().len(), own.len(), "one number on two units");
        prop_assert!(follow(&after, &after, &here, &BTreeSet::new()).is_nothing());
        let places = places(&after, &here);
        prop_assert_eq!(places.len(), here.len());
        prop_assert!(places.values().all(|place| place.n >= 1 && place.n <= place.of));
    }

    /// Where every collection has begun, no unit is void whatever the order becomes.
    #[test]
    fn nothing_collected_is_void((before, after) in (any_order(), any_order())) {
        let begun = BTreeSet::from([PartId::new("c1-from"), PartId::new("c2-from")]);
        let here = units(&before);
        prop_assert!(follow(&before, &after, &here, &begun).void.is_empty());
        prop_assert!(none_left(&before, &here, &begun).is_empty());
    }
}
