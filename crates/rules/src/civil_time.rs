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

/// A date as people type it: `2026-05-04`, `4-5-2026`, `4/5/2026`, `4.5.26`: day before month where the year comes last.
#[must_use]
pub fn typed_date(typed: &str) -> Option<Date> {
    if let Ok(date) = typed.parse::<Date>() {
        return Some(date);
    }
    let parts: Vec<&str> = typed.split(['-', '/', '.']).map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let year: i16 = match year.len() {
        2 => year.parse::<i16>().ok()? + 2000,
        4 => year.parse().ok()?,
        _ => return None,
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{amsterdam, any_day, any_instant, any_time, any_zone, at, day, time, zone};

    #[test]
    fn the_two_nights_on_which_a_wall_clock_lies() {
        let cases = [
            ("Europe/Amsterdam", "2026-03-29", "02:30", "2026-03-29T01:30:00Z"),
            ("Europe/Amsterdam", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
            ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30:00Z"),
            ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"),
            ("Australia/Sydney", "2026-10-04", "02:30", "2026-10-03T16:30:00Z"),
            ("Australia/Sydney", "2026-04-05", "02:30", "2026-04-04T15:30:00Z"),
            ("America/Asuncion", "2023-10-01", "00:30", "2023-10-01T04:30:00Z"), // midnight itself is in the gap
        ];
        for (name, date, wall, expected) in cases {
            assert_eq!(instant(day(date), time(wall), &zone(name)), at(expected), "{name} {date} {wall}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_fail() {
        assert_eq!(instant(Date::MAX, time("23:59:59"), &zone("America/New_York")), Timestamp::MAX);
        assert_eq!(instant(Date::MIN, time("00:00"), &amsterdam()), Timestamp::MIN);
        assert_eq!((days_later(Date::MAX, 1), days_later(Date::MIN, -1)), (Date::MAX, Date::MIN));
    }

    proptest! {
        /// A wall clock away from its two nights is read back from its instant.
        #[test]
        fn the_wall_clock_is_read_back(zone in any_zone(), date in any_day(), time in any_time()) {
            let wall = date.to_datetime(time);
            let instant = instant(date, time, &zone);
            if !zone.to_ambiguous_timestamp(wall).is_ambiguous() {
                prop_assert_eq!(instant.to_zoned(zone).datetime(), wall);
            } else {
                // In a gap the clock has been put on; in a fold it is the first pass: an hour later it shows the same or on.
                prop_assert!(instant.to_zoned(zone.clone()).datetime() >= wall);
                prop_assert!((instant - SignedDuration::from_hours(1)).to_zoned(zone).datetime() < wall);
            }
        }

        #[test]
        fn today_begins_no_later_than_now(zone in any_zone(), now in any_instant()) {
            let today = today(now, &zone);
            prop_assert!(instant(today, Time::midnight(), &zone) <= now);
            prop_assert!(instant(days_later(today, 1), Time::midnight(), &zone) > now);
        }
    }
}
