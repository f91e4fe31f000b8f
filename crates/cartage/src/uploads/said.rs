//! What is to be mended in a table: the row, the column, what stands there, and what to write instead.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// The row, as the spreadsheet numbers it.
    pub(super) row: u32,
    /// `F`; empty where no column of the file holds it.
    pub(super) column: String,
    /// What that column is called with us.
    pub(super) head: String,
    /// What stands there.
    pub(super) value: String,
    /// What is wrong, and what to write instead.
    pub(super) words: String,
}

/// What was found about a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// It is to be mended.
    pub(super) wrong: bool,
    /// What is to be mended; where nothing is, what is worth knowing.
    pub(super) said: Vec<Said>,
    /// NEW, CHANGE or SAME; empty for orders.
    pub(super) does: &'static str,
    /// What it means of what is there.
    pub(super) made: Option<Uuid>,
}

impl Found {
    /// To be mended; where nothing is said, it is good.
    pub(super) fn wrong(said: Vec<Said>) -> Found {
        Found { wrong: !said.is_empty(), said, ..Found::default() }
    }
}

impl Said {
    /// `Row 12, column F (Delivery date)`.
    pub(super) fn place(&self) -> String {
        match (self.column.is_empty(), self.head.is_empty()) {
            (false, _) => format!("Row {}, column {} ({})", self.row, self.column, self.head),
            (true, false) => format!("Row {}, {}", self.row, self.head),
            (true, true) => format!("Row {}", self.row),
        }
    }

    /// What stands there, shortened.
    pub(super) fn shown(&self) -> String {
        let short: String = self.value.chars().take(60).collect();
        if short.len() < self.value.len() { format!("{short}…") } else { short }
    }
}
