//! From an order document back to the form's fields: for *Duplicate*, and for whoever changes an order that is there.

use kit::web::Fields;
use rules::measure::{self, Bounds};
use rules::order::{Adr, GoodsLine, OrderDocument, Stop, StopKind};
use rust_decimal::Decimal;

use super::asked::own_inputs;

/// Fields of a document without reference and dates: a new order like it (7.5).
#[must_use]
pub(super) fn like(document: &OrderDocument) -> Fields {
    let mut out = Fields::default();
    out.set("service", document.service.as_str());
    set(&mut out, "level", document.level.as_ref());
    set(&mut out, "planning_instructions", document.planning_instructions.as_ref());
    set_list(&mut out, "contact_emails", &document.contact_emails);
    own_inputs("", &document.custom_fields).for_each(|(name, value)| out.set(&name, value));
    for (c, consignment) in document.consignments.iter().enumerate() {
        for at in consignment.stops_in_order() {
            stop(&mut out, &place(c, at.kind), at.stop);
        }
        for (g, line) in consignment.goods.iter().enumerate() {
            goods(&mut out, &format!("c{c}.g{g}"), line);
        }
    }
    out
}

/// All fields of a document that the form has, and the id of every part.
#[must_use]
pub(super) fn whole(document: &OrderDocument) -> Fields {
    let mut out = like(document);
    set(&mut out, "reference", document.reference.as_ref());
    if let Some(price) = document.requested_price {
        out.set("requested_price", price.amount());
        out.set("requested_price_in", price.currency.as_str());
    }
    for (c, consignment) in document.consignments.iter().enumerate() {
        out.set(&format!("c{c}.id"), consignment.id.as_str());
        set(&mut out, &format!("c{c}.reference"), consignment.reference.as_ref());
        for at in consignment.stops_in_order() {
            let place = place(c, at.kind);
            out.set(&format!("{place}.id"), at.stop.id.as_str());
            if let Some(date) = at.stop.date {
                out.set(&format!("{place}.date"), date.to_string());
            }
        }
        for (g, line) in consignment.goods.iter().enumerate() {
            out.set(&format!("c{c}.g{g}.id"), line.id.as_str());
        }
    }
    out
}

fn place(c: usize, kind: StopKind) -> String {
    match kind {
        StopKind::Collection => format!("c{c}.collection"),
        StopKind::Further(s) => format!("c{c}.s{s}"),
        StopKind::Delivery => format!("c{c}.delivery"),
    }
}

fn set(out: &mut Fields, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        out.set(name, value.as_str());
    }
}

fn set_list(out: &mut Fields, name: &str, values: &[String]) {
    if !values.is_empty() {
        out.set(name, values.join(", "));
    }
}

fn set_number(out: &mut Fields, name: &str, value: Option<Decimal>, bounds: Bounds) {
    if let Some(value) = value {
        out.set(name, measure::field(value, bounds));
    }
}

fn stop(out: &mut Fields, at: &str, stop: &Stop) {
    let address = &stop.address;
    let texts = [
        ("name", &address.name),
        ("street", &address.street),
        ("postcode", &address.postcode),
        ("city", &address.city),
        ("country", &address.country),
    ];
    for (field, value) in texts {
        out.set(&format!("{at}.{field}"), value.as_str());
    }
    if let Some(location) = &stop.location {
        out.set(&format!("{at}.location"), location.as_str());
        out.set(&format!("{at}.filled"), location.as_str());
    }
    let optional = [
        ("street_2", &address.street_2),
        ("reference", &stop.reference),
        ("note", &stop.note),
        ("email", &stop.email),
        ("instructions", &stop.instructions),
    ];
    for (field, value) in optional {
        set(out, &format!("{at}.{field}"), value.as_ref());
    }
    set_list(out, &format!("{at}.phones"), &stop.phones);
    if let Some(window) = stop.window {
        for (field, time) in [("from", window.from), ("until", window.until)] {
            if let Some(time) = time {
                out.set(&format!("{at}.{field}"), time.strftime("%H:%M").to_string());
            }
        }
    }
    if stop.opening_hours {
        out.set(&format!("{at}.opening_hours"), "on");
    }
    if let Some(minutes) = stop.duration_minutes {
        out.set(&format!("{at}.duration_minutes"), minutes.to_string());
    }
    own_inputs(at, &stop.custom_fields).for_each(|(name, value)| out.set(&name, value));
}

fn goods(out: &mut Fields, at: &str, line: &GoodsLine) {
    let name = |field: &str| format!("{at}.{field}");
    if line.quantity > 0 {
        out.set(&name("quantity"), line.quantity.to_string());
    }
    set(out, &name("packaging"), line.packaging.as_ref());
    set(out, &name("packaging_size"), line.packaging_size.as_ref());
    set(out, &name("description"), line.description.as_ref());
    for (field, value, bounds) in line.measures() {
        set_number(out, &name(field), value, bounds);
    }
    if line.stackable == Some(true) {
        out.set(&name("stackable"), "on");
    }
    set_list(out, &name("barcodes"), &line.barcodes);
    own_inputs(at, &line.custom_fields).for_each(|(name, value)| out.set(&name, value));
    if let Some(first) = line.adr.first() {
        adr(out, at, first);
    }
}

fn adr(out: &mut Fields, at: &str, adr: &Adr) {
    let name = |field: &str| format!("{at}.adr0.{field}");
    for (field, value) in [
        ("un_number", &adr.un_number),
        ("proper_shipping_name", &adr.proper_shipping_name),
        ("class", &adr.class),
        ("packing_group", &adr.packing_group),
        ("tunnel_code", &adr.tunnel_code),
        ("emergency_phone", &adr.emergency_phone),
    ] {
        set(out, &name(field), value.as_ref());
    }
    if let Some(packages) = adr.packages {
        out.set(&name("packages"), packages.to_string());
    }
    set_number(out, &name("quantity"), adr.quantity, measure::ADR_QUANTITY);
}

#[cfg(test)]
mod tests {
    use super::super::read::read;
    use super::*;

    #[test]
    fn a_duplicate_reads_back_as_the_same_but_for_reference_and_dates() {
        let typed = "service=s&level=l&reference=PO+1&contact_emails=a@b.example&c0.collection.name=A&c0.collection.street=B&c0.collection.city=C\
            &c0.collection.country=NL&c0.collection.date=2026-05-04&c0.collection.from=08:00&c0.s0.name=X&c0.s0.city=Y&c0.delivery.phones=1,2\
            &c0.delivery.opening_hours=on&c0.g0.quantity=2&c0.g0.packaging=pallet&c0.g0.weight_kg=120,5&c0.g0.stackable=on\
            &c0.g1.quantity=1&c0.g1.adr0.un_number=1203&c0.g1.adr0.packages=4&c1.g0.quantity=3&c1.collection.name=Z";
        let mut first = read(&Fields::parse(typed.as_bytes())).document;
        first.reference = None;
        first.consignments[0].collection.date = None;
        assert_eq!(read(&like(&first)).document, first);
    }
}
