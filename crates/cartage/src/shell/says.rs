//! How dates, instants and counts are written for people: instants of acts in the organisation's zone, civil dates as they are.

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use rules::money::{Currency, MoneyError};

/// `Tue 5 May`, with the year when it is not the year of `today`.
#[must_use]
pub fn date(date: Date, today: Date) -> String {
    let pattern = if date.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    date.strftime(pattern).to_string()
}

/// `Tue 5 May 2026`.
#[must_use]
pub fn plain_date(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

/// `4 May 2026, 10:12` in that zone.
#[must_use]
pub fn instant(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %b %Y, %H:%M").to_string()
}

/// `10:12`.
#[must_use]
pub fn time(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The civil date in that zone.
#[must_use]
pub fn today(now: Timestamp, zone: &TimeZone) -> Date {
    now.to_zoned(zone.clone()).date()
}

/// A name that ends a sentence, with its one full stop: `Łuczak Sp. z o.o.` has it already.
#[must_use]
pub fn ending(name: &str) -> String {
    if name.ends_with('.') { name.to_owned() } else { format!("{name}.") }
}

/// Why what was typed is no amount of money.
#[must_use]
pub fn no_amount(error: MoneyError, currency: Currency) -> String {
    match error {
        MoneyError::Empty => "The amount is missing.".to_owned(),
        MoneyError::NotAnAmount => "That is no amount, such as 67.50 or 1 234,50.".to_owned(),
        MoneyError::Ambiguous if currency.decimals() == 3 => {
            "That could mean thousands or decimals. Write 1234 or 1.234, for example.".to_owned()
        }
        MoneyError::Ambiguous => "That could mean thousands or decimals. Write 1234 or 1.23, for example.".to_owned(),
        MoneyError::TooPrecise { decimals: 0 } => format!("{currency} has no decimals."),
        MoneyError::TooPrecise { decimals } => format!("{currency} has {decimals} decimals."),
        MoneyError::TooLarge => "That is more than can be charged.".to_owned(),
    }
}

/// Two capitals of a name for the avatar and the carrier's mark.
#[must_use]
pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).take(2).flat_map(char::to_uppercase).collect()
}

/// `Sunday`.
#[must_use]
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
