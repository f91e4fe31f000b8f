//! A document taken apart into fields and parts by id, and put together again. Fields are JSON values, so that those we do
//! not know take part like any other.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{End, List};
use crate::order::{Address, Adr, Consignment, GoodsLine, OrderDocument, PartId, Stop, Window};

/// Why a document or an operation cannot be worked with. A fault, not a refusal: what is stored is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Two parts of a document have one id, or a part has none: [`OrderDocument::give_ids`] comes first.
    IdNotUnique(PartId),
    /// A value does not fit its place; what the reader said.
    Malformed(String),
    /// Operations that had to fit did not: as many conflicts as this.
    Conflicts(usize),
}

/// The value of the field `address`: where the stop is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Placed {
    /// The address as ordered.
    pub address: Address,
    /// The location it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

/// The value of the field `window`: between which times, or whenever the location is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    /// Between which times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Any time the location is open.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub opening_hours: bool,
}

/// Fields that are one to a reader: the name of the whole, and the fields of the document it holds.
const GROUPS: [(&str, [&str; 2]); 2] = [("address", ["address", "location"]), ("window", ["window", "opening_hours"])];

/// The own fields of a part: each is a field by itself, as those of the order are.
const OWN: &str = "custom_fields";

/// Where a part stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Home {
    /// In a list.
    In(List),
    /// As an end of a consignment.
    End(PartId, End),
}

/// A part's own fields, and for a consignment what it holds.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) home: Home,
    pub(super) fields: Map<String, Value>,
    pub(super) holds: Option<Holds>,
}

/// What a consignment holds.
#[derive(Debug, Clone)]
pub(super) struct Holds {
    pub(super) collection: PartId,
    pub(super) delivery: PartId,
    pub(super) stops: Vec<PartId>,
    pub(super) goods: Vec<PartId>,
}

/// A document taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub(super) order: Map<String, Value>,
    pub(super) custom: Map<String, Value>,
    pub(super) consignments: Vec<PartId>,
    pub(super) parts: HashMap<PartId, Node>,
}

impl Tree {
    pub(super) fn of(document: &OrderDocument) -> Result<Self, Unfit> {
        let mut order = object(document.to_value());
        let custom = order.shift_remove("custom_fields").map(object).unwrap_or_default();
        let consignments = list(order.shift_remove("consignments"));
        let mut tree = Self { order, custom, ..Self::default() };
        for consignment in consignments {
            let id = tree.put_consignment(consignment)?;
            tree.consignments.push(id);
        }
        Ok(tree)
    }

    pub(super) fn document(mut self) -> Result<OrderDocument, Unfit> {
        let mut order = std::mem::take(&mut self.order);
        if !self.custom.is_empty() {
            order.insert("custom_fields".to_owned(), Value::Object(std::mem::take(&mut self.custom)));
        }
        let ids = std::mem::take(&mut self.consignments);
        let consignments: Vec<_> = ids.iter().filter_map(|id| self.take_value(id)).collect();
        order.insert("consignments".to_owned(), Value::Array(consignments));
        typed(Value::Object(order))
    }

    /// The parts of a list, as they stand; `None` where its consignment does not exist.
    pub(super) fn list(&self, list: &List) -> Option<&Vec<PartId>> {
        match list {
            List::Consignments => Some(&self.consignments),
            List::Stops { of } => self.holds(of).map(|holds| &holds.stops),
            List::Goods { of } => self.holds(of).map(|holds| &holds.goods),
        }
    }

    pub(super) fn list_mut(&mut self, list: &List) -> Option<&mut Vec<PartId>> {
        match list {
            List::Consignments => Some(&mut self.consignments),
            List::Stops { of } => self.parts.get_mut(of)?.holds.as_mut().map(|holds| &mut holds.stops),
            List::Goods { of } => self.parts.get_mut(of)?.holds.as_mut().map(|holds| &mut holds.goods),
        }
    }

    pub(super) fn holds(&self, consignment: &PartId) -> Option<&Holds> {
        self.parts.get(consignment)?.holds.as_ref()
    }

