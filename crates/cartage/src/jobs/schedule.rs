//! When a job runs: its slots, and which of them is the latest.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// When a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Every so many minutes, counted from 1970 UTC.
    Every(i64),
    /// Each day at that time.
    Daily(Time),
}

impl When {
    /// The latest slot that is not after `now`; a time of day that a clock change leaves out is the instant after the gap.
    #[must_use]
    pub fn latest(self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        match self {
            When::Every(minutes) => {
                let length = minutes.saturating_mul(60_000).max(1);
                let begun = now.as_millisecond().div_euclid(length).saturating_mul(length);
                Timestamp::from_millisecond(begun).unwrap_or(now)
            }
            When::Daily(time) => {
                let today = now.to_zoned(zone.clone()).date();
                let at = |date: jiff::civil::Date| zone.to_timestamp(date.to_datetime(time)).unwrap_or(now);
                let slot = at(today);
                if slot <= now { slot } else { at(today.saturating_sub(Span::new().days(1))) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_slot_is_never_ahead() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let daily = When::Daily(Time::constant(2, 30, 0, 0));
        for (when, now, slot) in [
            (When::Every(5), "2026-05-04T08:04:59Z", "2026-05-04T08:00:00Z"),
            (When::Every(5), "2026-05-04T08:05:00Z", "2026-05-04T08:05:00Z"),
            (daily, "2026-05-04T00:29:59Z", "2026-05-03T00:30:00Z"),
            (daily, "2026-05-04T00:30:00Z", "2026-05-04T00:30:00Z"),
            (daily, "2026-03-29T12:00:00Z", "2026-03-29T01:30:00Z"), // 02:30 does not exist that night
        ] {
            assert_eq!(when.latest(now.parse().unwrap(), &zone).to_string(), slot, "{when:?} at {now}");
        }
    }
}
