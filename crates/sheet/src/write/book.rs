//! A workbook of one sheet, written as a stream: the few parts a spreadsheet asks for, the sheet last.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use jiff::civil::{Date, DateTime};
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use super::{Cell, Shelf, dangerous, is_number};
use crate::table::column_name;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// Formats by number: 0 plain, 1 heads, 2 a day, 3 a moment, 4 text that looks like a formula.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;
/// The heads stay in sight; columns wide enough for most values.
const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>"#;

/// The workbook on its way.
pub(super) struct Book {
    zip: ZipWriter<StreamWriter<Shelf>>,
    row: u32,
}

impl Book {
    pub(super) fn begin(shelf: Shelf, heads: &[&str]) -> io::Result<Book> {
        let mut zip = ZipWriter::new_stream(shelf);
        let parts = [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
            ("xl/styles.xml", STYLES),
        ];
        // A fast packing: what is gained by a better one costs others more than the bytes do.
        let options = SimpleFileOptions::default().compression_level(Some(3));
        for (name, text) in parts {
            zip.start_file(name, options)?;
            zip.write_all(text.as_bytes())?;
        }
        zip.start_file("xl/worksheets/sheet1.xml", options)?;
        let last = heads.len().max(1);
        write!(zip, r#"{SHEET}<cols><col min="1" max="{last}" width="18" customWidth="1"/></cols><sheetData>"#)?;
        let mut book = Book { zip, row: 0 };
        let cells: Vec<Cell> = heads.iter().map(|head| Cell::text(*head)).collect();
        book.styled(&cells, true)?;
        Ok(book)
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.styled(cells, false)
    }

    fn styled(&mut self, cells: &[Cell], heads: bool) -> io::Result<()> {
        self.row += 1;
        let mut xml = format!(r#"<row r="{}">"#, self.row);
        for (column, cell) in cells.iter().enumerate() {
            let at = format!("{}{}", column_name(column), self.row);
            // Writing into a String does not fail.
            let _written = match cell {
                Cell::Empty => Ok(()),
                Cell::Number(number) if is_number(number) => write!(xml, r#"<c r="{at}"><v>{number}</v></c>"#),
                Cell::Text(text) | Cell::Number(text) => {
                    let style = if heads { 1 } else { 4 * u8::from(dangerous(text)) };
                    let text = escaped(text);
                    write!(xml, r#"<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
                }
                Cell::Day(date) => write!(xml, r#"<c r="{at}" s="2"><v>{}</v></c>"#, serial(*date)),
                Cell::Moment(moment) => write!(xml, r#"<c r="{at}" s="3"><v>{}</v></c>"#, of_moment(*moment)),
            };
        }
        xml.push_str("</row>");
        self.zip.write_all(xml.as_bytes())
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.zip.write_all(b"</sheetData></worksheet>")?;
        self.zip.finish()?;
        Ok(())
    }
}

/// Days since the day before 1900 began, as spreadsheets count them since 1 March 1900.
fn serial(date: Date) -> i64 {
    let start = Date::constant(1899, 12, 30);
    i64::from((date - start).get_days())
}

fn of_moment(moment: DateTime) -> String {
    let minutes = i64::from(moment.hour()) * 60 + i64::from(moment.minute());
    #[expect(clippy::cast_precision_loss, reason = "days and minutes are far below what a float holds exactly")]
    let value = serial(moment.date()) as f64 + minutes as f64 / 1440.0;
    format!("{value:.8}")
}

/// Text as XML holds it; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().take(32_767) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
