//! The queries of locations. Every one starts from the organisation, and for a customer from what that customer can see.

use std::collections::HashMap;

use kit::args;
use kit::db::{Entity, Query, Tx, Value};

use super::LocationId;
use super::table::LocationRow;
use crate::board::{self, Named};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// An address book: whose, and whether the desk reads it, which also sees what no customer does.
#[derive(Clone, Copy, Debug)]
pub struct Book {
    /// The tenant.
    pub organisation: OrganisationId,
    /// The customer whose orders it is for.
    pub customer: CustomerId,
    /// Staff look something up for that customer.
    pub desk: bool,
}

impl Book {
    /// The book of `customer` as somebody of that scope may read it; nothing when the customer is not within it.
    #[must_use]
    pub fn of(scope: Scope, customer: CustomerId) -> Option<Book> {
        let within = scope.customer.is_none_or(|own| own == customer);
        within.then_some(Book { organisation: scope.organisation, customer, desk: scope.customer.is_none() })
    }

    fn query(self) -> Query {
        let query = Query::new(select(), args![self.organisation]).text("AND t.archived_at IS NULL");
        if self.desk {
            query.with("AND (t.customer = ? OR t.visible IN ('ALL', 'NONE'))", args![self.customer])
        } else {
            query.with("AND (t.customer = ? OR t.visible = 'ALL')", args![self.customer])
        }
    }
}

fn select() -> String {
    let columns: Vec<String> = LocationRow::COLUMNS.iter().map(|column| format!("t.{column}")).collect();
    format!("SELECT {} FROM location t WHERE t.organisation = $1", columns.join(", "))
}

/// The first `limit` locations of the book found by every word of `needle`, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn visible_to(tx: &mut Tx, book: Book, needle: &str, limit: i64) -> Result<Vec<LocationRow>, Failure> {
    let query = board::found_by(book.query(), book.organisation, Named::Location, needle);
    let (sql, values) = query.with("ORDER BY t.sort_name, t.id LIMIT ?", args![limit]).done();
    Ok(tx.all(sql, values).await?)
}

/// A location of the book; nothing for one that is archived or not in it.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut Tx, book: Book, id: LocationId) -> Result<Option<LocationRow>, Failure> {
    let (sql, values) = book.query().with("AND t.id = ?", args![id]).done();
    Ok(tx.opt(sql, values).await?)
}

/// Those of `ids` that are in the book, by id; eight a query, because an order rarely has more.
///
/// # Errors
/// When the database does not answer.
pub async fn find_all(tx: &mut Tx, book: Book, mut ids: Vec<LocationId>) -> Result<HashMap<LocationId, LocationRow>, Failure> {
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::with_capacity(ids.len());
    for eight in ids.chunks(8) {
        let padded = (0..8).filter_map(|i| eight.get(i).or(eight.last()).copied().map(Value::from)).collect();
        let (sql, values) = book.query().with("AND t.id IN (?, ?, ?, ?, ?, ?, ?, ?)", padded).done();
        let rows: Vec<LocationRow> = tx.all(sql, values).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// The location of the book that has this address: the customer's own before one of all, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn same_address(tx: &mut Tx, book: Book, address_key: &str) -> Result<Option<LocationRow>, Failure> {
    let query = book.query().with("AND t.address_key = ?", args![address_key]);
    let order = "ORDER BY CASE t.visible WHEN 'CUSTOMER' THEN 0 WHEN 'ALL' THEN 1 ELSE 2 END, t.id LIMIT 1";
    let (sql, values) = query.text(order).done();
    Ok(tx.opt(sql, values).await?)
}

/// Adds a location and what it is found by.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, row: &LocationRow) -> Result<(), Failure> {
    tx.insert(row).await?;
    name(tx, row).await
}

async fn name(tx: &mut Tx, row: &LocationRow) -> Result<(), Failure> {
    let external = row.external_id.as_deref().unwrap_or_default();
    let texts = [&row.name, &row.street, &row.street_2, &row.postcode, &row.city, external];
    board::name(tx, row.organisation, Named::Location, row.id.0, &texts).await
}
