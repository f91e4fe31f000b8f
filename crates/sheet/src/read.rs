//! Reading a file of either kind: what it is, its bytes say, not its name.

use thiserror::Error;

use super::limits::{Limits, TooMuch};
use super::table::Table;
use super::{characters, comma, workbook};

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// It holds more than may be read.
    #[error("beyond a limit: {0:?}")]
    TooMuch(TooMuch),
    /// A workbook that is damaged.
    #[error("a damaged workbook")]
    Broken,
    /// A workbook that opens with a password only.
    #[error("locked by a password")]
    Locked,
    /// A workbook of the kind before XLSX, or of another program.
    #[error("a workbook of another kind")]
    OldWorkbook,
    /// Neither text nor a workbook.
    #[error("not a table")]
    NotATable,
    /// Nothing in it.
    #[error("empty")]
    Empty,
}

impl From<TooMuch> for Unreadable {
    fn from(what: TooMuch) -> Unreadable {
        Unreadable::TooMuch(what)
    }
}

/// What other files begin with: old workbooks, PDF, pictures, archives, programs.
const OTHERS: [&[u8]; 7] = [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"\x7fELF"];

/// Reads a table. Takes a while for a large file: not for a thread that others wait for.
///
/// # Errors
/// When it is no table, is damaged, or holds more than the limits allow.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Table, Unreadable> {
    if bytes.len() > limits.file {
        return Err(TooMuch::File.into());
    }
    let table = if bytes.starts_with(b"PK") {
        workbook::read(bytes, limits)?
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::OldWorkbook);
    } else if OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Err(Unreadable::NotATable);
    } else {
        let text = characters::decode(bytes);
        let strange = text.chars().take(4_000).filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\0')).count();
        if strange > 20 {
            return Err(Unreadable::NotATable);
        }
        comma::read(&text, limits)?
    };
    if table.rows.is_empty() { Err(Unreadable::Empty) } else { Ok(table) }
}

#[cfg(test)]
mod tests;
