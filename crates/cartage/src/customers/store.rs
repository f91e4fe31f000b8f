//! The queries of customers. Every one starts from the organisation.

use std::collections::HashSet;

use kit::args;
use kit::db::{DbError, Entity, FromRow, Query, Row, Tx};
use kit::text::fold;
use rules::slug;
use uuid::Uuid;

use super::CustomerId;
use super::table::CustomerRow;
use crate::board::{self, Leaf, Listed, Named, Turn};
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// A customer of that organisation, archived or not.
///
/// # Errors
/// When the database does not answer.
pub async fn load(tx: &mut Tx, organisation: OrganisationId, id: CustomerId) -> Result<Option<CustomerRow>, Failure> {
    Ok(tx.opt(CustomerRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?)
}

/// The same question, so that it travels with others ([`Tx::ahead`]).
pub fn ahead(tx: &mut Tx, organisation: OrganisationId, id: CustomerId) {
    tx.ahead(CustomerRow::select("organisation = $1 AND id = $2"), args![organisation, id]);
}

/// Id and name of every customer that is not archived, by name: for pickers.
///
/// # Errors
/// When the database does not answer.
pub async fn choices(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(CustomerId, String)>, Failure> {
    let sql = "SELECT id, name FROM customer WHERE organisation = $1 AND archived_at IS NULL ORDER BY sort_name, id";
    Ok(tx.all(sql, args![organisation]).await?)
}

/// Customers that have this number or this name, archived ones too, the oldest first: whom a row of an upload may mean.
///
/// # Errors
/// When the database does not answer.
pub async fn called(tx: &mut Tx, organisation: OrganisationId, number: Option<&str>, name: &str) -> Result<Vec<CustomerRow>, Failure> {
    let sql = CustomerRow::select("organisation = $1 AND (number = $2 OR sort_name = $3) ORDER BY id LIMIT 50");
    let number = number.map(|number| number.trim().to_owned());
    Ok(tx.all(sql, args![organisation, number, fold(name)]).await?)
}

/// Adds a customer and what it is found by.
///
/// # Errors
/// When its word in paths is taken, or the database does not answer.
pub async fn insert(tx: &mut Tx, row: &CustomerRow) -> Result<(), Failure> {
    tx.insert(row).await?;
    name(tx, row).await
}

/// Writes a changed row, its next version and what it is found by.
///
/// # Errors
/// When somebody else wrote it since it was read, or the database does not answer.
pub(super) async fn save(tx: &mut Tx, row: &mut CustomerRow) -> Result<(), Failure> {
    let sql = "UPDATE customer SET name = $4, number = $5, sort_name = $6, street = $7, postcode = $8, city = $9, country = $10,
               portal_access = $11, standing = $12, order_status = $13, note = $14, archived_at = $15, import_updates = $16,
               import_create_automatically = $17, import_apply_changes = $18, import_apply_cancellations = $19, import_update_limit = $20,
               import_cancel_limit = $21, show_charges = $22, version = version + 1
               WHERE organisation = $1 AND id = $2 AND version = $3";
    let CustomerRow { organisation, id, version, portal_access, archived_at, .. } = *row;
    let (name_, number, place) = (&row.name, row.number.clone(), [&row.sort_name, &row.street, &row.postcode, &row.city, &row.country]);
    let mut values = args![organisation, id, version, name_, number];
    values.extend(place.map(Into::into));
    values.extend(args![portal_access, &row.standing, row.order_status.clone(), &row.note, archived_at]);
    values.extend(args![row.import_updates, row.import_create_automatically, row.import_apply_changes, row.import_apply_cancellations]);
    values.extend(args![row.import_update_limit.clone(), row.import_cancel_limit.clone(), row.show_charges]);
    if tx.exec(sql, values).await? != 1 {
        return Err(Failure::moved("Somebody changed this customer at the same moment. Open the page anew."));
    }
    row.version += 1;
    name(tx, row).await
}

/// Words in paths that begin as `word` does, as far as a number behind it leaves it whole.
pub(super) async fn slugs_like(tx: &mut Tx, organisation: OrganisationId, word: &str) -> Result<HashSet<String>, Failure> {
    let from: String = word.chars().take(slug::LONGEST - 12).collect();
    let past = format!("{from}\u{10FFFF}");
    let sql = "SELECT slug FROM customer WHERE organisation = $1 AND slug >= $2 AND slug < $3";
    let rows: Vec<(String,)> = tx.all(sql, args![organisation, from, past]).await?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// A line of the list of customers.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub id: CustomerId,
    pub name: String,
    pub number: Option<String>,
    pub city: String,
    pub country: String,
    pub standing: String,
    pub portal_access: bool,
    pub order_status: Option<String>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Line, DbError> {
        Ok(Line {
            id: row.get(0)?,
            name: row.get(1)?,
            number: row.get(2)?,
            city: row.get(3)?,
            country: row.get(4)?,
            standing: row.get(5)?,
            portal_access: row.get(6)?,
            order_status: row.get(7)?,
        })
    }
}

impl Listed for Line {
    fn id(&self) -> Uuid {
        self.id.0
    }
}

/// A page of the customers that are archived, or are not, found by every word of `needle`.
pub(super) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    archived: bool,
    needle: &str,
    turn: Turn,
) -> Result<Leaf<Line>, Failure> {
    let sql = "SELECT t.id, t.name, t.number, t.city, t.country, t.standing, t.portal_access, t.order_status
               FROM customer t WHERE t.organisation = $1";
    let query =
        Query::new(sql, args![organisation]).text(if archived { "AND t.archived_at IS NOT NULL" } else { "AND t.archived_at IS NULL" });
    let query = board::found_by(query, organisation, Named::Customer, needle);
    board::by_name(tx, organisation, turn, "SELECT sort_name FROM customer WHERE organisation = $1 AND id = $2", query).await
}

async fn name(tx: &mut Tx, row: &CustomerRow) -> Result<(), Failure> {
    board::name(tx, row.organisation, Named::Customer, row.id.0, &row.found_by()).await
}
