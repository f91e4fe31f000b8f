//! A document against the form: own fields as they are kept, those that hold something else, and what must be filled and is not. What
//! an edit left as it stood is never judged: a field that has come to be required binds only where its block is touched.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{At, Block, CustomError, CustomField, Field, Form, Id, Presence};
use crate::order::{Consignment, GoodsLine, OrderDocument, Part, Stop, StopKind};
use crate::order_check::{Place, Spot};

/// Own fields by their keys, as a document holds them.
type Own = BTreeMap<String, Value>;

/// Writes own fields as they are kept: a number typed with a comma, a date in the local way. What cannot be understood stays as it was
/// typed, as does what `before` has too, and what no form knows.
pub fn understand(form: &Form, document: &mut OrderDocument, before: Option<&OrderDocument>) {
    let had = |own: Option<&Own>| own.cloned().unwrap_or_default();
    keep(form, At::Order, &mut document.custom_fields, &had(before.map(|before| &before.custom_fields)));
    for consignment in &mut document.consignments {
        let ends = [&mut consignment.collection, &mut consignment.delivery];
        for stop in ends.into_iter().chain(&mut consignment.stops) {
            keep(form, At::Stop, &mut stop.custom_fields, &had(stop_before(before, stop.id.as_str()).map(|stop| &stop.custom_fields)));
        }
        for line in &mut consignment.goods {
            keep(form, At::Goods, &mut line.custom_fields, &had(line_before(before, line.id.as_str()).map(|line| &line.custom_fields)));
        }
    }
}

fn keep(form: &Form, at: At, own: &mut Own, before: &Own) {
    own.retain(|key, value| {
        if before.get(key) == Some(value) {
            return true;
        }
        let Some((field, _)) = form.own(at, key) else { return !is_empty(value) };
        match field.take(value) {
            Ok(Value::Null) => false,
            Ok(kept) => {
                *value = kept;
                true
            }
            Err(_) => true,
        }
    });
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn stop_before<'a>(before: Option<&'a OrderDocument>, id: &str) -> Option<&'a Stop> {
    let (_, at) = before?.stops().find(|(_, at)| !id.is_empty() && at.stop.id.as_str() == id)?;
    Some(at.stop)
}

fn line_before<'a>(before: Option<&'a OrderDocument>, id: &str) -> Option<&'a GoodsLine> {
    let mut lines = before?.consignments.iter().flat_map(|consignment| &consignment.goods);
    lines.find(|line| !id.is_empty() && line.id.as_str() == id)
}

/// Own fields that hold what they cannot, each with why.
#[must_use]
pub fn wrong(form: &Form, document: &OrderDocument, before: Option<&OrderDocument>) -> Vec<(Place, CustomError)> {
    let mut found = Vec::new();
    let mut look = |spot: Spot, at: At, own: &Own, had: Option<&Own>| {
        for (field, _) in form.own_at(at) {
            let Some(value) = own.get(field.key.as_str()) else { continue };
            let same = had.and_then(|had| had.get(field.key.as_str())) == Some(value);
            if let (false, Err(error)) = (same, field.take(value)) {
                found.push((Place::Own(spot, field.key), error));
            }
        }
    };
    look(Spot::Order, At::Order, &document.custom_fields, before.map(|before| &before.custom_fields));
    for (c, consignment) in document.consignments.iter().enumerate() {
        for at in consignment.stops_in_order() {
            let had = stop_before(before, at.stop.id.as_str()).map(|stop| &stop.custom_fields);
            look(Spot::Stop(c, at.kind), At::Stop, &at.stop.custom_fields, had);
        }
        for (g, line) in consignment.goods.iter().enumerate() {
            let had = line_before(before, line.id.as_str()).map(|line| &line.custom_fields);
            look(Spot::Goods(c, g), At::Goods, &line.custom_fields, had);
        }
    }
    found
}

/// Where something must be filled and is not, in the form's order.
#[must_use]
pub fn required(form: &Form, document: &OrderDocument, before: Option<&OrderDocument>) -> Vec<Place> {
    let mut missing = Vec::new();
    if before.is_none_or(|before| general(before) != general(document)) {
        let unfilled = asked(form, Block::Order).filter(|field| !filled_in_order(*field, document));
        missing.extend(unfilled.map(Field::place));
        missing.extend(own(form, At::Order, &document.custom_fields).map(|field| Place::Own(Spot::Order, field.key)));
    }
    for (c, consignment) in document.consignments.iter().enumerate() {
        let had = before.and_then(|before| match before.part(&consignment.id) {
            Some(Part::Consignment(had)) => Some(had),
            _ => None,
        });
        let reference = |part: &Consignment| part.reference.clone();
        let touched = had.is_none_or(|had| reference(had) != reference(consignment));
        if touched && form.requires(Field::ConsignmentReference) && !said(consignment.reference.as_ref()) {
            missing.push(Place::Consignment(c, Field::ConsignmentReference.input()));
        }
        of_stops(form, c, consignment, before, &mut missing);
        for (g, line) in consignment.goods.iter().enumerate() {
            if line_before(before, line.id.as_str()) == Some(line) {
                continue;
            }
            let unfilled = asked(form, Block::Goods).filter(|field| !filled_in_line(*field, line));
            missing.extend(unfilled.map(|field| Place::Goods(c, g, field.input())));
            missing.extend(own(form, At::Goods, &line.custom_fields).map(|field| Place::Own(Spot::Goods(c, g), field.key)));
        }
    }
    missing
}

