//! Until when a contact has seen what the carrier cancelled and declined.

use jiff::Timestamp;
use kit::args;
use kit::db::Tx;

use crate::contacts::ContactId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Until when they have seen it; none when they never said so.
pub(super) async fn look(tx: &mut Tx, organisation: OrganisationId, contact: ContactId) -> Result<Option<Timestamp>, Failure> {
    let sql = "SELECT at FROM dashboard_look WHERE organisation = $1 AND contact = $2";
    let found: Option<(Timestamp,)> = tx.opt(sql, args![organisation, contact]).await?;
    Ok(found.map(|(at,)| at))
}

/// They have seen everything until then. An older page does not take back what a newer one said.
pub(super) async fn looked(tx: &mut Tx, organisation: OrganisationId, contact: ContactId, until: Timestamp) -> Result<(), Failure> {
    let sql = "INSERT INTO dashboard_look (organisation, contact, at) VALUES ($1, $2, $3)
               ON CONFLICT (organisation, contact) DO UPDATE SET at = CASE WHEN dashboard_look.at > $3 THEN dashboard_look.at ELSE $3 END";
    Ok(tx.exec(sql, args![organisation, contact, until]).await.map(drop)?)
}
