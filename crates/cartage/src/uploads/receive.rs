//! Receiving a file: how much of it is read, and what is said when it cannot be.

use rules::upload::{Column, Kind};
use sheet::{Limits, Table, TooMuch, Unreadable, column_name};
use tokio::sync::Semaphore;

use super::draft::{Drafts, drafts};
use crate::failure::Failure;

/// The largest file that is kept while it is read: 5 MiB.
pub(super) const LARGEST: usize = 5 * 1024 * 1024;
/// Orders and goods lines of an upload.
pub(super) const ROWS: usize = 5_000;
/// What a file may hold. Ten rows more, for titles above the heads.
pub(super) const LIMITS: Limits = Limits { file: LARGEST, unpacked: 64 * 1024 * 1024, rows: ROWS + 10, columns: 120, cell: 2_000 };

/// Files that are read at a time.
static READING: Semaphore = Semaphore::const_new(2);

/// Reads a file away from the threads that answer others; why not, in words.
pub(super) async fn read(kind: Kind, columns: Vec<Column>, bytes: Vec<u8>) -> Result<Result<Drafts, String>, Failure> {
    let _turn = READING.acquire().await.map_err(Failure::fault)?;
    tokio::task::spawn_blocking(move || {
        let table: Table = sheet::read(&bytes, &LIMITS).map_err(|why| unreadable(&why))?;
        let drafts = drafts(kind, &columns, &table).ok_or_else(|| {
            "No row of this file names its columns. Begin with the example: its first row says what each column holds.".to_owned()
        })?;
        match drafts.rows {
            0 => Err("There are no rows below the names of the columns.".to_owned()),
            rows if rows > ROWS => Err(too_many_rows()),
            _ => Ok(drafts),
        }
    })
    .await
    .map_err(Failure::fault)
}

/// The file is too large, in words.
pub(super) fn too_large() -> String {
    format!("This file is larger than {} MB. Split it, or leave out sheets and pictures.", LARGEST / (1024 * 1024))
}

fn too_many_rows() -> String {
    format!("This file has more than {ROWS} rows. Split it into several.")
}

fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::TooMuch(TooMuch::File) => too_large(),
        Unreadable::TooMuch(TooMuch::Unpacked) => {
            "This workbook blows up to far more than it should hold. Copy the rows into a new workbook, or save it as CSV.".to_owned()
        }
        Unreadable::TooMuch(TooMuch::Rows) => too_many_rows(),
        Unreadable::TooMuch(TooMuch::Columns { row }) => {
            format!("Row {row} has more than {} columns. Take out what is not needed.", LIMITS.columns)
        }
        Unreadable::TooMuch(TooMuch::Cell { row, column }) => {
            format!(
                "The cell {}{row} has more than {} characters. Perhaps a quote in it is never closed.",
                column_name(*column),
                LIMITS.cell
            )
        }
        Unreadable::Broken => "This workbook is damaged and cannot be read. Save it again, or save it as CSV.".to_owned(),
        Unreadable::Locked => "This workbook is locked with a password. Save it without one.".to_owned(),
        Unreadable::OldWorkbook => "This is a workbook of an older kind. Save it as XLSX or CSV.".to_owned(),
        Unreadable::NotATable => "This is no table. Upload a CSV or XLSX file.".to_owned(),
        Unreadable::Empty => "This file is empty.".to_owned(),
    }
}
