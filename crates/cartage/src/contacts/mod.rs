//! Contacts: the people at a customer, with their access to the portal and their rights there (rules 1.3 to 1.5).

kit::id!(
    /// A contact.
    ContactId
);

mod actions;
pub mod colleagues;
mod details;
pub mod pages;
mod store;
mod table;
mod welcome;

pub use actions::{Access, archive, change, create, restore};
pub use details::{Details, Glance, glance, right_in_words};
pub use store::{by_email, insert, of_customer};
pub use table::ContactRow;
pub use welcome::{Host, welcome_all};
