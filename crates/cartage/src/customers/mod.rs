//! Customers: the companies that buy transport. The profile says whether they may use the portal, how the carrier regards them,
//! and what their orders become (rules 1.4, 2.1, 2.2).

kit::id!(
    /// A customer.
    CustomerId
);

mod actions;
mod import;
pub mod pages;
mod pick;
mod profile;
mod store;
mod table;

pub(crate) use actions::open_portal;
pub use actions::{archive, change, create, restore, set_standing, show_charges};
pub use pick::{Choice, found, meant};
pub use profile::{Profile, standing_does, standing_in_words, status_in_words};
pub use store::{ahead, called, choices, insert, load};
pub use table::CustomerRow;
