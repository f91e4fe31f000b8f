//! What staff see and set of services.

use std::collections::BTreeMap;

use kit::args;
use kit::db::{DbError, Entity, FromRow, Query, Row, Tx};

use super::super::ServiceId;
use super::super::table::ServiceRow;
use super::super::terms::Terms;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::service_levels::LevelId;

/// Rows a page of the list has.
const PAGE: usize = 100;

/// A service as the list shows it.
pub(in super::super) struct Listed {
    pub row: ServiceRow,
    /// How many customers are named.
    pub named: i64,
}

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        Ok(Listed { row: ServiceRow::from_row(row)?, named: row.get(ServiceRow::COLUMNS.len())? })
    }
}

/// A page of the services, by name, from behind `after`; and whether there are more.
pub(in super::super) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    archived: bool,
    after: Option<ServiceId>,
) -> Result<(Vec<Listed>, bool), Failure> {
    let sql = format!(
        "SELECT {}, (SELECT count(*) FROM service_customer c WHERE c.service = s.id) FROM transport_service s WHERE organisation = $1",
        ServiceRow::columns()
    );
    let mut query = Query::new(sql, args![organisation]);
    query = query.text(if archived { "AND archived_at IS NOT NULL" } else { "AND archived_at IS NULL" });
    if let Some(after) = after {
        let behind = "AND (sort_name, id) > (SELECT sort_name, id FROM transport_service WHERE organisation = ? AND id = ?)";
        query = query.with(behind, args![organisation, after]);
    }
    let (sql, values) = query.text("ORDER BY sort_name, id LIMIT 101").done();
    let mut rows: Vec<Listed> = tx.all(sql, values).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more))
}

/// A service of this organisation.
pub(in super::super) async fn by_id(tx: &mut Tx, organisation: OrganisationId, id: ServiceId) -> Result<ServiceRow, Failure> {
    let found = tx.opt(ServiceRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?;
    found.ok_or_else(Failure::not_found)
}

/// Everything staff set of a service.
pub(in super::super) async fn terms(tx: &mut Tx, row: &ServiceRow) -> Result<Terms, Failure> {
    let sql = "SELECT l.id, l.name FROM service_offers_level o JOIN service_level l ON l.organisation = o.organisation AND l.id = o.level
               WHERE o.organisation = $1 AND o.service = $2";
    let levels: Vec<(LevelId, String)> = tx.all(sql, args![row.organisation, row.id]).await?;
    let sql = "SELECT k.id, k.name FROM service_customer c JOIN customer k ON k.organisation = c.organisation AND k.id = c.customer
               WHERE c.organisation = $1 AND c.service = $2";
    let named: Vec<(CustomerId, String)> = tx.all(sql, args![row.organisation, row.id]).await?;
    Terms::of(row, levels.into_iter().collect(), named.into_iter().collect())
}

/// The names of these levels; of another organisation's none.
pub(in super::super) async fn levels_named<'a>(
    tx: &mut Tx,
    organisation: OrganisationId,
    ids: impl Iterator<Item = &'a LevelId>,
) -> Result<BTreeMap<LevelId, String>, Failure> {
    let query = Query::new("SELECT id, name FROM service_level WHERE organisation = $1 AND id IN (", args![organisation]);
    let query = ids.fold(query, |query, id| query.with("?,", args![*id]));
    let (sql, values) = query.text("NULL)").done();
    let rows: Vec<(LevelId, String)> = tx.all(sql, values).await?;
    Ok(rows.into_iter().collect())
}

/// The names of these customers; of another organisation's none.
pub(in super::super) async fn customers_named<'a>(
    tx: &mut Tx,
    organisation: OrganisationId,
    ids: impl Iterator<Item = &'a CustomerId>,
) -> Result<BTreeMap<CustomerId, String>, Failure> {
    let query = Query::new("SELECT id, name FROM customer WHERE organisation = $1 AND id IN (", args![organisation]);
    let query = ids.fold(query, |query, id| query.with("?,", args![*id]));
    let (sql, values) = query.text("NULL)").done();
    let rows: Vec<(CustomerId, String)> = tx.all(sql, values).await?;
    Ok(rows.into_iter().collect())
}

