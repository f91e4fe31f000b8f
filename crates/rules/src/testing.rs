//! Short hands for the tables of cases: days, times, zones and instants as a planner writes them.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use proptest::prelude::{Strategy, prop};

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// `14:00` or `14:00:00`.
pub(crate) fn time(text: &str) -> Time {
    text.parse().unwrap()
}

pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

pub(crate) fn amsterdam() -> TimeZone {
    zone("Europe/Amsterdam")
}

/// With its offset: `2026-03-29T01:30:00Z`.
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// What the wall clock in `zone` shows: `2026-05-04T14:00:00`. Not for times that exist twice or never.
pub(crate) fn local(text: &str, zone: &TimeZone) -> Timestamp {
    let wall: civil::DateTime = text.parse().unwrap();
    zone.to_ambiguous_timestamp(wall).unambiguous().unwrap()
}

/// East and west of Greenwich, with and without clock changes, half hours too.
const ZONES: [&str; 7] =
    ["UTC", "Europe/Amsterdam", "Europe/Dublin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Pacific/Chatham"];

pub(crate) fn any_zone() -> impl Strategy<Value = TimeZone> {
    prop::sample::select(&ZONES[..]).prop_map(zone)
}

/// Any day of 2025 to 2029.
pub(crate) fn any_day() -> impl Strategy<Value = Date> {
    (0..1826_i32).prop_map(|ahead| crate::civil_time::days_later(day("2025-01-01"), ahead))
}

/// Any second of those years.
pub(crate) fn any_instant() -> impl Strategy<Value = Timestamp> {
    (1_735_689_600_i64..1_893_456_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

/// Any second of a day.
pub(crate) fn any_time() -> impl Strategy<Value = Time> {
    (0..24_i8, 0..60_i8, 0..60_i8).prop_map(|(hour, minute, second)| civil::time(hour, minute, second, 0))
}
