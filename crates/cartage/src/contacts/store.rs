//! The queries of contacts. Every one starts from the organisation.

use jiff::Timestamp;
use kit::args;
use kit::db::{DbError, Entity, FromRow, Query, Row, Tx};
use uuid::Uuid;

use super::ContactId;
use super::table::ContactRow;
use crate::board::{self, Leaf, Listed, Named, Turn};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Adds a contact and what it is found by.
///
/// # Errors
/// When the address is taken at that customer, or the database does not answer.
pub async fn insert(tx: &mut Tx, row: &ContactRow) -> Result<(), Failure> {
    tx.insert(row).await?;
    name(tx, row).await
}

/// Writes a changed row, its next version and what it is found by. The person behind it is not touched.
pub(super) async fn save(tx: &mut Tx, row: &mut ContactRow) -> Result<(), Failure> {
    let sql = "UPDATE contact SET name = $4, sort_name = $5, email = $6, phone = $7, portal_access = $8, rights = $9, archived_at = $10,
               version = version + 1 WHERE organisation = $1 AND id = $2 AND version = $3";
    let ContactRow { organisation, id, version, portal_access, rights, archived_at, .. } = *row;
    let mut values = args![organisation, id, version, &row.name, &row.sort_name, &row.email, &row.phone];
    values.extend(args![portal_access, rights, archived_at]);
    if tx.exec(sql, values).await? != 1 {
        return Err(Failure::moved("Somebody changed this contact at the same moment. Open the page anew."));
    }
    row.version += 1;
    name(tx, row).await
}

async fn name(tx: &mut Tx, row: &ContactRow) -> Result<(), Failure> {
    board::name(tx, row.organisation, Named::Contact, row.id.0, &row.found_by()).await
}

/// A contact of that organisation, archived or not.
pub(super) async fn load(tx: &mut Tx, organisation: OrganisationId, id: ContactId) -> Result<Option<ContactRow>, Failure> {
    Ok(tx.opt(ContactRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?)
}

/// The contact of a customer with that address, archived or not.
///
/// # Errors
/// When the database does not answer.
pub async fn by_email(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId, email: &str) -> Result<Option<ContactRow>, Failure> {
    let sql = ContactRow::select("organisation = $1 AND customer = $2 AND email = $3");
    Ok(tx.opt(sql, args![organisation, customer, email]).await?)
}

/// Every contact of a customer, those that are archived last, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn of_customer(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<Vec<ContactRow>, Failure> {
    let order = "organisation = $1 AND customer = $2 ORDER BY CASE WHEN archived_at IS NULL THEN 0 ELSE 1 END, sort_name, id";
    Ok(tx.all(ContactRow::select(order), args![organisation, customer]).await?)
}

/// A line of the list of contacts.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub id: ContactId,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub portal_access: bool,
    pub archived_at: Option<Timestamp>,
    pub customer: CustomerId,
    pub customer_name: String,
    pub customer_access: bool,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Line, DbError> {
        Ok(Line {
            id: row.get(0)?,
            name: row.get(1)?,
            email: row.get(2)?,
            phone: row.get(3)?,
            portal_access: row.get(4)?,
            archived_at: row.get(5)?,
            customer: row.get(6)?,
            customer_name: row.get(7)?,
            customer_access: row.get(8)?,
        })
    }
}

impl Listed for Line {
    fn id(&self) -> Uuid {
        self.id.0
    }
}

/// A page of the contacts of all customers that are archived, or are not, found by every word of `needle`.
pub(super) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    archived: bool,
    needle: &str,
    turn: Turn,
) -> Result<Leaf<Line>, Failure> {
    let sql = "SELECT t.id, t.name, t.email, t.phone, t.portal_access, t.archived_at, k.id, k.name, k.portal_access
               FROM contact t JOIN customer k ON k.organisation = t.organisation AND k.id = t.customer WHERE t.organisation = $1";
    let query =
        Query::new(sql, args![organisation]).text(if archived { "AND t.archived_at IS NOT NULL" } else { "AND t.archived_at IS NULL" });
    let query = board::found_by(query, organisation, Named::Contact, needle);
    board::by_name(tx, organisation, turn, "SELECT sort_name FROM contact WHERE organisation = $1 AND id = $2", query).await
}
