//! *Default order values* (rule 7.3): what a customer's blank form begins with. They fill a new form only and bind nobody; what has
//! become impossible since they were set is left out, and said.

use jiff::civil::Date;

use crate::order::{Address, OrderDocument, PartId, Stop, StopKind};
use crate::order_check::Place;
use crate::order_form::{At, Field, Form, Id};

/// What default values are held against: the house as it is now.
pub struct House<'a> {
    /// Whether the customer may select this service.
    pub service: &'a dyn Fn(&str) -> bool,
    /// Whether the service, the first, offers this level.
    pub level: &'a dyn Fn(&str, &str) -> bool,
    /// The form of a service; of none, what holds for all.
    pub form: &'a dyn Fn(Option<&str>) -> Form,
    /// The address of a location the customer sees, as it is now; `None` for one that is archived or not theirs.
    pub location: &'a dyn Fn(&str) -> Option<Address>,
    /// Today, in the organisation's zone.
    pub today: Date,
}

/// A default value that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dropped {
    /// The service can no longer be selected.
    Service,
    /// The service level is no longer offered.
    Level,
    /// The location is archived, or no longer the customer's.
    Location {
        /// At which stop.
        at: Place,
        /// What it was called.
        name: String,
    },
    /// The date has passed.
    Date {
        /// At which stop.
        at: Place,
        /// Which date.
        date: Date,
    },
    /// The form no longer asks for it.
    Hidden(Id),
    /// An own field no longer takes this value.
    Value(Id),
}

/// What a blank form begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Prefill {
    /// What stands in it; its parts have no ids.
    pub document: OrderDocument,
    /// What was left out, in the form's order.
    pub dropped: Vec<Dropped>,
}

/// Default values as they fill a blank form now.
#[must_use]
pub fn prefill(defaults: &OrderDocument, house: &House<'_>) -> Prefill {
    let mut document = defaults.clone();
    let mut dropped = without_what_is_not_offered(&mut document, house);
    each_stop(&mut document, |at, stop| {
        stop.id = PartId::default();
        if let Some(location) = stop.location.clone() {
            match (house.location)(&location) {
                Some(address) => stop.address = address,
                None => {
                    dropped.push(Dropped::Location { at: at("location"), name: stop.address.name.clone() });
                    (stop.location, stop.address, stop.opening_hours) = (None, Address::default(), false);
                }
            }
        }
        if let Some(date) = stop.date.filter(|date| *date < house.today) {
            stop.date = None;
            dropped.push(Dropped::Date { at: at("date"), date });
        }
    });
    for consignment in &mut document.consignments {
        consignment.id = PartId::default();
        consignment.goods.iter_mut().for_each(|line| line.id = PartId::default());
    }
    let service = Some(document.service.as_str()).filter(|service| !service.is_empty());
    dropped.extend(without_hidden(&(house.form)(service), &mut document));
    Prefill { document, dropped }
}

/// A duplicate of an order as it fills a blank form now (rule 7.5): everything stays that the form can show, also what it would not
/// ask for, and an address whose location is gone. Left out is what nobody could see or choose: a service, a level, an own field
/// that is there no more.
#[must_use]
pub fn duplicate(order: &OrderDocument, house: &House<'_>) -> Prefill {
    let mut document = order.clone();
    let mut dropped = without_what_is_not_offered(&mut document, house);
    let service = Some(document.service.as_str()).filter(|service| !service.is_empty());
    let form = (house.form)(service);
    each_own(&mut document, |at, values| {
        values.retain(|key, _| {
            let known = form.own(at, key).is_some();
            if let (false, Ok(word)) = (known, crate::order_form::Key::new(key)) {
                note(&mut dropped, Dropped::Hidden(Id::Custom(word)));
            }
            known
        });
    });
    Prefill { document, dropped }
}

/// Takes out the service and the level that can no longer be chosen.
fn without_what_is_not_offered(document: &mut OrderDocument, house: &House<'_>) -> Vec<Dropped> {
    let mut dropped = Vec::new();
    if !document.service.is_empty() && !(house.service)(&document.service) {
        document.service.clear();
        dropped.push(Dropped::Service);
        document.level = None;
    }
    let offered = document.level.as_ref().is_none_or(|level| (house.level)(&document.service, level));
    if !offered {
        document.level = None;
        dropped.push(Dropped::Level);
    }
    dropped
}

