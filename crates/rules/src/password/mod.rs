//! What passes for a password (rule 1.2): long enough that guessing does not pay, and none of those that everybody tries
//! first. No demands for capitals and signs: they make passwords that are hard to remember and easy to guess.

mod breached;

use std::collections::HashSet;

pub use breached::fingerprint;

/// The fewest characters.
pub const SHORTEST: usize = 12;
/// The most characters: hashing something endless would be a way to keep the program busy.
pub const LONGEST: usize = 200;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// Shorter than [`SHORTEST`].
    TooShort {
        /// Characters given.
        length: usize,
    },
    /// Longer than [`LONGEST`].
    TooLong {
        /// Characters given.
        length: usize,
    },
    /// One of those that everybody tries first, perhaps with digits or signs round it or in place of letters.
    Common,
    /// The same few characters again and again.
    Repeats,
    /// It holds the name of one's own e-mail address.
    HoldsAddress,
}

/// Checks a password that somebody with these addresses wants to use.
pub fn check<'a>(password: &str, addresses: impl IntoIterator<Item = &'a str>) -> Result<(), PasswordRefusal> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordRefusal::TooShort { length });
    }
    if length > LONGEST {
        return Err(PasswordRefusal::TooLong { length });
    }
    let small = password.to_lowercase();
    if repeats(&small) {
        return Err(PasswordRefusal::Repeats);
    }
    if breached::is_common(&small) {
        return Err(PasswordRefusal::Common);
    }
    let mut names = addresses.into_iter().filter_map(|address| address.split('@').next());
    if names.any(|name| name.chars().count() >= 4 && small.contains(&name.to_lowercase())) {
        return Err(PasswordRefusal::HoldsAddress);
    }
    Ok(())
}

/// Fewer than five different characters, or one piece written several times over.
fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let different: HashSet<&char> = letters.iter().collect();
    let pieces = |size: usize| letters.len().is_multiple_of(size) && letters.chunks(size).all(|piece| piece == &letters[..size]);
    different.len() < 5 || (1..=letters.len() / 2).any(pieces)
}

#[cfg(test)]
mod tests;
