//! The form of an order that is there. What the form does not show, and what somebody left as it stood, stays as it was ordered:
//! only what was typed anew changes (rules 5.7, 7.1).

use std::collections::BTreeMap;

use kit::web::Fields;
use rules::order::{Address, Adr, Consignment, GoodsLine, OrderDocument, PartId, Stop};

use super::read::{Read, read, read_with_ids};
use super::write;

/// Own fields by their keys.
type Own = BTreeMap<String, serde_json::Value>;

/// Reads the form of an order that is there. What cannot be read is said only where somebody typed something else than the form
/// showed.
#[must_use]
pub fn read_change(base: &OrderDocument, fields: &Fields) -> Read {
    let shown = write::whole(base);
    let fields = &with_what_was_not_there(&shown, fields);
    let Read { document, mut unread } = read_with_ids(fields);
    let before = places(&shown);
    let now = places(fields);
    unread.retain(|(field, _)| {
        let was = now.iter().find_map(|(place, id)| {
            let rest = field.strip_prefix(place.as_str())?;
            let (before, _) = before.iter().find(|(_, other)| other == id)?;
            Some(shown.raw(&format!("{before}{rest}")))
        });
        was != Some(fields.raw(field))
    });
    Read { document: carry(base, document), unread }
}

/// The form with what it did not ask for, as it was shown: what a form has no input for was not emptied. Boxes say no by not being
/// sent, where their form has them.
fn with_what_was_not_there(shown: &Fields, fields: &Fields) -> Fields {
    const BOXES: [&str; 2] = ["opening_hours", "stackable"];
    let (before, now) = (places(shown), places(fields));
    let mut all = fields.clone();
    let mut add = |name: &str, there: String, value: &str| {
        let is_box = BOXES.iter().any(|one| name.ends_with(one)) || name.contains("custom.");
        if !is_box && !fields.has(&there) {
            all.set(&there, value);
        }
    };
    for (name, value) in shown.iter() {
        let at = before.iter().find(|(place, _)| name.starts_with(place.as_str()));
        match at {
            Some((place, id)) => {
                if let Some((there, _)) = now.iter().find(|(_, other)| other == id) {
                    add(name, format!("{there}{}", &name[place.len()..]), value);
                }
            }
            None if !now.is_empty() => add(name, name.to_owned(), value),
            None => {}
        }
    }
    all
}

/// The parts of a form by their ids: `c0.g1.` and its id.
fn places(fields: &Fields) -> Vec<(String, String)> {
    let own = |(name, id): (&str, &str)| Some((name.strip_suffix("id").filter(|place| place.ends_with('.'))?.to_owned(), id.to_owned()));
    let mut places: Vec<_> = fields.iter().filter(|(_, id)| !id.is_empty()).filter_map(own).collect();
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.len())); // a goods line's own place before its consignment's
    places
}

/// The order as the form would have it. A field that says what the form showed is taken over from the part with the same id in
/// `base`, as everything the form does not show; an id that `base` does not have in this place makes a new part.
#[must_use]
pub fn carry(base: &OrderDocument, typed: OrderDocument) -> OrderDocument {
    let shown = read_with_ids(&write::whole(base)).document;
    let mut left: Vec<Option<(&Consignment, &Consignment)>> = base.consignments.iter().zip(&shown.consignments).map(Some).collect();
    let mut consignments = Vec::new();
    for consignment in typed.consignments {
        match take(&mut left, |(base, _)| base.id == consignment.id) {
            Some((base, shown)) => consignments.push(carried(base, shown, consignment)),
            None if base.consignments.is_empty() && is_blank(&consignment) => {}
            None => consignments.push(as_new(consignment)),
        }
    }
    OrderDocument {
        shape: base.shape,
        service: kept(&base.service, &shown.service, typed.service),
        level: kept(&base.level, &shown.level, typed.level),
        reference: kept(&base.reference, &shown.reference, typed.reference),
        requested_price: kept(&base.requested_price, &shown.requested_price, typed.requested_price),
        planning_instructions: kept(&base.planning_instructions, &shown.planning_instructions, typed.planning_instructions),
        contact_emails: kept(&base.contact_emails, &shown.contact_emails, typed.contact_emails),
        custom_fields: own(&base.custom_fields, &shown.custom_fields, typed.custom_fields),
        consignments,
        unknown: base.unknown.clone(),
    }
}

