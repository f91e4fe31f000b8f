//! The queries of what members chose.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Tx};
use uuid::Uuid;

use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::telling::table::ChoiceRow;

pub(in crate::telling) async fn of(tx: &mut Tx, organisation: OrganisationId, membership: Uuid) -> Result<Option<ChoiceRow>, Failure> {
    let sql = ChoiceRow::select("organisation = $1 AND membership = $2");
    Ok(tx.opt(sql, args![organisation, membership]).await?)
}

/// Writes a choice in place of what was there.
pub(in crate::telling) async fn put(tx: &mut Tx, row: &ChoiceRow) -> Result<(), Failure> {
    let sql = "INSERT INTO notification_choice (membership, organisation, contact, staff, digest_hour, choices, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (membership) DO UPDATE SET digest_hour = $5, choices = $6, version = $7";
    Ok(tx.later(sql, row.values()).await?)
}

/// What already stands in a member's next digest comes at another time.
pub(in crate::telling) async fn move_digest(
    tx: &mut Tx,
    organisation: OrganisationId,
    membership: Uuid,
    due: Timestamp,
) -> Result<(), Failure> {
    let sql = "UPDATE digest_item SET due_at = $3 WHERE organisation = $1 AND membership = $2";
    Ok(tx.later(sql, args![organisation, membership, due]).await?)
}
