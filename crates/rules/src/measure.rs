//! Reading weights, volumes, lengths and temperatures as people type them, with a decimal comma or point. Exact decimals,
//! never binary fractions; bounded in size and places; a number that could mean two things is refused, not guessed.

use rust_decimal::Decimal;

/// What a measure may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least value.
    pub least: Decimal,
    /// The greatest value.
    pub most: Decimal,
    /// Decimal places at most.
    pub places: u32,
}

impl Bounds {
    const fn upto(most: u32, places: u32) -> Self {
        Self { least: Decimal::ZERO, most: Decimal::from_parts(most, 0, 0, false, 0), places }
    }
}

/// Weight of a goods line, in kilograms.
pub const WEIGHT_KG: Bounds = Bounds::upto(999_999, 3);
/// Volume of a goods line, in cubic metres.
pub const VOLUME_M3: Bounds = Bounds::upto(999, 3);
/// Loading metres of a goods line.
pub const LOADING_METRES: Bounds = Bounds::upto(999, 3);
/// Pallet spaces of a goods line.
pub const PALLET_SPACES: Bounds = Bounds::upto(999, 2);
/// Length, width and height of one unit, in metres.
pub const UNIT_METRES: Bounds = Bounds::upto(99, 3);
/// Quantity of a dangerous substance, in its own unit (litres or kilograms).
pub const ADR_QUANTITY: Bounds = Bounds::upto(999_999, 3);
/// Temperatures, in degrees Celsius.
pub const CELSIUS: Bounds =
    Bounds { least: Decimal::from_parts(99, 0, 0, true, 0), most: Decimal::from_parts(99, 0, 0, false, 0), places: 1 };

/// Why a measure cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureError {
    /// Nothing typed.
    Empty,
    /// Not a number.
    NotANumber,
    /// `1.234` could be one thousand two hundred thirty-four or one and a bit.
    Ambiguous {
        /// Read with the sign as thousands separator.
        thousands: Decimal,
        /// Read with the sign as decimal sign.
        decimal: Decimal,
    },
    /// More decimal places than the measure has.
    TooPrecise {
        /// Places it has.
        places: u32,
    },
    /// Below the least value.
    TooSmall {
        /// The least value.
        least: Decimal,
    },
    /// Above the greatest value.
    TooLarge {
        /// The greatest value.
        most: Decimal,
    },
}

/// Reads a measure as typed. A single comma or point is the decimal sign, unless three digits follow it and the number
/// could as well be thousands within bounds; with both signs, the last is the decimal sign and the others group. Blanks and
/// apostrophes may group thousands, as spreadsheets in French, Polish or Swiss write them.
pub fn parse(typed: &str, bounds: Bounds) -> Result<Decimal, MeasureError> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(MeasureError::Empty);
    }
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = split(digits, bounds)?;
    let value = decimal(&whole, fraction, negative)?;
    check(value, bounds)
}

/// Checks a number that is already exact against what the measure may be.
pub fn check(value: Decimal, bounds: Bounds) -> Result<Decimal, MeasureError> {
    let value = value.normalize();
    if value.scale() > bounds.places {
        return Err(MeasureError::TooPrecise { places: bounds.places });
    }
    if value < bounds.least {
        return Err(MeasureError::TooSmall { least: bounds.least });
    }
    if value > bounds.most { Err(MeasureError::TooLarge { most: bounds.most }) } else { Ok(value) }
}

/// The number without needless zeros, with a decimal point.
#[must_use]
pub fn show(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The same, so written that [`parse`] reads it back: `1.234`, which could be thousands, is `1.2340`. What a form field holds.
#[must_use]
pub fn field(value: Decimal, bounds: Bounds) -> String {
    let text = show(value);
    let ambiguous = matches!(parse(&text, bounds), Err(MeasureError::Ambiguous { .. }));
    if ambiguous { format!("{text}0") } else { text }
}

/// What groups thousands and is never a decimal sign: blanks, also those that do not break, and apostrophes.
const GROUPING: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

fn split(digits: &str, bounds: Bounds) -> Result<(String, &str), MeasureError> {
    if digits.contains(GROUPING) {
        let (head, tail) = digits.split_once([',', '.']).unwrap_or((digits, ""));
        return Ok((ungroup(head).ok_or(MeasureError::NotANumber)?, tail));
    }
    let Some(sign_at) = digits.rfind([',', '.']) else { return Ok((digits.to_owned(), "")) };
    let (head, tail) = (&digits[..sign_at], &digits[sign_at + 1..]);
    if head.contains(&digits[sign_at..=sign_at]) {
        let whole = ungroup(digits).ok_or(MeasureError::NotANumber)?;
        return Ok((whole, ""));
    }
    let grouped = head.contains([',', '.']);
    let whole = if grouped { ungroup(head).ok_or(MeasureError::NotANumber)? } else { head.to_owned() };
    if let (false, Some(thousands)) = (grouped, ungroup(digits)) {
        let thousands = decimal(&thousands, "", false)?;
        if thousands <= bounds.most {
            return Err(MeasureError::Ambiguous { thousands, decimal: decimal(head, tail, false)? });
        }
    }
    Ok((whole, tail))
}

/// `1.234.567` without its signs, when they are all the same and stand where thousands do.
fn ungroup(digits: &str) -> Option<String> {
    let sign = digits.chars().find(|c| !c.is_ascii_digit())?;
    let mut groups = digits.split(sign);
    let first = groups.next()?;
    let starts = matches!(first.len(), 1..=3) && !first.starts_with('0') && first.bytes().all(|b| b.is_ascii_digit());
    let follows = groups.clone().all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    (starts && follows).then(|| groups.fold(first.to_owned(), |whole, group| whole + group))
}

fn decimal(whole: &str, fraction: &str, negative: bool) -> Result<Decimal, MeasureError> {
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) || whole.len() + fraction.len() > 24 {
        return Err(MeasureError::NotANumber);
    }
    let text = format!("{}{whole}.{fraction}0", if negative { "-0" } else { "0" });
    Decimal::from_str_exact(&text).map_err(|_| MeasureError::NotANumber)
}

#[cfg(test)]
mod tests;
