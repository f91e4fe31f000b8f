//! The licence plate of a unit where the carrier has no GS1 prefix: the submission code and the unit's count in its order. It begins
//! with a letter no submission code has and is never eighteen digits, so that nobody takes it for an SSCC, a number or a code.

use crate::submission_code::SubmissionCode;

/// What every plate begins with; not in the alphabet of submission codes.
const MARK: char = 'U';
/// Letters of the submission code in it.
const CODE: usize = 8;
/// Digits the count is padded to.
const COUNT: usize = 3;
/// Digits a count may have.
const LONGEST_COUNT: usize = 7;

/// A licence plate: `U7F3K9Q2M001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plate(String);

impl Plate {
    /// The plate of a unit, by its count in its order, which is never given to another.
    #[must_use]
    pub fn of(code: &SubmissionCode, ordinal: u32) -> Self {
        Self(format!("{}{ordinal:0COUNT$}", Self::head(code)))
    }

    /// What every plate of a submission begins with.
    #[must_use]
    pub fn head(code: &SubmissionCode) -> String {
        format!("{MARK}{}", code.as_str())
    }

    /// The submission code of a plate, or of what [`Plate::head`] wrote.
    #[must_use]
    pub fn code_of(text: &str) -> Option<SubmissionCode> {
        SubmissionCode::parse(text.strip_prefix(MARK)?.get(..CODE)?).ok()
    }

    /// The unit's count, if it is one of this submission.
    #[must_use]
    pub fn ordinal_of(&self, code: &SubmissionCode) -> Option<u32> {
        self.0.strip_prefix(&Self::head(code))?.parse().ok()
    }

    /// Reads a plate as a scanner or a person types it: any case, with or without dashes and blanks, O for 0.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
        let (mark, rest) = plain.split_first()?;
        if *mark != MARK || rest.len() < CODE + COUNT || rest.len() > CODE + LONGEST_COUNT {
            return None;
        }
        let code = SubmissionCode::parse(&rest[..CODE].iter().collect::<String>()).ok()?;
        let count: u32 = rest[CODE..].iter().collect::<String>().replace('O', "0").parse().ok()?;
        let plate = Self::of(&code, count);
        (plate.0.len() == plain.len()).then_some(plate)
    }

    /// As it stands in the bars.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
