//! The cut-off: until when an order may be entered for its collection day (rule 3.3). Three kinds; the moment that
//! counts is receipt, days are calendar days in the organisation's zone, and the cut-off time itself is already too late.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::civil_time::{days_later, instant, today};

/// The service's *Cutoff orders with same day collection*.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CutOff {
    /// *No cutoff for same day collections*; what a new service starts with.
    #[default]
    NoCutOff,
    /// *Orders need to be entered 1 day before collection*.
    DayBefore {
        /// Before this time on the day before.
        time: Time,
    },
    /// *Define cutoff time for same day orders*.
    SameDay {
        /// Before this time on the day itself.
        time: Time,
    },
}

/// What keeps a kind and a time from making a cut-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CutOffError {
    /// No kind of that name.
    UnknownKind(String),
    /// This kind needs a time.
    TimeRequired,
}

/// The order came too late for this collection day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// The collection day asked for.
    pub collection: Date,
    /// The day of receipt, in the organisation's zone.
    pub today: Date,
    /// The first instant that was too late; `None` when the service has no cut-off and the day is simply over.
    pub deadline: Option<Timestamp>,
}

impl Missed {
    /// The collection day lies before today: not a matter of the cut-off.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.collection < self.today
    }
}

impl CutOff {
    /// The stored words of the three kinds, in the order the settings page offers them.
    pub const KINDS: [&'static str; 3] = ["NO_CUT_OFF", "DAY_BEFORE", "SAME_DAY"];

    /// The stored word of the kind.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NoCutOff => "NO_CUT_OFF",
            Self::DayBefore { .. } => "DAY_BEFORE",
            Self::SameDay { .. } => "SAME_DAY",
        }
    }

    /// The cut-off time, where the kind has one.
    #[must_use]
    pub fn time(&self) -> Option<Time> {
        match self {
            Self::NoCutOff => None,
            Self::DayBefore { time } | Self::SameDay { time } => Some(*time),
        }
    }

    /// Puts a kind and a time together; a time given with *no cutoff* is ignored.
    pub fn from_parts(kind: &str, time: Option<Time>) -> Result<Self, CutOffError> {
        match kind {
            "NO_CUT_OFF" => Ok(Self::NoCutOff),
            "DAY_BEFORE" => time.map(|time| Self::DayBefore { time }).ok_or(CutOffError::TimeRequired),
            "SAME_DAY" => time.map(|time| Self::SameDay { time }).ok_or(CutOffError::TimeRequired),
            _ => Err(CutOffError::UnknownKind(kind.to_owned())),
        }
    }

    /// The first instant that is too late for this collection day; `None` without a cut-off.
    #[must_use]
    pub fn deadline(&self, collection: Date, zone: &TimeZone) -> Option<Timestamp> {
        match *self {
            Self::NoCutOff => None,
            Self::DayBefore { time } => Some(instant(days_later(collection, -1), time, zone)),
            Self::SameDay { time } => Some(instant(collection, time, zone)),
        }
    }

    /// Judges one collection stop's date at the moment of receipt.
    pub fn judge(&self, now: Timestamp, collection: Date, zone: &TimeZone) -> Result<(), Missed> {
        let today = today(now, zone);
        let deadline = self.deadline(collection, zone);
        let before_deadline = deadline.is_none_or(|deadline| now < deadline);
        let in_time = match self {
            Self::NoCutOff => collection >= today,
            Self::DayBefore { .. } => before_deadline,
            Self::SameDay { .. } => collection > today || (collection == today && before_deadline),
        };
        if in_time { Ok(()) } else { Err(Missed { collection, today, deadline }) }
    }
}

#[cfg(test)]
mod tests;
