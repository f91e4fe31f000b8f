//! What is written is harmless, and reads back as it was.

use jiff::civil::date;

use super::*;
use crate::{Limits, Row, read};

const LIMITS: Limits = Limits { file: 1 << 20, unpacked: 8 << 20, rows: 100, columns: 50, cell: 1_000 };

fn cells() -> Vec<Cell> {
    vec![
        Cell::text("=HYPERLINK(\"http://x\",\"y\")"),
        Cell::text("+31 6 1234"),
        Cell::text("-12.5"),
        Cell::Number("-12.5".to_owned()),
        Cell::text("@cmd"),
        Cell::text("Żabka, \"Łódź\"; dock\n2"),
        Cell::Day(date(2026, 5, 4)),
        Cell::Moment(date(2026, 10, 25).at(2, 30, 0, 0)),
        Cell::Empty,
        Cell::text("last"),
    ]
}

fn written(format: Format) -> Vec<u8> {
    let heads = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
    let mut writer = Writer::begin(format, &heads).unwrap();
    let mut bytes = writer.take();
    writer.row(&cells()).unwrap();
    bytes.extend(writer.take());
    bytes.extend(writer.end().unwrap());
    bytes
}

fn read_back(row: &Row) -> Vec<&str> {
    row.cells.iter().map(String::as_str).collect()
}

#[test]
fn both_kinds_read_back_as_they_were() {
    for format in [Format::Csv, Format::Xlsx] {
        let table = read(&written(format), &LIMITS).unwrap();
        let row = &table.rows[1];
        assert_eq!(
            read_back(row),
            [
                "=HYPERLINK(\"http://x\",\"y\")",
                "+31 6 1234",
                "-12.5",
                "-12.5",
                "@cmd",
                "Żabka, \"Łódź\"; dock\n2",
                "2026-05-04",
                "2026-10-25 02:30",
                "",
                "last"
            ],
            "{format:?}"
        );
    }
}

#[test]
fn no_cell_of_a_text_table_is_a_formula() {
    let text = String::from_utf8(written(Format::Csv)).unwrap();
    assert!(text.contains("\"'=HYPERLINK(") && text.contains(",'+31 6 1234,-12.5,-12.5,'@cmd,"), "{text}");
    for text in ["\tx", "\rx", "=1", "-1+1", " =1", "＝1", "--1", "-1e5"] {
        assert!(harmless(text).starts_with('\''), "{text:?}");
    }
    for text in ["-1", "-0.5", "12", "a=1", ""] {
        assert_eq!(harmless(text), text);
    }
}

#[test]
fn no_cell_of_a_workbook_is_a_formula() {
    let bytes = written(Format::Xlsx);
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
    let sheet = io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(!sheet.contains("<f>"));
    assert!(sheet.contains(r#"<c r="A2" s="4" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK"#), "{sheet}");
    assert!(sheet.contains(r#"<c r="D2"><v>-12.5</v></c>"#));
}
