//! Templates (rule 7.5): an order to be made again and again. Transport service and locations are the template's and stay so; the
//! rest is what a new order begins with, and may be changed.

use crate::order::{Address, Consignment, GoodsLine, OrderDocument, PartId, Stop, StopKind, Unknown};
use crate::order_check::Place;

/// What a template is made of: an order without what is its own. Reference, price, dates, barcodes and ids are another one's.
#[must_use]
pub fn of_order(order: &OrderDocument) -> OrderDocument {
    let stop = |stop: &Stop| Stop {
        id: PartId::default(),
        date: None,
        unknown: Unknown::new(),
        address: Address { unknown: Unknown::new(), ..stop.address.clone() },
        ..stop.clone()
    };
    let line = |line: &GoodsLine| GoodsLine { id: PartId::default(), barcodes: Vec::new(), unknown: Unknown::new(), ..line.clone() };
    let consignment = |part: &Consignment| Consignment {
        id: PartId::default(),
        reference: None,
        collection: stop(&part.collection),
        stops: part.stops.iter().map(stop).collect(),
        delivery: stop(&part.delivery),
        goods: part.goods.iter().map(line).collect(),
        unknown: Unknown::new(),
    };
    OrderDocument {
        reference: None,
        requested_price: None,
        consignments: order.consignments.iter().map(consignment).collect(),
        unknown: Unknown::new(),
        ..order.clone()
    }
}

/// The house as it is now: what a template is held against.
pub struct House<'a> {
    /// Whether the customer may select this service.
    pub service: &'a dyn Fn(&str) -> bool,
    /// A location the customer sees, as it is called and where it is now; of one that was merged, the one it became. `None` for one
    /// that is archived or not theirs.
    pub location: &'a dyn Fn(&str) -> Option<(String, Address)>,
}

/// What a template was bound to and is no longer there. It binds nobody then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// The service is archived, or no longer permitted.
    Service,
    /// The location is archived, or no longer the customer's.
    Location {
        /// At which stop.
        at: Place,
        /// What it was called.
        name: String,
    },
}

/// A template as it binds an order now, its locations as they are today.
///
/// # Errors
/// What is no longer there, in the form's order.
pub fn bind(template: &OrderDocument, house: &House<'_>) -> Result<OrderDocument, Vec<Gone>> {
    let (mut bound, mut gone) = (template.clone(), Vec::new());
    if !(house.service)(&bound.service) {
        gone.push(Gone::Service);
    }
    for (c, consignment) in bound.consignments.iter_mut().enumerate() {
        for (kind, stop) in each(consignment) {
            let Some(location) = &stop.location else { continue };
            match (house.location)(location) {
                Some((id, address)) => (stop.location, stop.address) = (Some(id), address),
                None => gone.push(Gone::Location { at: Place::Stop(c, kind, "name"), name: stop.address.name.clone() }),
            }
        }
    }
    if gone.is_empty() { Ok(bound) } else { Err(gone) }
}

/// What of a template an order does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It names another service.
    Service,
    /// It has more or fewer consignments or stops.
    Stops,
    /// It goes somewhere else.
    Location(Place),
}

/// Whether an order keeps what the template it was begun from binds; what it does not keep. `bound` comes from [`bind`].
#[must_use]
pub fn broken(bound: &OrderDocument, order: &OrderDocument) -> Vec<Broken> {
    let mut broken = Vec::new();
    if order.service != bound.service {
        broken.push(Broken::Service);
    }
    let stops = |document: &OrderDocument| document.consignments.iter().map(|part| part.stops.len()).collect::<Vec<_>>();
    if stops(order) != stops(bound) {
        broken.push(Broken::Stops);
        return broken;
    }
    for ((c, held), (_, at)) in bound.stops().zip(order.stops()) {
        if held.stop.location != at.stop.location || !same(&held.stop.address, &at.stop.address) {
            broken.push(Broken::Location(Place::Stop(c, held.kind, "name")));
        }
    }
    broken
}

/// The same address, as a form writes it back: blanks and capitals do not matter.
fn same(one: &Address, other: &Address) -> bool {
    let lines = |address: &Address| {
        let second = address.street_2.clone().unwrap_or_default();
        [&address.name, &address.street, &second, &address.postcode, &address.city, &address.country].map(|line| line.trim().to_uppercase())
    };
    lines(one) == lines(other)
}

fn each(consignment: &mut Consignment) -> impl Iterator<Item = (StopKind, &mut Stop)> {
    let further = consignment.stops.iter_mut().enumerate().map(|(s, stop)| (StopKind::Further(s), stop));
    let collection = std::iter::once((StopKind::Collection, &mut consignment.collection));
    collection.chain(further).chain([(StopKind::Delivery, &mut consignment.delivery)])
}

#[cfg(test)]
mod tests;
