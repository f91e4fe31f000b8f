//! A transport service as the rules want it, read from its row for one customer.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rules::creation_status::Status;
use rules::cut_off::CutOff;
use rules::eligibility::WhoMaySelect;
use rules::lead_time::LeadTime;
use rules::order_check::ServiceTerms;
use rules::service_area::Area;
use rules::service_days::{ClosedDays, ServiceDays, Weekdays};

use super::ServiceId;
use super::table::ServiceRow;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::service_levels::{LevelId, lead_time};

/// A service with its terms, seen by one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// What customers read beside the name.
    pub description: String,
    /// Archived services take no new orders; orders that have them keep them.
    pub archived: bool,
    /// Whether this customer may select it for a new order: not archived, and permitted (3.1).
    pub permitted: bool,
    /// *Default customer portal order status*; empty falls back to the organisation's (2.1).
    pub order_status: Option<Status>,
    /// *Cutoff orders with same day collection* (3.3).
    pub cut_off: CutOff,
    /// When it drives (3.2).
    pub days: ServiceDays,
    /// Where it drives (3.2).
    pub area: Area,
    /// How long it takes and how early it must be ordered (3.4).
    pub lead_time: LeadTime,
}

/// A service a customer may select for a new order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceChoice {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// What customers read beside it.
    pub description: String,
    /// The levels it offers, by name.
    pub levels: Vec<(LevelId, String)>,
}

impl Service {
    /// The service as `customer` sees it; `named` says whether the customer is among the named ones.
    pub(super) fn of(row: ServiceRow, customer: CustomerId, named: bool) -> Result<Service, Failure> {
        let who = match row.selectable.as_str() {
            "ALL" => WhoMaySelect::All,
            _ => WhoMaySelect::Named(named.then(|| customer.to_string()).into_iter().collect()),
        };
        let archived = row.archived_at.is_some();
        Ok(Service {
            archived,
            permitted: !archived && who.allows(&customer.to_string()),
            order_status: row.status()?,
            cut_off: row.cut_off()?,
            days: row.days()?,
            area: row.area.parse().map_err(Failure::fault)?,
            lead_time: lead_time(row.lead_days, row.notice_hours)?,
            id: row.id,
            name: row.name,
            description: row.description,
        })
    }

    /// What bounds a new order of this service, the chosen level's lead time included.
    #[must_use]
    pub fn terms(&self, level: Option<LeadTime>) -> ServiceTerms<'_> {
        let lead_time = self.lead_time.with_level(level);
        ServiceTerms { permitted: self.permitted, cut_off: self.cut_off, lead_time, days: &self.days, area: &self.area }
    }
}

impl ServiceRow {
    /// Its own status for portal orders.
    pub(super) fn status(&self) -> Result<Option<Status>, Failure> {
        let read = |word: &String| Status::parse(word).ok_or_else(|| Failure::fault(format!("a service whose status is {word:?}")));
        self.order_status.as_ref().map(read).transpose()
    }

    /// Its cut-off.
    pub(super) fn cut_off(&self) -> Result<CutOff, Failure> {
        CutOff::from_parts(&self.cut_off, self.cut_off_time).map_err(|error| Failure::fault(format!("{error:?}")))
    }

    /// When it drives.
    pub(super) fn days(&self) -> Result<ServiceDays, Failure> {
        let dates: Result<BTreeSet<Date>, _> = self.closed_dates.lines().map(str::parse).collect();
        Ok(ServiceDays {
            collection: Weekdays::try_from(self.collection_days).map_err(Failure::fault)?,
            delivery: Weekdays::try_from(self.delivery_days).map_err(Failure::fault)?,
            closed: ClosedDays { holidays_of: self.holidays_of.clone(), own: dates.map_err(Failure::fault)? },
        })
    }
}
