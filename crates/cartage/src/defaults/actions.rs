//! What staff do with default values: set them, over the version they saw, recorded field by field.

use kit::db::Tx;
use rules::order::{Consignment, GoodsLine, OrderDocument, PartId, Stop};
use rules::order_change;
use rules::order_form::understand;

use super::store;
use super::table::DefaultRow;
use crate::customers::{self, CustomerId};
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject, overtaken};
use crate::organisations::OrganisationId;
use crate::viewer::Scope;
use crate::{order_form, order_import, orders};

/// Sets what a customer's blank forms begin with; an empty document leaves them blank.
///
/// # Errors
/// Not found; moved; or the database does not answer.
pub async fn set(
    tx: &mut Tx,
    act: &mut Act,
    customer: CustomerId,
    seen: i64,
    mut document: OrderDocument,
    zone: &jiff::tz::TimeZone,
) -> Result<(), Failure> {
    let organisation = act.organisation;
    customers::load(tx, organisation, customer).await?.ok_or_else(Failure::not_found)?;
    let (before, version) = store::of_customer(tx, organisation, customer).await?;
    if version != seen {
        let scope = Scope { organisation, customer: None };
        return Err(overtaken(tx, scope, customer.0, version.saturating_sub(seen), zone).await?);
    }
    let (form, _) = order_form::arranged(tx, organisation).await?;
    let form = form.form(Some(document.service.as_str()).filter(|service| !service.is_empty()));
    number(&mut document);
    let before = before.unwrap_or_else(|| bare(&document));
    understand(&form, &mut document, Some(&before));
    leave_out_what_says_nothing(&mut document);
    let operations = order_change::changes(&before, &document).map_err(|error| order_import::unfit(&error))?;
    if operations.is_empty() {
        return Ok(());
    }
    let names = orders::names_for(tx, organisation, &operations).await?;
    let changes = orders::change_words(&operations, &before, &document, &names);
    let (changed_at, changed_by) = (act.now, act.actor.name.clone());
    store::save(tx, &DefaultRow { organisation, customer, document: document.to_json(), version: version + 1, changed_at, changed_by })
        .await?;
    let entry = Entry::new(Subject("customer", customer.0), "customer.defaults_changed").internal().of(customer).changes(changes);
    act.record(tx, entry).await
}

/// A customer's default values in words: what each field is called, and what stands in it. None where there are none.
///
/// # Errors
/// When the database does not answer.
pub async fn in_words(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<Vec<(String, String)>, Failure> {
    let (Some(document), _) = store::of_customer(tx, organisation, customer).await? else { return Ok(Vec::new()) };
    all_in_words(tx, organisation, document).await
}

/// Everything a document says of a new order, in words: what each field is called, and what stands in it.
///
/// # Errors
/// When the database does not answer.
pub async fn all_in_words(
    tx: &mut Tx,
    organisation: OrganisationId,
    mut document: OrderDocument,
) -> Result<Vec<(String, String)>, Failure> {
    number(&mut document);
    let blank = bare(&document);
    let operations = order_change::changes(&blank, &document).map_err(|error| order_import::unfit(&error))?;
    let names = orders::names_for(tx, organisation, &operations).await?;
    let words = orders::change_words(&operations, &blank, &document, &names);
    Ok(words.into_iter().filter(|change| !change.to.is_empty()).map(|change| (change.field, change.to)).collect())
}

/// The same consignments with nothing in them.
fn bare(document: &OrderDocument) -> OrderDocument {
    let consignment = |part: &Consignment| Consignment {
        id: part.id.clone(),
        collection: Stop { id: part.collection.id.clone(), ..Stop::default() },
        delivery: Stop { id: part.delivery.id.clone(), ..Stop::default() },
        ..Consignment::default()
    };
    OrderDocument { consignments: document.consignments.iter().map(consignment).collect(), ..OrderDocument::default() }
}

/// Parts are known by their place: what stands second is compared with what stood second.
fn number(document: &mut OrderDocument) {
    let id = |text: String| PartId::new(text);
    for (c, consignment) in document.consignments.iter_mut().enumerate() {
        consignment.id = id(format!("c{c}"));
        consignment.collection.id = id(format!("c{c}.collection"));
        consignment.delivery.id = id(format!("c{c}.delivery"));
        consignment.stops.iter_mut().enumerate().for_each(|(s, stop)| stop.id = id(format!("c{c}.s{s}")));
        consignment.goods.iter_mut().enumerate().for_each(|(g, line)| line.id = id(format!("c{c}.g{g}")));
    }
}

/// A country alone is no address, and a goods line in which nothing stands is none.
fn leave_out_what_says_nothing(document: &mut OrderDocument) {
    for consignment in &mut document.consignments {
        let ends = [&mut consignment.collection, &mut consignment.delivery];
        for stop in ends.into_iter().chain(&mut consignment.stops) {
            let address = &stop.address;
            if [&address.name, &address.street, &address.postcode, &address.city].into_iter().all(String::is_empty) {
                stop.address.country.clear();
            }
        }
        consignment.goods.retain(|line| *line != GoodsLine { id: line.id.clone(), ..GoodsLine::default() });
    }
}
