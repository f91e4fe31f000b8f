//! Where in the form a problem is. The field's name is the document's own, so that pages, the API and changes speak of
//! one place with one word.

use crate::order::StopKind;
use crate::order_form::Key;

/// Where an own field of the organisation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// In the general details.
    Order,
    /// At a stop.
    Stop(usize, StopKind),
    /// At a goods line.
    Goods(usize, usize),
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Of the order: `service`.
    Order(&'static str),
    /// Of a consignment: `c0.reference`.
    Consignment(usize, &'static str),
    /// Of a stop: `c0.collection.date`, `c0.s1.city`, `c0.delivery.date`.
    Stop(usize, StopKind, &'static str),
    /// Of a goods line: `c0.g2.weight_kg`.
    Goods(usize, usize, &'static str),
    /// Of a dangerous substance of a goods line: `c0.g2.adr0.un_number`.
    Adr(usize, usize, usize, &'static str),
    /// An own field of the organisation: `custom.tail_lift`, `c0.delivery.custom.dock_number`.
    Own(Spot, Key),
}

impl Place {
    /// The field's name without what it belongs to.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Order(field)
            | Self::Consignment(_, field)
            | Self::Stop(_, _, field)
            | Self::Goods(_, _, field)
            | Self::Adr(_, _, _, field) => field,
            Self::Own(..) => "custom_fields",
        }
    }
}

impl std::fmt::Display for Place {
    /// The name the form's input has; counted from 0.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Order(field) => f.write_str(field),
            Self::Consignment(consignment, field) => write!(f, "c{consignment}.{field}"),
            Self::Stop(consignment, StopKind::Collection, field) => write!(f, "c{consignment}.collection.{field}"),
            Self::Stop(consignment, StopKind::Further(stop), field) => write!(f, "c{consignment}.s{stop}.{field}"),
            Self::Stop(consignment, StopKind::Delivery, field) => write!(f, "c{consignment}.delivery.{field}"),
            Self::Goods(consignment, line, field) => write!(f, "c{consignment}.g{line}.{field}"),
            Self::Adr(consignment, line, entry, field) => write!(f, "c{consignment}.g{line}.adr{entry}.{field}"),
            Self::Own(Spot::Order, key) => write!(f, "custom.{key}"),
            Self::Own(Spot::Stop(consignment, StopKind::Collection), key) => write!(f, "c{consignment}.collection.custom.{key}"),
            Self::Own(Spot::Stop(consignment, StopKind::Further(stop)), key) => write!(f, "c{consignment}.s{stop}.custom.{key}"),
            Self::Own(Spot::Stop(consignment, StopKind::Delivery), key) => write!(f, "c{consignment}.delivery.custom.{key}"),
            Self::Own(Spot::Goods(consignment, line), key) => write!(f, "c{consignment}.g{line}.custom.{key}"),
        }
    }
}
