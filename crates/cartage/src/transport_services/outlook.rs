//! What a moment allows for a service: the next possible collection, until when that holds, and what stands against one
//! collection date. Shown beside the order form and by the try-out, so that both say the same (rules 3.7, 2.4).

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use rules::civil_time::today;
use rules::lead_time::LeadTime;
use rules::next_collection::{self, Asked, NextCollection};
use rules::service_days::NotServed;

use super::service::Service;

/// What a moment allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The next possible collection; none within a year when the service drives on no day.
    pub next: Option<NextCollection>,
    /// The earliest delivery of the next possible collection, where a lead time in days is stated.
    pub next_delivery: Option<Date>,
    /// About the collection date that was asked for, if one was.
    pub date: Option<ForDate>,
}

/// What stands for and against one collection date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForDate {
    /// The date.
    pub date: Date,
    /// The first instant too late for it, by cut-off and notice together; none when neither is set.
    pub deadline: Option<Timestamp>,
    /// Why it cannot be had now; nothing when it can.
    pub against: Option<NotPossible>,
    /// The earliest delivery of a collection on it, where a lead time in days is stated.
    pub delivery: Option<Date>,
}

/// Why a collection date cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPossible {
    /// It is over.
    Past,
    /// The service does not collect that day.
    NotServed(NotServed),
    /// The cut-off has passed.
    CutOff {
        /// The first instant that was too late.
        deadline: Timestamp,
    },
    /// The hours of notice can no longer be given.
    ShortNotice {
        /// How many are asked for.
        hours: u16,
        /// The first instant that was too late.
        deadline: Timestamp,
    },
}

impl NotPossible {
    /// The first instant that was too late, where that is the reason: what the import flow holds instead of refusing (3.6).
    #[must_use]
    pub fn late(&self) -> Option<Timestamp> {
        match self {
            NotPossible::CutOff { deadline } | NotPossible::ShortNotice { deadline, .. } => Some(*deadline),
            NotPossible::Past | NotPossible::NotServed(_) => None,
        }
    }
}

/// What `now` allows for a service with this level's lead time, and for `date` in particular; `starts` is the collection window's
/// start or the location's opening, where known.
#[must_use]
pub fn outlook(service: &Service, level: Option<LeadTime>, now: Timestamp, zone: &TimeZone, date: Option<(Date, Option<Time>)>) -> Outlook {
    let lead_time = service.lead_time.with_level(level);
    let starts = date.and_then(|(_, starts)| starts);
    let asked = Asked { now, zone, cut_off: service.cut_off, days: &service.days, lead_time, starts };
    let next = next_collection::next_collection(&asked);
    let delivery = |date: Date| lead_time.earliest_delivery(date, &service.days);
    Outlook {
        next,
        next_delivery: next.and_then(|next| delivery(next.date)),
        date: date.map(|(date, _)| ForDate {
            date,
            deadline: next_collection::deadline(&asked, date),
            against: against(&asked, date),
            delivery: delivery(date),
        }),
    }
}

fn against(asked: &Asked<'_>, date: Date) -> Option<NotPossible> {
    if date < today(asked.now, asked.zone) {
        return Some(NotPossible::Past);
    }
    if let Err(reason) = asked.days.collects(date) {
        return Some(NotPossible::NotServed(reason));
    }
    if let Err(missed) = asked.cut_off.judge(asked.now, date, asked.zone) {
        return Some(missed.deadline.map_or(NotPossible::Past, |deadline| NotPossible::CutOff { deadline }));
    }
    asked.lead_time.judge_notice(asked.now, date, asked.starts, asked.zone).err().map(|missed| match missed {
        rules::lead_time::LeadTimeMissed::ShortNotice { hours, deadline } => NotPossible::ShortNotice { hours, deadline },
        rules::lead_time::LeadTimeMissed::TooEarly { .. } => NotPossible::Past,
    })
}
