//! Public holidays of the countries our hauliers drive in, computed for any year. The tables state the law as it stood
//! in 2026; years before a change of law are not reconstructed, and what a government adds for one year (a coronation)
//! belongs into a service's own closed days. Only holidays of a whole country: regional ones are own closed days too.

mod calendar;
mod day;

use jiff::civil::Date;

/// The countries with a table, as their two letters, in the order a list shows them.
#[must_use]
pub fn countries() -> Vec<&'static str> {
    calendar::TABLES.iter().map(|(country, _)| *country).collect()
}

/// The holidays of a year in order, with their English names; none for a country without a table.
#[must_use]
pub fn holidays(country: &str, year: i16) -> Vec<(Date, &'static str)> {
    let table = calendar::TABLES.iter().find(|(known, _)| known.eq_ignore_ascii_case(country));
    let mut days: Vec<_> = table.into_iter().flat_map(|(_, table)| table.iter()).filter_map(|h| Some((h.date_in(year)?, h.name))).collect();
    days.sort_unstable();
    days
}

/// The name of the holiday on `date`, where it is one.
#[must_use]
pub fn holiday_on(country: &str, date: Date) -> Option<&'static str> {
    holidays(country, date.year()).into_iter().find(|(day, _)| *day == date).map(|(_, name)| name)
}

#[cfg(test)]
mod tests;
