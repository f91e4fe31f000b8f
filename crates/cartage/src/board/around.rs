//! The names round an order: its customer, service and level, read in one query.

use kit::args;
use kit::db::Tx;

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::OrderRow;
use crate::organisations::OrganisationId;
use crate::service_levels::LevelId;
use crate::transport_services::ServiceId;

/// What stands round an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The customer's name.
    pub customer: String,
    /// The customer's word in paths.
    pub customer_slug: String,
    /// The service's name.
    pub service: String,
    /// The level's name, if it has one.
    pub level: Option<String>,
}

/// The names round an order.
///
/// # Errors
/// When the database does not answer.
pub async fn around(tx: &mut Tx, row: &OrderRow) -> Result<Around, Failure> {
    names_round(tx, row.organisation, (row.customer, row.service, row.level)).await
}

/// The names of a customer, a service and a level.
pub(super) async fn names_round(
    tx: &mut Tx,
    organisation: OrganisationId,
    (customer, service, level): (CustomerId, ServiceId, Option<LevelId>),
) -> Result<Around, Failure> {
    let sql = "SELECT k.name, k.slug, s.name, l.name FROM customer k
               JOIN transport_service s ON s.organisation = k.organisation AND s.id = $3
               LEFT JOIN service_level l ON l.organisation = k.organisation AND l.id = $4
               WHERE k.organisation = $1 AND k.id = $2";
    let (customer, customer_slug, service, level) = tx.one(sql, args![organisation, customer, service, level]).await?;
    Ok(Around { customer, customer_slug, service, level })
}