/// What was ordered, where the form says what it showed; else what was typed.
fn kept<T: PartialEq + Clone>(base: &T, shown: &T, typed: T) -> T {
    if typed == *shown { base.clone() } else { typed }
}

/// Own fields: one that was not on the form stays, one that says what the form showed stays as it was kept, one that was emptied goes.
fn own(base: &Own, shown: &Own, typed: Own) -> Own {
    let mut own = base.clone();
    for (key, value) in typed {
        if shown.get(&key) == Some(&value) {
            continue;
        }
        if value.as_str().is_some_and(str::is_empty) {
            own.remove(&key);
        } else {
            own.insert(key, value);
        }
    }
    own
}

/// Each part of `base` is found once: a second line that claims its id is a new one.
fn take<T: Copy>(left: &mut [Option<T>], wanted: impl Fn(&T) -> bool) -> Option<T> {
    left.iter_mut().find(|part| part.as_ref().is_some_and(&wanted)).and_then(Option::take)
}

fn carried(base: &Consignment, shown: &Consignment, typed: Consignment) -> Consignment {
    let mut left: Vec<_> = base.stops.iter().zip(&shown.stops).map(Some).collect();
    let stops = typed.stops.into_iter().map(|stop| match take(&mut left, |(base, _)| base.id == stop.id) {
        Some((base, shown)) => carried_stop(base, shown, stop),
        None => Stop { id: PartId::default(), ..stop },
    });
    let stops = stops.collect();
    let mut left: Vec<_> = base.goods.iter().zip(&shown.goods).map(Some).collect();
    let mut goods = Vec::new();
    for line in typed.goods {
        match take(&mut left, |(base, _)| base.id == line.id) {
            Some((base, shown)) => goods.push(carried_line(base, shown, line)),
            None if base.goods.is_empty() && line == GoodsLine::default() => {}
            None => goods.push(GoodsLine { id: PartId::default(), ..line }),
        }
    }
    Consignment {
        id: base.id.clone(),
        reference: kept(&base.reference, &shown.reference, typed.reference),
        // The ends of a consignment that is there are the same stops, whatever id was sent.
        collection: carried_stop(&base.collection, &shown.collection, typed.collection),
        stops,
        delivery: carried_stop(&base.delivery, &shown.delivery, typed.delivery),
        goods,
        unknown: base.unknown.clone(),
    }
}

fn carried_stop(base: &Stop, shown: &Stop, typed: Stop) -> Stop {
    let placed = typed.address == shown.address;
    let windows = typed.window == shown.window && typed.opening_hours == shown.opening_hours;
    Stop {
        id: base.id.clone(),
        location: if placed && typed.location == shown.location { base.location.clone() } else { typed.location },
        address: if placed { base.address.clone() } else { moved(&base.address, &shown.address, typed.address) },
        date: kept(&base.date, &shown.date, typed.date),
        window: if windows { base.window } else { kept(&base.window, &shown.window, typed.window) },
        opening_hours: if windows { base.opening_hours } else { typed.opening_hours },
        reference: kept(&base.reference, &shown.reference, typed.reference),
        note: kept(&base.note, &shown.note, typed.note),
        email: kept(&base.email, &shown.email, typed.email),
        phones: kept(&base.phones, &shown.phones, typed.phones),
        instructions: kept(&base.instructions, &shown.instructions, typed.instructions),
        duration_minutes: kept(&base.duration_minutes, &shown.duration_minutes, typed.duration_minutes),
        custom_fields: own(&base.custom_fields, &shown.custom_fields, typed.custom_fields),
        unknown: base.unknown.clone(),
    }
}

/// An address that was typed over. What we do not know of it, a position perhaps, stays as long as the place does.
fn moved(base: &Address, shown: &Address, typed: Address) -> Address {
    let place = |at: &Address| [at.street.clone(), at.postcode.clone(), at.city.clone(), at.country.clone()];
    let unknown = if place(shown) == place(&typed) { base.unknown.clone() } else { rules::order::Unknown::new() };
    Address {
        name: kept(&base.name, &shown.name, typed.name),
        street: kept(&base.street, &shown.street, typed.street),
        street_2: kept(&base.street_2, &shown.street_2, typed.street_2),
        postcode: kept(&base.postcode, &shown.postcode, typed.postcode),
        city: kept(&base.city, &shown.city, typed.city),
        country: kept(&base.country, &shown.country, typed.country),
        unknown,
    }
}

