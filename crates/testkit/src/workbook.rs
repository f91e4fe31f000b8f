//! A workbook made part by part, with the quirks of other people's programs that our own writer does not have.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// Its days are counted from 1904.
    pub from_1904: bool,
    /// The rows of the sheet, as they stand in its part; see [`Workbook::row`].
    pub rows: String,
    /// Merged regions: `B1:C1`.
    pub merged: Vec<&'static str>,
}

impl Workbook {
    /// Adds a row: `#12` is a number, `@46147` a number shown as a day, `=1+1|2` a formula with what it came to, anything else a
    /// text that stands in the cell itself.
    #[must_use]
    pub fn row(mut self, number: usize, cells: &[&str]) -> Workbook {
        let cell = |(column, text): (usize, &&str)| {
            let at = format!("{}{number}", char::from(b'A' + u8::try_from(column).unwrap_or_default()));
            match (text.split_at_checked(1), text.rsplit_once('|')) {
                (None, _) => String::new(),
                (Some(("#", number)), _) => format!(r#"<c r="{at}"><v>{number}</v></c>"#),
                (Some(("@", number)), _) => format!(r#"<c r="{at}" s="1"><v>{number}</v></c>"#),
                (Some(("=", _)), Some((formula, value))) => {
                    let kind = if value.parse::<f64>().is_ok() { "" } else { r#" t="str""# };
                    format!(r#"<c r="{at}"{kind}><f>{}</f><v>{value}</v></c>"#, &formula[1..])
                }
                _ => format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#),
            }
        };
        let cells: String = cells.iter().enumerate().map(cell).collect();
        self.rows.push_str(&format!(r#"<row r="{number}">{cells}</row>"#));
        self
    }

    /// The file.
    ///
    /// # Panics
    /// When it cannot be packed.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let properties = if self.from_1904 { r#"<workbookPr date1904="1"/>"# } else { "" };
        let regions: String = self.merged.iter().map(|region| format!(r#"<mergeCell ref="{region}"/>"#)).collect();
        let merged = if regions.is_empty() { regions } else { format!("<mergeCells>{regions}</mergeCells>") };
        let relations =
            |kind: &str, target: &str, id: &str| format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#);
        let packed = "http://schemas.openxmlformats.org/package/2006";
        let related = |inner: String| format!(r#"<Relationships xmlns="{packed}/relationships">{inner}</Relationships>"#);
        let parts = [
            (
                "[Content_Types].xml",
                format!(r#"<Types xmlns="{packed}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#),
            ),
            ("_rels/.rels", related(relations("officeDocument", "xl/workbook.xml", "rId1"))),
            (
                "xl/_rels/workbook.xml.rels",
                related(relations("worksheet", "worksheets/sheet1.xml", "rId1") + &relations("styles", "styles.xml", "rId2")),
            ),
            (
                "xl/styles.xml",
                format!(
                    r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
                ),
            ),
            ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{}</sheetData>{merged}</worksheet>"#, self.rows)),
        ];
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(text.as_bytes()).expect("a part");
        }
        zip.finish().expect("a workbook").into_inner()
    }
}
