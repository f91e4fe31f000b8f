//! Tables without business words: CSV and XLSX files read into rows of text cells, and rows written as either.
//!
//! A file that is read is never trusted: every limit is enforced before the memory is spent, and what cannot be read is said in a
//! typed way. What is written is made harmless: no cell of it is ever a formula.

mod characters;
mod comma;
mod limits;
mod number;
mod read;
mod table;
mod workbook;
mod write;

pub use limits::{Limits, TooMuch};
pub use read::{Unreadable, read};
pub use table::{Row, Table, column_name};
pub use write::{Cell, Format, Writer};
