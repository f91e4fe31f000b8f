//! What the try-out is asked, and the settings that bear on it, read as an order would find them.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use kit::db::Tx;
use kit::typed;
use kit::web::Fields;
use rules::lead_time::LeadTime;

use crate::customers::{self, CustomerId, CustomerRow};
use crate::failure::{Failure, Refusal};
use crate::organisations::{self, OrganisationId, Settings};
use crate::service_levels::{self, LevelId};
use crate::shell::Reading;
use crate::transport_services::{self, Service, ServiceId};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub customer: Option<CustomerId>,
    pub service: Option<ServiceId>,
    pub level: Option<LevelId>,
    /// The moment the order would arrive: date and time in the organisation's zone.
    pub date: Date,
    pub time: Time,
    /// The collection date asked for, if one is, and when its window starts.
    pub collection: Option<(Date, Option<Time>)>,
}

/// The settings that bear on it.
pub(super) struct Facts {
    pub customer: CustomerRow,
    pub service: Service,
    /// The level chosen: its name, and its lead time if the service offers it.
    pub level: Option<(LevelId, String, Option<LeadTime>)>,
    pub settings: Settings,
}

impl Question {
    /// Reads the address's fields; the moment is `now` where none is given.
    ///
    /// # Errors
    /// An id that is none is something that does not exist; the inner error says what is wrong at each field.
    pub(super) fn read(fields: &Fields, now: Timestamp, zone: &TimeZone) -> Result<Result<Question, Vec<Refusal>>, Failure> {
        let (customer, service, level) = (id(fields, "customer")?, id(fields, "service")?, id(fields, "level")?);
        let today = now.to_zoned(zone.clone());
        let mut form = Reading::of(fields);
        let now_time = Time::constant(today.hour(), today.minute(), 0, 0);
        let question = Question {
            customer,
            service,
            level,
            date: date(&mut form, "date").unwrap_or_else(|| today.date()),
            time: time(&mut form, "time").unwrap_or(now_time),
            collection: date(&mut form, "collection").map(|date| (date, time(&mut form, "starts"))),
        };
        Ok(form.done(question))
    }

    /// The instant asked about.
    pub(super) fn moment(&self, zone: &TimeZone) -> Timestamp {
        rules::civil_time::instant(self.date, self.time, zone)
    }
}

fn id<T: std::str::FromStr>(fields: &Fields, name: &str) -> Result<Option<T>, Failure> {
    fields.get(name).map(str::parse).transpose().map_err(|_| Failure::not_found())
}

fn date(form: &mut Reading<'_>, field: &str) -> Option<Date> {
    let date = typed::date(form.fields.get(field)?).filter(|date| (2000..2200).contains(&date.year()));
    if date.is_none() {
        form.refuse(field, "Write the date as 24-12-2026 or 2026-12-24");
    }
    date
}

fn time(form: &mut Reading<'_>, field: &str) -> Option<Time> {
    let time = typed::time(form.fields.get(field)?);
    if time.is_none() {
        form.refuse(field, "Write the time as hours and minutes, such as 14:00");
    }
    time
}

/// Reads what bears on the question; nothing while no customer or no service is chosen.
///
/// # Errors
/// Not found for an id that is not this organisation's, or the database does not answer.
pub(super) async fn facts(tx: &mut Tx, organisation: OrganisationId, asked: &Question) -> Result<Option<Facts>, Failure> {
    let customer = match asked.customer {
        Some(id) => Some(customers::load(tx, organisation, id).await?.ok_or_else(Failure::not_found)?),
        None => None,
    };
    let seen_by = asked.customer.unwrap_or(CustomerId(uuid::Uuid::nil()));
    let service = match asked.service {
        Some(id) => Some(transport_services::for_order(tx, organisation, id, seen_by).await?.ok_or_else(Failure::not_found)?),
        None => None,
    };
    let level = match asked.level {
        Some(id) => Some(level(tx, organisation, asked.service, id).await?),
        None => None,
    };
    let (Some(customer), Some(service)) = (customer, service) else { return Ok(None) };
    Ok(Some(Facts { customer, service, level, settings: organisations::settings(tx, organisation).await? }))
}

async fn level(
    tx: &mut Tx,
    organisation: OrganisationId,
    service: Option<ServiceId>,
    id: LevelId,
) -> Result<(LevelId, String, Option<LeadTime>), Failure> {
    let known = service_levels::every(tx, organisation).await?.into_iter().find(|known| known.id == id).ok_or_else(Failure::not_found)?;
    let offered = match service {
        Some(service) => transport_services::level(tx, organisation, service, id).await?,
        None => None,
    };
    Ok((id, known.name, offered.map(|(_, lead_time)| lead_time)))
}
