//! Text tables: values between commas, semicolons or tabs, with quotes where a value holds one of these or a line break.

use super::limits::{Limits, TooMuch};
use super::table::Table;

/// What may stand between two values, in the order of preference where a file would allow several.
const SEPARATORS: [char; 4] = [';', '\t', ',', '|'];

/// Reads a text table.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Table, TooMuch> {
    let (separator, text, first) = match told(text) {
        Some((separator, rest)) => (separator, rest, 2),
        None => (separator(text), text, 1),
    };
    let mut table = Table::default();
    let mut row = first;
    let (mut column, mut value) = (0, String::new());
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted => match rest.peek() {
                Some('"') => {
                    rest.next();
                    value.push('"');
                }
                _ => quoted = false,
            },
            '"' if value.trim().is_empty() => {
                value.clear();
                quoted = true;
            }
            c if c == separator && !quoted => {
                table.put(row, column, harmed(&value), limits)?;
                column += 1;
                value.clear();
            }
            '\r' if !quoted && rest.peek() == Some(&'\n') => {}
            '\r' | '\n' if !quoted => {
                table.put(row, column, harmed(&value), limits)?;
                (row, column) = (row + 1, 0);
                value.clear();
            }
            '\0' => {}
            c => {
                // A quote that is never closed would take in the whole file.
                if value.len() > limits.cell.saturating_mul(4) {
                    return Err(TooMuch::Cell { row, column });
                }
                value.push(c);
            }
        }
    }
    table.put(row, column, harmed(&value), limits)?;
    Ok(table)
}

/// What was made harmless when it was written ([`super::Writer`]), as it was before.
fn harmed(value: &str) -> &str {
    value.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(value)
}

/// `sep=;` in the first line, as some spreadsheets ask for; the rest begins with the second.
fn told(text: &str) -> Option<(char, &str)> {
    let line = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP="))?;
    let separator = line.chars().next()?;
    let rest = line.get(separator.len_utf8()..)?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    SEPARATORS.contains(&separator).then_some((separator, rest))
}

/// What stands between the values: what splits the first lines most often, and the same number of times.
fn separator(text: &str) -> char {
    let mut best = (0, ',');
    for separator in SEPARATORS {
        let mut counts = counts(text, separator).filter(|count| *count > 0);
        let Some(first) = counts.next() else { continue };
        let same = counts.filter(|count| *count == first).count();
        let weight = first * 2 + same * 3;
        if weight > best.0 {
            best = (weight, separator);
        }
    }
    best.1
}

/// How often a separator stands in each of the first lines, outside quotes.
fn counts(text: &str, separator: char) -> impl Iterator<Item = usize> {
    let (mut counts, mut quoted) = (vec![0], false);
    for c in text.chars().take(20_000) {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => counts.push(0),
            c if c == separator && !quoted => {
                if let Some(last) = counts.last_mut() {
                    *last += 1;
                }
            }
            _ => {}
        }
    }
    counts.into_iter().take(20)
}
