//! Weekdays, holidays and own closed days.

use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
use proptest::prelude::*;

use super::*;
use crate::testing::{any_day, day};

/// Collects Monday to Friday, delivers on Saturday too, keeps Dutch holidays and an outing on 18 September.
fn dutch() -> ServiceDays {
    ServiceDays {
        collection: Weekdays::WORKING,
        delivery: Weekdays::WORKING.with(Saturday),
        closed: ClosedDays { holidays_of: Some("NL".to_owned()), own: BTreeSet::from([day("2026-09-18")]) },
    }
}

#[test]
fn days_that_are_served_and_why_not() {
    let cases = [
        ("2026-05-04", Ok(()), Ok(())),
        ("2026-05-09", Err(NotServed::Weekday(Saturday)), Ok(())),
        ("2026-05-10", Err(NotServed::Weekday(Sunday)), Err(NotServed::Weekday(Sunday))),
        ("2026-04-27", Err(NotServed::Holiday("King's Day")), Err(NotServed::Holiday("King's Day"))),
        ("2026-05-14", Err(NotServed::Holiday("Ascension Day")), Err(NotServed::Holiday("Ascension Day"))),
        ("2026-12-25", Err(NotServed::Holiday("Christmas Day")), Err(NotServed::Holiday("Christmas Day"))),
        ("2026-12-26", Err(NotServed::Weekday(Saturday)), Err(NotServed::Holiday("Second Day of Christmas"))),
        ("2026-09-18", Err(NotServed::OwnClosedDay), Err(NotServed::OwnClosedDay)),
        ("2027-09-18", Err(NotServed::Weekday(Saturday)), Ok(())),
    ];
    for (date, collects, delivers) in cases {
        assert_eq!(dutch().collects(day(date)), collects, "collection on {date}");
        assert_eq!(dutch().delivers(day(date)), delivers, "delivery on {date}");
    }
}

#[test]
fn a_service_that_says_nothing_drives_every_day() {
    for date in ["2026-01-01", "2026-12-25", "2026-05-10"] {
        assert_eq!(ServiceDays::default().collects(day(date)), Ok(()));
    }
}

#[test]
fn weekdays_are_a_number_with_monday_lowest() {
    assert_eq!(Weekdays::of(&[Monday]).as_i64(), 1);
    assert_eq!(Weekdays::of(&[Sunday]).as_i64(), 64);
    assert_eq!(Weekdays::of(&[Monday, Tuesday, Wednesday, Thursday, Friday]), Weekdays::WORKING);
    assert_eq!(Weekdays::from_i64(127), Some(Weekdays::ALL));
    assert_eq!((Weekdays::from_i64(128), Weekdays::from_i64(-1)), (None, None));
    assert_eq!(Weekdays::of(&[Sunday, Monday]).iter().collect::<Vec<_>>(), [Monday, Sunday]);
    assert!(Weekdays::NONE.is_empty() && !Weekdays::of(&[Friday]).is_empty());
}

#[test]
fn service_days_are_read_back() {
    let json = serde_json::to_string(&dutch()).unwrap();
    assert_eq!(serde_json::from_str::<ServiceDays>(&json).unwrap(), dutch());
    assert!(serde_json::from_str::<Weekdays>("128").is_err());
}

proptest! {
    #[test]
    fn every_set_of_weekdays_is_read_back(bits in 0..128_i64) {
        let days = Weekdays::from_i64(bits).unwrap();
        prop_assert_eq!(days.as_i64(), bits);
        prop_assert_eq!(days.iter().fold(Weekdays::NONE, Weekdays::with), days);
        prop_assert_eq!(days.iter().fold(days, Weekdays::without), Weekdays::NONE);
    }

    /// A day is served exactly when its weekday is and nothing closes it.
    #[test]
    fn a_served_day_is_a_weekday_that_nothing_closes(bits in 0..128_i64, date in any_day()) {
        let days = ServiceDays { collection: Weekdays::from_i64(bits).unwrap(), ..dutch() };
        let closed = days.closed.own.contains(&date) || holidays::holiday_on("NL", date).is_some();
        prop_assert_eq!(days.collects(date).is_ok(), days.collection.contains(date.weekday()) && !closed);
    }
}
