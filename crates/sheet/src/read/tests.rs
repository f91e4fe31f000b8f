//! One file for each quirk, made here byte by byte, read as it was meant; and a reader that never panics.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const LIMITS: Limits = Limits { file: 1 << 20, unpacked: 4 << 20, rows: 100, columns: 50, cell: 500 };

fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    read(bytes, &LIMITS).unwrap().rows.into_iter().map(|row| (row.number, row.cells)).collect()
}

fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(ToString::to_string).collect())
}

/// A workbook of these parts beside the ones every workbook has.
fn book(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let fixed = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
        ),
    ];
    for (name, text) in fixed.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook with one sheet.
fn sheet(before: &str, data: &str, after: &str) -> Vec<u8> {
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{before}<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>"#);
    let strings = format!(
        r#"<sst xmlns="{MAIN}"><si><t>Reference</t></si><si><r><t xml:space="preserve">Rich </t></r><r><t>text</t></r></si></sst>"#
    );
    book(&[("xl/workbook.xml", &workbook), ("xl/worksheets/sheet1.xml", &sheet), ("xl/sharedStrings.xml", &strings)])
}

#[test]
fn utf_8_with_and_without_a_mark() {
    for mark in ["", "\u{feff}"] {
        assert_eq!(rows(format!("{mark}Ort,PLZ\nKöln,50667\n").as_bytes()), [row(1, &["Ort", "PLZ"]), row(2, &["Köln", "50667"])]);
    }
}

#[test]
fn windows_1252_with_semicolons_and_decimal_commas() {
    let bytes = b"Referenz;Gewicht;Ort\r\n4711;1.250,50;K\xf6ln \x96 D\xfcren\r\n;;\r\n4712;0,5;\x80uro\r\n";
    let expected =
        [row(1, &["Referenz", "Gewicht", "Ort"]), row(2, &["4711", "1.250,50", "Köln – Düren"]), row(4, &["4712", "0,5", "€uro"])];
    assert_eq!(rows(bytes), expected);
}

#[test]
fn utf_16_of_either_order_with_tabs() {
    let text = "Reference\tCity\n1\tŁódź\n";
    let expected = [row(1, &["Reference", "City"]), row(2, &["1", "Łódź"])];
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(rows(&[b"\xff\xfe".to_vec(), little.clone()].concat()), expected);
    assert_eq!(rows(&[b"\xfe\xff".to_vec(), big.clone()].concat()), expected);
    assert_eq!((rows(&little), rows(&big)), (expected.to_vec(), expected.to_vec()));
}

#[test]
fn quotes_hold_separators_line_breaks_and_quotes() {
    let text = "a,b\n\"x, y\",\"line 1\nline \"\"2\"\"\"\n,z";
    assert_eq!(rows(text.as_bytes()), [row(1, &["a", "b"]), row(2, &["x, y", "line 1\nline \"2\""]), row(3, &["", "z"])]);
}

#[test]
fn a_first_line_may_say_the_separator() {
    assert_eq!(rows(b"sep=;\r\na;b,c\r\n"), [row(2, &["a", "b,c"])]);
}

#[test]
fn commas_in_values_do_not_pass_for_separators() {
    let text = "Reference;Goods;Weight\n1;\"boxes, large\";1,5\n2;drums;2,5\n";
    assert_eq!(rows(text.as_bytes())[1], row(2, &["1", "boxes, large", "1,5"]));
}

#[test]
fn a_workbook_with_every_kind_of_cell() {
    let data = concat!(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>In line</t></is></c></row>"#,
        r#"<row r="3"><c r="A3"><v>4500123987</v></c><c r="B3"><v>0.30000000000000004</v></c><c r="C3" s="1"><v>46146</v></c>"#,
        r#"<c r="D3" s="2"><v>0.35416666666666669</v></c><c r="E3" t="b"><v>1</v></c><c r="F3" t="str"><f>A3&amp;"x"</f><v>4500123987x</v></c>"#,
        r##"<c r="G3"><f>B3*2</f><v>0.6</v></c><c r="H3" t="e"><v>#N/A</v></c><c r="I3" s="1"><v>46146.354166666664</v></c></row>"##
    );
    let table = read(&sheet("", data, ""), &LIMITS).unwrap();
    assert_eq!(table.rows[0].cells, ["Reference", "Rich text", "In line"]);
    let expected = ["4500123987", "0.3", "2026-05-04", "08:30", "TRUE", "4500123987x", "0.6", "#N/A", "2026-05-04 08:30"];
    assert_eq!((table.rows[1].number, &table.rows[1].cells[..], table.from_1904), (3, &expected.map(String::from)[..], false));
}

