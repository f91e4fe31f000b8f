//! The queries of documents and their types. Every one starts from the organisation, and from the customer where one looks.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Tx};

use super::table::{DocumentRow, TypeRow};
use super::{DocumentId, TypeId};
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// Types an organisation has at most: the list is shown whole.
pub(super) const MOST_TYPES: i64 = 50;

/// Every type of an organisation, archived ones too, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn types(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<TypeRow>, Failure> {
    Ok(tx.all(TypeRow::select("organisation = $1 ORDER BY sort_name, id"), args![organisation]).await?)
}

/// A type of this organisation.
pub(super) async fn type_by_id(tx: &mut Tx, organisation: OrganisationId, id: TypeId) -> Result<TypeRow, Failure> {
    let found = tx.opt(TypeRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?;
    found.ok_or_else(Failure::not_found)
}

/// Whether another type that is not archived has this folded name.
pub(super) async fn type_name_is_taken(tx: &mut Tx, row: &TypeRow) -> Result<bool, Failure> {
    let sql = "SELECT id FROM document_type WHERE organisation = $1 AND sort_name = $2 AND id <> $3 AND archived_at IS NULL LIMIT 1";
    Ok(tx.opt::<(TypeId,)>(sql, args![row.organisation, &row.sort_name, row.id]).await?.is_some())
}

pub(super) async fn insert_type(tx: &mut Tx, row: &TypeRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// Writes what may change of a type, and counts its version up.
pub(super) async fn save_type(tx: &mut Tx, row: &TypeRow) -> Result<(), Failure> {
    let sql = "UPDATE document_type SET name = $4, sort_name = $5, customers_see = $6, customers_upload = $7, kept_months = $8,
               archived_at = $9, version = version + 1 WHERE organisation = $1 AND id = $2 AND version = $3";
    let mut values = args![row.organisation, row.id, row.version, &row.name, &row.sort_name];
    values.extend(args![row.customers_see, row.customers_upload, row.kept_months, row.archived_at]);
    match tx.exec(sql, values).await? {
        1 => Ok(()),
        _ => Err(Failure::moved("This type was changed meanwhile.")),
    }
}

/// The documents of an order, or of what waits to become one, as they were filed, and every type of its organisation. The caller has made
/// sure that it is within the viewer's scope.
///
/// # Errors
/// When the database does not answer.
pub async fn of_order(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<(Vec<DocumentRow>, Vec<TypeRow>), Failure> {
    let condition = "organisation = $1 AND order_id = $2 AND removed_at IS NULL ORDER BY sent_at, id";
    let rows = tx.all(DocumentRow::select(condition), args![organisation, order]).await?;
    Ok((rows, types(tx, organisation).await?))
}

/// A document of an order, removed or not.
pub(super) async fn by_id(tx: &mut Tx, scope: Scope, order: OrderId, id: DocumentId) -> Result<DocumentRow, Failure> {
    let sql = DocumentRow::select("organisation = $1 AND order_id = $2 AND id = $3");
    let row: Option<DocumentRow> = tx.opt(sql, args![scope.organisation, order, id]).await?;
    row.filter(|row| scope.customer.is_none_or(|customer| customer == row.customer)).ok_or_else(Failure::not_found)
}

pub(super) async fn insert(tx: &mut Tx, row: &DocumentRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

pub(super) async fn remove(tx: &mut Tx, row: &DocumentRow, now: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE document SET removed_at = $3 WHERE organisation = $1 AND id = $2";
    Ok(tx.later(sql, args![row.organisation, row.id, now]).await?)
}

/// Documents of a type that were filed before an instant, at most a hundred.
pub(super) async fn of_type_before(tx: &mut Tx, of: &TypeRow, before: Timestamp) -> Result<Vec<DocumentRow>, Failure> {
    let condition = "organisation = $1 AND document_type = $2 AND sent_at < $3 AND removed_at IS NULL ORDER BY sent_at, id LIMIT 100";
    Ok(tx.all(DocumentRow::select(condition), args![of.organisation, of.id, before]).await?)
}

/// The digests that begin with these digits and still are somebody's: of documents that are there, or were removed after an instant.
pub(super) async fn digests(tx: &mut Tx, prefix: &str, after: Timestamp) -> Result<Vec<String>, Failure> {
    let sql = "SELECT DISTINCT digest FROM document WHERE digest >= $1 AND digest < $2 AND (removed_at IS NULL OR removed_at > $3)";
    let rows: Vec<(String,)> = tx.all(sql, args![prefix.to_owned(), format!("{prefix}g"), after]).await?;
    Ok(rows.into_iter().map(|(digest,)| digest).collect())
}
