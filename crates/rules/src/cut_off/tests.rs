//! The cut-off as a planner would try it: each kind on both sides of its second, and the nights on which clocks change.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::testing::{amsterdam, any_day, any_instant, any_time, any_zone, at, day, local, time, zone};

fn day_before(text: &str) -> CutOff {
    CutOff::DayBefore { time: time(text) }
}

fn same_day(text: &str) -> CutOff {
    CutOff::SameDay { time: time(text) }
}

#[test]
fn a_new_service_has_no_cut_off() {
    assert_eq!(CutOff::default(), CutOff::NoCutOff);
}

#[test]
fn both_sides_of_every_boundary_second() {
    let cases = [
        // kind, collection, received, in time
        (CutOff::NoCutOff, "2026-05-05", "2026-05-05T00:00:00", true),
        (CutOff::NoCutOff, "2026-05-05", "2026-05-05T23:59:59", true),
        (CutOff::NoCutOff, "2026-05-05", "2026-05-06T00:00:00", false),
        (CutOff::NoCutOff, "2026-05-05", "2026-05-04T12:00:00", true),
        (day_before("14:00"), "2026-05-05", "2026-05-04T13:59:59", true),
        (day_before("14:00"), "2026-05-05", "2026-05-04T14:00:00", false),
        (day_before("14:00"), "2026-05-05", "2026-05-04T14:00:01", false),
        (day_before("14:00"), "2026-05-05", "2026-05-03T23:59:59", true),
        (day_before("14:00"), "2026-05-05", "2026-05-05T08:00:00", false),
        (day_before("14:00"), "2026-05-06", "2026-05-04T23:59:59", true),
        (day_before("00:00"), "2026-05-05", "2026-05-03T23:59:59", true),
        (day_before("00:00"), "2026-05-05", "2026-05-04T00:00:00", false),
        (day_before("23:59:59"), "2026-05-05", "2026-05-04T23:59:58", true),
        (day_before("23:59:59"), "2026-05-05", "2026-05-04T23:59:59", false),
        (same_day("10:30"), "2026-05-05", "2026-05-05T10:29:59", true),
        (same_day("10:30"), "2026-05-05", "2026-05-05T10:30:00", false),
        (same_day("10:30"), "2026-05-05", "2026-05-04T23:59:59", true),
        (same_day("10:30"), "2026-05-05", "2026-05-06T00:00:00", false),
        (same_day("00:00"), "2026-05-05", "2026-05-05T00:00:00", false),
        (same_day("00:00"), "2026-05-05", "2026-05-04T23:59:59", true),
        (day_before("12:00"), "2027-01-01", "2026-12-31T11:59:59", true),
        (day_before("12:00"), "2027-01-01", "2026-12-31T12:00:00", false),
        (day_before("12:00"), "2028-03-01", "2028-02-29T11:59:59", true),
        (day_before("12:00"), "2028-03-01", "2028-02-29T12:00:00", false),
    ];
    for name in ["Europe/Amsterdam", "America/New_York", "Australia/Sydney", "UTC"] {
        let zone = zone(name);
        for (cut_off, collection, received, in_time) in cases {
            let judged = cut_off.judge(local(received, &zone), day(collection), &zone);
            assert_eq!(judged.is_ok(), in_time, "{name}: {cut_off:?}, collected {collection}, received {received}");
        }
    }
}

/// Friday's order for Monday is in time until Sunday: calendar days, not working days.
#[test]
fn the_day_before_is_a_calendar_day() {
    let zone = amsterdam();
    let monday = day("2026-05-04");
    assert!(day_before("14:00").judge(local("2026-05-03T13:59:59", &zone), monday, &zone).is_ok());
    assert!(day_before("14:00").judge(local("2026-05-03T14:00:00", &zone), monday, &zone).is_err());
}

