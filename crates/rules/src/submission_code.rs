//! The submission code: a short name of an order that never changes, printed on labels and written in mails before the
//! order has a number and after (rule 2.6). Read over the telephone without mistakes: no I, L, O or U in it.

use serde::{Deserialize, Serialize};

/// Crockford's base 32 alphabet (<https://www.crockford.com/base32.html>).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters and digits in a code; 40 bits, so a million million codes.
const LENGTH: usize = 8;

/// A submission code, kept without its dash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SubmissionCode(String);

/// What keeps a text from being a submission code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeError {
    /// A code has eight letters and digits.
    Length {
        /// How many were given.
        given: usize,
    },
    /// This character is in no code.
    Character(char),
}

impl std::fmt::Display for CodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length { given } => write!(f, "{given} characters in a submission code"),
            Self::Character(character) => write!(f, "{character:?} in a submission code"),
        }
    }
}

impl SubmissionCode {
    /// The code made of the lowest 40 bits of a random number the caller drew.
    #[must_use]
    pub fn from_random(random: u64) -> Self {
        let letter = |place: usize| char::from(ALPHABET[(random >> (5 * place) & 31) as usize]);
        Self((0..LENGTH).rev().map(letter).collect())
    }

    /// Reads a code as people write it: any case, with or without dash and blanks, O for 0, I and L for 1.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let folded = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(fold).collect::<Result<String, _>>()?;
        if folded.len() == LENGTH { Ok(Self(folded)) } else { Err(CodeError::Length { given: folded.len() }) }
    }

    /// The code without its dash: what is stored and searched.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn fold(character: char) -> Result<char, CodeError> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let known = u8::try_from(upper).is_ok_and(|byte| ALPHABET.contains(&byte));
    if known { Ok(upper) } else { Err(CodeError::Character(character)) }
}

impl std::fmt::Display for SubmissionCode {
    /// As printed: two groups of four.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", &self.0[..LENGTH / 2], &self.0[LENGTH / 2..])
    }
}

impl TryFrom<String> for SubmissionCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::parse(&text)
    }
}

impl From<SubmissionCode> for String {
    fn from(code: SubmissionCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests;
