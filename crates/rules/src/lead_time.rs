//! Lead time: how many permitted delivery days lie between collection and delivery, and how many hours before the
//! collection an order must be in (rule 3.4). A service states it; a service level overrides each part it states itself.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::civil_time::{days_later, instant};
use crate::service_days::ServiceDays;

/// The most days a lead time may state.
pub const MOST_DAYS: u16 = 120;

/// The most hours of notice a lead time may ask for: thirty days.
pub const MOST_NOTICE_HOURS: u16 = 720;

/// How far the search for permitted delivery days goes: ten years.
const HORIZON_DAYS: i32 = 3660;

/// What a service or a service level states; an empty part restricts nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadTime {
    /// Permitted delivery days from a consignment's collection to its earliest delivery.
    pub days: Option<u16>,
    /// Hours before the collection's window start.
    pub notice_hours: Option<u16>,
}

/// How the lead time is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LeadTimeMissed {
    /// The delivery is earlier than the service can make it.
    TooEarly {
        /// The first date that would do.
        earliest: Date,
    },
    /// The order came too shortly before the collection.
    ShortNotice {
        /// The hours asked for.
        hours: u16,
        /// The first instant that was too late.
        deadline: Timestamp,
    },
}

impl LeadTime {
    /// What counts when a level is chosen: the level's own part where it states one, the service's otherwise.
    #[must_use]
    pub fn with_level(self, level: Option<Self>) -> Self {
        let level = level.unwrap_or_default();
        Self { days: level.days.or(self.days), notice_hours: level.notice_hours.or(self.notice_hours) }
    }

    /// The earliest delivery for a collection on `collection`: the n-th permitted delivery day after it (with 0: the
    /// first one from the collection day on). `None` when no days are stated, or the service never delivers.
    #[must_use]
    pub fn earliest_delivery(&self, collection: Date, service: &ServiceDays) -> Option<Date> {
        let days = usize::from(self.days?);
        let first = if days == 0 { 0 } else { 1 };
        (first..HORIZON_DAYS)
            .map(|ahead| days_later(collection, ahead))
            .filter(|date| service.delivers(*date).is_ok())
            .nth(days.saturating_sub(1))
    }

    /// The first instant that is too late for a collection starting at `starts` (its window's start, else the location's
    /// opening; `None` counts as 00:00). Elapsed hours, so a night of 23 or 25 hours gives nobody an hour more or less.
    #[must_use]
    pub fn notice_deadline(&self, collection: Date, starts: Option<Time>, zone: &TimeZone) -> Option<Timestamp> {
        let hours = self.notice_hours?;
        let start = instant(collection, starts.unwrap_or(Time::midnight()), zone);
        Some(start.saturating_sub(SignedDuration::from_hours(i64::from(hours))).unwrap_or(Timestamp::MIN))
    }

    /// Judges a consignment's delivery date against its collection date.
    pub fn judge_delivery(&self, collection: Date, delivery: Date, service: &ServiceDays) -> Result<(), LeadTimeMissed> {
        match self.earliest_delivery(collection, service) {
            Some(earliest) if delivery < earliest => Err(LeadTimeMissed::TooEarly { earliest }),
            _ => Ok(()),
        }
    }

    /// Judges the notice given at `now`; like the cut-off, the last instant is already too late.
    pub fn judge_notice(&self, now: Timestamp, collection: Date, starts: Option<Time>, zone: &TimeZone) -> Result<(), LeadTimeMissed> {
        match (self.notice_deadline(collection, starts, zone), self.notice_hours) {
            (Some(deadline), Some(hours)) if now >= deadline => Err(LeadTimeMissed::ShortNotice { hours, deadline }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
