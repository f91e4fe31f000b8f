//! The queries of staff: who works at a carrier's desk.

use kit::args;
use kit::db::{Entity, Tx};

use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::people::StaffId;
use crate::people::table::StaffRow;

/// How many staff one page shows; nobody's desk is larger.
const SHOWN: i64 = 1000;

/// Everybody, those switched off last, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn list(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<StaffRow>, Failure> {
    let sql = StaffRow::select("organisation = $1 ORDER BY active DESC, LOWER(name), id LIMIT $2");
    Ok(tx.all(sql, args![organisation, SHOWN]).await?)
}

pub(in crate::people) async fn by_id(tx: &mut Tx, organisation: OrganisationId, id: StaffId) -> Result<StaffRow, Failure> {
    let sql = StaffRow::select("organisation = $1 AND id = $2");
    tx.opt(sql, args![organisation, id]).await?.ok_or_else(Failure::not_found)
}

pub(in crate::people) async fn by_email(tx: &mut Tx, organisation: OrganisationId, email: &str) -> Result<Option<StaffRow>, Failure> {
    Ok(tx.opt(StaffRow::select("organisation = $1 AND email = $2"), args![organisation, email]).await?)
}

pub(in crate::people) async fn insert(tx: &mut Tx, row: &StaffRow) -> Result<(), Failure> {
    Ok(tx.exec(StaffRow::insert(), row.values()).await.map(drop)?)
}

/// Saves name, role and whether they are switched on, unless somebody else changed the row since it was read.
pub(in crate::people) async fn save(tx: &mut Tx, row: &StaffRow) -> Result<bool, Failure> {
    let sql = "UPDATE staff SET name = $3, role = $4, active = $5, version = version + 1
               WHERE organisation = $1 AND id = $2 AND version = $6";
    let values = args![row.organisation, row.id, &row.name, &row.role, row.active, row.version];
    Ok(tx.exec(sql, values).await? > 0)
}

/// Active super admins who have signed in, other than this one.
pub(in crate::people) async fn other_super_admins(tx: &mut Tx, organisation: OrganisationId, but: StaffId) -> Result<i64, Failure> {
    let sql = "SELECT count(*) FROM staff
               WHERE organisation = $1 AND id <> $2 AND role = 'SUPER_ADMIN' AND active AND person IS NOT NULL";
    let (others,): (i64,) = tx.one(sql, args![organisation, but]).await?;
    Ok(others)
}

/// Name and address of an organisation's active super admins.
///
/// # Errors
/// When the database does not answer.
pub async fn super_admins(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(String, String)>, Failure> {
    let sql = "SELECT name, email FROM staff WHERE organisation = $1 AND role = 'SUPER_ADMIN' AND active ORDER BY email";
    Ok(tx.all(sql, args![organisation]).await?)
}
