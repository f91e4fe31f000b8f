//! Filling a blank form with a customer's default values, as far as they still hold.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::db::Tx;
use kit::web::Fields;
use rules::defaults::{House, Prefill, duplicate, prefill};
use rules::order::OrderDocument;
use rules::order_form::Form;

use super::super::asked::left_out;
use super::super::write;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::{self, Book, LocationId, LocationRow};
use crate::order_form;
use crate::shell::says;
use crate::transport_services::{self, ServiceChoice};
use crate::viewer::{Carrier, Scope};

/// A form filled from a document, and what of it was left out, in words.
#[derive(Clone, Debug, Default)]
pub(in crate::orders::entry) struct Filled {
    pub(in crate::orders::entry) fields: Fields,
    pub(in crate::orders::entry) left_out: Vec<String>,
    /// As what it was filled; none for a blank form.
    pub(in crate::orders::entry) how: Option<How>,
}

/// What a form is filled with a document as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::orders::entry) enum How {
    /// Default values, or a template's: what became impossible since is left out, and what is not in the address book.
    Fresh,
    /// A new order like it: everything that can be seen and chosen, but reference and dates.
    Like,
}

/// Fills a new form of this customer's with a document, its locations as that scope sees them.
pub(in crate::orders::entry) async fn filled(
    tx: &mut Tx,
    scope: Scope,
    customer: CustomerId,
    (how, document): (How, &OrderDocument),
    (now, carrier): (Timestamp, &Carrier),
) -> Result<Filled, Failure> {
    let (begun, form) = begun(tx, scope, customer, (how, document), (now, &carrier.zone)).await?;
    let fields = match how {
        How::Fresh => write::whole(&begun.document),
        How::Like => write::like(&begun.document),
    };
    Ok(Filled { fields, left_out: left_out(&begun.dropped, &form), how: Some(how) })
}

/// The document a new order of this customer's begins with, what became impossible of it since, and the form that says so.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn prefilled(
    tx: &mut Tx,
    scope: Scope,
    customer: CustomerId,
    document: &OrderDocument,
    when: (Timestamp, &TimeZone),
) -> Result<(Prefill, Form), Failure> {
    begun(tx, Scope { customer: Some(customer), ..scope }, customer, (How::Fresh, document), when).await
}

async fn begun(
    tx: &mut Tx,
    scope: Scope,
    customer: CustomerId,
    (how, document): (How, &OrderDocument),
    (now, zone): (Timestamp, &TimeZone),
) -> Result<(Prefill, Form), Failure> {
    let services: Vec<ServiceChoice> = transport_services::selectable(tx, scope.organisation, customer).await?;
    let (arranged, _) = order_form::arranged(tx, scope.organisation).await?;
    let wanted = document.stops().filter_map(|(_, at)| at.stop.location.as_deref()?.parse().ok()).collect();
    let book = Book::of(scope, customer).ok_or_else(Failure::not_found)?;
    let locations: HashMap<LocationId, LocationRow> = locations::find_all(tx, book, wanted).await?;
    let named = |id: &str| services.iter().find(|service| service.id.to_string() == id);
    let known = |id: &str| locations.get(&id.parse().ok()?).filter(|location| location.archived_at.is_none());
    let house = House {
        service: &|id| named(id).is_some(),
        level: &|service, level| named(service).is_some_and(|service| service.levels.iter().any(|(id, _)| id.to_string() == level)),
        form: &|service| arranged.form(service),
        location: &|id| known(id).map(LocationRow::address),
        today: says::today(now, zone),
    };
    let begun = match how {
        How::Fresh => prefill(document, &house),
        How::Like => duplicate(document, &house),
    };
    let form = arranged.form(Some(begun.document.service.as_str()).filter(|service| !service.is_empty()));
    Ok((begun, form))
}
