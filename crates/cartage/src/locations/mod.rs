//! Locations: addresses kept to be used again, visible to one customer, to all, or to none of them (rule 7.4). An order keeps the
//! address as it was ordered, whatever becomes of the location.

kit::id!(
    /// A location.
    LocationId
);

mod actions;
mod details;
mod opening_hours;
pub mod pages;
mod store;
mod table;

pub use actions::{archive, change, create, keep, restore};
pub use details::Details;
pub use opening_hours::{DAYS, HoursError, OpeningHours, Span};
pub use store::{Book, find, find_all, insert, visible_to};
pub use table::{LocationRow, Visible};
