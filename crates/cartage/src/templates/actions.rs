//! What is done with templates: kept from an order, renamed, archived, restored; by the customer's contacts, and by staff for them.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::order::OrderDocument;
use rules::template::of_order;

use super::store;
use super::table::TemplateRow;
use super::{TemplateId, words};
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject, changed, overtaken};
use crate::order_import::Standing;
use crate::orders::OrderId;
use crate::viewer::Scope;

/// As many templates a customer may have that are not archived.
const MOST: i64 = 200;

/// Keeps an order, or what waits to become one, as a template of its customer.
///
/// # Errors
/// Not found; the name is another's; there are too many; or the database does not answer.
pub async fn keep(tx: &mut Tx, act: &mut Act, scope: Scope, order: OrderId, name: &str) -> Result<TemplateId, Failure> {
    let standing = Standing::load(tx, scope, order).await?;
    let (document, customer, made) = match (&standing.order, &standing.import) {
        (Some(order), _) => (order.document.clone(), order.row.customer, order.row.number.clone()),
        (None, Some(import)) => {
            let document = OrderDocument::from_json(&import.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
            (document, import.customer, import.reference.clone())
        }
        (None, None) => return Err(Failure::not_found()),
    };
    if store::count(tx, act.organisation, customer).await? >= MOST {
        return Err(Failure::refused(format!("There are {MOST} templates. Archive one that is no longer needed first.")));
    }
    let mut row = TemplateRow {
        id: act.ids.id(act.now),
        organisation: act.organisation,
        customer,
        name: String::new(),
        sort_name: String::new(),
        document: of_order(&document).to_json(),
        created_at: act.now,
        created_by: act.actor.name.clone(),
        archived_at: None,
        archived_by: None,
        version: 1,
    };
    row.call(name);
    name_is_free(tx, &row).await?;
    store::insert(tx, &row).await?;
    act.record(tx, entry(&row, "template.kept").detail(format!("{name}, from {made}"))).await?;
    Ok(row.id)
}

/// Calls a template something else. `seen` is the version the form was opened with.
///
/// # Errors
/// Not found; archived; changed meanwhile; the name is another's; or the database does not answer.
pub async fn rename(
    tx: &mut Tx,
    act: &mut Act,
    (scope, zone): (Scope, &TimeZone),
    (id, seen): (TemplateId, i64),
    name: &str,
) -> Result<(), Failure> {
    let mut row = store::load(tx, scope, id).await?;
    if row.name == name {
        return Ok(());
    }
    if row.version != seen {
        return Err(overtaken(tx, scope, id.0, row.version.saturating_sub(seen), zone).await?);
    }
    if row.archived_at.is_some() {
        return Err(Failure::refused("This template is archived. Restore it first."));
    }
    let before = row.name.clone();
    row.call(name);
    name_is_free(tx, &row).await?;
    store::save(tx, &mut row).await?;
    act.record(tx, entry(&row, "template.renamed").changes(changed([("Name", before, row.name.clone())]))).await
}

/// Takes a template out of the list; orders made from it stay. Archived already: nothing is done.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(tx: &mut Tx, act: &mut Act, scope: Scope, id: TemplateId) -> Result<(), Failure> {
    let mut row = store::load(tx, scope, id).await?;
    if row.archived_at.is_some() {
        return Ok(());
    }
    (row.archived_at, row.archived_by) = (Some(act.now), Some(act.actor.name.clone()));
    store::save(tx, &mut row).await?;
    act.record(tx, entry(&row, "template.archived")).await
}

/// Puts an archived template back into the list. Not archived: nothing is done.
///
/// # Errors
/// Not found; its name is another's meanwhile; there are too many; or the database does not answer.
pub async fn restore(tx: &mut Tx, act: &mut Act, scope: Scope, id: TemplateId) -> Result<(), Failure> {
    let mut row = store::load(tx, scope, id).await?;
    if row.archived_at.take().is_none() {
        return Ok(());
    }
    if store::count(tx, row.organisation, row.customer).await? >= MOST {
        return Err(Failure::refused(format!("There are {MOST} templates. Archive one that is no longer needed first.")));
    }
    row.archived_by = None;
    if let Some(other) = store::called(tx, &row).await? {
        return Err(Failure::refused(words::taken_meanwhile(&other.name)));
    }
    store::save(tx, &mut row).await?;
    act.record(tx, entry(&row, "template.restored")).await
}

/// A name leads to one template of a customer.
async fn name_is_free(tx: &mut Tx, row: &TemplateRow) -> Result<(), Failure> {
    match store::called(tx, row).await? {
        Some(other) => Err(Refusal::at("name", words::taken(&other.name)).into()),
        None => Ok(()),
    }
}

fn entry(row: &TemplateRow, verb: &'static str) -> Entry {
    Entry::new(Subject("template", row.id.0), verb).of(row.customer)
}
