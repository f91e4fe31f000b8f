//! The read side: lists, search, counts over several concepts. Reads any table, writes only its own projections.

mod tally;

pub use tally::{Counts, counts, shift};
