//! The queries of templates. Every one starts from the organisation, and for a customer from what is its own.

use kit::args;
use kit::db::{Entity, Query, Tx};
use uuid::Uuid;

use super::TemplateId;
use super::table::TemplateRow;
use crate::board::{self, Leaf, Listed, Turn};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// Adds a template.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, row: &TemplateRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// A template within the scope, archived or not.
///
/// # Errors
/// Not found, or the database does not answer.
pub(super) async fn load(tx: &mut Tx, scope: Scope, id: TemplateId) -> Result<TemplateRow, Failure> {
    let sql = TemplateRow::select("organisation = $1 AND (customer = $2 OR $2 IS NULL) AND id = $3");
    let row: Option<TemplateRow> = tx.opt(sql, args![scope.organisation, scope.customer, id]).await?;
    row.ok_or_else(Failure::not_found)
}

/// Writes a changed row and its next version.
pub(super) async fn save(tx: &mut Tx, row: &mut TemplateRow) -> Result<(), Failure> {
    let sql = "UPDATE order_template SET name = $4, sort_name = $5, archived_at = $6, archived_by = $7, version = version + 1
               WHERE organisation = $1 AND id = $2 AND version = $3";
    let it = row.clone();
    let values = args![it.organisation, it.id, it.version, it.name, it.sort_name, it.archived_at, it.archived_by];
    if tx.exec(sql, values).await? != 1 {
        return Err(Failure::moved("Somebody changed this template at the same moment. Open the page anew."));
    }
    row.version += 1;
    Ok(())
}

/// The customer's other template of that name.
pub(super) async fn called(tx: &mut Tx, row: &TemplateRow) -> Result<Option<TemplateRow>, Failure> {
    let sql = TemplateRow::select("organisation = $1 AND customer = $2 AND sort_name = $3 AND id <> $4 AND archived_at IS NULL");
    Ok(tx.opt(sql, args![row.organisation, row.customer, &row.sort_name, row.id]).await?)
}

/// How many a customer has that are not archived.
pub(super) async fn count(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<i64, Failure> {
    let sql = "SELECT count(*) FROM order_template WHERE organisation = $1 AND customer = $2 AND archived_at IS NULL";
    let found: Option<(i64,)> = tx.opt(sql, args![organisation, customer]).await?;
    Ok(found.map_or(0, |(count,)| count))
}

/// The first `limit` of a customer by name, to choose from: id and name.
///
/// # Errors
/// When the database does not answer.
pub async fn first(
    tx: &mut Tx,
    organisation: OrganisationId,
    customer: CustomerId,
    limit: i64,
) -> Result<Vec<(TemplateId, String)>, Failure> {
    let sql = "SELECT id, name FROM order_template WHERE organisation = $1 AND customer = $2 AND archived_at IS NULL
               ORDER BY sort_name, id LIMIT $3";
    Ok(tx.all(sql, args![organisation, customer, limit]).await?)
}

impl Listed for TemplateRow {
    fn id(&self) -> Uuid {
        self.id.0
    }
}

const SORT_NAME: &str = "SELECT sort_name FROM order_template WHERE organisation = $1 AND id = $2";

/// A page of a customer's templates by name, archived or not.
pub(super) async fn list(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    archived: bool,
    turn: Turn,
) -> Result<Leaf<TemplateRow>, Failure> {
    let columns: Vec<String> = TemplateRow::COLUMNS.iter().map(|column| format!("t.{column}")).collect();
    let sql = format!("SELECT {} FROM order_template t WHERE t.organisation = $1 AND t.customer = $2", columns.join(", "));
    let query = Query::new(sql, args![organisation, customer]);
    let query = query.text(if archived { "AND t.archived_at IS NOT NULL" } else { "AND t.archived_at IS NULL" });
    board::by_name(tx, organisation, turn, SORT_NAME, query).await
}
