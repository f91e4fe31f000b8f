//! Workbooks: the first sheet that holds something. What is packed in the file is unpacked into nothing first, so that a small file
//! that blows up is refused before anything of it is kept.

use std::io::{Cursor, Read};
use std::panic::catch_unwind;

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use super::limits::{Limits, TooMuch};
use super::number;
use super::read::Unreadable;
use super::table::Table;

/// The most parts a workbook's archive may have.
const PARTS: usize = 2_000;
/// Merged regions that are looked at.
const MERGED: usize = 10_000;

/// Reads the first sheet that holds something. What trips the library over, addresses that no sheet has, is a damaged workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Table, Unreadable> {
    weigh(bytes, limits)?;
    catch_unwind(|| first_sheet(bytes, limits)).unwrap_or(Err(Unreadable::Broken))
}

fn first_sheet(bytes: &[u8], limits: &Limits) -> Result<Table, Unreadable> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let from_1904 = book.has_1904_epoch();
    for sheet in book.sheet_names() {
        let mut table = Table { from_1904, ..Table::default() };
        match cells(&mut book, &sheet, &mut table, limits) {
            Ok(()) | Err(Unreadable::NotATable) => {}
            Err(error) => return Err(error),
        }
        if !table.rows.is_empty() {
            spread(&mut book, &sheet, &mut table, limits)?;
            return Ok(table);
        }
    }
    Ok(Table { from_1904, ..Table::default() })
}

/// Unpacks everything into nothing: what the archive says of its own sizes may be a lie.
fn weigh(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    if archive.len() > PARTS {
        return Err(Unreadable::TooMuch(TooMuch::Unpacked));
    }
    let mut left = limits.unpacked;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| Unreadable::Broken)?;
        left = unpacked(&mut part, left, limits)?.ok_or(Unreadable::TooMuch(TooMuch::Unpacked))?;
    }
    Ok(())
}

/// Bytes that a look at what was read overlaps with the next.
const OVERLAP: usize = 128;

/// Unpacks a part into nothing; how much may still be unpacked after it. A part that says it holds more texts than there may be
/// cells is refused: the library would set that much memory aside.
fn unpacked(part: &mut impl Read, mut left: u64, limits: &Limits) -> Result<Option<u64>, Unreadable> {
    let texts = (limits.rows * limits.columns) as u64;
    let (mut window, mut kept) = (vec![0_u8; 32 * 1024], 0);
    loop {
        let read = part.read(&mut window[kept..]).map_err(|_| Unreadable::Broken)?;
        if read == 0 {
            return Ok(Some(left));
        }
        match left.checked_sub(read as u64) {
            Some(less) => left = less,
            None => return Ok(None),
        }
        let end = kept + read;
        if said(&window[..end]).any(|count| count > texts) {
            return Ok(None);
        }
        kept = end.min(OVERLAP);
        window.copy_within(end - kept..end, 0);
    }
}

/// What stands behind every `uniqueCount=`.
fn said(bytes: &[u8]) -> impl Iterator<Item = u64> {
    const NAME: &[u8] = b"uniqueCount";
    let at = bytes.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME).map(|(at, _)| at);
    at.map(|at| {
        let rest =
            bytes[at + NAME.len()..].iter().skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'' | b'+'));
        let digits = rest.take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_u64, |count, digit| count.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    })
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn broken(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Locked,
        _ => Unreadable::Broken,
    }
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn cells(book: &mut Book<'_>, sheet: &str, table: &mut Table, limits: &Limits) -> Result<(), Unreadable> {
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Err(Unreadable::NotATable),
        Err(error) => return Err(broken(error)),
    };
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Int(value) => value.to_string(),
            DataRef::Float(value) => number::plain(*value),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Bool(true) => "TRUE".to_owned(),
            DataRef::Bool(false) => "FALSE".to_owned(),
            DataRef::DateTime(moment) => number::moment(moment),
            DataRef::Error(error) => error.to_string(),
        };
        table.put(row.saturating_add(1), column as usize, &text, limits)?;
    }
    Ok(())
}

/// What merged cells say holds for each of them: in the heads of columns, and in the rows of one order.
fn spread(book: &mut Book<'_>, sheet: &str, table: &mut Table, limits: &Limits) -> Result<(), Unreadable> {
    let Ok(merged) = book.merge_cells_by_sheet_name(sheet) else { return Ok(()) };
    let last = table.rows.last().map_or(0, |row| row.number);
    let mut left = limits.rows.saturating_mul(4);
    for region in merged.into_iter().take(MERGED) {
        let (top, start) = (region.start.0.saturating_add(1), region.start.1 as usize);
        let Ok(at) = table.rows.binary_search_by_key(&top, |row| row.number) else { continue };
        let text = table.rows.get(at).map(|row| row.cell(start).to_owned()).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        for row in top..=region.end.0.saturating_add(1).min(last) {
            // Only where a row holds something anyway: merging makes no rows.
            if table.rows.binary_search_by_key(&row, |known| known.number).is_err() {
                continue;
            }
            for column in start..=(region.end.1 as usize).min(limits.columns.saturating_sub(1)) {
                left = left.checked_sub(1).ok_or(Unreadable::TooMuch(TooMuch::Unpacked))?;
                table.put(row, column, &text, limits)?;
            }
        }
    }
    Ok(())
}
