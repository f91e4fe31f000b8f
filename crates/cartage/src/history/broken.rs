//! Where a chain is broken, in words: which organisation, which entry, about what, and what is wrong with it.

use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

/// The first place at which a history does not say what it said when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The organisation's word in paths.
    pub organisation: String,
    /// The entry.
    pub entry: i64,
    /// What stands there now, where something does.
    pub row: Option<BrokenRow>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What the broken entry says of itself; it may be what was altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenRow {
    /// When.
    pub at: Timestamp,
    /// `order.submitted`, …
    pub verb: String,
    /// `order`, `customer`, …
    pub subject_kind: String,
    /// Which one.
    pub subject: Uuid,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The row is not the one its link was made of.
    RowChanged,
    /// The row is gone though later ones are there.
    RowMissing,
    /// What it said is not what its digest was made of.
    PayloadChanged,
    /// What it said is gone, not erased.
    PayloadMissing,
    /// What it said is empty, and no erasure is on record.
    PayloadEmptied,
    /// The chain ends before it; the head says it goes on to there.
    TailCut {
        /// How many entries there should be.
        entries: i64,
    },
    /// The row lies beyond the end the head knows.
    BeyondHead,
    /// The head is not the link of the last row.
    HeadDiffers,
    /// A head that was kept says something else of this entry.
    NotAsKept,
    /// A head was kept of a later entry: the end was cut off, with the head.
    CutSinceKept {
        /// The entry the kept head is of.
        kept: i64,
    },
    /// A head was kept of an organisation that is not there.
    NoSuchOrganisation,
}

impl fmt::Display for Wrong {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wrong::RowChanged => to.write_str("the row was changed: it is not the one that was chained to the entry before it"),
            Wrong::RowMissing => to.write_str("the row is missing, though later ones are there"),
            Wrong::PayloadChanged => to.write_str("what it said was changed: its digest is of something else"),
            Wrong::PayloadMissing => to.write_str("what it said is missing"),
            Wrong::PayloadEmptied => to.write_str("what it said was emptied, and no erasure is on record"),
            Wrong::TailCut { entries } => write!(to, "the end is cut off: there should be {entries} entries"),
            Wrong::BeyondHead => to.write_str("the row lies beyond the end of the chain: the head was set back, or the row put there"),
            Wrong::HeadDiffers => to.write_str("the head of the chain is not what the last entry says"),
            Wrong::NotAsKept => to.write_str("the head that was kept of it says something else: this entry or one before it was rewritten"),
            Wrong::CutSinceKept { kept } => {
                write!(to, "the end is cut off, together with the head: a head was kept of entry {kept}")
            }
            Wrong::NoSuchOrganisation => to.write_str("a head was kept of this organisation, which is not there"),
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: broken at entry {}", self.organisation, self.entry)?;
        if let Some(row) = &self.row {
            let at = row.at.strftime("%-d %b %Y, %H:%M:%S UTC");
            write!(to, " of {at} ({}, {} {})", row.verb, row.subject_kind, row.subject)?;
        }
        write!(to, ": {}", self.wrong)
    }
}
