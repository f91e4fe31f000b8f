//! The demonstration: two hauliers with their staff, customers, contacts, services and places, put into an empty database.

mod cast;
mod charges;
mod documents;
mod form;
mod imports;
mod mail;
mod offer;
mod people_of;
mod rates;
mod rows;
mod script;
mod seed;
mod staged;
mod templates;
mod week;

pub(crate) use cast::{PASSWORD, PortalLogin, StaffLogin};
pub(crate) use seed::seed;

/// The hauliers' people.
pub(crate) fn staff_logins() -> impl Iterator<Item = &'static StaffLogin> {
    cast::STAFF.iter()
}

/// The customers' people.
pub(crate) fn portal_logins() -> impl Iterator<Item = &'static PortalLogin> {
    cast::CONTACTS.iter()
}
