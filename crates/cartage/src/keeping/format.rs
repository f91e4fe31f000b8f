//! Rows as bytes, the same from either database: what is summed, and what stands in a backup. A table is a header, its rows, and
//! an end; lengths are big-endian.

use std::io::{self, Read, Write};

use crate::failure::Failure;
use crate::keeping::store::Cell;

/// The longest row that is believed: a document has limits far below.
const LONGEST: u32 = 64 * 1024 * 1024;

/// A row in canonical bytes.
pub(super) fn row_bytes(cells: &[Cell]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for cell in cells {
        match cell {
            Cell::Null => bytes.push(b'-'),
            Cell::Bool(yes) => bytes.extend([b'b', u8::from(*yes)]),
            Cell::Int(number) => {
                bytes.push(b'i');
                bytes.extend(number.to_be_bytes());
            }
            Cell::Text(text) => long(&mut bytes, b't', text.as_bytes()),
            Cell::Bytes(data) => long(&mut bytes, b'x', data),
        }
    }
    bytes
}

fn long(to: &mut Vec<u8>, tag: u8, data: &[u8]) {
    to.push(tag);
    to.extend((data.len() as u64).to_be_bytes());
    to.extend(data);
}

/// The row its canonical bytes are of; none when they are not a row.
pub(super) fn row_of(bytes: &[u8]) -> Option<Vec<Cell>> {
    let (mut rest, mut cells) = (bytes, Vec::new());
    while let Some((tag, after)) = rest.split_first() {
        let (cell, on) = match tag {
            b'-' => (Cell::Null, after),
            b'b' => (Cell::Bool(*after.first()? == 1), after.get(1..)?),
            b'i' => (Cell::Int(i64::from_be_bytes(after.get(..8)?.try_into().ok()?)), after.get(8..)?),
            b't' | b'x' => {
                let length = usize::try_from(u64::from_be_bytes(after.get(..8)?.try_into().ok()?)).ok()?;
                let data = after.get(8..)?.get(..length)?;
                let cell = if *tag == b't' { Cell::Text(String::from_utf8(data.to_vec()).ok()?) } else { Cell::Bytes(data.to_vec()) };
                (cell, after.get(8 + length..)?)
            }
            _ => return None,
        };
        cells.push(cell);
        rest = on;
    }
    Some(cells)
}

/// A table begins: its name and the names of its columns.
pub(super) fn begin(to: &mut impl Write, table: &str, fields: &[String]) -> Result<(), Failure> {
    put(to, &serde_json::to_vec(&(table, fields))?)
}

/// One row.
pub(super) fn put(to: &mut impl Write, bytes: &[u8]) -> Result<(), Failure> {
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| Failure::fault("a row of more than 64 MiB"))?;
    to.write_all(&length.to_be_bytes()).and_then(|()| to.write_all(bytes)).map_err(io)
}

/// A table ends; written once more, everything does.
pub(super) fn end(to: &mut impl Write) -> Result<(), Failure> {
    to.write_all(&0_u32.to_be_bytes()).map_err(io)
}

/// The next piece; none at an end.
pub(super) fn next(from: &mut impl Read) -> Result<Option<Vec<u8>>, Failure> {
    let mut length = [0_u8; 4];
    from.read_exact(&mut length).map_err(io)?;
    match u32::from_be_bytes(length) {
        0 => Ok(None),
        length if length > LONGEST => Err(damaged()),
        length => {
            let mut bytes = vec![0; length as usize];
            from.read_exact(&mut bytes).map_err(io)?;
            Ok(Some(bytes))
        }
    }
}

/// The next table's name and columns; none when there is no other.
pub(super) fn next_table(from: &mut impl Read) -> Result<Option<(String, Vec<String>)>, Failure> {
    let Some(header) = next(from)? else { return Ok(None) };
    serde_json::from_slice(&header).map(Some).map_err(|_| damaged())
}

/// What is read is not what was written.
pub(super) fn damaged() -> Failure {
    Failure::refused("the rows cannot be read: the file is damaged or cut off")
}

fn io(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::UnexpectedEof { damaged() } else { Failure::Fault(error.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let row = vec![
            Cell::Null,
            Cell::Int(-7),
            Cell::Bool(true),
            Cell::Text("Łódź".into()),
            Cell::Bytes(vec![0, 255]),
            Cell::Text(String::new()),
        ];
        let bytes = row_bytes(&row);
        assert_eq!(row_of(&bytes), Some(row));
        assert_eq!(row_of(&bytes[..bytes.len() - 1]), None);
        assert_eq!(row_of(b"?"), None);
    }
}
