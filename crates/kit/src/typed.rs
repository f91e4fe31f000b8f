//! Dates and times as people type them, where a browser's own picker is not used.

use jiff::civil::{Date, Time};

/// `2026-05-04`, `4-5-2026`, `4/5/26` or `04.05.2026`: day before month where the year comes last.
#[must_use]
pub fn date(typed: &str) -> Option<Date> {
    if let Ok(date) = typed.parse::<Date>() {
        return Some(date);
    }
    let parts: Vec<&str> = typed.split(['-', '/', '.']).map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let year: i16 = year.parse().ok()?;
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `8:30`, `08:30`, `8.30`, `0830`, `8h` or `8`; to the minute.
#[must_use]
pub fn time(typed: &str) -> Option<Time> {
    let (hour, minute) = match typed.split_once([':', '.', 'h']) {
        Some((hour, "")) => (hour, "0"),
        Some(parts) => parts,
        None if typed.len() > 2 => typed.split_at_checked(typed.len() - 2)?,
        None => (typed, "0"),
    };
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_type_them() {
        for typed in ["2026-05-04", "4-5-2026", "4/5/26", "04.05.2026"] {
            assert_eq!(date(typed), Some(Date::constant(2026, 5, 4)), "{typed}");
        }
        for typed in ["", "4-5", "31-2-2026", "2026-13-01", "tomorrow", "4-5--3"] {
            assert_eq!(date(typed), None, "{typed}");
        }
    }

    #[test]
    fn times_as_people_type_them() {
        for typed in ["8:30", "08:30", "8.30", "0830", "830", "8h30"] {
            assert_eq!(time(typed), Some(Time::constant(8, 30, 0, 0)), "{typed}");
        }
        assert_eq!((time("8"), time("16h")), (Some(Time::constant(8, 0, 0, 0)), Some(Time::constant(16, 0, 0, 0))));
        for typed in ["", "25:00", "24:00", "é8", "noon", "8:60", "8:30:00"] {
            assert_eq!(time(typed), None, "{typed}");
        }
    }
}
