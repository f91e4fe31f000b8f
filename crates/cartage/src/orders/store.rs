//! The queries of orders: one order in a viewer's scope, its stops' progress, and what an act writes.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Query, Tx};
use uuid::Uuid;

use super::OrderId;
use super::table::{OrderRow, ProgressRow, SubmissionRow};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// The order, if this viewer can see it.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn by_id(tx: &mut Tx, scope: Scope, id: OrderId) -> Result<OrderRow, Failure> {
    let row: Option<OrderRow> = tx.opt(OrderRow::select("organisation = $1 AND id = $2"), args![scope.organisation, id]).await?;
    row.filter(|row| scope.customer.is_none_or(|customer| customer == row.customer)).ok_or_else(Failure::not_found)
}

/// How far the stops of an order are; stops without a row are TO_PLAN.
///
/// # Errors
/// When the database does not answer.
pub async fn progress(tx: &mut Tx, organisation: OrganisationId, id: OrderId) -> Result<Vec<ProgressRow>, Failure> {
    Ok(tx.all(ProgressRow::select("organisation = $1 AND order_id = $2"), args![organisation, id]).await?)
}

/// When an order was cancelled or declined; none while it stands.
///
/// # Errors
/// When the database does not answer.
pub async fn ended_at(tx: &mut Tx, row: &OrderRow) -> Result<Option<Timestamp>, Failure> {
    if row.cancelled_from.is_none() {
        return Ok(None);
    }
    Ok(super::acts::open_cancellation(tx, row).await?.map(|ended| ended.at))
}

/// Moves the order's version on if it is still the one that was seen; whether it was.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_version(tx: &mut Tx, row: &OrderRow) -> Result<bool, Failure> {
    let sql = "UPDATE orders SET version = version + 1 WHERE organisation = $1 AND id = $2 AND version = $3";
    Ok(tx.exec(sql, args![row.organisation, row.id, row.version]).await? == 1)
}

/// Writes an order's status and what goes with it: numbers and the status it was cancelled from.
///
/// # Errors
/// When the database does not answer.
pub async fn save_status(tx: &mut Tx, row: &OrderRow) -> Result<(), Failure> {
    let sql = "UPDATE orders SET status = $3, number = $4, number_sort = $5, quote_number = $6, cancelled_from = $7
               WHERE organisation = $1 AND id = $2";
    let values =
        args![row.organisation, row.id, &row.status, &row.number, row.number_sort, row.quote_number.clone(), row.cancelled_from.clone()];
    Ok(tx.later(sql, values).await?)
}

/// Writes an order's document and what is derived from it.
pub(super) async fn save_document(tx: &mut Tx, row: &OrderRow) -> Result<(), Failure> {
    let sql = "UPDATE orders SET document = $3, status = $4, level = $5, reference = $6, reference_key = $7, collection_date = $8,
               delivery_date = $9, from_place = $10, to_place = $11, goods = $12, service = $13 WHERE organisation = $1 AND id = $2";
    let values = args![
        row.organisation,
        row.id,
        &row.document,
        &row.status,
        row.level,
        &row.reference,
        &row.reference_key,
        &row.collection_date,
        &row.delivery_date,
        &row.from_place,
        &row.to_place,
        &row.goods,
        row.service
    ];
    Ok(tx.later(sql, values).await?)
}

/// Writes what lists show beside an order.
pub(super) async fn save_badges(tx: &mut Tx, row: &OrderRow) -> Result<(), Failure> {
    let sql = "UPDATE orders SET awaiting = $3, unseen_update = $4, not_accepted = $5 WHERE organisation = $1 AND id = $2";
    Ok(tx.later(sql, args![row.organisation, row.id, &row.awaiting, row.unseen_update, &row.not_accepted]).await?)
}