    /// The id of a consignment's end.
    pub(super) fn end(&self, consignment: &PartId, end: End) -> Option<&PartId> {
        self.holds(consignment).map(|holds| match end {
            End::Collection => &holds.collection,
            End::Delivery => &holds.delivery,
        })
    }

    pub(super) fn set_end(&mut self, consignment: &PartId, end: End, id: PartId) {
        if let Some(holds) = self.parts.get_mut(consignment).and_then(|node| node.holds.as_mut()) {
            match end {
                End::Collection => holds.collection = id,
                End::Delivery => holds.delivery = id,
            }
        }
    }

    /// A part as it stands in a document.
    pub(super) fn value(&self, id: &PartId) -> Option<Value> {
        let node = self.parts.get(id)?;
        let all = |ids: &[PartId]| Value::Array(ids.iter().filter_map(|id| self.value(id)).collect());
        let inner = node
            .holds
            .as_ref()
            .map(|holds| (self.value(&holds.collection), all(&holds.stops), self.value(&holds.delivery), all(&holds.goods)));
        Some(joined(id, node.fields.clone(), inner))
    }

    /// As [`Self::value`], and the part is gone.
    pub(super) fn take_value(&mut self, id: &PartId) -> Option<Value> {
        let node = self.parts.remove(id)?;
        let inner = node.holds.map(|holds| {
            let collection = self.take_value(&holds.collection);
            let stops = Value::Array(holds.stops.iter().filter_map(|id| self.take_value(id)).collect());
            let delivery = self.take_value(&holds.delivery);
            let goods = Value::Array(holds.goods.iter().filter_map(|id| self.take_value(id)).collect());
            (collection, stops, delivery, goods)
        });
        Some(joined(id, node.fields, inner))
    }

    /// Takes a part of a list apart and keeps it; its place in the list is the caller's.
    pub(super) fn put(&mut self, list: &List, part: Value) -> Result<PartId, Unfit> {
        match list {
            List::Consignments => self.put_consignment(part),
            List::Stops { .. } | List::Goods { .. } => self.put_plain(part, Home::In(list.clone())),
        }
    }

    pub(super) fn put_plain(&mut self, part: Value, home: Home) -> Result<PartId, Unfit> {
        let mut fields = object(part);
        let id = taken_id(&mut fields);
        self.keep(id, Node { home, fields: grouped(fields), holds: None })
    }

    fn put_consignment(&mut self, consignment: Value) -> Result<PartId, Unfit> {
        let mut fields = object(consignment);
        let id = taken_id(&mut fields);
        let mut end = |tree: &mut Self, end: End, name: &str| {
            let stop = fields.shift_remove(name).unwrap_or_default();
            tree.put_plain(stop, Home::End(id.clone(), end))
        };
        let collection = end(self, End::Collection, "collection")?;
        let delivery = end(self, End::Delivery, "delivery")?;
        let mut all = |tree: &mut Self, home: List, name: &str| -> Result<Vec<_>, _> {
            list(fields.shift_remove(name)).into_iter().map(|part| tree.put_plain(part, Home::In(home.clone()))).collect()
        };
        let stops = all(self, List::Stops { of: id.clone() }, "stops")?;
        let goods = all(self, List::Goods { of: id.clone() }, "goods")?;
        let holds = Some(Holds { collection, delivery, stops, goods });
        self.keep(id, Node { home: Home::In(List::Consignments), fields, holds })
    }

    fn keep(&mut self, id: PartId, node: Node) -> Result<PartId, Unfit> {
        if id.0.is_empty() || self.parts.contains_key(&id) {
            return Err(Unfit::IdNotUnique(id));
        }
        self.parts.insert(id.clone(), node);
        Ok(id)
    }
}

/// The inner parts of a consignment: collection, further stops, delivery, goods.
type Inner = (Option<Value>, Value, Option<Value>, Value);

