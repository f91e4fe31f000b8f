//! Values in words: addresses and parts on one line, dates with their year, decimals without needless zeros.

use jiff::civil::Date;
use rules::measure;
use rules::money::Money;
use rules::order::{Adr, Consignment, GoodsLine, OrderDocument, Part, PartId, Stop};
use rules::order_change::{End, List, Path, Placed, When};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::orders::document::goods_in_words;
use crate::orders::order_page::{address, dangerous};
use crate::shell::says;

/// The longest text of a field we do not know, in characters.
const LONGEST_UNKNOWN: usize = 200;

/// What kind of part a path is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    Order,
    Consignment,
    Stop,
    Goods,
}

/// What kind of part a path is of, by the first of these documents that has it.
pub(super) fn home_of(path: &Path, documents: [&OrderDocument; 2]) -> Home {
    match path {
        Path::Order { .. } | Path::Custom { .. } | Path::Sequence { .. } => Home::Order,
        Path::End { .. } | Path::Whole { list: List::Stops { .. }, .. } => Home::Stop,
        Path::Whole { list: List::Consignments, .. } => Home::Consignment,
        Path::Whole { list: List::Goods { .. }, .. } => Home::Goods,
        Path::Part { id, .. } => documents.iter().find_map(|document| document.part(id)).map_or(Home::Order, |part| match part {
            Part::Consignment(_) => Home::Consignment,
            Part::Stop(_) => Home::Stop,
            Part::Goods(_) => Home::Goods,
        }),
    }
}

/// A value in words.
pub(super) fn in_words(path: &Path, home: Home, value: &Value) -> String {
    let field = match path {
        Path::Order { field } | Path::Part { field, .. } => field.as_str(),
        Path::Custom { .. } => "",
        Path::End { .. } | Path::Whole { .. } | Path::Sequence { .. } => return whole(home, value),
    };
    let said = match (home, field) {
        (Home::Order, "requested_price") => read::<Money>(value).map(|price| price.to_string()),
        (Home::Stop, "address") => read::<Placed>(value).map(|placed| place(&placed.address)),
        (Home::Stop, "date") => read::<Date>(value).map(day),
        (Home::Stop, "window") => read::<When>(value).map(when),
        (Home::Stop, "duration_minutes") => value.as_u64().map(|minutes| format!("{minutes} minutes")),
        (Home::Goods, "adr") => read::<Vec<Adr>>(value).map(|all| all.iter().map(dangerous).collect::<Vec<_>>().join("; ")),
        (Home::Goods, _) if !field.is_empty() && is_measure(field) => read::<Decimal>(value).map(measure::show),
        _ => None,
    };
    said.unwrap_or_else(|| plain(value))
}

fn is_measure(field: &str) -> bool {
    ["_kg", "_m3", "_m", "_metres", "_spaces", "_c"].iter().any(|ending| field.ends_with(ending))
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) if values.iter().all(|value| !value.is_object() && !value.is_array()) => {
            values.iter().map(plain).collect::<Vec<_>>().join(", ")
        }
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            let cut = text.chars().take(LONGEST_UNKNOWN).collect::<String>();
            if cut.len() < text.len() { format!("{cut}…") } else { cut }
        }
    }
}

