//! The words that stand for an organisation and a customer in a page's address: small letters, digits and single dashes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters a slug may have.
pub const LONGEST: usize = 40;

/// Words that pages use themselves.
const RESERVED: [&str; 6] = ["new", "api", "assets", "sign-in", "sign-out", "admin"];

/// What is wrong with a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugError {
    /// Nothing in it.
    Empty,
    /// Longer than [`LONGEST`].
    TooLong {
        /// Characters given.
        length: usize,
    },
    /// Only a to z, 0 to 9 and the dash.
    Character(char),
    /// A dash at an end, or two together.
    Dash,
    /// A word that pages use themselves.
    Reserved,
}

/// Checks a slug as staff typed it.
pub fn check(slug: &str) -> Result<(), SlugError> {
    let length = slug.chars().count();
    if length == 0 {
        return Err(SlugError::Empty);
    }
    if length > LONGEST {
        return Err(SlugError::TooLong { length });
    }
    if let Some(odd) = slug.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
        return Err(SlugError::Character(odd));
    }
    if slug.starts_with('-') || slug.ends_with('-') || slug.contains("--") {
        return Err(SlugError::Dash);
    }
    if RESERVED.contains(&slug) { Err(SlugError::Reserved) } else { Ok(()) }
}

/// A slug made of a name, which [`check`] accepts; `None` when the name has no letter or digit to make one of.
/// Whether it is free is for the caller to find out, trying [`numbered`] next.
#[must_use]
pub fn make(name: &str) -> Option<String> {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(spell).collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let cut: String = words.join("-").chars().take(LONGEST).collect();
    let slug = cut.trim_end_matches('-').to_owned();
    match check(&slug) {
        Ok(()) => Some(slug),
        Err(SlugError::Reserved) => Some(format!("{slug}-1")),
        Err(_) => None,
    }
}

/// The slug with a number behind it, for when the plain one is taken; still within [`LONGEST`].
#[must_use]
pub fn numbered(slug: &str, number: u32) -> String {
    let tail = format!("-{number}");
    let head: String = slug.chars().take(LONGEST - tail.len()).collect();
    format!("{}{tail}", head.trim_end_matches('-'))
}

/// Letters that no decomposition turns into plain ones.
fn spell(letter: char) -> String {
    match letter {
        'ß' => "ss".to_owned(),
        'ø' => "o".to_owned(),
        'æ' => "ae".to_owned(),
        'œ' => "oe".to_owned(),
        'ł' => "l".to_owned(),
        'đ' | 'ð' => "d".to_owned(),
        'þ' => "th".to_owned(),
        'ı' => "i".to_owned(),
        '\'' | '’' => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
