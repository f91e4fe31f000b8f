//! Templates: what they keep of an order, what binds, and what becomes of them when the house changes.

use proptest::prelude::*;

use super::*;
use crate::order::Window;
use crate::testing::day;

fn address(name: &str) -> Address {
    Address {
        name: name.into(),
        street: "Kade 1".into(),
        postcode: "4251 AB".into(),
        city: "Werkendam".into(),
        country: "NL".into(),
        ..Address::default()
    }
}

/// Groupage from the mill, by way of an address nobody keeps, to the bakery: flour, with everything that is one order's own.
fn order() -> OrderDocument {
    let stop = |id: &str, location: Option<&str>, name: &str| Stop {
        id: PartId::new(id),
        location: location.map(str::to_owned),
        address: address(name),
        date: Some(day("2026-05-05")),
        ..Stop::default()
    };
    let line = GoodsLine { id: PartId::new("g"), quantity: 12, barcodes: vec!["003".into()], ..GoodsLine::default() };
    let part = Consignment {
        id: PartId::new("c"),
        reference: Some("first".into()),
        collection: stop("from", Some("mill"), "Mill"),
        stops: vec![stop("by", None, "Silo")],
        delivery: stop("to", Some("bakery"), "Bakery"),
        goods: vec![line],
        ..Consignment::default()
    };
    OrderDocument {
        service: "groupage".into(),
        level: Some("noon".into()),
        reference: Some("PO 1".into()),
        consignments: vec![part],
        ..OrderDocument::default()
    }
}

fn held(services: &[&str], locations: &[(&str, &str, &str)]) -> Result<OrderDocument, Vec<Gone>> {
    let found = |id: &str| locations.iter().find(|(known, ..)| *known == id).map(|(_, now, name)| ((*now).to_owned(), address(name)));
    bind(&of_order(&order()), &House { service: &|service| services.contains(&service), location: &found })
}

const AS_IT_WAS: [(&str, &str, &str); 2] = [("mill", "mill", "Mill"), ("bakery", "bakery", "Bakery")];

/// The order that is made from it: dated, referenced, otherwise as the template says.
fn made() -> OrderDocument {
    let mut made = held(&["groupage"], &AS_IT_WAS).unwrap();
    made.reference = Some("PO 2".into());
    made.consignments[0].collection.date = Some(day("2026-05-12"));
    made
}

#[test]
fn what_is_one_orders_own_is_not_the_templates() {
    let template = of_order(&order());
    let part = &template.consignments[0];
    assert_eq!((template.reference, template.level.as_deref()), (None, Some("noon")));
    assert_eq!((part.reference.as_deref(), part.collection.date, part.stops[0].date, part.delivery.date), (None, None, None, None));
    assert_eq!((part.id.as_str(), part.collection.id.as_str(), part.goods[0].id.as_str()), ("", "", ""));
    assert_eq!((part.goods[0].quantity, part.goods[0].barcodes.len()), (12, 0));
    assert_eq!((part.collection.location.as_deref(), part.delivery.address.name.as_str()), (Some("mill"), "Bakery"));
}

#[test]
fn what_became_of_service_and_locations_since() {
    let at = |kind| Place::Stop(0, kind, "name");
    let mill = Gone::Location { at: at(StopKind::Collection), name: "Mill".into() };
    let bakery = Gone::Location { at: at(StopKind::Delivery), name: "Bakery".into() };
    let cases = [
        ("service archived or no longer permitted", held(&["express"], &AS_IT_WAS), vec![Gone::Service]),
        ("location archived", held(&["groupage"], &AS_IT_WAS[1..]), vec![mill.clone()]),
        ("the other archived", held(&["groupage"], &AS_IT_WAS[..1]), vec![bakery.clone()]),
        ("nothing is left", held(&[], &[]), vec![Gone::Service, mill, bakery]),
    ];
    for (case, got, gone) in cases {
        assert_eq!(got, Err(gone), "{case}");
    }
    let moved = held(&["groupage"], &[("mill", "mill", "New mill"), ("bakery", "baker", "Baker")]).unwrap();
    let part = &moved.consignments[0];
    assert_eq!(part.collection.address.name, "New mill", "an address that was changed binds as it is today");
    assert_eq!(part.delivery.location.as_deref(), Some("baker"), "one that was merged means the one that stays");
    assert_eq!(part.stops[0].address.name, "Silo", "an address nobody keeps stays as it was");
}

#[test]
fn service_and_locations_bind_and_nothing_else() {
    let place = |kind| Broken::Location(Place::Stop(0, kind, "name"));
    let bound = held(&["groupage"], &AS_IT_WAS).unwrap();
    type Change = fn(&mut OrderDocument);
    let cases: [(&str, Change, Vec<Broken>); 15] = [
        ("as it is", |_| {}, vec![]),
        ("another reference", |order| order.reference = Some("PO 3".into()), vec![]),
        ("another level", |order| order.level = None, vec![]),
        ("other goods", |order| order.consignments[0].goods[0].quantity = 1, vec![]),
        ("more goods", |order| order.consignments[0].goods.push(GoodsLine::default()), vec![]),
        ("another day", |order| order.consignments[0].delivery.date = Some(day("2026-05-13")), vec![]),
        ("a window", |order| order.consignments[0].delivery.window = Some(Window::default()), vec![]),
        ("a note", |order| order.consignments[0].collection.note = Some("ring".into()), vec![]),
        ("capitals", |order| order.consignments[0].delivery.address.postcode = "4251 ab ".into(), vec![]),
        ("another service", |order| order.service = "express".into(), vec![Broken::Service]),
        ("another location", |order| order.consignments[0].collection.location = Some("depot".into()), vec![place(StopKind::Collection)]),
        ("an address typed over", |order| order.consignments[0].delivery.address.street = "Kade 2".into(), vec![place(StopKind::Delivery)]),
        (
            "a kept address between",
            |order| order.consignments[0].stops[0].location = Some("silo".into()),
            vec![place(StopKind::Further(0))],
        ),
        ("a stop less", |order| order.consignments[0].stops.clear(), vec![Broken::Stops]),
        ("a consignment more", |order| order.consignments.push(Consignment::default()), vec![Broken::Stops]),
    ];
    for (case, change, expected) in cases {
        let mut order = made();
        change(&mut order);
        assert_eq!(broken(&bound, &order), expected, "{case}");
    }
}

proptest! {
    /// A template of an order made from a template is that template, and binds what it bound.
    #[test]
    fn a_template_again_is_the_same(quantity in 1u32..999, reference in "[A-Z]{1,9}", stops in 0usize..3) {
        let mut first = order();
        first.reference = Some(reference);
        first.consignments[0].goods[0].quantity = quantity;
        first.consignments[0].stops = vec![first.consignments[0].stops[0].clone(); stops];
        let template = of_order(&first);
        prop_assert_eq!(&of_order(&template), &template);
        let found = |id: &str| Some((id.to_owned(), address(if id == "mill" { "Mill" } else { "Bakery" })));
        let bound = bind(&template, &House { service: &|_| true, location: &found }).unwrap();
        prop_assert!(broken(&bound, &template).is_empty());
        prop_assert_eq!(bound, template);
    }
}
