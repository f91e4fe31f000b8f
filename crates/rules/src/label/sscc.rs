//! The SSCC, the number under which the trade knows one pallet (GS1 General Specifications, 3.3.1): an extension digit, the
//! carrier's GS1 company prefix, a serial number, a check digit; eighteen digits together. The longer the prefix, the fewer serials.

use std::ops::Range;

/// Digits of extension, prefix and serial together.
const BODY: usize = 17;
/// Digits an SSCC has.
const LENGTH: usize = 18;
/// Digits a GS1 company prefix may have.
const PREFIX: std::ops::RangeInclusive<usize> = 4..=12;

/// A GS1 company prefix.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Prefix(String);

/// What keeps a text from being a GS1 company prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrefixError {
    /// It has digits only.
    Character(char),
    /// It has 4 to 12 digits.
    Length {
        /// How many were given.
        given: usize,
    },
}

impl Prefix {
    /// Reads a prefix as people type it, with blanks or without.
    pub fn parse(text: &str) -> Result<Self, PrefixError> {
        let digits: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        if let Some(character) = digits.chars().find(|character| !character.is_ascii_digit()) {
            return Err(PrefixError::Character(character));
        }
        if PREFIX.contains(&digits.len()) { Ok(Self(digits)) } else { Err(PrefixError::Length { given: digits.len() }) }
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The check digit of a row of digits: from the right they weigh 3, 1, 3, 1 …, and the sum is filled up to a whole ten.
#[must_use]
pub fn check_digit(digits: &str) -> u8 {
    let weighed = digits.bytes().rev().enumerate().map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 });
    let over = weighed.sum::<u32>() % 10;
    u8::try_from((10 - over) % 10).unwrap_or_default()
}

/// An SSCC: eighteen digits, the last of which is right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sscc(String);

impl Sscc {
    /// Reads eighteen digits; none when there are not, or the check digit is another.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == LENGTH && text.bytes().all(|byte| byte.is_ascii_digit());
        let right = digits && text.bytes().last() == Some(b'0' + check_digit(&text[..BODY]));
        right.then(|| Self(text.to_owned()))
    }

    /// Its eighteen digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The numbers an organisation gives out: one extension digit of its prefix. Other systems of the carrier that label pallets under
/// the same prefix use another digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    prefix: Prefix,
    extension: u8,
}

/// What keeps a prefix and an extension digit from being a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesError {
    /// The prefix is none.
    Prefix(PrefixError),
    /// The extension digit is 0 to 9.
    Extension,
}

/// The series has not as many numbers left as are needed. None is ever given out a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhausted {
    /// How many are needed.
    pub wanted: u64,
    /// How many are left.
    pub left: u64,
}

impl Series {
    /// The series of a prefix and an extension digit.
    pub fn new(prefix: &str, extension: u8) -> Result<Self, SeriesError> {
        let prefix = Prefix::parse(prefix).map_err(SeriesError::Prefix)?;
        if extension <= 9 { Ok(Self { prefix, extension }) } else { Err(SeriesError::Extension) }
    }

    /// The series that [`Series::head`] names.
    #[must_use]
    pub fn headed(head: &str) -> Option<Self> {
        let extension = head.get(..1)?.parse().ok()?;
        Self::new(head.get(1..)?, extension).ok()
    }

    /// How many serial numbers it has: the digits that the prefix leaves free.
    #[must_use]
    pub fn capacity(&self) -> u64 {
        10_u64.pow(self.serial_digits())
    }

    /// What every number of the series begins with: extension digit and prefix. Names the series for good.
    #[must_use]
    pub fn head(&self) -> String {
        format!("{}{}", self.extension, self.prefix.as_str())
    }

    /// How many are left after the first `used`.
    #[must_use]
    pub fn left(&self, used: u64) -> u64 {
        self.capacity().saturating_sub(used)
    }

    /// A block of serials, where `used` were given out before: all that are wanted, or none.
    pub fn take(&self, used: u64, wanted: u64) -> Result<Range<u64>, Exhausted> {
        let left = self.left(used);
        if wanted <= left { Ok(used..used + wanted) } else { Err(Exhausted { wanted, left }) }
    }

    /// The SSCC of a serial of this series; none beyond the last.
    #[must_use]
    pub fn sscc(&self, serial: u64) -> Option<Sscc> {
        let width = self.serial_digits() as usize;
        let body = (serial < self.capacity()).then(|| format!("{}{serial:0width$}", self.head()))?;
        Some(Sscc(format!("{body}{}", check_digit(&body))))
    }

    /// Whether a number is one of this series, given out already or not.
    #[must_use]
    pub fn holds(&self, sscc: &Sscc) -> bool {
        sscc.as_str().starts_with(&self.head())
    }

    /// The serial of one of its numbers; none for another's.
    #[must_use]
    pub fn serial(&self, sscc: &Sscc) -> Option<u64> {
        sscc.as_str().strip_prefix(&self.head())?.get(..self.serial_digits() as usize)?.parse().ok()
    }

    fn serial_digits(&self) -> u32 {
        u32::try_from(BODY - 1 - self.prefix.as_str().len()).unwrap_or_default()
    }
}
