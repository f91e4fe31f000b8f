//! The order import of an organisation (rules 5.1, 5.2): provisioned once, switched on and off, and set to how far it goes by
//! itself. What customers differ in stands in their profiles.

pub(super) mod form;
pub mod pages;
pub(super) mod panel;
