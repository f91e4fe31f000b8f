//! The queries of rate cards. Every one starts from the organisation.

use jiff::civil::Date;
use kit::args;
use kit::db::{Entity, Query, Tx};

use super::RateCardId;
use super::table::RateCardRow;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::transport_services::ServiceId;

/// Rows a page of the list has.
const PAGE: usize = 100;

/// A card of this organisation.
pub(super) async fn by_id(tx: &mut Tx, organisation: OrganisationId, id: RateCardId) -> Result<RateCardRow, Failure> {
    let found = tx.opt(RateCardRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?;
    found.ok_or_else(Failure::not_found)
}

/// A page of the cards, by name, from behind `after`; and whether there are more.
pub(super) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    archived: bool,
    after: Option<RateCardId>,
) -> Result<(Vec<RateCardRow>, bool), Failure> {
    let mut query = Query::new(RateCardRow::select("organisation = $1"), args![organisation]);
    query = query.text(if archived { "AND archived_at IS NOT NULL" } else { "AND archived_at IS NULL" });
    if let Some(after) = after {
        let behind = "AND (sort_name, id) > (SELECT sort_name, id FROM rate_card WHERE organisation = ? AND id = ?)";
        query = query.with(behind, args![organisation, after]);
    }
    let (sql, values) = query.text("ORDER BY sort_name, id LIMIT 101").done();
    let mut rows: Vec<RateCardRow> = tx.all(sql, values).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more))
}

/// The names of these customers and services, archived or not; of another organisation's none.
pub(super) async fn names(tx: &mut Tx, organisation: OrganisationId, ids: &[uuid::Uuid]) -> Result<Vec<(uuid::Uuid, String)>, Failure> {
    let named = |query: Query| ids.iter().fold(query, |query, id| query.with("?,", args![*id]));
    let customers = Query::new("SELECT id, name FROM customer WHERE organisation = $1 AND id IN (", args![organisation]);
    let services = named(customers).text("NULL) UNION ALL SELECT id, name FROM transport_service WHERE organisation = $1 AND id IN (");
    let (sql, values) = named(services).text("NULL)").done();
    Ok(tx.all(sql, values).await?)
}

/// The other cards in use of the same customer and service: id, first and last day.
pub(super) async fn beside(
    tx: &mut Tx,
    organisation: OrganisationId,
    but: RateCardId,
    (customer, service): (Option<CustomerId>, Option<ServiceId>),
) -> Result<Vec<(RateCardId, Date, Option<Date>)>, Failure> {
    let sql = "SELECT id, valid_from, valid_until FROM rate_card WHERE organisation = $1 AND archived_at IS NULL AND id <> $2
               AND customer IS NOT DISTINCT FROM $3 AND service IS NOT DISTINCT FROM $4 ORDER BY valid_from, id LIMIT 200";
    Ok(tx.all(sql, args![organisation, but, customer, service]).await?)
}

/// The cards in use that may price an order of this customer and service on that day: the customer's own, and those for everybody.
pub(super) async fn for_order(
    tx: &mut Tx,
    organisation: OrganisationId,
    (customer, service): (CustomerId, ServiceId),
    day: Date,
) -> Result<Vec<RateCardRow>, Failure> {
    let condition =
        "organisation = $1 AND archived_at IS NULL AND (customer = $2 OR customer IS NULL) AND (service = $3 OR service IS NULL)
                     AND valid_from <= $4 AND (valid_until IS NULL OR valid_until >= $4)";
    Ok(tx.all(RateCardRow::select(condition), args![organisation, customer, service, day]).await?)
}

/// Puts a new card in.
pub(super) async fn insert(tx: &mut Tx, row: &RateCardRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// Writes what may change of a card, and counts its version up.
pub(super) async fn save(tx: &mut Tx, row: &RateCardRow) -> Result<(), Failure> {
    let sql = "UPDATE rate_card SET name = $4, sort_name = $5, customer = $6, service = $7, valid_from = $8, valid_until = $9, card = $10,
               archived_at = $11, version = version + 1 WHERE organisation = $1 AND id = $2 AND version = $3";
    let mut values = args![row.organisation, row.id, row.version, &row.name, &row.sort_name, row.customer, row.service];
    values.extend(args![row.valid_from, row.valid_until, &row.card, row.archived_at]);
    match tx.exec(sql, values).await? {
        1 => Ok(()),
        _ => Err(Failure::moved("This rate card was changed meanwhile.")),
    }
}