/// Writes a new order.
pub(super) async fn insert(tx: &mut Tx, row: &OrderRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// Remembers which form made an order.
pub(super) async fn insert_submission(tx: &mut Tx, row: &SubmissionRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// The order a form made before, what it is called, and the digest of what the form held then. What waits to be made is called by
/// its reference.
pub(super) async fn submission(
    tx: &mut Tx,
    organisation: OrganisationId,
    membership: Uuid,
    id: Uuid,
) -> Result<Option<(OrderId, String, Vec<u8>)>, Failure> {
    let sql = "SELECT s.order_id, COALESCE(o.number, i.reference), s.digest FROM submission s
               LEFT JOIN orders o ON o.id = s.order_id
               LEFT JOIN order_import i ON i.order_id = s.order_id AND i.organisation = s.organisation AND i.kind = 'CREATE'
               WHERE s.organisation = $1 AND s.membership = $2 AND s.id = $3";
    Ok(tx.opt(sql, args![organisation, membership, id]).await?)
}

/// How far the series count that a number may come from now, so that it travels with other questions ([`Tx::ahead`]).
pub(super) fn series_ahead(tx: &mut Tx, organisation: OrganisationId) {
    tx.ahead(SERIES, args![organisation]);
}

/// The series without a period, and the newest others.
const SERIES: &str = "SELECT series, period, last FROM number_series WHERE organisation = $1
  ORDER BY CASE WHEN period = '' THEN 0 ELSE 1 END, period DESC LIMIT 12";

/// The mail domains of a customer's own contacts: where its orders' mail may go (7.1).
pub(super) async fn contact_domains(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<Vec<String>, Failure> {
    let sql = "SELECT email FROM contact WHERE organisation = $1 AND customer = $2 AND archived_at IS NULL";
    let addresses: Vec<(String,)> = tx.all(sql, args![organisation, customer]).await?;
    let mut domains: Vec<String> = addresses.iter().filter_map(|(address,)| Some(address.rsplit_once('@')?.1.to_lowercase())).collect();
    domains.sort();
    domains.dedup();
    Ok(domains)
}

/// Another order of the customer with the same reference, the newest: its id, number and status.
pub(super) async fn same_reference(
    tx: &mut Tx,
    organisation: OrganisationId,
    customer: CustomerId,
    key: &str,
) -> Result<Option<(OrderId, String, String)>, Failure> {
    let sql = "SELECT id, number, status FROM orders
               WHERE customer = $2 AND reference_key = $3 AND organisation = $1
               ORDER BY created_at DESC, id DESC LIMIT 1";
    Ok(tx.opt(sql, args![organisation, customer, key]).await?)
}

/// The document of the newest order of this customer, or of what they submitted since and is none.
pub(super) async fn last_of(tx: &mut Tx, scope: Scope) -> Result<Option<String>, Failure> {
    let sql = "SELECT l.document FROM (
                 SELECT * FROM (SELECT created_at AS at, id, document FROM orders WHERE organisation = $1 AND customer = $2
                   ORDER BY created_at DESC, id DESC LIMIT 1) o
                 UNION ALL
                 SELECT * FROM (SELECT submitted_at AS at, order_id AS id, document FROM order_import
                   WHERE organisation = $1 AND customer = $2 AND shelf <> '' ORDER BY submitted_at DESC, id DESC LIMIT 1) i
               ) l ORDER BY l.at DESC, l.id DESC LIMIT 1";
    let found: Option<(String,)> = tx.opt(sql, args![scope.organisation, scope.customer]).await?;
    Ok(found.map(|(document,)| document))
}

/// How far a series has counted in a period; nothing when it is not among the newest.
pub(super) async fn last_in_series(tx: &mut Tx, organisation: OrganisationId, series: &str, period: &str) -> Result<Option<i64>, Failure> {
    let newest: Vec<(String, String, i64)> = tx.all(SERIES, args![organisation]).await?;
    Ok(newest.into_iter().find(|(one, at, _)| one == series && at == period).map(|(_, _, last)| last))
}

/// The next count of a series in a period, from 1.
pub(super) async fn next_in_series(tx: &mut Tx, organisation: OrganisationId, series: &str, period: &str) -> Result<i64, Failure> {
    let sql = "INSERT INTO number_series (organisation, series, period, last) VALUES ($1, $2, $3, 1)
               ON CONFLICT (organisation, series, period) DO UPDATE SET last = number_series.last + 1 RETURNING last";
    let (last,): (i64,) = tx.one(sql, args![organisation, series, period]).await?;
    Ok(last)
}

/// Has a series count as far as this. The chain head is held: nobody else counts.
pub(super) async fn count_to(tx: &mut Tx, organisation: OrganisationId, series: &str, period: &str, last: i64) -> Result<(), Failure> {
    let sql = "UPDATE number_series SET last = $4 WHERE organisation = $1 AND series = $2 AND period = $3";
    Ok(tx.later(sql, args![organisation, series, period, last]).await?)
}

/// Issues a number; false when it was issued before.
pub(super) async fn issue(
    tx: &mut Tx,
    organisation: OrganisationId,
    number: &str,
    order: OrderId,
    now: Timestamp,
) -> Result<bool, Failure> {
    let sql = "INSERT INTO issued_number (organisation, number, order_id, issued_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (organisation, number) DO NOTHING";
    Ok(tx.exec(sql, args![organisation, number, order, now]).await? == 1)
}

/// The names of these transport services and service levels; of another organisation's none.
pub(super) async fn service_and_level_names(
    tx: &mut Tx,
    organisation: OrganisationId,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, String)>, Failure> {
    let named = |query: Query| ids.iter().fold(query, |query, id| query.with("?,", args![*id]));
    let levels = Query::new("SELECT id, name FROM service_level WHERE organisation = $1 AND id IN (", args![organisation]);
    let services = named(levels).text("NULL) UNION ALL SELECT id, name FROM transport_service WHERE organisation = $1 AND id IN (");
    let (sql, values) = named(services).text("NULL)").done();
    Ok(tx.all(sql, values).await?)
}
