//! The next possible collection, as the form tells it before anything is submitted.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::service_days::{ClosedDays, Weekdays};
use crate::testing::{amsterdam, any_instant, any_time, any_zone, day, local, time};

fn dutch() -> ServiceDays {
    let closed = ClosedDays { holidays_of: Some("NL".to_owned()), ..ClosedDays::default() };
    ServiceDays { collection: Weekdays::WORKING, delivery: Weekdays::WORKING, closed }
}

#[test]
fn the_first_day_that_can_still_be_had() {
    let zone = amsterdam();
    let same_day = CutOff::SameDay { time: time("10:30") };
    let day_before = CutOff::DayBefore { time: time("14:00") };
    let cases = [
        // cut-off, hours of notice, now: the day, until when
        (CutOff::NoCutOff, None, "2026-05-04T23:59:59", "2026-05-04", None),
        (same_day, None, "2026-05-04T10:29:59", "2026-05-04", Some("2026-05-04T10:30:00")),
        (same_day, None, "2026-05-04T10:30:00", "2026-05-05", Some("2026-05-05T10:30:00")),
        (day_before, None, "2026-05-04T13:59:59", "2026-05-05", Some("2026-05-04T14:00:00")),
        (day_before, None, "2026-05-04T14:00:00", "2026-05-06", Some("2026-05-05T14:00:00")),
        // Friday after the cut-off: Monday, since Sunday is the day before Monday
        (day_before, None, "2026-05-08T15:00:00", "2026-05-11", Some("2026-05-10T14:00:00")),
        // Wednesday before Ascension Day, after the cut-off: Friday
        (same_day, None, "2026-05-13T11:00:00", "2026-05-15", Some("2026-05-15T10:30:00")),
        // notice of a day before nine o'clock comes before the cut-off
        (same_day, Some(24), "2026-05-04T08:00:00", "2026-05-05", Some("2026-05-04T09:00:00")),
        (same_day, Some(24), "2026-05-04T09:00:00", "2026-05-06", Some("2026-05-05T09:00:00")),
        // the cut-off of the day before comes before two hours' notice
        (day_before, Some(2), "2026-05-04T10:00:00", "2026-05-05", Some("2026-05-04T14:00:00")),
    ];
    for (cut_off, notice_hours, now, date, deadline) in cases {
        let days = dutch();
        let lead_time = LeadTime { days: Some(9), notice_hours };
        let asked = Asked { now: local(now, &zone), zone: &zone, cut_off, days: &days, lead_time, starts: Some(time("09:00")) };
        let expected = NextCollection { date: day(date), deadline: deadline.map(|deadline| local(deadline, &zone)) };
        assert_eq!(next_collection(&asked), Some(expected), "{cut_off:?}, notice {notice_hours:?}, at {now}");
    }
}

#[test]
fn a_service_that_never_collects_has_none() {
    let zone = amsterdam();
    let days = ServiceDays { collection: Weekdays::NONE, ..dutch() };
    let now = local("2026-05-04T08:00:00", &zone);
    let asked = Asked { now, zone: &zone, cut_off: CutOff::NoCutOff, days: &days, lead_time: LeadTime::default(), starts: None };
    assert_eq!(next_collection(&asked), None);
}

#[test]
fn nobody_waits_longer_than_a_year_and_a_day() {
    let zone = amsterdam();
    let days = dutch();
    let now = local("2026-05-04T08:00:00", &zone);
    let with_notice = |hours| {
        let lead_time = LeadTime { days: None, notice_hours: Some(hours) };
        next_collection(&Asked { now, zone: &zone, cut_off: CutOff::NoCutOff, days: &days, lead_time, starts: None })
    };
    assert!(with_notice(360 * 24).is_some());
    assert_eq!(with_notice(367 * 24), None);
}

proptest! {
    /// What is offered can be had now, up to its deadline and not after; no earlier day can be.
    #[test]
    fn what_is_offered_can_be_had(zone in any_zone(), now in any_instant(), time in any_time(), kind in 0..3_u8, notice in proptest::option::of(0..200_u16)) {
        let cut_off = match kind {
            0 => CutOff::NoCutOff,
            1 => CutOff::DayBefore { time },
            _ => CutOff::SameDay { time },
        };
        let days = dutch();
        let asked = Asked { now, zone: &zone, cut_off, days: &days, lead_time: LeadTime { days: None, notice_hours: notice }, starts: None };
        let next = next_collection(&asked).unwrap();
        prop_assert!(possible(&asked, next.date));
        let mut earlier = today(now, &zone);
        while earlier < next.date {
            prop_assert!(!possible(&asked, earlier), "{earlier} could be had");
            earlier = days_later(earlier, 1);
        }
        if let Some(deadline) = next.deadline {
            let just_before = Asked { now: deadline - SignedDuration::from_secs(1), ..asked };
            let just_then = Asked { now: deadline, ..asked };
            prop_assert!(possible(&just_before, next.date));
            prop_assert!(!possible(&just_then, next.date));
        }
    }
}
