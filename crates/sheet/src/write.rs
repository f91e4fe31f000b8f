//! Writing a table as it comes: what was written so far can be sent before the next row is known, and nothing of it is kept.
//!
//! No cell is a formula. In a text table what a spreadsheet would take for one gets an apostrophe in front; in a workbook it is text,
//! marked as a spreadsheet itself marks what was typed with an apostrophe, so that it stays text wherever it is carried.

mod book;

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::{Date, DateTime};

/// Which kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Values between commas, UTF-8 with its mark, because spreadsheets on Windows ask for one.
    Csv,
    /// A workbook with one sheet.
    Xlsx,
}

impl Format {
    /// Reads the end of a file's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Format> {
        match text {
            "csv" => Some(Format::Csv),
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }

    /// The end of the file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    /// What a browser is told.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A cell to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, whatever it looks like.
    Text(String),
    /// A number in plain digits, with a point: `-12.5`. What is no such number is written as text.
    Number(String),
    /// A day.
    Day(Date),
    /// A day and a time on the wall.
    Moment(DateTime),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text, or nothing when it is empty.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

/// What was written and not yet taken.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Vec<u8>>>);

impl Shelf {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shelf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

enum To {
    Text,
    Book(Box<book::Book>),
}

/// A table on its way out.
pub struct Writer {
    shelf: Shelf,
    to: To,
}

impl Writer {
    /// Begins a table with its heads.
    ///
    /// # Errors
    /// When the workbook cannot be begun.
    pub fn begin(format: Format, heads: &[&str]) -> io::Result<Writer> {
        let shelf = Shelf::default();
        let to = match format {
            Format::Csv => To::Text,
            Format::Xlsx => To::Book(Box::new(book::Book::begin(shelf.clone(), heads)?)),
        };
        let mut writer = Writer { shelf, to };
        if format == Format::Csv {
            writer.shelf.write_all("\u{feff}".as_bytes())?;
            let heads: Vec<Cell> = heads.iter().map(|head| Cell::text(*head)).collect();
            writer.row(&heads)?;
        }
        Ok(writer)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the workbook cannot be packed.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match &mut self.to {
            To::Text => self.shelf.write_all(line(cells).as_bytes()),
            To::Book(book) => book.row(cells),
        }
    }

    /// What was written since it was asked for last.
    pub fn take(&mut self) -> Vec<u8> {
        self.shelf.take()
    }

    /// Ends the table; the rest of its bytes.
    ///
    /// # Errors
    /// When the workbook cannot be packed.
    pub fn end(self) -> io::Result<Vec<u8>> {
        if let To::Book(book) = self.to {
            book.end()?;
        }
        Ok(self.shelf.take())
    }
}

/// A line of a text table.
fn line(cells: &[Cell]) -> String {
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        let text = match cell {
            Cell::Empty => continue,
            Cell::Text(text) => harmless(text),
            Cell::Number(number) if is_number(number) => number.clone(),
            Cell::Number(text) => harmless(text),
            Cell::Day(date) => date.to_string(),
            Cell::Moment(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        };
        if text.contains(['"', ',', ';', '\n', '\r', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
            line.push('"');
            line.push_str(&text.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(&text);
        }
    }
    line.push_str("\r\n");
    line
}

/// Whether a spreadsheet would run this text as a formula. A negative number is none.
fn dangerous(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}']);
    first.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && !is_number(text)
}

fn harmless(text: &str) -> String {
    if dangerous(text) { format!("'{text}") } else { text.to_owned() }
}

/// `12`, `-12.5`; no sign but minus, no exponent.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.len() < 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(part)
}

#[cfg(test)]
mod tests;
