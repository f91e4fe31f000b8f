//! What orders and their form ask of services.

use kit::args;
use kit::db::{Column, DbError, Entity, FromRow, Row, Tx};
use rules::lead_time::LeadTime;

use super::super::ServiceId;
use super::super::service::{Service, ServiceChoice};
use super::super::table::ServiceRow;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::service_levels::{LevelId, lead_time};

/// A row and one more column behind it.
struct And<T>(ServiceRow, T);

impl<T: Column> FromRow for And<T> {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        Ok(And(ServiceRow::from_row(row)?, row.get(ServiceRow::COLUMNS.len())?))
    }
}

/// A service with its terms and whether this customer may select it for a new order; archived ones too, for orders that have them.
///
/// # Errors
/// When the database does not answer.
pub async fn for_order(
    tx: &mut Tx,
    organisation: OrganisationId,
    service: ServiceId,
    customer: CustomerId,
) -> Result<Option<Service>, Failure> {
    let found: Option<And<bool>> = tx.opt(one_for_order(), args![organisation, service, customer]).await?;
    found.map(|And(row, named)| Service::of(row, customer, named)).transpose()
}

/// The same question, so that it travels with others ([`Tx::ahead`]).
pub fn ahead(tx: &mut Tx, organisation: OrganisationId, service: ServiceId, customer: CustomerId) {
    tx.ahead(one_for_order(), args![organisation, service, customer]);
}

fn one_for_order() -> String {
    format!(
        "SELECT {}, EXISTS (SELECT 1 FROM service_customer c WHERE c.service = s.id AND c.customer = $3)
         FROM transport_service s WHERE s.organisation = $1 AND s.id = $2",
        ServiceRow::columns()
    )
}

/// A macro, because both texts are whole and `'static`.
macro_rules! permitted {
    () => {
        "s.organisation = $1 AND s.archived_at IS NULL AND (s.selectable = 'ALL'
         OR EXISTS (SELECT 1 FROM service_customer c WHERE c.service = s.id AND c.customer = $2))"
    };
}
const SELECTABLE: &str =
    concat!("SELECT s.id, s.name, s.description FROM transport_service s WHERE ", permitted!(), " ORDER BY s.sort_name, s.id");
const OFFERED: &str = concat!(
    "SELECT o.service, l.id, l.name FROM transport_service s
     JOIN service_offers_level o ON o.organisation = s.organisation AND o.service = s.id
     JOIN service_level l ON l.id = o.level AND l.archived_at IS NULL WHERE ",
    permitted!(),
    " ORDER BY l.sort_name, l.id"
);

/// The same questions as [`selectable`] asks, so that they travel with others ([`Tx::ahead`]).
pub fn selectable_ahead(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) {
    for sql in [SELECTABLE, OFFERED] {
        tx.ahead(sql, args![organisation, customer]);
    }
}

/// The services a customer may select for new orders, by name, each with the levels it offers.
///
/// # Errors
/// When the database does not answer.
pub async fn selectable(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<Vec<ServiceChoice>, Failure> {
    let services: Vec<(ServiceId, String, String)> = tx.all(SELECTABLE, args![organisation, customer]).await?;
    let offered: Vec<(ServiceId, LevelId, String)> = tx.all(OFFERED, args![organisation, customer]).await?;
    let choice = |(id, name, description): (ServiceId, String, String)| ServiceChoice {
        levels: offered.iter().filter(|(service, _, _)| *service == id).map(|(_, level, name)| (*level, name.clone())).collect(),
        id,
        name,
        description,
    };
    Ok(services.into_iter().map(choice).collect())
}

/// The service of an order that is there, archived or not, with the levels it offers now.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn had(tx: &mut Tx, organisation: OrganisationId, service: ServiceId) -> Result<ServiceChoice, Failure> {
    let sql = "SELECT name, description FROM transport_service WHERE organisation = $1 AND id = $2";
    let found: Option<(String, String)> = tx.opt(sql, args![organisation, service]).await?;
    let (name, description) = found.ok_or_else(Failure::not_found)?;
    let sql = "SELECT l.id, l.name FROM service_offers_level o
               JOIN service_level l ON l.organisation = o.organisation AND l.id = o.level AND l.archived_at IS NULL
               WHERE o.organisation = $1 AND o.service = $2 ORDER BY l.sort_name, l.id";
    let levels = tx.all(sql, args![organisation, service]).await?;
    Ok(ServiceChoice { id: service, name, description, levels })
}

/// The name and lead time of a level, if this service offers it for new orders.
///
/// # Errors
/// When the database does not answer.
pub async fn level(
    tx: &mut Tx,
    organisation: OrganisationId,
    service: ServiceId,
    level: LevelId,
) -> Result<Option<(String, LeadTime)>, Failure> {
    let sql = "SELECT l.name, l.lead_days, l.notice_hours FROM service_level l
               JOIN service_offers_level o ON o.organisation = l.organisation AND o.level = l.id AND o.service = $2
               WHERE l.organisation = $1 AND l.id = $3 AND l.archived_at IS NULL";
    let found: Option<(String, Option<i64>, Option<i64>)> = tx.opt(sql, args![organisation, service, level]).await?;
    found.map(|(name, days, hours)| Ok((name, lead_time(days, hours)?))).transpose()
}

/// The services that are not archived and say in how many days they deliver.
///
/// # Errors
/// When the database does not answer.
pub async fn with_lead_days(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<ServiceId>, Failure> {
    let sql = "SELECT id FROM transport_service WHERE organisation = $1 AND archived_at IS NULL AND lead_days IS NOT NULL";
    let rows: Vec<(ServiceId,)> = tx.all(sql, args![organisation]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Every service that is not archived, by name: for staff.
///
/// # Errors
/// When the database does not answer.
pub async fn choices(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(ServiceId, String)>, Failure> {
    let sql = "SELECT id, name FROM transport_service WHERE organisation = $1 AND archived_at IS NULL ORDER BY sort_name, id";
    Ok(tx.all(sql, args![organisation]).await?)
}
