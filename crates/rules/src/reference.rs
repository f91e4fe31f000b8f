//! The customer's reference: what it may look like, and the key under which two references are the same one (rule 5.3).
//! `PO 4711`, `po  4711` and `ＰＯ 4711` are one reference; a customer may use it once.

use unicode_normalization::UnicodeNormalization;

/// Characters a reference may have, counted after blanks at its ends are gone.
pub const LONGEST: usize = 255;

/// A reference that may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// As typed, without blanks at its ends: what is shown.
    pub shown: String,
    /// The key that is unique per customer.
    pub key: String,
}

/// What is wrong with a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceError {
    /// Nothing in it that can be seen.
    Empty,
    /// Longer than [`LONGEST`].
    TooLong {
        /// Characters given.
        length: usize,
    },
    /// A line break, tab or other control character, which no label or mail can show.
    ControlCharacter {
        /// Its place, counted in characters from 0.
        at: usize,
    },
}

/// Checks a reference as typed and gives what is shown and what is compared.
pub fn check(typed: &str) -> Result<Reference, ReferenceError> {
    let shown = typed.trim();
    if let Some(at) = shown.chars().position(char::is_control) {
        return Err(ReferenceError::ControlCharacter { at });
    }
    let key = fold(shown);
    if key.is_empty() {
        return Err(ReferenceError::Empty);
    }
    let length = shown.chars().count();
    if length > LONGEST { Err(ReferenceError::TooLong { length }) } else { Ok(Reference { shown: shown.to_owned(), key }) }
}

/// The key under which references are compared: NFKC, case folded (down, up and down again, so that `ß` and `ẞ` are `ss`), invisible
/// characters dropped, blanks trimmed and collapsed.
#[must_use]
pub fn fold(text: &str) -> String {
    let visible = text.nfkc().filter(|character| !is_invisible(*character));
    let folded: String = visible.flat_map(char::to_lowercase).flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Soft hyphen, zero width and direction marks: they would let two references look the same.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
