//! How much of a file is read.

/// What a file may hold at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Bytes of a workbook once it is unpacked: what a small file can blow up to.
    pub unpacked: u64,
    /// Rows that hold something.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters of a cell.
    pub cell: usize,
}

/// Which limit a file is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMuch {
    /// Of bytes.
    File,
    /// Of bytes once unpacked.
    Unpacked,
    /// Of rows.
    Rows,
    /// Of columns, in this row.
    Columns {
        /// Where.
        row: u32,
    },
    /// Of characters in a cell.
    Cell {
        /// Where.
        row: u32,
        /// Where, counted from 0.
        column: usize,
    },
}
