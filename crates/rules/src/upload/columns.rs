//! The columns an upload knows: what our example calls them, what else people call them in English, German, Dutch, French and Polish,
//! and what they hold. Case, accents, blanks and signs do not count.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::names;
use crate::order_form::{At, CustomField, Kind as Own, OrderForm};

/// What is uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Orders of a customer: a row is a goods line.
    Orders,
    /// Customers of the carrier.
    Customers,
    /// Contacts of its customers.
    Contacts,
    /// Locations.
    Locations,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Orders, Kind::Customers, Kind::Contacts, Kind::Locations];

    /// As it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Orders => "ORDERS",
            Kind::Customers => "CUSTOMERS",
            Kind::Contacts => "CONTACTS",
            Kind::Locations => "LOCATIONS",
        }
    }

    /// Reads what is stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// To which part of an order a column belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The order, or the one thing a row is.
    Whole,
    /// Its consignment: an order of an upload has one.
    Consignment,
    /// Its collection.
    Collection,
    /// Its delivery.
    Delivery,
    /// A goods line.
    Goods,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// What the form itself reads: a text, a measure, a choice.
    Text,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A whole number.
    Whole,
    /// Yes or no.
    YesOrNo,
    /// A country, as its two letters or its name.
    Country,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// To which part it belongs.
    pub part: Part,
    /// The field of that part.
    pub field: Cow<'static, str>,
    /// What our example calls it.
    pub head: Cow<'static, str>,
    /// What else it is called, between bars.
    pub also: Cow<'static, str>,
    /// What it holds.
    pub holds: Holds,
    /// What the example says in it.
    pub example: &'static str,
}

/// The columns of a kind, in the order of its example.
#[must_use]
pub fn columns(kind: Kind) -> &'static [Column] {
    static COLUMNS: [OnceLock<Vec<Column>>; 4] = [const { OnceLock::new() }; 4];
    let at = Kind::ALL.iter().position(|known| *known == kind).unwrap_or_default();
    COLUMNS[at].get_or_init(|| match kind {
        Kind::Orders => orders(),
        Kind::Customers => names::CUSTOMERS.iter().map(|named| named.of(Part::Whole)).collect(),
        Kind::Contacts => names::CONTACTS.iter().map(|named| named.of(Part::Whole)).collect(),
        Kind::Locations => names::LOCATIONS.iter().map(|named| named.of(Part::Whole)).collect(),
    })
}

fn orders() -> Vec<Column> {
    let of = |part: Part, names: &'static [names::Named]| names.iter().map(move |named| named.of(part));
    let stop = |part: Part| names::STOP.iter().map(move |(named, at_delivery)| named.at_stop(part, at_delivery));
    let general = of(Part::Whole, names::ORDER).chain(of(Part::Consignment, names::CONSIGNMENT));
    general.chain(stop(Part::Collection)).chain(stop(Part::Delivery)).chain(of(Part::Goods, names::GOODS)).collect()
}

/// The columns of an organisation's own fields: of a stop's one for the collection and one for the delivery.
#[must_use]
pub fn own_columns(form: &OrderForm) -> Vec<Column> {
    let open = |at: At| form.custom.iter().filter(move |field| !field.archived && field.at == at);
    let at_stops = [Part::Collection, Part::Delivery].into_iter().flat_map(|part| open(At::Stop).map(move |field| own(field, part)));
    let order = open(At::Order).map(|field| own(field, Part::Whole));
    order.chain(at_stops).chain(open(At::Goods).map(|field| own(field, Part::Goods))).collect()
}

fn own(field: &CustomField, part: Part) -> Column {
    Column {
        part,
        field: format!("custom.{}", field.key).into(),
        head: names::with_stop(part, &field.label).into(),
        also: field.label.clone().into(),
        holds: match field.kind {
            Own::Toggle => Holds::YesOrNo,
            Own::Date => Holds::Date,
            Own::Text | Own::Number | Own::Dropdown | Own::Tag | Own::Url => Holds::Text,
        },
        example: "",
    }
}
