//! Texts: how long, and free of characters that nothing downstream can hold.

use super::{Findings, Place, What};

/// A text of one line.
pub(super) fn line(at: Place, text: &str, limit: usize, found: &mut Findings) {
    length(at, text, limit, found);
    found.add_if(text.chars().any(char::is_control), at, What::ControlCharacter);
}

/// A text that may have several lines.
pub(super) fn lines(at: Place, text: &str, limit: usize, found: &mut Findings) {
    length(at, text, limit, found);
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    found.add_if(text.chars().any(odd), at, What::ControlCharacter);
}

/// A text of one line that may be absent.
pub(super) fn line_if(at: Place, text: Option<&String>, limit: usize, found: &mut Findings) {
    if let Some(text) = text {
        line(at, text, limit, found);
    }
}

/// A text of one line that must be there.
pub(super) fn required(at: Place, text: &str, limit: usize, found: &mut Findings) {
    if text.trim().is_empty() {
        found.add(at, What::Missing);
    } else {
        line(at, text, limit, found);
    }
}

/// No more than so many of something.
pub(super) fn count(at: Place, count: usize, limit: usize, found: &mut Findings) {
    found.add_if(count > limit, at, What::TooMany { count, limit });
}

fn length(at: Place, text: &str, limit: usize, found: &mut Findings) {
    let length = text.chars().count();
    found.add_if(length > limit, at, What::TooLong { length, limit });
}
