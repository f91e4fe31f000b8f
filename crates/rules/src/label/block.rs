//! Codes that follow one another. Units that are numbered together have such a block, which a beginning and a number describe for as
//! long as nothing has happened to any of them.

use std::ops::Range;

use super::{Code, Plate, Series};
use crate::submission_code::SubmissionCode;

/// Where the codes of a block come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Serials of a series.
    Series(Series),
    /// Counts of what was submitted under a code.
    Submission(SubmissionCode),
}

impl Source {
    /// Reads one as [`Source::text`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match Plate::code_of(text) {
            Some(code) => Some(Self::Submission(code)),
            None => Series::headed(text).map(Self::Series),
        }
    }

    /// As it is stored: what each of its codes begins with. A series' has digits only, a submission's never.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Series(series) => series.head(),
            Self::Submission(code) => Plate::head(code),
        }
    }

    /// Its codes by their numbers; as many as it has.
    pub fn codes(&self, numbers: Range<u64>) -> impl Iterator<Item = Code> + '_ {
        numbers.map_while(|number| match self {
            Self::Series(series) => series.sscc(number).map(Code::Sscc),
            Self::Submission(code) => u32::try_from(number).ok().map(|ordinal| Code::Plate(Plate::of(code, ordinal))),
        })
    }

    /// Which of its codes this is; none for another's.
    #[must_use]
    pub fn number_of(&self, code: &Code) -> Option<u64> {
        match (self, code) {
            (Self::Series(series), Code::Sscc(sscc)) => series.serial(sscc),
            (Self::Submission(own), Code::Plate(plate)) => plate.ordinal_of(own).map(u64::from),
            _ => None,
        }
    }
}
