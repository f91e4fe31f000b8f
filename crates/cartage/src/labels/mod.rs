//! Labels of handling units (rules 9.1 to 9.3): every pallet or package has a number from submission on, its label says what the order
//! says now, and whoever sees the order prints it. What is right, outdated or void, the book of rules says.

mod drawing;
pub mod pages;
mod panel;
mod printing;
mod scanned;
mod shown;
mod store;
mod table;
mod units;

pub(crate) use panel::{Panel, Tally, panel, tally};
pub use scanned::{Found, scanned};
pub use store::used;
pub use table::{BlockRow, SeriesRow, UnitRow};
pub use units::{Whose, begin, end, follow, of_order};
