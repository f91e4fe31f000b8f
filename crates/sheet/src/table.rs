//! What was read: rows of text with the addresses people see in their spreadsheet.

use super::limits::{Limits, TooMuch};

/// A row that holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, counted from 1 as a spreadsheet shows it.
    pub number: u32,
    /// Its cells from column A on, blanks around them removed; what is missing at the end is empty.
    pub cells: Vec<String>,
}

impl Row {
    /// The text of a column counted from 0; empty where the row ends before it.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A table as its file holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows that hold something.
    pub rows: Vec<Row>,
    /// Whether days that are plain numbers are counted from 1904, as old workbooks from a Mac do, and not from 1900.
    pub from_1904: bool,
}

impl Table {
    /// Puts a text where it belongs; rows come in their order.
    pub(super) fn put(&mut self, row: u32, column: usize, text: &str, limits: &Limits) -> Result<(), TooMuch> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if column >= limits.columns {
            return Err(TooMuch::Columns { row });
        }
        if text.len() > limits.cell && text.chars().count() > limits.cell {
            return Err(TooMuch::Cell { row, column });
        }
        if self.rows.last().is_none_or(|last| last.number < row) {
            if self.rows.len() >= limits.rows {
                return Err(TooMuch::Rows);
            }
            self.rows.push(Row { number: row, cells: Vec::new() });
        }
        // A workbook may name its rows in any order.
        let at = match self.rows.binary_search_by_key(&row, |known| known.number) {
            Ok(at) => at,
            Err(at) if self.rows.len() < limits.rows => {
                self.rows.insert(at, Row { number: row, cells: Vec::new() });
                at
            }
            Err(_) => return Err(TooMuch::Rows),
        };
        if let Some(row) = self.rows.get_mut(at) {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            text.clone_into(&mut row.cells[column]);
        }
        Ok(())
    }
}

/// `A`, `B`, … `Z`, `AA`: a column counted from 0, as a spreadsheet calls it.
#[must_use]
pub fn column_name(column: usize) -> String {
    let (mut rest, mut name) = (column + 1, Vec::new());
    while rest > 0 {
        name.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    name.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
    }
}
