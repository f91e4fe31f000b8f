//! Types of documents: CONFIGURATION → Documents. A type is made, changed, archived and restored; the usual ones at one press.

mod actions;
pub mod pages;
mod terms;

pub use actions::usual;
