//! On which days a service collects and delivers: weekdays for each, less the closed days, which are a country's public
//! holidays and dates of the carrier's own (rule 3.2).

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::holidays;

/// The most closed days of its own a service may list.
pub const MOST_OWN_CLOSED_DAYS: usize = 400;

/// A set of weekdays; stored as a number with Monday as the lowest of seven bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Weekdays(u8);

/// A stored number that is no set of weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotWeekdays(pub i64);

impl std::fmt::Display for NotWeekdays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is no set of weekdays", self.0)
    }
}

impl Weekdays {
    /// No day at all.
    pub const NONE: Self = Self(0);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);
    /// Every day of the week.
    pub const ALL: Self = Self(0b111_1111);

    /// The set of these days.
    #[must_use]
    pub fn of(days: &[Weekday]) -> Self {
        days.iter().fold(Self::NONE, |set, day| set.with(*day))
    }

    fn bit(day: Weekday) -> u8 {
        1 << day.to_monday_zero_offset()
    }

    /// This set and `day`.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | Self::bit(day))
    }

    /// This set less `day`.
    #[must_use]
    pub fn without(self, day: Weekday) -> Self {
        Self(self.0 & !Self::bit(day))
    }

    /// Whether `day` is in the set.
    #[must_use]
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & Self::bit(day) != 0
    }

    /// Whether no day is in the set: a service that never drives.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days of the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        (0..7).filter_map(|day| Weekday::from_monday_zero_offset(day).ok()).filter(move |day| self.contains(*day))
    }

    /// The number to store.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        i64::from(self.0)
    }

    /// Reads the stored number; `None` when it is no set of weekdays.
    #[must_use]
    pub fn from_i64(stored: i64) -> Option<Self> {
        u8::try_from(stored).ok().filter(|bits| *bits <= Self::ALL.0).map(Self)
    }
}

impl TryFrom<i64> for Weekdays {
    type Error = NotWeekdays;

    fn try_from(stored: i64) -> Result<Self, NotWeekdays> {
        Self::from_i64(stored).ok_or(NotWeekdays(stored))
    }
}

impl From<Weekdays> for i64 {
    fn from(days: Weekdays) -> Self {
        days.as_i64()
    }
}

/// The days on which nothing is driven although the weekday would be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedDays {
    /// The country whose public holidays are kept, as its two letters; `None` keeps none.
    pub holidays_of: Option<String>,
    /// Dates of the carrier's own: the summer closure, the works outing.
    pub own: BTreeSet<Date>,
}

/// When a service drives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDays {
    /// Weekdays on which it collects.
    pub collection: Weekdays,
    /// Weekdays on which it delivers.
    pub delivery: Weekdays,
    /// Days on which it does neither.
    #[serde(default)]
    pub closed: ClosedDays,
}

impl Default for ServiceDays {
    /// Every day of the week and nothing closed: a service that says nothing restricts nothing.
    fn default() -> Self {
        Self { collection: Weekdays::ALL, delivery: Weekdays::ALL, closed: ClosedDays::default() }
    }
}

/// Why a day is not served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotServed {
    /// The service does not drive on this weekday.
    Weekday(Weekday),
    /// A public holiday of the service's country, by its English name.
    Holiday(&'static str),
    /// One of the carrier's own closed days.
    OwnClosedDay,
}

impl ServiceDays {
    /// Whether the service collects on `date`.
    pub fn collects(&self, date: Date) -> Result<(), NotServed> {
        self.serves(self.collection, date)
    }

    /// Whether the service delivers on `date`.
    pub fn delivers(&self, date: Date) -> Result<(), NotServed> {
        self.serves(self.delivery, date)
    }

    fn serves(&self, days: Weekdays, date: Date) -> Result<(), NotServed> {
        if !days.contains(date.weekday()) {
            return Err(NotServed::Weekday(date.weekday()));
        }
        if self.closed.own.contains(&date) {
            return Err(NotServed::OwnClosedDay);
        }
        let country = self.closed.holidays_of.as_deref();
        match country.and_then(|country| holidays::holiday_on(country, date)) {
            Some(name) => Err(NotServed::Holiday(name)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
