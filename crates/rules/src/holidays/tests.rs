//! Holidays against calendars that have been printed, moved ones above all.

use std::collections::BTreeSet;

use jiff::civil::Weekday;

use super::day::easter;
use super::*;
use crate::testing::day;

#[test]
fn easter_as_the_almanacs_have_it() {
    let sundays = [
        "1818-03-22",
        "1943-04-25",
        "2000-04-23",
        "2008-03-23",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2038-04-25",
        "2285-03-22",
    ];
    for sunday in sundays {
        let sunday = day(sunday);
        assert_eq!(easter(sunday.year()), Some(sunday));
    }
}

#[test]
fn holidays_that_move() {
    let cases = [
        // country, date, name, is one
        ("NL", "2026-04-27", "King's Day", true),
        ("NL", "2025-04-26", "King's Day", true), // 27 April 2025 was a Sunday
        ("NL", "2025-04-27", "King's Day", false),
        ("NL", "2031-04-26", "King's Day", true),
        ("NL", "2030-05-05", "Liberation Day", true),
        ("NL", "2026-05-05", "Liberation Day", false),
        ("NL", "2026-04-03", "Good Friday", false),
        ("NL", "2026-05-14", "Ascension Day", true),
        ("NL", "2026-05-25", "Whit Monday", true),
        ("BE", "2026-07-21", "Belgian National Day", true),
        ("LU", "2026-05-09", "Europe Day", true),
        ("DE", "2026-04-03", "Good Friday", true),
        ("DE", "2026-10-31", "Reformation Day", false), // only in some Länder
        ("FR", "2026-07-14", "Bastille Day", true),
        ("AT", "2026-06-04", "Corpus Christi", true),
        ("PL", "2024-12-24", "Christmas Eve", false),
        ("PL", "2025-12-24", "Christmas Eve", true),
        ("CZ", "2026-11-17", "Struggle for Freedom and Democracy Day", true),
        ("DK", "2026-05-01", "Great Prayer Day", false),
        ("DK", "2026-04-02", "Maundy Thursday", true),
        ("SE", "2026-06-20", "Midsummer Day", true), // the earliest it can be
        ("SE", "2027-06-26", "Midsummer Day", true), // the latest
        ("SE", "2026-10-31", "All Saints' Day", true),
        ("SE", "2027-11-06", "All Saints' Day", true),
        ("ES", "2026-10-12", "National Day", true),
        ("IT", "2025-10-04", "St Francis of Assisi", false),
        ("IT", "2027-10-04", "St Francis of Assisi", true),
        ("IE", "2026-02-02", "St Brigid's Day", true), // the first Monday
        ("IE", "2030-02-01", "St Brigid's Day", true), // 1 February is a Friday
        ("IE", "2030-02-04", "St Brigid's Day", false),
        ("IE", "2026-10-26", "October Holiday", true),
        ("GB", "2026-05-04", "Early May Bank Holiday", true),
        ("GB", "2026-05-25", "Spring Bank Holiday", true),
        ("GB", "2026-08-31", "Summer Bank Holiday", true),
        ("GB", "2026-12-28", "Boxing Day (substitute day)", true), // Boxing Day is a Saturday
        ("GB", "2027-12-27", "Christmas Day (substitute day)", true), // Christmas is a Saturday
        ("GB", "2027-12-28", "Boxing Day (substitute day)", true),
        ("GB", "2022-12-27", "Christmas Day (substitute day)", true), // Christmas is a Sunday
        ("GB", "2022-12-26", "Boxing Day", true),
        ("GB", "2022-12-28", "Boxing Day (substitute day)", false),
        ("GB", "2028-01-03", "New Year's Day (substitute day)", true), // 1 January is a Saturday
        ("GB", "2034-01-02", "New Year's Day (substitute day)", true), // 1 January is a Sunday
        ("GB", "2026-12-25", "Christmas Day", true),
        ("GB", "2024-12-27", "Boxing Day (substitute day)", false), // nothing fell on a weekend
    ];
    for (country, date, name, is_one) in cases {
        assert_eq!(holiday_on(country, day(date)) == Some(name), is_one, "{country} {date} {name}");
    }
}

#[test]
fn a_whole_year_of_each_country() {
    let in_2026 = [
        ("NL", 9),
        ("BE", 10),
        ("LU", 11),
        ("DE", 9),
        ("FR", 11),
        ("AT", 13),
        ("PL", 14),
        ("CZ", 13),
        ("DK", 10),
        ("SE", 13),
        ("ES", 10),
        ("IT", 13),
        ("IE", 10),
        ("GB", 9),
    ];
    assert_eq!(countries(), in_2026.map(|(country, _)| country));
    for (country, number) in in_2026 {
        assert_eq!(holidays(country, 2026).len(), number, "{country}");
    }
    let dutch: Vec<String> = holidays("NL", 2026).iter().map(|(date, _)| date.to_string()).collect();
    let printed =
        ["2026-01-01", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26"];
    assert_eq!(dutch, printed);
}

#[test]
fn countries_are_read_in_any_case_and_unknown_ones_have_none() {
    assert_eq!(holidays("nl", 2026), holidays("NL", 2026));
    assert!(holidays("US", 2026).is_empty() && holidays("", 2026).is_empty());
}

/// Whatever the year: in order, inside it, every name once, and one day has two names only where two tables' days meet.
#[test]
fn every_year_is_well_formed() {
    for country in countries() {
        for year in 1990..2100 {
            let days = holidays(country, year);
            assert!(days.is_sorted_by_key(|(date, _)| *date), "{country} {year}");
            assert!(days.iter().all(|(date, _)| date.year() == year), "{country} {year}");
            let names: BTreeSet<_> = days.iter().map(|(_, name)| name).collect();
            assert_eq!(names.len(), days.len(), "{country} {year}");
        }
    }
}

/// Whenever Christmas falls in England, people get two weekdays off for it.
#[test]
fn britain_always_gets_its_two_weekdays() {
    for year in 2020..2060 {
        let weekday = |date: &Date| !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let christmas: BTreeSet<_> =
            holidays("GB", year).into_iter().map(|(date, _)| date).filter(|date| date.month() == 12 && weekday(date)).collect();
        assert_eq!(christmas.len(), 2, "{year}");
    }
}

#[test]
fn years_before_the_calendar_and_after_it_give_no_easter() {
    assert_eq!(easter(1582), None);
    assert!(!holidays("NL", 9999).is_empty());
}
