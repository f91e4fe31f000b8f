//! The numbers of quotes and orders: a prefix, an optional part of the date, and a count that grows past its length
//! (rule 2.5). The date part restarts the count at its turn in the organisation's zone. The two patterns of an
//! organisation must never be able to write the same text.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::civil_time::today;

/// Characters a prefix may have.
pub const LONGEST_PREFIX: usize = 12;

/// Digits a count may be padded to.
pub const LONGEST_COUNT: u8 = 12;

/// The part of the date that stands between prefix and count, and restarts the count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DatePart {
    /// No date; the count never restarts.
    #[default]
    None,
    /// The year in four digits; restarts each year.
    Yyyy,
    /// The year in two digits; restarts each year.
    Yy,
    /// Year and month in four digits; restarts each month.
    Yymm,
}

impl DatePart {
    /// Every date part, in the order the settings page offers them.
    pub const ALL: [Self; 4] = [Self::None, Self::Yyyy, Self::Yy, Self::Yymm];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Yyyy => "YYYY",
            Self::Yy => "YY",
            Self::Yymm => "YYMM",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == text)
    }
}

/// How quotes or orders of an organisation are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// What every number begins with, its dash included.
    pub prefix: String,
    /// Digits the count is padded to; it grows past them.
    pub length: u8,
    /// The part of the date in it.
    pub date_part: DatePart,
}

/// What is wrong with the two patterns of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternError {
    /// A prefix is longer than [`LONGEST_PREFIX`].
    PrefixTooLong {
        /// Whose.
        of: Numbered,
        /// Characters given.
        length: usize,
    },
    /// Only letters, digits, `-`, `/` and `.` stand on every label and in every address.
    PrefixCharacter {
        /// Whose.
        of: Numbered,
        /// The character.
        character: char,
    },
    /// The count is padded to 1 to [`LONGEST_COUNT`] digits.
    Length {
        /// Whose.
        of: Numbered,
        /// Digits given.
        length: u8,
    },
    /// Both prefixes read the same, upper or lower case.
    SamePrefix,
    /// One prefix is the other with only digits and dashes behind it, so that both could write the same number.
    AmbiguousPrefixes,
}

/// What a pattern numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numbered {
    /// Quotes.
    Quotes,
    /// Orders.
    Orders,
}

impl Pattern {
    /// What quotes start with: `Quote-0001`.
    #[must_use]
    pub fn first_for_quotes() -> Self {
        Self { prefix: "Quote-".to_owned(), length: 4, date_part: DatePart::None }
    }

    /// What orders start with: `Or-0001`.
    #[must_use]
    pub fn first_for_orders() -> Self {
        Self { prefix: "Or-".to_owned(), length: 4, date_part: DatePart::None }
    }

    /// The key of the counter that counts at `now`; also the date part as written. Empty without a date part.
    #[must_use]
    pub fn period(&self, now: Timestamp, zone: &TimeZone) -> String {
        let day = today(now, zone);
        let (year, month) = (day.year().rem_euclid(10_000), day.month());
        match self.date_part {
            DatePart::None => String::new(),
            DatePart::Yyyy => format!("{year:04}"),
            DatePart::Yy => format!("{:02}", year % 100),
            DatePart::Yymm => format!("{:02}{month:02}", year % 100),
        }
    }

    /// The number as written: `Or-0001`, with a date part `Or-2026-0001`.
    #[must_use]
    pub fn format(&self, count: u64, period: &str) -> String {
        let dash = if period.is_empty() { "" } else { "-" };
        format!("{}{period}{dash}{count:0width$}", self.prefix, width = usize::from(self.length))
    }

    fn check(&self, of: Numbered) -> Result<(), PatternError> {
        let length = self.prefix.chars().count();
        if length > LONGEST_PREFIX {
            return Err(PatternError::PrefixTooLong { of, length });
        }
        if let Some(character) = self.prefix.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '/' | '.')) {
            return Err(PatternError::PrefixCharacter { of, character });
        }
        if (1..=LONGEST_COUNT).contains(&self.length) { Ok(()) } else { Err(PatternError::Length { of, length: self.length }) }
    }
}

/// Checks both patterns of an organisation, each alone and together.
pub fn validate(quotes: &Pattern, orders: &Pattern) -> Result<(), PatternError> {
    quotes.check(Numbered::Quotes)?;
    orders.check(Numbered::Orders)?;
    let (quotes, orders) = (quotes.prefix.to_ascii_lowercase(), orders.prefix.to_ascii_lowercase());
    if quotes == orders {
        return Err(PatternError::SamePrefix);
    }
    let rest = quotes.strip_prefix(&orders).or_else(|| orders.strip_prefix(&quotes));
    match rest {
        Some(rest) if rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => Err(PatternError::AmbiguousPrefixes),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
