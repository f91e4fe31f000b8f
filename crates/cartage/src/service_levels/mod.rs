//! Service levels: speed add-ons to a transport service, each with the part of the lead time it states itself (rule 3.4).

kit::id!(
    /// A service level.
    LevelId
);

mod actions;
mod lead_time;
pub mod pages;
mod store;
mod table;
mod terms;

pub use lead_time::{days_in_words, from_stored as lead_time, hours_in_words, read as read_lead_time};
pub use store::{Known, every, insert};
pub use table::LevelRow;