#[test]
fn days_counted_from_1904() {
    let data = r#"<row r="1"><c r="A1" s="1"><v>44684</v></c><c r="B1"><v>44684</v></c></row>"#;
    let table = read(&sheet(r#"<workbookPr date1904="1"/>"#, data, ""), &LIMITS).unwrap();
    assert_eq!((&table.rows[0].cells[..], table.from_1904), (&["2026-05-04".to_owned(), "44684".to_owned()][..], true));
}

#[test]
fn merged_cells_hold_for_all_of_them() {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let data = format!(
        r#"<row r="1">{}{}</row><row r="2">{}{}</row><row r="3">{}{}</row><row r="4">{}</row>"#,
        cell("A1", "Order"),
        cell("B1", "Collection"),
        cell("B2", "City"),
        cell("C2", "Date"),
        cell("A3", "4711"),
        cell("B3", "Gent"),
        cell("B4", "Brugge"),
    );
    let merged = r#"<mergeCells count="3"><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/><mergeCell ref="A3:A4"/></mergeCells>"#;
    let expected = [
        row(1, &["Order", "Collection", "Collection"]),
        row(2, &["Order", "City", "Date"]),
        row(3, &["4711", "Gent"]),
        row(4, &["4711", "Brugge"]),
    ];
    assert_eq!(rows(&sheet("", &data, merged)), expected);
}

#[test]
fn limits_hold_before_memory_is_spent() {
    let too_much = |bytes: &[u8]| match read(bytes, &LIMITS) {
        Err(Unreadable::TooMuch(what)) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(too_much(&vec![b'a'; (1 << 20) + 1]), TooMuch::File);
    assert_eq!(too_much("a\n".repeat(101).as_bytes()), TooMuch::Rows);
    assert_eq!(too_much(format!("x\n{}z", ",".repeat(50)).as_bytes()), TooMuch::Columns { row: 2 });
    assert_eq!(too_much(format!("x\ny,{}", "é".repeat(501)).as_bytes()), TooMuch::Cell { row: 2, column: 1 });
    assert_eq!(too_much(format!("x\n\"{}", "y".repeat(90_000)).as_bytes()), TooMuch::Cell { row: 2, column: 0 });
    // Five million blanks pack into some kilobytes.
    let bomb = sheet("", &format!("<row r=\"1\">{}</row>", " ".repeat(5 << 20)), "");
    assert!(bomb.len() < 40_000);
    assert_eq!(too_much(&bomb), TooMuch::Unpacked);
}

#[test]
fn a_workbook_that_promises_a_billion_texts_is_refused() {
    let strings = format!(r#"<sst xmlns="{MAIN}" {} uniqueCount = '99999999999'><si><t>a</t></si></sst>"#, " ".repeat(40_000));
    let bytes = book(&[("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", &strings)]);
    assert_eq!(read(&bytes, &LIMITS), Err(Unreadable::TooMuch(TooMuch::Unpacked)));
}

#[test]
fn what_is_no_table_is_said() {
    assert_eq!(read(b"%PDF-1.7", &LIMITS), Err(Unreadable::NotATable));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &LIMITS), Err(Unreadable::OldWorkbook));
    assert_eq!(read(b"PK\x03\x04 and nothing", &LIMITS), Err(Unreadable::Broken));
    assert_eq!(read(b" \n;;\n", &LIMITS), Err(Unreadable::Empty));
    assert_eq!(read(b"", &LIMITS), Err(Unreadable::Empty));
    let whole = sheet("", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "");
    assert_eq!(read(&whole[..whole.len() - 30], &LIMITS), Err(Unreadable::Broken));
}

proptest! {
    /// Whatever is sent, the reader answers.
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _answered = read(&bytes, &LIMITS);
    }

    #[test]
    fn any_text_is_answered(text in "[a-z\"\r\n;,\t=é]{0,300}") {
        let _answered = read(text.as_bytes(), &LIMITS);
    }

    /// A workbook with bytes that were changed on the way, inside its packing.
    #[test]
    fn any_sheet_is_answered(data in "(<(/)?(row|c|v|is|t|f|mergeCell)( [rst]=\"[A-Z0-9a-z:]{0,9}\")*(/)?>|[0-9#Ae.-]{0,12}){0,40}") {
        let _answered = read(&sheet("", &data, &data), &LIMITS);
    }

    #[test]
    fn any_broken_workbook_is_answered(at in 0_usize..1_500, byte in any::<u8>()) {
        let mut bytes = sheet("", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>", "");
        let at = at % bytes.len();
        bytes[at] = byte;
        let _answered = read(&bytes, &LIMITS);
    }
}
