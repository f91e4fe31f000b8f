//! The second factor of staff (rule 1.2): when a code from the app counts. Clocks differ, so the half minute before and the one
//! after count too; each counts once, so that a code read over a shoulder is of no use.

use jiff::Timestamp;

/// How long a code stands, in seconds.
pub const STEP: i64 = 30;
/// Digits of a code.
pub const DIGITS: usize = 6;
/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;

/// Why a code does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeRefusal {
    /// It is none of the codes that stand now.
    Wrong,
    /// It stood, and was used already, or a later one was.
    Used,
}

/// The half minute an instant lies in.
#[must_use]
pub fn step(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP)
}

/// What was typed, when it looks like a code: six digits, blanks between them left out.
#[must_use]
pub fn digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    (digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// What was typed, as recovery codes are kept: small letters and digits only.
#[must_use]
pub fn recovery(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Judges a code at `now`; `last_step` is the step of the last code that counted, `fits` whether the typed code is a step's.
/// Answers with its step, which is the last one from then on.
pub fn accept(now: Timestamp, last_step: i64, fits: impl Fn(i64) -> bool) -> Result<i64, CodeRefusal> {
    let now = step(now);
    // Every step is tried whatever the others say: how long it takes tells nothing.
    let fitting: Vec<i64> = [now, now - 1, now + 1].into_iter().filter(|step| fits(*step)).collect();
    match fitting.iter().find(|step| **step > last_step) {
        Some(step) => Ok(*step),
        None if fitting.is_empty() => Err(CodeRefusal::Wrong),
        None => Err(CodeRefusal::Used),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_counts_around_its_half_minute_and_once() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let cases = [
            // now, last step, the step the typed code belongs to, what
            (3000, 0, 100, Ok(100)),
            (3029, 0, 100, Ok(100)),
            (3030, 0, 100, Ok(100)), // the phone is slow
            (3059, 0, 100, Ok(100)),
            (3060, 0, 100, Err(CodeRefusal::Wrong)),
            (2999, 0, 100, Ok(100)), // the phone is fast
            (2970, 0, 100, Ok(100)),
            (2969, 0, 100, Err(CodeRefusal::Wrong)),
            (3000, 100, 100, Err(CodeRefusal::Used)),
            (3030, 100, 100, Err(CodeRefusal::Used)),
            (3030, 100, 101, Ok(101)),
            (3030, 101, 100, Err(CodeRefusal::Used)), // an older one after a newer one
            (3030, 101, 7, Err(CodeRefusal::Wrong)),
        ];
        for (now, last, typed, expected) in cases {
            assert_eq!(accept(at(now), last, |step| step == typed), expected, "at {now} after {last}: {typed}");
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(digits(" 123 456 ").as_deref(), Some("123456"));
        for typed in ["12345", "1234567", "12345a", "+12345", "１２３４５６", ""] {
            assert_eq!(digits(typed), None, "{typed}");
        }
        assert_eq!(recovery(" ABCD-2345 "), "abcd2345");
    }
}
