//! What the clock on the wall says, and which instant that is. A planner thinks in "Tuesday, 14:00"; the two nights a
//! year on which a wall clock lies are settled here once, for every rule: a time that does not exist is the later
//! instant, a time that exists twice is the earlier one (rule 3.3).

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// The instant at which the wall clock in `zone` shows `time` on `date`. Dates beyond what an instant can express give
/// the first or last instant there is, so that no rule built on this can fail.
#[must_use]
pub fn instant(date: Date, time: Time, zone: &TimeZone) -> Timestamp {
    let edge = if date.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    zone.to_timestamp(date.to_datetime(time)).unwrap_or(edge)
}

/// The calendar day in `zone` at `now`.
#[must_use]
pub fn today(now: Timestamp, zone: &TimeZone) -> Date {
    now.to_zoned(zone.clone()).date()
}

/// The calendar day `days` later (or earlier); stays at the end of the calendar when it would leave it.
#[must_use]
pub fn days_later(date: Date, days: i32) -> Date {
    date.saturating_add(Span::new().days(days))
}
