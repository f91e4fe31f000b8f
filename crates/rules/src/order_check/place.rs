//! Where in the form a problem is. The field's name is the document's own, so that pages, the API and changes speak of
//! one place with one word.

use crate::order::StopKind;

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
        }
    }
}
