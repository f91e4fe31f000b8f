//! The queries of service levels.

use kit::args;
use kit::db::{Entity, Query, Tx};

use super::LevelId;
use super::table::LevelRow;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Rows a page of the list has.
const PAGE: usize = 100;

/// A level as the choice of a service's levels shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: LevelId,
    /// Its name.
    pub name: String,
    /// Whether it is archived: not offered for new orders.
    pub archived: bool,
}

/// Every level of an organisation, archived ones too, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn every(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Known>, Failure> {
    let sql = "SELECT id, name, archived_at IS NOT NULL FROM service_level WHERE organisation = $1 ORDER BY sort_name, id";
    let rows: Vec<(LevelId, String, bool)> = tx.all(sql, args![organisation]).await?;
    Ok(rows.into_iter().map(|(id, name, archived)| Known { id, name, archived }).collect())
}

/// A level of this organisation.
pub(super) async fn by_id(tx: &mut Tx, organisation: OrganisationId, id: LevelId) -> Result<LevelRow, Failure> {
    let found = tx.opt(LevelRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?;
    found.ok_or_else(Failure::not_found)
}

/// A page of the levels, by name, from behind `after`; and whether there are more.
pub(super) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    archived: bool,
    after: Option<LevelId>,
) -> Result<(Vec<LevelRow>, bool), Failure> {
    let mut query = Query::new(LevelRow::select("organisation = $1"), args![organisation]);
    query = query.text(if archived { "AND archived_at IS NOT NULL" } else { "AND archived_at IS NULL" });
    if let Some(after) = after {
        let behind = "AND (sort_name, id) > (SELECT sort_name, id FROM service_level WHERE organisation = ? AND id = ?)";
        query = query.with(behind, args![organisation, after]);
    }
    let (sql, values) = query.text("ORDER BY sort_name, id LIMIT 101").done();
    let mut rows: Vec<LevelRow> = tx.all(sql, values).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more))
}

/// The services that offer a level, by name: id, name.
pub(super) async fn offered_by(tx: &mut Tx, organisation: OrganisationId, level: LevelId) -> Result<Vec<(uuid::Uuid, String)>, Failure> {
    let sql = "SELECT s.id, s.name FROM service_offers_level o
               JOIN transport_service s ON s.organisation = o.organisation AND s.id = o.service AND s.archived_at IS NULL
               WHERE o.organisation = $1 AND o.level = $2 ORDER BY s.sort_name, s.id";
    Ok(tx.all(sql, args![organisation, level]).await?)
}

/// Whether another level that is not archived has this folded name.
pub(super) async fn name_is_taken(tx: &mut Tx, organisation: OrganisationId, sort_name: &str, but: LevelId) -> Result<bool, Failure> {
    let sql = "SELECT id FROM service_level WHERE organisation = $1 AND sort_name = $2 AND id <> $3 AND archived_at IS NULL LIMIT 1";
    Ok(tx.opt::<(LevelId,)>(sql, args![organisation, sort_name, but]).await?.is_some())
}

/// Puts a new level in.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &mut Tx, row: &LevelRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// Writes what may change of a level, and counts its version up.
pub(super) async fn save(tx: &mut Tx, row: &LevelRow) -> Result<(), Failure> {
    let sql = "UPDATE service_level SET name = $4, sort_name = $5, description = $6, lead_days = $7, notice_hours = $8, archived_at = $9,
               version = version + 1 WHERE organisation = $1 AND id = $2 AND version = $3";
    let values = args![
        row.organisation,
        row.id,
        row.version,
        &row.name,
        &row.sort_name,
        &row.description,
        row.lead_days,
        row.notice_hours,
        row.archived_at
    ];
    match tx.exec(sql, values).await? {
        1 => Ok(()),
        _ => Err(Failure::moved("This service level was changed meanwhile.")),
    }
}
