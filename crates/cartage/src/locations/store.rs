//! The queries of locations. Every one starts from the organisation, and for a customer from what that customer can see.

use std::collections::HashMap;

use kit::args;
use kit::db::{DbError, Entity, FromRow, Query, Row, Tx, Value};
use uuid::Uuid;

use super::LocationId;
use super::table::LocationRow;
use crate::board::{self, Leaf, Listed, Named, Turn};
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
    board::name(tx, row.organisation, Named::Location, row.id.0, &row.found_by()).await
}

/// A location of that organisation, archived or not.
pub(super) async fn load(tx: &mut Tx, organisation: OrganisationId, id: LocationId) -> Result<Option<LocationRow>, Failure> {
    Ok(tx.opt(LocationRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?)
}

/// Another in the same address book, not archived, that has the same address or the same external id.
pub(super) async fn alike(tx: &mut Tx, row: &LocationRow) -> Result<Option<LocationRow>, Failure> {
    let query = Query::new(select(), args![row.organisation]).with("AND t.archived_at IS NULL AND t.id <> ?", args![row.id]);
    let query = match row.customer {
        Some(customer) => query.with("AND t.customer = ?", args![customer]),
        None => query.with("AND t.visible = ?", args![row.visible]),
    };
    let query = match &row.external_id {
        Some(external) => query.with("AND (t.address_key = ? OR t.external_id = ?)", args![&row.address_key, external]),
        None => query.with("AND t.address_key = ?", args![&row.address_key]),
    };
    let (sql, values) = query.text("ORDER BY t.id LIMIT 1").done();
    Ok(tx.opt(sql, values).await?)
}

/// Writes a changed row, its next version and what it is found by.
pub(super) async fn save(tx: &mut Tx, row: &mut LocationRow) -> Result<(), Failure> {
    let sql = "UPDATE location SET visible = $4, customer = $5, name = $6, sort_name = $7, street = $8, street_2 = $9, postcode = $10,
               city = $11, country = $12, address_key = $13, opening_hours = $14, instructions = $15, email = $16, phone = $17,
               external_id = $18, archived_at = $19, version = version + 1 WHERE organisation = $1 AND id = $2 AND version = $3";
    let it = row.clone();
    let mut values = args![it.organisation, it.id, it.version, it.visible, it.customer, it.name, it.sort_name, it.street, it.street_2];
    values.extend(args![it.postcode, it.city, it.country, it.address_key, it.opening_hours, it.instructions, it.email, it.phone]);
    values.extend(args![it.external_id, it.archived_at]);
    if tx.exec(sql, values).await? != 1 {
        return Err(Failure::moved("Somebody changed this location at the same moment. Open the page anew."));
    }
    row.version += 1;
    name(tx, row).await
}

/// A line of the list of locations.
pub(super) struct Line {
    pub row: LocationRow,
    pub customer_name: Option<String>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Line, DbError> {
        Ok(Line { row: LocationRow::from_row(row)?, customer_name: row.get(LocationRow::COLUMNS.len())? })
    }
}

impl Listed for Line {
    fn id(&self) -> Uuid {
        self.row.id.0
    }
}

/// A page of the locations that are archived, or are not, found by every word of `needle`.
pub(super) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    archived: bool,
    needle: &str,
    turn: Turn,
) -> Result<Leaf<Line>, Failure> {
    let columns: Vec<String> = LocationRow::COLUMNS.iter().map(|column| format!("t.{column}")).collect();
    let sql = format!(
        "SELECT {}, k.name FROM location t LEFT JOIN customer k ON k.organisation = t.organisation AND k.id = t.customer
         WHERE t.organisation = $1",
        columns.join(", ")
    );
    let query =
        Query::new(sql, args![organisation]).text(if archived { "AND t.archived_at IS NOT NULL" } else { "AND t.archived_at IS NULL" });
    let query = board::found_by(query, organisation, Named::Location, needle);
    board::by_name(tx, organisation, turn, "SELECT sort_name FROM location WHERE organisation = $1 AND id = $2", query).await
}
