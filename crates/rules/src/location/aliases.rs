//! Aliases: what else a location is called, by which uploads and other systems mean it.

use crate::reference;

/// The longest alias, in characters.
pub const ALIAS: usize = 120;
/// The most aliases of one location.
pub const ALIASES: usize = 50;

/// What is wrong with aliases as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AliasError {
    /// This one is longer than [`ALIAS`].
    TooLong {
        /// As typed.
        alias: String,
        /// Its characters.
        length: usize,
    },
    /// More than [`ALIASES`].
    TooMany {
        /// As many.
        given: usize,
    },
    /// A character that cannot be shown.
    ControlCharacter,
}

/// The key under which two ways of writing an alias are one: case, width and blanks do not matter.
#[must_use]
pub fn alias_key(alias: &str) -> String {
    reference::fold(alias)
}

/// Aliases as typed, one a line: without blank lines, and each once.
pub fn aliases(typed: &str) -> Result<Vec<String>, AliasError> {
    let mut keys = Vec::new();
    let mut found = Vec::new();
    for alias in typed.lines().map(str::trim) {
        if alias.chars().any(char::is_control) {
            return Err(AliasError::ControlCharacter);
        }
        let length = alias.chars().count();
        if length > ALIAS {
            return Err(AliasError::TooLong { alias: alias.to_owned(), length });
        }
        let key = alias_key(alias);
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
            found.push(alias.to_owned());
        }
        if found.len() > ALIASES {
            return Err(AliasError::TooMany { given: typed.lines().filter(|line| !line.trim().is_empty()).count() });
        }
    }
    Ok(found)
}
