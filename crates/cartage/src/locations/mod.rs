//! Locations: addresses kept to be used again, visible to one customer, to all, or to none of them (rule 7.4). An order keeps the
//! address as it was ordered, whatever becomes of the location.

kit::id!(
    /// A location.
    LocationId
);

mod actions;
mod details;
mod matching;
pub mod merging;
pub mod own;
pub mod pages;
mod store;
mod table;

pub use actions::{NotKept, archive, change, create, keep, restore};
pub use details::Details;
pub use matching::{is_same, matched, perhaps};
pub use rules::opening_hours::OpeningHours;
pub use store::{Book, find, find_all, insert, visible_to};
pub(crate) use table::address_key;
pub use table::{Hours, LocationRow, Visible};