#[test]
fn the_nights_on_which_clocks_change() {
    let cases = [
        // zone, day, cut-off time, the first instant that is too late
        ("Europe/Amsterdam", "2026-03-29", "01:59:59", "2026-03-29T00:59:59Z"),
        ("Europe/Amsterdam", "2026-03-29", "02:00", "2026-03-29T01:00:00Z"),
        ("Europe/Amsterdam", "2026-03-29", "02:30", "2026-03-29T01:30:00Z"),
        ("Europe/Amsterdam", "2026-03-29", "03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Amsterdam", "2026-03-29", "23:59:59", "2026-03-29T21:59:59Z"),
        ("Europe/Amsterdam", "2026-10-25", "02:00", "2026-10-25T00:00:00Z"),
        ("Europe/Amsterdam", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
        ("Europe/Amsterdam", "2026-10-25", "03:00", "2026-10-25T02:00:00Z"),
        ("Europe/Amsterdam", "2026-10-25", "23:59:59", "2026-10-25T22:59:59Z"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30:00Z"),
        ("America/New_York", "2026-03-08", "23:59:59", "2026-03-09T03:59:59Z"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"),
        ("America/New_York", "2026-11-01", "23:59:59", "2026-11-02T04:59:59Z"),
        ("Australia/Sydney", "2026-10-04", "02:30", "2026-10-03T16:30:00Z"),
        ("Australia/Sydney", "2026-10-04", "23:59:59", "2026-10-04T12:59:59Z"),
        ("Australia/Sydney", "2026-04-05", "02:30", "2026-04-04T15:30:00Z"),
        ("Australia/Sydney", "2026-04-05", "23:59:59", "2026-04-05T13:59:59Z"),
        ("UTC", "2026-03-29", "02:30", "2026-03-29T02:30:00Z"),
        ("UTC", "2026-10-25", "23:59:59", "2026-10-25T23:59:59Z"),
    ];
    let second = SignedDuration::from_secs(1);
    for (name, changing, until, deadline) in cases {
        let (zone, changing, deadline) = (zone(name), day(changing), at(deadline));
        let next_day = days_later(changing, 1);
        let case = format!("{name}, {changing}, {until}");
        for (cut_off, collection) in [(same_day(until), changing), (day_before(until), next_day)] {
            assert_eq!(cut_off.deadline(collection, &zone), Some(deadline), "{case}");
            assert!(cut_off.judge(deadline - second, collection, &zone).is_ok(), "{case}");
            assert!(cut_off.judge(deadline, collection, &zone).is_err(), "{case}");
        }
    }
}

/// In the fold the clock shows 02:15 a second time, an hour after 02:30 was first passed: still too late.
#[test]
fn the_second_pass_through_the_fold_is_too_late() {
    let (zone, sunday) = (amsterdam(), day("2026-10-25"));
    assert!(same_day("02:30").judge(at("2026-10-25T00:15:00Z"), sunday, &zone).is_ok());
    assert!(same_day("02:30").judge(at("2026-10-25T01:15:00Z"), sunday, &zone).is_err());
}

/// The day of receipt is the organisation's, whatever Greenwich says.
#[test]
fn today_is_the_organisations() {
    let now = at("2026-05-04T22:30:00Z");
    assert!(CutOff::NoCutOff.judge(now, day("2026-05-04"), &zone("UTC")).is_ok());
    let missed = CutOff::NoCutOff.judge(now, day("2026-05-04"), &amsterdam()).unwrap_err();
    assert_eq!((missed.today, missed.is_past(), missed.deadline), (day("2026-05-05"), true, None));
    assert!(CutOff::NoCutOff.judge(now, day("2026-05-04"), &zone("America/New_York")).is_ok());
}

#[test]
fn what_was_missed_says_until_when() {
    let zone = amsterdam();
    let missed = same_day("10:30").judge(local("2026-05-05T11:00:00", &zone), day("2026-05-05"), &zone).unwrap_err();
    assert_eq!(missed.deadline, Some(local("2026-05-05T10:30:00", &zone)));
    assert!(!missed.is_past());
}

#[test]
fn kinds_are_stored_by_word_and_need_their_time() {
    for (word, cut_off) in CutOff::KINDS.into_iter().zip([CutOff::NoCutOff, day_before("14:00"), same_day("14:00")]) {
        assert_eq!(cut_off.as_str(), word);
        assert_eq!(CutOff::from_parts(word, Some(time("14:00"))), Ok(cut_off));
        let json = serde_json::to_string(&cut_off).unwrap();
        assert_eq!(serde_json::from_str::<CutOff>(&json).unwrap(), cut_off);
    }
    assert_eq!(CutOff::from_parts("DAY_BEFORE", None), Err(CutOffError::TimeRequired));
    assert_eq!(CutOff::from_parts("SAME_DAY", None), Err(CutOffError::TimeRequired));
    assert_eq!(CutOff::from_parts("NO_CUT_OFF", None), Ok(CutOff::NoCutOff));
    assert_eq!(CutOff::from_parts("SOON", None), Err(CutOffError::UnknownKind("SOON".to_owned())));
}

fn any_cut_off() -> impl Strategy<Value = CutOff> {
    prop_oneof![
        Just(CutOff::NoCutOff),
        any_time().prop_map(|time| CutOff::DayBefore { time }),
        any_time().prop_map(|time| CutOff::SameDay { time }),
    ]
}

proptest! {
    /// Whoever is in time was in time before, and would be for any later day.
    #[test]
    fn earlier_orders_and_later_days_are_in_time_too(
        cut_off in any_cut_off(), zone in any_zone(), now in any_instant(), ahead in 0..4_i32, earlier in 0..90_000_i64, later in 0..40_i32,
    ) {
        let collection = days_later(today(now, &zone), ahead);
        if cut_off.judge(now, collection, &zone).is_ok() {
            prop_assert!(cut_off.judge(now - SignedDuration::from_secs(earlier), collection, &zone).is_ok());
            prop_assert!(cut_off.judge(now, days_later(collection, later), &zone).is_ok());
        }
    }

    /// The deadline is the boundary: a second before it is in time, the deadline itself is not.
    #[test]
    fn the_deadline_is_the_boundary(cut_off in any_cut_off(), zone in any_zone(), collection in any_day()) {
        if let Some(deadline) = cut_off.deadline(collection, &zone) {
            prop_assert!(cut_off.judge(deadline - SignedDuration::from_secs(1), collection, &zone).is_ok());
            prop_assert!(cut_off.judge(deadline, collection, &zone).is_err());
        }
    }

    /// Away from clock changes the rule is a comparison of what the wall clock shows.
    #[test]
    fn the_wall_clock_decides(time in any_time(), now in any_instant(), ahead in -2..4_i32) {
        let zone = zone("Asia/Kolkata");
        let wall = now.to_zoned(zone.clone()).datetime();
        let collection = days_later(wall.date(), ahead);
        let in_time = wall < days_later(collection, -1).to_datetime(time);
        prop_assert_eq!(CutOff::DayBefore { time }.judge(now, collection, &zone).is_ok(), in_time);
        let in_time = collection > wall.date() || (collection == wall.date() && wall.time() < time);
        prop_assert_eq!(CutOff::SameDay { time }.judge(now, collection, &zone).is_ok(), in_time);
        prop_assert_eq!(CutOff::NoCutOff.judge(now, collection, &zone).is_ok(), collection >= wall.date());
    }
}
