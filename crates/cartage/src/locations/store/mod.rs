//! The queries of locations. Every one starts from the organisation, and for a customer from what that customer can see.

mod alike;
mod lists;
mod merges;

use std::collections::HashMap;

use kit::args;
use kit::db::{Entity, Query, Tx, Value};
use rules::location::alias_key;
use uuid::Uuid;

use super::LocationId;
use super::table::LocationRow;
use crate::board::{self, Named};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

pub(super) use alike::{alias_of_another, around, called, may_be_meant, same_address};
pub(super) use lists::{Line, list, list_of};
pub(super) use merges::{merge, survivor};

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

    /// What staff find while they enter for this customer; without one, what belongs to all customers and to none.
    #[must_use]
    pub fn at_the_desk(organisation: OrganisationId, customer: Option<CustomerId>) -> Book {
        // No customer has this id.
        Book { organisation, customer: customer.unwrap_or(CustomerId(Uuid::nil())), desk: true }
    }

    fn query(self) -> Query {
        self.narrow(Query::new(select(), args![self.organisation]))
    }

    /// Narrows a query over a location called `t` to what stands in the book.
    fn narrow(self, query: Query) -> Query {
        let query = query.text("AND t.archived_at IS NULL");
        if self.desk {
            query.with("AND (t.customer = ? OR t.visible IN ('ALL', 'NONE'))", args![self.customer])
        } else {
            query.with("AND (t.customer = ? OR t.visible = 'ALL')", args![self.customer])
        }
    }
}

/// `SELECT` of a location called `t`, after which comes what narrows it.
fn select() -> String {
    format!("SELECT {} FROM location t WHERE t.organisation = $1", columns())
}

/// The columns of a location called `t`.
fn columns() -> String {
    let columns: Vec<String> = LocationRow::COLUMNS.iter().map(|column| format!("t.{column}")).collect();
    columns.join(", ")
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

/// A location of the book; for one that was merged, the one it became. Nothing for one that is archived or not in it.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut Tx, book: Book, id: LocationId) -> Result<Option<LocationRow>, Failure> {
    Ok(find_all(tx, book, vec![id]).await?.remove(&id))
}

/// Those of `ids` that are in the book, by id; for one that was merged, the one it became. Eight a query, because an order rarely
/// has more.
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
    let gone: Vec<LocationId> = ids.into_iter().filter(|id| !found.contains_key(id)).collect();
    if !gone.is_empty() {
        found.extend(merges::became(tx, book, &gone).await?);
    }
    Ok(found)
}

/// Adds a location and what it is found by.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, row: &LocationRow) -> Result<(), Failure> {
    tx.insert(row).await?;
    name_aliases(tx, row).await?;
    name(tx, row).await
}

/// Writes down the keys of its aliases, in place of those it had.
async fn name_aliases(tx: &mut Tx, row: &LocationRow) -> Result<(), Failure> {
    tx.later("DELETE FROM location_alias WHERE organisation = $1 AND location = $2", args![row.organisation, row.id]).await?;
    let mut query = Query::new("INSERT INTO location_alias (organisation, alias_key, location) VALUES", Vec::new());
    let aliases = row.aliases();
    for (n, alias) in aliases.iter().enumerate() {
        query = query.with(if n == 0 { "(?, ?, ?)" } else { ", (?, ?, ?)" }, args![row.organisation, alias_key(alias), row.id]);
    }
    if aliases.is_empty() {
        return Ok(());
    }
    let (sql, values) = query.done();
    Ok(tx.later(sql, values).await?)
}

async fn name(tx: &mut Tx, row: &LocationRow) -> Result<(), Failure> {
    board::name(tx, row.organisation, Named::Location, row.id.0, &row.found_by()).await
}

/// A location of that organisation, archived or not.
pub(super) async fn load(tx: &mut Tx, organisation: OrganisationId, id: LocationId) -> Result<Option<LocationRow>, Failure> {
    Ok(tx.opt(LocationRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?)
}

/// Writes a changed row, its next version and what it is found by.
pub(super) async fn save(tx: &mut Tx, row: &mut LocationRow) -> Result<(), Failure> {
    let sql = "UPDATE location SET visible = $4, customer = $5, name = $6, sort_name = $7, street = $8, street_2 = $9, postcode = $10,
               city = $11, country = $12, address_key = $13, opening_hours = $14, instructions = $15, email = $16, phone = $17,
               external_id = $18, archived_at = $19, aliases = $20, place_key = $21, version = version + 1 WHERE organisation = $1 AND id = $2 AND version = $3";
    let it = row.clone();
    let mut values = args![it.organisation, it.id, it.version, it.visible, it.customer, it.name, it.sort_name, it.street, it.street_2];
    values.extend(args![it.postcode, it.city, it.country, it.address_key, it.opening_hours, it.instructions, it.email, it.phone]);
    values.extend(args![it.external_id, it.archived_at, it.aliases, it.place_key]);
    if tx.exec(sql, values).await? != 1 {
        return Err(Failure::moved("Somebody changed this location at the same moment. Open the page anew."));
    }
    row.version += 1;
    name_aliases(tx, row).await?;
    name(tx, row).await
}
