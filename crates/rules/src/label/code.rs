//! What names a unit on its label, and what a scanner reads there: bars hold the name, the 2D code the revision of the label besides.

use super::{Plate, Sscc};

/// What scanners put before a GS1-128: the symbology, and FNC1 as a group separator.
const SYMBOLOGIES: [&str; 5] = ["]C1", "]C0", "]Q3", "]Q1", "]d2"];
/// FNC1 inside a text.
const SEPARATOR: char = '\u{1d}';

/// What names a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// An SSCC, the carrier's or the customer's own.
    Sscc(Sscc),
    /// A licence plate.
    Plate(Plate),
}

/// What was scanned or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Which unit.
    pub code: Code,
    /// The revision of the label; none from bars, which do not say it.
    pub revision: Option<u32>,
}

impl Code {
    /// Reads a code as it is stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Sscc::parse(text).map(Self::Sscc).or_else(|| Plate::parse(text).map(Self::Plate))
    }

    /// As it is stored, and as bars hold it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sscc(sscc) => sscc.as_str(),
            Self::Plate(plate) => plate.as_str(),
        }
    }

    /// What the 2D code of a label holds: the code, and which revision of the label this is.
    #[must_use]
    pub fn with_revision(&self, revision: u32) -> String {
        format!("{}.{revision}", self.as_str())
    }
}

impl Scan {
    /// Reads what a scanner types into a search box, or a person who has none: `(00)` before an SSCC or not, blanks between its
    /// digits, a plate, and the text of the 2D code. None for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = SYMBOLOGIES.iter().find_map(|symbology| text.strip_prefix(symbology)).unwrap_or(text);
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')') && *c != SEPARATOR).collect();
        let (name, revision) = match plain.rsplit_once('.') {
            Some((name, revision)) => (name, Some(revision.parse().ok().filter(|revision| *revision > 0)?)),
            None => (plain.as_str(), None),
        };
        let sscc = Sscc::parse(name).or_else(|| Sscc::parse(name.strip_prefix("00")?));
        let code = sscc.map(Code::Sscc).or_else(|| Plate::parse(name).map(Code::Plate))?;
        Some(Self { code, revision })
    }
}