fn of_stops(form: &Form, c: usize, consignment: &Consignment, before: Option<&OrderDocument>, missing: &mut Vec<Place>) {
    for at in consignment.stops_in_order() {
        if stop_before(before, at.stop.id.as_str()) == Some(at.stop) {
            continue;
        }
        let unfilled = asked(form, Block::Stop).filter(|field| !filled_at_stop(*field, at.kind, at.stop));
        missing.extend(unfilled.map(|field| Place::Stop(c, at.kind, field.input())));
        missing.extend(own(form, At::Stop, &at.stop.custom_fields).map(|field| Place::Own(Spot::Stop(c, at.kind), field.key)));
    }
}

/// The standard fields of a block that must be filled.
fn asked(form: &Form, block: Block) -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(move |field| field.block() == block && form.requires(*field))
}

/// The own fields that must be filled and are not.
fn own<'a>(form: &'a Form, at: At, values: &'a Own) -> impl Iterator<Item = &'a CustomField> {
    let unfilled = move |field: &CustomField| values.get(field.key.as_str()).is_none_or(is_empty);
    form.own_at(at).filter(move |(field, presence)| *presence == Presence::Required && unfilled(field)).map(|(field, _)| field)
}

/// The general details without the consignments.
fn general(document: &OrderDocument) -> OrderDocument {
    OrderDocument { consignments: Vec::new(), ..document.clone() }
}

fn said(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

fn filled_in_order(field: Field, document: &OrderDocument) -> bool {
    match field {
        Field::Level => document.level.is_some(),
        Field::Reference => said(document.reference.as_ref()),
        Field::RequestedPrice => document.requested_price.is_some(),
        Field::PlanningInstructions => said(document.planning_instructions.as_ref()),
        Field::ContactEmails => !document.contact_emails.is_empty(),
        _ => true,
    }
}

fn filled_at_stop(field: Field, kind: StopKind, stop: &Stop) -> bool {
    match field {
        Field::SecondLine => said(stop.address.street_2.as_ref()),
        Field::DeliveryDate => kind != StopKind::Delivery || stop.date.is_some(),
        Field::Window => stop.opening_hours || stop.window.is_some_and(|window| window.from.is_some() || window.until.is_some()),
        Field::StopReference => said(stop.reference.as_ref()),
        Field::Email => said(stop.email.as_ref()),
        Field::Phones => !stop.phones.is_empty(),
        Field::Duration => stop.duration_minutes.is_some(),
        Field::Instructions => said(stop.instructions.as_ref()),
        Field::Note => said(stop.note.as_ref()),
        _ => true,
    }
}

fn filled_in_line(field: Field, line: &GoodsLine) -> bool {
    match field {
        Field::Packaging => said(line.packaging.as_ref()),
        Field::PackagingSize => said(line.packaging_size.as_ref()),
        Field::Description => said(line.description.as_ref()),
        Field::Weight => line.weight_kg.is_some(),
        Field::Volume => line.volume_m3.is_some(),
        Field::LoadingMetres => line.loading_metres.is_some(),
        Field::PalletSpaces => line.pallet_spaces.is_some(),
        Field::UnitSize => line.unit_length_m.is_some() && line.unit_width_m.is_some() && line.unit_height_m.is_some(),
        Field::Stackable => line.stackable.is_some(),
        Field::Temperatures => {
            line.transport_temperature_c.is_some() || line.min_temperature_c.is_some() || line.max_temperature_c.is_some()
        }
        Field::Adr => !line.adr.is_empty(),
        Field::Barcodes => !line.barcodes.is_empty(),
        _ => true,
    }
}

/// Standard fields that a document fills anywhere: what a set of default values fills.
#[must_use]
pub fn filled(document: &OrderDocument) -> Vec<Id> {
    let in_document = |field: &Field| match field.block() {
        Block::Order => filled_in_order(*field, document),
        Block::Consignment => document.consignments.iter().any(|consignment| said(consignment.reference.as_ref())),
        Block::Stop => document.stops().any(|(_, at)| match field {
            Field::DeliveryDate => at.kind == StopKind::Delivery && at.stop.date.is_some(),
            _ => filled_at_stop(*field, at.kind, at.stop),
        }),
        Block::Goods => document.consignments.iter().flat_map(|part| &part.goods).any(|line| match field {
            Field::UnitSize => line.unit_length_m.is_some() || line.unit_width_m.is_some() || line.unit_height_m.is_some(),
            _ => filled_in_line(*field, line),
        }),
    };
    let stops = document.stops().flat_map(|(_, at)| at.stop.custom_fields.keys());
    let goods = document.consignments.iter().flat_map(|part| &part.goods).flat_map(|line| line.custom_fields.keys());
    let keys = document.custom_fields.keys().chain(stops).chain(goods);
    let own = keys.filter_map(|key| super::Key::new(key).ok()).map(Id::Custom).collect::<std::collections::BTreeSet<_>>();
    Field::ALL.into_iter().filter(in_document).map(Id::Standard).chain(own).collect()
}