fn day(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

fn when(when: When) -> String {
    let window = when.window.unwrap_or_default();
    match (window.from, window.until) {
        (Some(from), Some(until)) => format!("{} to {}", says::time(from), says::time(until)),
        (Some(from), None) => format!("from {}", says::time(from)),
        (None, Some(until)) => format!("until {}", says::time(until)),
        (None, None) if when.opening_hours => "when the location is open".to_owned(),
        (None, None) => String::new(),
    }
}

/// Name and address on one line.
fn place(at: &rules::order::Address) -> String {
    let rest = if at.city.is_empty() && at.street.is_empty() && at.country.is_empty() { String::new() } else { address(at) };
    [at.name.as_str(), &rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn whole(home: Home, value: &Value) -> String {
    match home {
        Home::Consignment => read::<Consignment>(value).map(|part| consignment(&part)),
        Home::Stop => read::<Stop>(value).map(|part| stop(&part)),
        Home::Goods => read::<GoodsLine>(value).map(|part| goods(&part)),
        Home::Order => None,
    }
    .unwrap_or_else(|| plain(value))
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn stop(stop: &Stop) -> String {
    let times = when(When { window: stop.window, opening_hours: stop.opening_hours });
    joined([Some(place(&stop.address)), stop.date.map(day), Some(times)])
}

/// `12 pallets, canned food, 4320 kg`.
fn goods(line: &GoodsLine) -> String {
    let packaging = line.packaging.as_deref().filter(|kind| !kind.is_empty()).unwrap_or("pieces");
    let weight = line.weight_kg.map(|weight| format!("{} kg", measure::show(weight)));
    let quantity = Some(if line.quantity == 0 { packaging.to_owned() } else { format!("{} {packaging}", line.quantity) });
    let dangerous =
        line.adr.iter().map(|adr| adr.un_number.as_ref().map(|number| format!("UN {}", number.trim_start_matches("UN").trim())));
    joined([quantity, line.packaging_size.clone(), line.description.clone(), weight].into_iter().chain(dangerous))
}

fn consignment(part: &Consignment) -> String {
    let city = |stop: &Stop| format!("{} ({})", stop.address.city, stop.address.country);
    let document = OrderDocument { consignments: vec![part.clone()], ..OrderDocument::default() };
    let way = format!("{} to {}", city(&part.collection), city(&part.delivery));
    let between = (!part.stops.is_empty()).then(|| format!("{} stops between", part.stops.len()));
    joined([Some(way), between, part.collection.date.map(day), Some(goods_in_words(&document))])
}

/// What a part is called among its like: the city of a stop, what a goods line holds, where a consignment goes.
pub(super) fn short(document: &OrderDocument, id: &PartId) -> Option<String> {
    Some(match document.part(id)? {
        Part::Consignment(part) => format!("to {}", part.delivery.address.city),
        Part::Stop(stop) if stop.address.city.is_empty() => stop.address.name.clone(),
        Part::Stop(stop) => stop.address.city.clone(),
        Part::Goods(line) => line.description.clone().unwrap_or_else(|| goods(line)),
    })
}

/// What stands at a path in a document.
pub(super) fn value_at(document: &OrderDocument, path: &Path) -> Option<Value> {
    let field_of = |part: Value, field: &str| -> Option<Value> {
        let member = |name: &str| part.get(name).cloned();
        let group = |names: [&str; 2]| {
            let found: serde_json::Map<_, _> = names.into_iter().filter_map(|name| Some((name.to_owned(), member(name)?))).collect();
            (!found.is_empty()).then_some(Value::Object(found))
        };
        match field {
            "address" => group(["address", "location"]),
            "window" => group(["window", "opening_hours"]),
            _ => match field.strip_prefix("custom_fields.") {
                Some(key) => part.get("custom_fields")?.get(key).cloned(),
                None => member(field),
            },
        }
    };
    let written = |part: Part<'_>| match part {
        Part::Consignment(part) => serde_json::to_value(part).ok(),
        Part::Stop(part) => serde_json::to_value(part).ok(),
        Part::Goods(part) => serde_json::to_value(part).ok(),
    };
    let consignment = |id: &PartId| document.consignments.iter().find(|consignment| consignment.id == *id);
    let ids = |ids: Vec<&PartId>| Some(Value::Array(ids.into_iter().map(|id| Value::String(id.0.clone())).collect()));
    match path {
        Path::Order { field } => document.to_value().get(field).cloned(),
        Path::Custom { key } => document.custom_fields.get(key).cloned(),
        Path::Part { id, field } => field_of(written(document.part(id)?)?, field),
        Path::End { consignment: of, end: End::Collection } => serde_json::to_value(&consignment(of)?.collection).ok(),
        Path::End { consignment: of, end: End::Delivery } => serde_json::to_value(&consignment(of)?.delivery).ok(),
        Path::Whole { id, .. } => written(document.part(id)?),
        Path::Sequence { list: List::Consignments } => ids(document.consignments.iter().map(|part| &part.id).collect()),
        Path::Sequence { list: List::Stops { of } } => ids(consignment(of)?.stops.iter().map(|part| &part.id).collect()),
        Path::Sequence { list: List::Goods { of } } => ids(consignment(of)?.goods.iter().map(|part| &part.id).collect()),
    }
}
