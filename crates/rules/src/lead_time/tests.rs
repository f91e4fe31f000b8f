//! Lead times over weekends and holidays, and hours of notice over changing clocks.

use jiff::civil::Weekday;
use proptest::prelude::*;

use super::*;
use crate::service_days::{ClosedDays, Weekdays};
use crate::testing::{amsterdam, any_day, at, day, local, time};

fn days(days: u16) -> LeadTime {
    LeadTime { days: Some(days), notice_hours: None }
}

fn notice(hours: u16) -> LeadTime {
    LeadTime { days: None, notice_hours: Some(hours) }
}

fn working_days(holidays_of: Option<&str>) -> ServiceDays {
    let closed = ClosedDays { holidays_of: holidays_of.map(str::to_owned), ..ClosedDays::default() };
    ServiceDays { collection: Weekdays::WORKING, delivery: Weekdays::WORKING, closed }
}

#[test]
fn only_permitted_delivery_days_count() {
    let cases = [
        // days, collected, country, earliest delivery
        (2, "2026-05-08", None, "2026-05-12"),       // Friday + 2 without weekend = Tuesday
        (1, "2026-05-08", None, "2026-05-11"),       // Friday + 1 = Monday
        (1, "2026-05-04", None, "2026-05-05"),       // Monday + 1 = Tuesday
        (5, "2026-05-04", None, "2026-05-11"),       // Monday + 5 = Monday
        (0, "2026-05-04", None, "2026-05-04"),       // the same day
        (0, "2026-05-09", None, "2026-05-11"),       // collected on a Saturday, the first day that is delivered
        (1, "2026-05-09", None, "2026-05-11"),       // so with a day
        (1, "2026-05-13", Some("NL"), "2026-05-15"), // Wednesday + 1, Ascension between
        (2, "2026-12-24", Some("NL"), "2026-12-29"), // Christmas Eve + 2: Friday is Christmas, Monday is 1
        (1, "2026-12-31", Some("NL"), "2027-01-04"), // over the year's end
    ];
    for (number, collected, country, earliest) in cases {
        let service = working_days(country);
        assert_eq!(days(number).earliest_delivery(day(collected), &service), Some(day(earliest)), "{collected} + {number}");
        assert_eq!(days(number).judge_delivery(day(collected), day(earliest), &service), Ok(()));
        let missed = LeadTimeMissed::TooEarly { earliest: day(earliest) };
        let too_early = days_later(day(earliest), -1);
        assert_eq!(days(number).judge_delivery(day(collected), too_early, &service), Err(missed));
    }
}

#[test]
fn deliveries_on_saturday_count_saturday() {
    let service = ServiceDays { delivery: Weekdays::WORKING.with(Weekday::Saturday), ..working_days(None) };
    assert_eq!(days(2).earliest_delivery(day("2026-05-08"), &service), Some(day("2026-05-11")));
}

#[test]
fn no_days_stated_asks_nothing() {
    let service = working_days(None);
    assert_eq!(LeadTime::default().earliest_delivery(day("2026-05-08"), &service), None);
    assert_eq!(LeadTime::default().judge_delivery(day("2026-05-08"), day("2026-05-08"), &service), Ok(()));
    assert_eq!(LeadTime::default().judge_notice(at("2026-05-08T12:00:00Z"), day("2026-05-08"), None, &amsterdam()), Ok(()));
}

#[test]
fn a_service_that_never_delivers_has_no_earliest_delivery() {
    let never = ServiceDays { delivery: Weekdays::NONE, ..working_days(None) };
    assert_eq!(days(1).earliest_delivery(day("2026-05-08"), &never), None);
}

#[test]
fn a_level_wins_part_by_part() {
    let service = LeadTime { days: Some(3), notice_hours: Some(24) };
    let cases = [
        (None, service),
        (Some(LeadTime::default()), service),
        (Some(days(1)), LeadTime { days: Some(1), notice_hours: Some(24) }),
        (Some(notice(2)), LeadTime { days: Some(3), notice_hours: Some(2) }),
        (Some(LeadTime { days: Some(0), notice_hours: Some(0) }), LeadTime { days: Some(0), notice_hours: Some(0) }),
    ];
    for (level, counts) in cases {
        assert_eq!(service.with_level(level), counts, "{level:?}");
    }
}

#[test]
fn notice_counts_back_from_the_start_of_the_collection() {
    let zone = amsterdam();
    let cases = [
        // hours, collection, starts, the first instant that is too late
        (24, "2026-05-05", Some("09:00"), "2026-05-04T07:00:00Z"),
        (4, "2026-05-05", Some("09:00"), "2026-05-05T03:00:00Z"),
        (0, "2026-05-05", Some("09:00"), "2026-05-05T07:00:00Z"),
        (12, "2026-05-05", None, "2026-05-04T10:00:00Z"),
        (24, "2026-03-29", Some("09:00"), "2026-03-28T07:00:00Z"), // the night has 23 hours
        (24, "2026-10-25", Some("09:00"), "2026-10-24T08:00:00Z"), // and here 25
        (1, "2026-03-29", Some("02:30"), "2026-03-29T00:30:00Z"),  // starts in the gap
        (1, "2026-10-25", Some("02:30"), "2026-10-24T23:30:00Z"),  // starts in the fold
    ];
    for (hours, collection, starts, deadline) in cases {
        let (collection, starts, deadline) = (day(collection), starts.map(time), at(deadline));
        assert_eq!(notice(hours).notice_deadline(collection, starts, &zone), Some(deadline), "{hours} h before {collection}");
        let second = SignedDuration::from_secs(1);
        assert_eq!(notice(hours).judge_notice(deadline - second, collection, starts, &zone), Ok(()));
        let missed = LeadTimeMissed::ShortNotice { hours, deadline };
        assert_eq!(notice(hours).judge_notice(deadline, collection, starts, &zone), Err(missed));
    }
}

#[test]
fn a_collection_that_has_started_gives_no_notice() {
    let zone = amsterdam();
    assert!(notice(1).judge_notice(local("2026-05-05T10:00:00", &zone), day("2026-05-05"), Some(time("09:00")), &zone).is_err());
}

proptest! {
    /// The earliest delivery is a day that is delivered, and exactly so many such days lie after the collection.
    #[test]
    fn exactly_so_many_delivery_days_lie_between(number in 1..40_u16, bits in 1..128_i64, collected in any_day()) {
        let service = ServiceDays { delivery: Weekdays::from_i64(bits).unwrap(), ..working_days(Some("DE")) };
        let earliest = days(number).earliest_delivery(collected, &service).unwrap();
        let mut date = collected;
        let mut counted = 0;
        while date < earliest {
            date = days_later(date, 1);
            counted += u16::from(service.delivers(date).is_ok());
        }
        prop_assert_eq!(counted, number);
        prop_assert!(service.delivers(earliest).is_ok());
    }
}