fn each_own(document: &mut OrderDocument, mut does: impl FnMut(At, &mut std::collections::BTreeMap<String, serde_json::Value>)) {
    does(At::Order, &mut document.custom_fields);
    for consignment in &mut document.consignments {
        let ends = [&mut consignment.collection, &mut consignment.delivery];
        ends.into_iter().chain(&mut consignment.stops).for_each(|stop| does(At::Stop, &mut stop.custom_fields));
        consignment.goods.iter_mut().for_each(|line| does(At::Goods, &mut line.custom_fields));
    }
}

fn each_stop(document: &mut OrderDocument, mut does: impl FnMut(&dyn Fn(&'static str) -> Place, &mut Stop)) {
    for (c, consignment) in document.consignments.iter_mut().enumerate() {
        let further = consignment.stops.iter_mut().enumerate().map(|(s, stop)| (StopKind::Further(s), stop));
        let collection = std::iter::once((StopKind::Collection, &mut consignment.collection));
        for (kind, stop) in collection.chain(further).chain([(StopKind::Delivery, &mut consignment.delivery)]) {
            does(&|field| Place::Stop(c, kind, field), stop);
        }
    }
}

/// Takes out of a document what the form does not ask for, or no longer takes; says what.
pub fn without_hidden(form: &Form, document: &mut OrderDocument) -> Vec<Dropped> {
    let mut dropped = Vec::new();
    for id in crate::order_form::filled(document) {
        if let Id::Standard(field) = id
            && form.hides(field)
        {
            clear(field, document);
            dropped.push(Dropped::Hidden(id));
        }
    }
    each_own(document, |at, values| {
        values.retain(|key, value| {
            let Ok(word) = crate::order_form::Key::new(key) else { return false };
            let Some((field, presence)) = form.own(at, key) else {
                note(&mut dropped, Dropped::Hidden(Id::Custom(word)));
                return false;
            };
            if presence == crate::order_form::Presence::Hidden {
                note(&mut dropped, Dropped::Hidden(Id::Custom(word)));
                return false;
            }
            let fits = field.take(value).is_ok();
            if !fits {
                note(&mut dropped, Dropped::Value(Id::Custom(word)));
            }
            fits
        });
    });
    dropped
}

fn note(dropped: &mut Vec<Dropped>, what: Dropped) {
    if !dropped.contains(&what) {
        dropped.push(what);
    }
}

fn clear(field: Field, document: &mut OrderDocument) {
    match field {
        Field::Level => document.level = None,
        Field::Reference => document.reference = None,
        Field::RequestedPrice => document.requested_price = None,
        Field::PlanningInstructions => document.planning_instructions = None,
        Field::ContactEmails => document.contact_emails.clear(),
        _ => {}
    }
    each_stop(document, |at, stop| match field {
        Field::SecondLine => stop.address.street_2 = None,
        Field::DeliveryDate if matches!(at("date"), Place::Stop(_, StopKind::Delivery, _)) => stop.date = None,
        Field::Window => (stop.window, stop.opening_hours) = (None, false),
        Field::StopReference => stop.reference = None,
        Field::Email => stop.email = None,
        Field::Phones => stop.phones.clear(),
        Field::Duration => stop.duration_minutes = None,
        Field::Instructions => stop.instructions = None,
        Field::Note => stop.note = None,
        _ => {}
    });
    for consignment in &mut document.consignments {
        if field == Field::ConsignmentReference {
            consignment.reference = None;
        }
        for line in &mut consignment.goods {
            match field {
                Field::Packaging => line.packaging = None,
                Field::PackagingSize => line.packaging_size = None,
                Field::Description => line.description = None,
                Field::Weight => line.weight_kg = None,
                Field::Volume => line.volume_m3 = None,
                Field::LoadingMetres => line.loading_metres = None,
                Field::PalletSpaces => line.pallet_spaces = None,
                Field::UnitSize => (line.unit_length_m, line.unit_width_m, line.unit_height_m) = (None, None, None),
                Field::Stackable => line.stackable = None,
                Field::Temperatures => {
                    (line.min_temperature_c, line.max_temperature_c, line.transport_temperature_c) = (None, None, None);
                }
                Field::Adr => line.adr.clear(),
                Field::Barcodes => line.barcodes.clear(),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
