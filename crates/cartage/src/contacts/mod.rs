//! Contacts: the people at a customer, with their access to the portal and their rights there (rules 1.3 to 1.5).

kit::id!(
    /// A contact.
    ContactId
);

mod store;
mod table;

pub use store::insert;
pub use table::ContactRow;
