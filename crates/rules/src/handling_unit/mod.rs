//! Handling units: one for each pallet or package of a goods line, from submission on (9.2). What a change of the order does to them:
//! which come, which are void, whose labels have to be printed again; and which of how many each one is.

mod count;
mod follow;

use crate::label::Sscc;
use crate::order::PartId;

pub use count::{Place, places};
pub use follow::{Followed, New, first, follow, none_left};

/// A unit that is not void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its count in its order, from 1; never given to another.
    pub ordinal: u32,
    /// The goods line it is one of.
    pub line: PartId,
    /// The customer's own SSCC, where it bears one.
    pub own: Option<Sscc>,
    /// Which revision of its label was printed last; none when none was.
    pub printed: Option<u32>,
}

#[cfg(test)]
mod tests;
