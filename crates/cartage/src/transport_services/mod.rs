//! Transport services: what customers buy. A service says who may select it, what its orders become, until when they may be
//! entered, on which days and where it drives, and how long it takes (rules 2.1, 3.1 to 3.4).

kit::id!(
    /// A transport service.
    ServiceId
);

mod actions;
mod form;
mod outlook;
pub mod pages;
mod service;
mod store;
mod table;
mod terms;

pub use form::area_in_words;
pub use outlook::{ForDate, NotPossible, Outlook, outlook};
pub use service::{Service, ServiceChoice};
pub use store::{ahead, choices, for_order, had, insert, level, selectable, selectable_ahead, with_lead_days};
pub use table::ServiceRow;
pub use terms::{collection_days_in_words, cut_off_in_words, not_served_in_words};