fn joined(id: &PartId, fields: Map<String, Value>, inner: Option<Inner>) -> Value {
    let mut whole = Map::new();
    whole.insert("id".to_owned(), Value::String(id.0.clone()));
    match inner {
        None => whole.extend(ungrouped(fields)),
        Some((collection, stops, delivery, goods)) => {
            whole.extend(fields);
            whole.extend(collection.map(|stop| ("collection".to_owned(), stop)));
            whole.insert("stops".to_owned(), stops);
            whole.extend(delivery.map(|stop| ("delivery".to_owned(), stop)));
            whole.insert("goods".to_owned(), goods);
        }
    }
    Value::Object(whole)
}

fn grouped(mut fields: Map<String, Value>) -> Map<String, Value> {
    for (name, members) in GROUPS {
        let group: Map<_, _> = members.iter().filter_map(|member| fields.shift_remove_entry(*member)).collect();
        if !group.is_empty() {
            fields.insert(name.to_owned(), Value::Object(group));
        }
    }
    if matches!(fields.get(OWN), Some(Value::Object(_))) {
        let own = fields.shift_remove(OWN).map(object).unwrap_or_default();
        fields.extend(own.into_iter().map(|(key, value)| (format!("{OWN}.{key}"), value)));
    }
    fields
}

fn ungrouped(mut fields: Map<String, Value>) -> Map<String, Value> {
    for (name, _) in GROUPS {
        if let Some(group) = fields.shift_remove(name) {
            fields.extend(object(group));
        }
    }
    let mut own = Map::new();
    let names: Vec<String> = fields.keys().filter(|name| name.starts_with(OWN) && name[OWN.len()..].starts_with('.')).cloned().collect();
    for name in names {
        if let Some(value) = fields.shift_remove(&name) {
            own.insert(name[OWN.len() + 1..].to_owned(), value);
        }
    }
    if !own.is_empty() {
        fields.insert(OWN.to_owned(), Value::Object(own));
    }
    fields
}

fn taken_id(fields: &mut Map<String, Value>) -> PartId {
    PartId(fields.shift_remove("id").and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn list(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(values)) => values,
        _ => Vec::new(),
    }
}

fn typed<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Unfit> {
    serde_json::from_value(value).map_err(|error| Unfit::Malformed(error.to_string()))
}

/// Whether two values of a field of a part (`None`: of the order) say the same: the decimals of a goods line by what they are
/// worth, everything else to the letter.
pub(super) fn same_field(home: Option<&Home>, field: &str, a: Option<&Value>, b: Option<&Value>) -> bool {
    if a == b {
        return true;
    }
    match (home, a, b) {
        (Some(Home::In(List::Goods { .. })), Some(a), Some(b)) if field == "adr" => same_typed::<Vec<Adr>>(a, b),
        (Some(Home::In(List::Goods { .. })), Some(a), Some(b)) => same_decimal(field, a, b),
        _ => false,
    }
}

fn same_decimal(field: &str, a: &Value, b: &Value) -> bool {
    const DECIMALS: [&str; 10] = [
        "weight_kg",
        "volume_m3",
        "loading_metres",
        "pallet_spaces",
        "unit_length_m",
        "unit_width_m",
        "unit_height_m",
        "min_temperature_c",
        "max_temperature_c",
        "transport_temperature_c",
    ];
    let worth = |value: &Value| value.as_str().and_then(|text| text.parse::<Decimal>().ok());
    DECIMALS.contains(&field) && worth(a).is_some_and(|a| Some(a) == worth(b))
}

/// Whether two parts of a list are the same one in every field.
pub(super) fn same_part(home: &Home, a: &Value, b: &Value) -> bool {
    match home {
        Home::In(List::Consignments) => same_typed::<Consignment>(a, b),
        Home::In(List::Stops { .. }) | Home::End(..) => same_typed::<Stop>(a, b),
        Home::In(List::Goods { .. }) => same_typed::<GoodsLine>(a, b),
    }
}

fn same_typed<T: serde::de::DeserializeOwned + PartialEq>(a: &Value, b: &Value) -> bool {
    a == b || typed::<T>(a.clone()).is_ok_and(|a| typed::<T>(b.clone()).is_ok_and(|b| a == b))
}
