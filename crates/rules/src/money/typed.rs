//! Amounts as people type them: `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`, `1234`.

use super::{Currency, Money};

/// Why an amount cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyError {
    /// Nothing typed.
    Empty,
    /// Not an amount.
    NotAnAmount,
    /// `1.234` could be one thousand two hundred thirty-four, or one and a bit.
    Ambiguous,
    /// More decimals than the currency has.
    TooPrecise {
        /// Decimals it has.
        decimals: u32,
    },
    /// Beyond what can be held.
    TooLarge,
}

/// Reads an amount. With comma and point both present the last is the decimal sign; a sign that occurs twice groups
/// thousands; a single sign with other than three digits behind it is the decimal sign. A single sign with three digits
/// behind it groups thousands in a currency without decimals. In one with three a point there is the decimal sign, for so
/// amounts are shown; a comma there, and either in a currency with two, is refused as ambiguous. Blanks and apostrophes
/// may group too, where thousands are.
pub fn parse(typed: &str, currency: Currency) -> Result<Money, MoneyError> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(MoneyError::Empty);
    }
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (whole, fraction) = split(digits, currency)?;
    let whole = plain(whole).ok_or(MoneyError::NotAnAmount)?;
    let minor = minor_units(&whole, fraction, currency.decimals())?;
    Ok(Money { minor: if negative { -minor } else { minor }, currency })
}

/// The whole part, grouping and all, and the digits behind the decimal sign.
fn split(digits: &str, currency: Currency) -> Result<(&str, &str), MoneyError> {
    let Some(at) = digits.rfind([',', '.']) else { return Ok((digits, "")) };
    let (head, sign, tail) = (&digits[..at], &digits[at..=at], &digits[at + 1..]);
    if head.contains(sign) {
        return Ok((digits, ""));
    }
    let leads = matches!(head.len(), 1..=3) && !head.starts_with('0') && head.bytes().all(|byte| byte.is_ascii_digit());
    let could_group = leads && tail.len() == 3 && tail.bytes().all(|byte| byte.is_ascii_digit());
    if !could_group {
        return Ok((head, tail));
    }
    match (currency.decimals(), sign) {
        (0, _) => Ok((digits, "")),
        (3, ".") => Ok((head, tail)),
        _ => Err(MoneyError::Ambiguous),
    }
}

fn is_blank_or_apostrophe(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

/// The digits of a whole part whose groups, if it has any, are one sign's and three digits each.
fn plain(whole: &str) -> Option<String> {
    let Some(sign) = whole.chars().find(|c| !c.is_ascii_digit()) else { return Some(whole.to_owned()) };
    if !matches!(sign, ',' | '.') && !is_blank_or_apostrophe(sign) {
        return None;
    }
    let groups: Vec<&str> = whole.split(sign).collect();
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, rest) = groups.split_first()?;
    let shaped = matches!(first.len(), 1..=3) && rest.iter().all(|group| group.len() == 3);
    (all_digits && shaped).then(|| groups.concat())
}

fn minor_units(whole: &str, fraction: &str, decimals: u32) -> Result<i64, MoneyError> {
    if (whole.is_empty() && fraction.is_empty()) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MoneyError::NotAnAmount);
    }
    let places = decimals as usize;
    if fraction.len() > places {
        return Err(MoneyError::TooPrecise { decimals });
    }
    let digits = format!("0{whole}{fraction:0<places$}");
    digits.parse().map_err(|_| MoneyError::TooLarge)
}
