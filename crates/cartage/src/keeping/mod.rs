//! Keeping: the whole database carried elsewhere, row by row and the same from either database: moved to the other one, backed up
//! while the program serves, restored. Every table is counted and summed on both sides, and the history verified.

mod export;
mod fill;
mod format;
mod manifest;
mod store;
mod sums;
mod tables;

pub use export::{Exported, export};
pub use fill::{clear, fill};
pub use manifest::Manifest;
pub use sums::TableSum;
pub use tables::TABLES;
