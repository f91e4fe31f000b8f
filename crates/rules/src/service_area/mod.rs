//! The area a service drives in: countries, each with the postcodes it is limited to (rule 3.2). Staff type it as
//! `NL 1000-1999, 5600-5999; BE; GB AB-DD, M1`. Postcodes are compared by what leads them: digits nearly everywhere,
//! area letters and district number in Britain and Ireland.

mod postcode;
mod text;

use serde::{Deserialize, Serialize};

use postcode::Key;

/// Postcode ranges a country may have in an area.
pub const MOST_RANGES: usize = 500;

/// The area of a service; empty means everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Area {
    countries: Vec<CountryArea>,
}

/// A country, whole or limited to ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CountryArea {
    country: String,
    ranges: Vec<Range>,
}

/// Postcodes from one to another, both included; each stands for all that begin with it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    from: Key,
    to: Key,
}

/// What is wrong with an area as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AreaError {
    /// Every part begins with a country's two letters.
    UnknownCountry(String),
    /// The country stands there twice.
    CountryTwice(String),
    /// No postcode of that country begins like this.
    BadPostcode {
        /// The country.
        country: String,
        /// What was typed.
        text: String,
    },
    /// The two ends of a range are not equally long: `1000-19`.
    UnequalEnds {
        /// The range as typed.
        text: String,
    },
    /// The range runs backwards.
    Backwards {
        /// The range as typed.
        text: String,
    },
    /// More than [`MOST_RANGES`] for one country.
    TooManyRanges {
        /// The country.
        country: String,
    },
}

impl Area {
    /// Whether the area is everywhere.
    #[must_use]
    pub fn is_everywhere(&self) -> bool {
        self.countries.is_empty()
    }

    /// Whether an address lies in the area. Without a postcode it does only where the whole country is served.
    #[must_use]
    pub fn contains(&self, country: &str, postcode: &str) -> bool {
        if self.is_everywhere() {
            return true;
        }
        let country = country.trim().to_ascii_uppercase();
        let Some(served) = self.countries.iter().find(|served| served.country == country) else { return false };
        served.ranges.is_empty()
            || Key::of_address(&country, postcode).is_some_and(|key| served.ranges.iter().any(|range| range.holds(&key)))
    }
}

impl Area {
    /// Whether some address lies in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        if self.is_everywhere() || other.is_everywhere() {
            return true;
        }
        self.countries.iter().any(|own| {
            other.countries.iter().filter(|theirs| theirs.country == own.country).any(|theirs| {
                let whole = own.ranges.is_empty() || theirs.ranges.is_empty();
                whole || own.ranges.iter().any(|range| theirs.ranges.iter().any(|their| range.meets(their)))
            })
        })
    }
}

impl Range {
    /// Two ranges meet where neither ends before the other begins, compared as deep as both are stated.
    fn meets(&self, other: &Self) -> bool {
        let not_after = |from: &Key, to: &Key| from.cut_like(to) <= to.cut_like(from);
        not_after(&self.from, &other.to) && not_after(&other.from, &self.to)
    }

    fn holds(&self, key: &Key) -> bool {
        key.cut_like(&self.from) >= self.from && key.cut_like(&self.to) <= self.to
    }
}

#[cfg(test)]
mod tests;
