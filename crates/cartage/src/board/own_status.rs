//! Where the organisation's status for portal orders does not count: the services and the customers with a value of their own (2.1).

use kit::args;
use kit::db::Tx;
use rules::creation_status::Status;
use uuid::Uuid;

use crate::creation_status::status_word;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Who has a value of their own: a few by name, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnStatus {
    /// Id, name, value in words; at most eight.
    pub shown: Vec<(Uuid, String, &'static str)>,
    /// How many there are beyond those.
    pub more: i64,
}

/// Customers with a value of their own, which counts before every service's and the organisation's.
///
/// # Errors
/// When the database does not answer.
pub async fn customers_with_own_status(tx: &mut Tx, organisation: OrganisationId) -> Result<OwnStatus, Failure> {
    let sql = "SELECT id, name, order_status, count(*) OVER () FROM customer
               WHERE organisation = $1 AND order_status IS NOT NULL AND archived_at IS NULL ORDER BY sort_name, id LIMIT 8";
    told(tx.all(sql, args![organisation]).await?)
}

/// Services with a value of their own, which counts before the organisation's.
///
/// # Errors
/// When the database does not answer.
pub async fn services_with_own_status(tx: &mut Tx, organisation: OrganisationId) -> Result<OwnStatus, Failure> {
    let sql = "SELECT id, name, order_status, count(*) OVER () FROM transport_service
               WHERE organisation = $1 AND order_status IS NOT NULL AND archived_at IS NULL ORDER BY sort_name, id LIMIT 8";
    told(tx.all(sql, args![organisation]).await?)
}

fn told(rows: Vec<(Uuid, String, String, i64)>) -> Result<OwnStatus, Failure> {
    let count = rows.first().map_or(0, |row| row.3);
    let mut own = OwnStatus::default();
    for (id, name, word, _) in rows {
        let status = Status::parse(&word).ok_or_else(|| Failure::fault(format!("an order status that does not exist: {word:?}")))?;
        own.shown.push((id, name, status_word(status)));
    }
    own.more = count - i64::try_from(own.shown.len()).unwrap_or(count);
    Ok(own)
}
