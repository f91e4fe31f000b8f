//! The queries of transport services. Every one starts from the organisation.

mod ordering;
mod setting;

pub use ordering::{ahead, choices, for_order, had, level, selectable, selectable_ahead, with_lead_days};
pub use setting::insert;
pub(super) use setting::{Listed, by_id, customers_named, levels_named, list, name_is_taken, save, terms};