fn carried_line(base: &GoodsLine, shown: &GoodsLine, typed: GoodsLine) -> GoodsLine {
    GoodsLine {
        id: base.id.clone(),
        quantity: kept(&base.quantity, &shown.quantity, typed.quantity),
        packaging: kept(&base.packaging, &shown.packaging, typed.packaging),
        packaging_size: kept(&base.packaging_size, &shown.packaging_size, typed.packaging_size),
        description: kept(&base.description, &shown.description, typed.description),
        weight_kg: kept(&base.weight_kg, &shown.weight_kg, typed.weight_kg),
        volume_m3: kept(&base.volume_m3, &shown.volume_m3, typed.volume_m3),
        loading_metres: kept(&base.loading_metres, &shown.loading_metres, typed.loading_metres),
        pallet_spaces: kept(&base.pallet_spaces, &shown.pallet_spaces, typed.pallet_spaces),
        unit_length_m: kept(&base.unit_length_m, &shown.unit_length_m, typed.unit_length_m),
        unit_width_m: kept(&base.unit_width_m, &shown.unit_width_m, typed.unit_width_m),
        unit_height_m: kept(&base.unit_height_m, &shown.unit_height_m, typed.unit_height_m),
        stackable: kept(&base.stackable, &shown.stackable, typed.stackable),
        min_temperature_c: kept(&base.min_temperature_c, &shown.min_temperature_c, typed.min_temperature_c),
        max_temperature_c: kept(&base.max_temperature_c, &shown.max_temperature_c, typed.max_temperature_c),
        transport_temperature_c: kept(&base.transport_temperature_c, &shown.transport_temperature_c, typed.transport_temperature_c),
        adr: if typed.adr == shown.adr { base.adr.clone() } else { substances(&base.adr, &shown.adr, typed.adr) },
        barcodes: kept(&base.barcodes, &shown.barcodes, typed.barcodes),
        custom_fields: own(&base.custom_fields, &shown.custom_fields, typed.custom_fields),
        unknown: base.unknown.clone(),
    }
}

/// The first substance as typed, the others as they were: the form shows one.
fn substances(base: &[Adr], shown: &[Adr], typed: Vec<Adr>) -> Vec<Adr> {
    let shown = shown.first().cloned().unwrap_or_default();
    let first = typed.into_iter().next().map(|typed| match base.first() {
        Some(base) => Adr {
            un_number: kept(&base.un_number, &shown.un_number, typed.un_number),
            proper_shipping_name: kept(&base.proper_shipping_name, &shown.proper_shipping_name, typed.proper_shipping_name),
            class: kept(&base.class, &shown.class, typed.class),
            packing_group: kept(&base.packing_group, &shown.packing_group, typed.packing_group),
            tunnel_code: kept(&base.tunnel_code, &shown.tunnel_code, typed.tunnel_code),
            packages: kept(&base.packages, &shown.packages, typed.packages),
            quantity: kept(&base.quantity, &shown.quantity, typed.quantity),
            emergency_phone: kept(&base.emergency_phone, &shown.emergency_phone, typed.emergency_phone),
            unknown: base.unknown.clone(),
        },
        None => typed,
    });
    first.into_iter().chain(base.iter().skip(1).cloned()).collect()
}

/// A part that was not there: none of its ids is trusted.
fn as_new(mut consignment: Consignment) -> Consignment {
    let stops = consignment.stops.iter_mut().map(|stop| &mut stop.id);
    let ends = [&mut consignment.id, &mut consignment.collection.id, &mut consignment.delivery.id];
    for id in ends.into_iter().chain(stops).chain(consignment.goods.iter_mut().map(|line| &mut line.id)) {
        *id = PartId::default();
    }
    consignment
}

/// Nothing was typed in it.
fn is_blank(consignment: &Consignment) -> bool {
    let blank = read(&Fields::default()).document.consignments;
    blank.first() == Some(consignment)
}

#[cfg(test)]
mod tests;
