//! The next collection a customer can still get: the first day on which the service collects, whose cut-off has not
//! passed and whose notice can still be given; and until when that holds (rule 3.7).

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::civil_time::{days_later, today};
use crate::cut_off::CutOff;
use crate::lead_time::LeadTime;
use crate::service_days::ServiceDays;

/// Beyond a year and a day nobody waits: the answer is then that there is none.
pub const SEARCH_DAYS: i32 = 366;

/// What the answer depends on.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The moment of asking.
    pub now: Timestamp,
    /// The organisation's zone.
    pub zone: &'a TimeZone,
    /// The service's cut-off.
    pub cut_off: CutOff,
    /// The service's days.
    pub days: &'a ServiceDays,
    /// The lead time, level included; only its hours of notice matter here.
    pub lead_time: LeadTime,
    /// The window's start or the location's opening, where known.
    pub starts: Option<Time>,
}

/// A collection day that can still be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextCollection {
    /// The day.
    pub date: Date,
    /// The first instant that is too late for it, by cut-off or notice, whichever comes first; `None` when neither is set.
    pub deadline: Option<Timestamp>,
}

/// The next possible collection from today on; `None` when there is none within [`SEARCH_DAYS`].
#[must_use]
pub fn next_collection(asked: &Asked<'_>) -> Option<NextCollection> {
    let from = today(asked.now, asked.zone);
    (0..SEARCH_DAYS)
        .map(|ahead| days_later(from, ahead))
        .find(|date| possible(asked, *date))
        .map(|date| NextCollection { date, deadline: deadline(asked, date) })
}

/// The first instant that is too late for `date` under cut-off and notice together.
#[must_use]
pub fn deadline(asked: &Asked<'_>, date: Date) -> Option<Timestamp> {
    let cut_off = asked.cut_off.deadline(date, asked.zone);
    let notice = asked.lead_time.notice_deadline(date, asked.starts, asked.zone);
    cut_off.into_iter().chain(notice).min()
}

fn possible(asked: &Asked<'_>, date: Date) -> bool {
    asked.days.collects(date).is_ok()
        && asked.cut_off.judge(asked.now, date, asked.zone).is_ok()
        && asked.lead_time.judge_notice(asked.now, date, asked.starts, asked.zone).is_ok()
}

#[cfg(test)]
mod tests;
