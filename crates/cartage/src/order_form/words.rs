//! The order form in words: what its fields are called, how they stand, what does not fit together, what was left out.

use std::collections::BTreeMap;

use rules::defaults::Dropped;
use rules::order_check::Place;
use rules::order_form::{At, Block, Field, Form, Id, Kind, OrderForm, Presence, Warning};

use crate::history::Change;
use crate::orders::{field_label, stop_name};
use crate::shell::says;

/// The label of a standard field, as the page of the form names it.
#[must_use]
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Level => "Service level",
        Field::Reference => "Customer reference",
        Field::RequestedPrice => "Requested price",
        Field::PlanningInstructions => "Planning instructions",
        Field::ContactEmails => "Contact e-mails",
        Field::ConsignmentReference => "Consignment reference",
        Field::SecondLine => "Second address line",
        Field::DeliveryDate => "Delivery date",
        Field::Window => "Window (from, until) or opening hours",
        Field::StopReference => "Reference at the stop",
        Field::Email => "E-mail",
        Field::Phones => "Phones",
        Field::Duration => "Duration",
        Field::Instructions => "Instructions",
        Field::Note => "Note",
        Field::Packaging => "Packaging",
        Field::PackagingSize => "Packaging size",
        Field::Description => "Description",
        Field::Weight => "Weight (kg)",
        Field::Volume => "Volume (m³)",
        Field::LoadingMetres => "Loading metres",
        Field::PalletSpaces => "Pallet spaces",
        Field::UnitSize => "Length, width, height of one (m)",
        Field::Stackable => "Stackable",
        Field::Temperatures => "Temperatures (°C)",
        Field::Adr => "Dangerous goods (ADR)",
        Field::Barcodes => "Barcodes",
    }
}

/// What a field of this arrangement is called.
pub(super) fn name(form: &OrderForm, id: Id) -> String {
    match id {
        Id::Standard(field) => label(field).to_owned(),
        Id::Custom(key) => form.own(key).map_or_else(|| field_label(key.as_str()), |field| field.label.clone()),
    }
}

/// How a field stands, as the article writes it.
#[must_use]
pub fn in_words(presence: Presence) -> &'static str {
    match presence {
        Presence::Hidden => "Hidden",
        Presence::Optional => "Optional",
        Presence::Always => "Always show",
        Presence::Required => "Required",
    }
}

pub(super) fn block(block: Block) -> &'static str {
    match block {
        Block::Order => "General details",
        Block::Consignment => "Consignment",
        Block::Stop => "Collection, delivery and stops between",
        Block::Goods => "Goods",
    }
}

pub(super) fn at(at: At) -> &'static str {
    match at {
        At::Order => "General details",
        At::Stop => "Every stop",
        At::Goods => "Every goods line",
    }
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Number => "Number",
        Kind::Toggle => "Toggle",
        Kind::Date => "Date",
        Kind::Dropdown => "Dropdown",
        Kind::Tag => "Tag",
        Kind::Url => "URL",
    }
}

/// What does not fit together, in a sentence that says what to do.
pub(super) fn warning(warning: &Warning, form: &OrderForm, services: &BTreeMap<String, String>) -> String {
    let service = |id: &String| services.get(id).cloned().unwrap_or_else(|| "a service that is archived".to_owned());
    let of = |id: &Option<String>| id.as_ref().map(|id| format!(" of {}", service(id))).unwrap_or_default();
    match warning {
        Warning::RequiredButHidden { field, service: id } => {
            format!("{} is required, but {} hides it: there nobody is asked for it.", name(form, *field), service(id))
        }
        Warning::RequiredAndNobodySees { field } => {
            format!("{} is required, but every transport service hides it: nobody is ever asked for it.", name(form, *field))
        }
        Warning::GoodsWithoutName { service } => {
            format!("On the form{} neither Packaging nor Description is asked for: nobody can say what the goods are.", of(service))
        }
        Warning::NobodySaysWhen { service: id } => {
            format!("{} hides the Delivery date and has no lead time in days: nobody says when to deliver.", service(id))
        }
        Warning::ReferenceIsAsked { service } => {
            format!(
                "Customer portal order import is on: the Customer reference{} is always shown and required, whatever is set here.",
                of(service)
            )
        }
        Warning::NothingToChoose { field, required } => {
            let harm = if *required { ", and it is required: no order can be submitted where it is asked for" } else { "" };
            format!("{} is a dropdown without choices{harm}.", name(form, Id::Custom(*field)))
        }
        Warning::DefaultIsHidden { customer, field, service } => {
            format!("{customer} has a default value for {}, which the form{} hides: it is not filled in.", name(form, *field), of(service))
        }
    }
}

/// A default value that was left out, in a sentence.
#[must_use]
pub fn dropped(dropped: &Dropped, form: &Form) -> String {
    let called = |id: &Id| match id {
        Id::Standard(field) => label(*field).to_owned(),
        Id::Custom(key) => form.label(key.as_str()).map_or_else(|| field_label(key.as_str()), str::to_owned),
    };
    let stop = |at: &Place| match at {
        Place::Stop(_, kind, _) => stop_name(*kind),
        _ => String::new(),
    };
    match dropped {
        Dropped::Service => "Transport service: the one that was set can no longer be selected. Choose another.".to_owned(),
        Dropped::Level => "Service level: the one that was set is no longer offered.".to_owned(),
        Dropped::Location { at, name } => format!("{}: {name} is no longer in the address book.", stop(at)),
        Dropped::Date { at, date } => format!("{}: the date that was set, {}, has passed.", stop(at), says::plain_date(*date)),
        Dropped::Hidden(id) => format!("{}: the form no longer asks for it.", called(id)),
        Dropped::Value(id) => format!("{}: what was set can no longer be chosen.", called(id)),
    }
}

/// What differs between two arrangements, field by field.
pub(super) fn changes(before: &OrderForm, after: &OrderForm, services: &BTreeMap<String, String>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut ids: Vec<Id> = after.fields().collect();
    ids.extend(before.fields().filter(|id| after.own_of(*id).is_none()));
    for id in &ids {
        let (from, to) = (before.presence(*id), after.presence(*id));
        if from != to && before.own_of(*id).is_some() {
            changes.push(Change { field: name(after, *id), from: in_words(from).to_owned(), to: in_words(to).to_owned() });
        }
    }
    for (service, name_of) in services {
        for id in &ids {
            let said = |form: &OrderForm| form.of_service(service, *id).map(in_words).unwrap_or_default().to_owned();
            let (from, to) = (said(before), said(after));
            if from != to {
                changes.push(Change { field: format!("{name_of}, {}", name(after, *id)), from, to });
            }
        }
    }
    for field in &after.custom {
        let had = before.own(field.key);
        if had == Some(field) {
            continue;
        }
        let said = |own: &rules::order_form::CustomField| {
            let archived = if own.archived { ", archived" } else { "" };
            let choices = if own.choices.is_empty() { String::new() } else { format!(": {}", own.choices.join(", ")) };
            let hint = if own.hint.is_empty() { String::new() } else { format!(" ({})", own.hint) };
            format!("{}, {}, {}{choices}{hint}{archived}", own.label, kind(own.kind), at(own.at))
        };
        changes.push(Change { field: format!("Own field {}", field.label), from: had.map(said).unwrap_or_default(), to: said(field) });
    }
    changes
}