/// Whether another service that is not archived has this folded name.
pub(in super::super) async fn name_is_taken(
    tx: &mut Tx,
    organisation: OrganisationId,
    sort_name: &str,
    but: ServiceId,
) -> Result<bool, Failure> {
    let sql = "SELECT id FROM transport_service WHERE organisation = $1 AND sort_name = $2 AND id <> $3 AND archived_at IS NULL LIMIT 1";
    Ok(tx.opt::<(ServiceId,)>(sql, args![organisation, sort_name, but]).await?.is_some())
}

/// Puts a new service in, with the levels it offers and the customers it names.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, row: &ServiceRow, levels: &[LevelId], customers: &[CustomerId]) -> Result<(), Failure> {
    tx.insert(row).await?;
    offer(tx, row, levels).await?;
    name(tx, row, customers).await
}

/// Writes a service, what it offers and whom it names, and counts its version up.
pub(in super::super) async fn save(tx: &mut Tx, row: &ServiceRow, terms: &Terms, before: &Terms) -> Result<(), Failure> {
    let sql = "UPDATE transport_service SET name = $4, sort_name = $5, description = $6, selectable = $7, order_status = $8, cut_off = $9,
               cut_off_time = $10, collection_days = $11, delivery_days = $12, holidays_of = $13, closed_dates = $14, area = $15,
               lead_days = $16, notice_hours = $17, archived_at = $18, version = version + 1
               WHERE organisation = $1 AND id = $2 AND version = $3";
    let mut values = args![row.organisation, row.id, row.version, &row.name, &row.sort_name, &row.description, &row.selectable];
    values.extend(args![row.order_status.clone(), &row.cut_off, row.cut_off_time, row.collection_days, row.delivery_days]);
    values.extend(args![row.holidays_of.clone(), &row.closed_dates, &row.area, row.lead_days, row.notice_hours, row.archived_at]);
    if tx.exec(sql, values).await? != 1 {
        return Err(Failure::moved("This transport service was changed meanwhile."));
    }
    if terms.levels != before.levels {
        tx.later("DELETE FROM service_offers_level WHERE organisation = $1 AND service = $2", args![row.organisation, row.id]).await?;
        offer(tx, row, &terms.levels.keys().copied().collect::<Vec<_>>()).await?;
    }
    if terms.customers != before.customers {
        tx.later("DELETE FROM service_customer WHERE organisation = $1 AND service = $2", args![row.organisation, row.id]).await?;
        name(tx, row, &terms.customers.iter().flat_map(BTreeMap::keys).copied().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

async fn offer(tx: &mut Tx, row: &ServiceRow, levels: &[LevelId]) -> Result<(), Failure> {
    let query = Query::new("INSERT INTO service_offers_level (organisation, service, level) VALUES", Vec::new());
    together(tx, query, levels.iter().map(|level| args![row.organisation, row.id, *level])).await
}

async fn name(tx: &mut Tx, row: &ServiceRow, customers: &[CustomerId]) -> Result<(), Failure> {
    let query = Query::new("INSERT INTO service_customer (organisation, service, customer) VALUES", Vec::new());
    together(tx, query, customers.iter().map(|customer| args![row.organisation, row.id, *customer])).await
}

/// One statement for all rows; none for no rows.
async fn together(tx: &mut Tx, query: Query, rows: impl ExactSizeIterator<Item = Vec<kit::db::Value>>) -> Result<(), Failure> {
    if rows.len() == 0 {
        return Ok(());
    }
    let query = rows.enumerate().fold(query, |query, (nth, row)| query.with(if nth == 0 { "(?, ?, ?)" } else { ", (?, ?, ?)" }, row));
    let (sql, values) = query.done();
    Ok(tx.later(sql, values).await?)
}
