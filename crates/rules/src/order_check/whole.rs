//! The order's own fields, and a consignment's.

use super::{Check, Findings, Place, What, texts};
use crate::email;
use crate::order::{Consignment, OrderDocument, limits};
use crate::reference;

pub(super) fn check(asked: &Check<'_>, found: &mut Findings) {
    let document = asked.document;
    let service = Place::Order("service");
    if document.service.is_empty() {
        found.add(service, What::Missing);
    } else {
        found.add_if(!asked.service.is_some_and(|service| service.permitted), service, What::ServiceNotPermitted);
    }
    check_reference(asked, found);
    found.add_if(document.requested_price.is_some_and(|price| price.minor < 0), Place::Order("requested_price"), What::Negative);
    if let Some(text) = &document.planning_instructions {
        texts::lines(Place::Order("planning_instructions"), text, limits::LONG_TEXT, found);
    }
    check_contacts(asked, found);
    texts::count(Place::Order("custom_fields"), document.custom_fields.len(), limits::CUSTOM_FIELDS, found);
    let consignments = Place::Order("consignments");
    found.add_if(document.consignments.is_empty(), consignments, What::Missing);
    texts::count(consignments, document.consignments.len(), limits::CONSIGNMENTS, found);
    check_units(document, found);
}

/// Every unit gets a label: the line that brings them past the limit is told.
fn check_units(document: &OrderDocument, found: &mut Findings) {
    let mut units = 0;
    for (c, consignment) in document.consignments.iter().enumerate() {
        for (g, line) in consignment.goods.iter().enumerate() {
            let before = units;
            units += u64::from(line.quantity.min(limits::QUANTITY));
            if before <= u64::from(limits::UNITS) && units > u64::from(limits::UNITS) {
                let total = usize::try_from(document.totals().quantity).unwrap_or(usize::MAX);
                found.add(Place::Goods(c, g, "quantity"), What::TooMany { count: total, limit: limits::UNITS as usize });
            }
        }
    }
}

fn check_reference(asked: &Check<'_>, found: &mut Findings) {
    let at = Place::Order("reference");
    match asked.document.reference.as_deref().filter(|typed| !typed.trim().is_empty()) {
        None => found.add_if(asked.reference_required, at, What::Missing),
        Some(typed) => {
            if let Err(error) = reference::check(typed) {
                found.add(at, What::Reference(error));
            }
        }
    }
}

fn check_contacts(asked: &Check<'_>, found: &mut Findings) {
    let at = Place::Order("contact_emails");
    let addresses = &asked.document.contact_emails;
    texts::count(at, addresses.len(), limits::CONTACT_EMAILS, found);
    for address in addresses {
        if !email::is_email(address) {
            found.add(at, What::NotAnEmail);
        } else if let (Some(allowed), Some(domain)) = (asked.email_domains, email::domain(address)) {
            let known = allowed.iter().any(|allowed| allowed.to_lowercase() == domain);
            found.add_if(!known, at, What::DomainNotAllowed(domain));
        }
    }
}

pub(super) fn check_consignment(index: usize, consignment: &Consignment, found: &mut Findings) {
    texts::line_if(Place::Consignment(index, "reference"), consignment.reference.as_ref(), limits::REFERENCE, found);
    texts::count(Place::Consignment(index, "stops"), consignment.stops.len(), limits::FURTHER_STOPS, found);
    let goods = Place::Consignment(index, "goods");
    found.add_if(consignment.goods.is_empty(), goods, What::Missing);
    texts::count(goods, consignment.goods.len(), limits::GOODS_LINES, found);
}
