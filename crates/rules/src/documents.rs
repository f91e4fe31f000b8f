//! Documents of an order (rule 9.5): which files are taken and as what, who sees a type, and how long they are kept.
//!
//! A file is what its first bytes say, never what it is called; it is kept and given back under the ending of what it is.

use jiff::Span;
use jiff::civil::Date;

/// The largest file that is taken: 20 MiB.
pub const LARGEST: u64 = 20 * 1024 * 1024;
/// Files that are sent at a time.
pub const AT_ONCE: usize = 20;
/// Documents an order holds at most.
pub const MOST: usize = 200;
/// Months a type's documents may be kept at most: thirty years.
pub const LONGEST_KEPT: i64 = 360;
/// Characters of a name without its ending.
const LONGEST_NAME: usize = 100;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A PDF.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A WebP picture.
    Webp,
    /// A TIFF picture, as scanners make them.
    Tiff,
    /// An HEIC picture, as telephones make them.
    Heic,
    /// A Word document of the newer kind.
    Word,
    /// An Excel workbook of the newer kind.
    Excel,
    /// Plain text, UTF-8.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 9] =
        [Format::Pdf, Format::Jpeg, Format::Png, Format::Webp, Format::Tiff, Format::Heic, Format::Word, Format::Excel, Format::Text];

    /// The ending of its name, by which it is also stored.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Webp => "webp",
            Format::Tiff => "tif",
            Format::Heic => "heic",
            Format::Word => "docx",
            Format::Excel => "xlsx",
            Format::Text => "txt",
        }
    }

    /// The one with this ending.
    #[must_use]
    pub fn parse(extension: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// What a browser is told.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Webp => "image/webp",
            Format::Tiff => "image/tiff",
            Format::Heic => "image/heic",
            Format::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Text => "text/plain; charset=utf-8",
        }
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// It is something else: a web page, an archive, a program.
    Other,
}

/// What a file is, by its bytes.
///
/// # Errors
/// When it is empty, too large, or nothing that is kept with orders.
pub fn recognise(bytes: &[u8]) -> Result<Format, Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.len() as u64 > LARGEST {
        return Err(Unfit::TooLarge);
    }
    if bytes.starts_with(ENTRY) {
        return office(bytes);
    }
    match infer::get(bytes).map(|found| found.mime_type()) {
        Some("application/pdf") => Ok(Format::Pdf),
        Some("image/jpeg") => Ok(Format::Jpeg),
        Some("image/png") => Ok(Format::Png),
        Some("image/webp") => Ok(Format::Webp),
        Some("image/tiff") => Ok(Format::Tiff),
        Some("image/heif") => Ok(Format::Heic),
        Some(_) => Err(Unfit::Other),
        None => text(bytes),
    }
}

/// With this begins every entry of an archive; 26 bytes later comes its name.
const ENTRY: &[u8] = b"PK\x03\x04";

/// An archive that is a Word document or an Excel workbook. Which entry comes first differs by the program that wrote it.
fn office(bytes: &[u8]) -> Result<Format, Unfit> {
    let names = || bytes.windows(ENTRY.len()).enumerate().filter(|(_, some)| *some == ENTRY).filter_map(|(at, _)| bytes.get(at + 30..));
    let holds = |name: &[u8]| names().any(|rest| rest.starts_with(name));
    match (holds(b"[Content_Types].xml"), holds(b"word/document.xml"), holds(b"xl/workbook.")) {
        (true, true, false) => Ok(Format::Word),
        (true, false, true) => Ok(Format::Excel),
        _ => Err(Unfit::Other),
    }
}

/// Plain text, unless it is the text of something that a program would carry out.
fn text(bytes: &[u8]) -> Result<Format, Unfit> {
    let readable = std::str::from_utf8(bytes).map_err(|_| Unfit::Other)?;
    let begins = readable.trim_start_matches('\u{feff}').trim_start();
    let odd = readable.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
    if odd || begins.is_empty() || begins.starts_with(['<', '{', '%']) || begins.starts_with("#!") {
        return Err(Unfit::Other);
    }
    Ok(Format::Text)
}

/// The name a file is kept under: the last part of a path, without what no file name may hold and with the ending of what it is.
///
/// ```
/// use rules::documents::{Format, name};
/// assert_eq!(name("C:\\scans\\CMR 4711.JPEG", Format::Jpeg), "CMR 4711.jpg");
/// assert_eq!(name("../../etc/passwd", Format::Text), "passwd.txt");
/// ```
#[must_use]
pub fn name(sent: &str, format: Format) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match last.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && ending.chars().all(|c| c.is_ascii_alphanumeric()) => stem,
        _ => last,
    };
    let forbidden = |c: char| {
        c.is_control()
            || matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let kept: String = stem.chars().filter(|c| !forbidden(*c)).take(LONGEST_NAME).collect();
    let kept = kept.trim().trim_matches('.').trim();
    format!("{}.{}", if kept.is_empty() { "document" } else { kept }, format.extension())
}

/// What a type says to customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToCustomers {
    /// They see its documents.
    pub see: bool,
    /// They may add to them.
    pub upload: bool,
}

/// Whether a customer sees a document: its type says so, or their own side sent it.
#[must_use]
pub fn customer_sees(to: ToCustomers, sent_by_customer: bool) -> bool {
    to.see || sent_by_customer
}

/// What is filed before this day is not kept any more on `today`; none where it is kept for good.
#[must_use]
pub fn kept_from(today: Date, months: Option<i64>) -> Option<Date> {
    months.map(|months| today.saturating_sub(Span::new().months(months.clamp(0, LONGEST_KEPT))))
}

#[cfg(test)]
mod tests;
