//! How the law fixes a holiday: on a date, so many days from Easter, on a weekday of a month, or moved when it falls
//! on a weekend.

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

/// When a holiday is.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after (before) Easter Sunday.
    Easter(i32),
    /// The first such weekday on or after month and day.
    OnOrAfter(Weekday, i8, i8),
    /// The last such weekday of a month.
    LastOf(Weekday, i8),
    /// Month and day, but the day before when that is a Sunday.
    SaturdayIfSunday(i8, i8),
    /// Month and day, only in years divisible by five.
    EveryFiveYears(i8, i8),
    /// Instead of month and day, when that is a Saturday or Sunday: so many days later.
    Instead(i8, i8, i32, i32),
    /// The first Monday of February, but the first of February itself when that is a Friday.
    SaintBrigid,
}

/// One holiday of a country.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holiday {
    pub(super) name: &'static str,
    pub(super) when: When,
    /// The first year of it, where the law is so young that it matters.
    pub(super) since: i16,
}

impl Holiday {
    pub(super) fn date_in(&self, year: i16) -> Option<Date> {
        if year < self.since {
            return None;
        }
        let on = |month, day| Date::new(year, month, day).ok();
        match self.when {
            When::Fixed(month, day) => on(month, day),
            When::Easter(days) => easter(year)?.checked_add(Span::new().days(days)).ok(),
            When::OnOrAfter(weekday, month, day) => on(month, day)?.yesterday().ok()?.nth_weekday(1, weekday).ok(),
            When::LastOf(weekday, month) => on(month, 1)?.nth_weekday_of_month(-1, weekday).ok(),
            When::SaturdayIfSunday(month, day) => {
                let date = on(month, day)?;
                if date.weekday() == Weekday::Sunday { date.yesterday().ok() } else { Some(date) }
            }
            When::EveryFiveYears(month, day) => on(month, day).filter(|_| year % 5 == 0),
            When::Instead(month, day, from_saturday, from_sunday) => {
                let date = on(month, day)?;
                let days = match date.weekday() {
                    Weekday::Saturday => from_saturday,
                    Weekday::Sunday => from_sunday,
                    _ => return None,
                };
                date.checked_add(Span::new().days(days)).ok()
            }
            When::SaintBrigid => {
                let first = on(2, 1)?;
                if first.weekday() == Weekday::Friday { Some(first) } else { first.nth_weekday_of_month(1, Weekday::Monday).ok() }
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Some(date(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?))
}
