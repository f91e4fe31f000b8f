//! The order form (rule 7.2): which fields of an order customers see, behind *+ Add information* or at once, and which they must
//! fill, for the organisation and over it for a transport service; and the organisation's own fields. One definition: the form of
//! portal and desk, the check of what came back and the import of what others send obey it.

mod custom;
mod field;
mod form;
mod understand;
mod warnings;

pub use custom::{At, CustomError, CustomField, Key, Kind, MOST_CHOICES, NotAKey, typed};
pub use field::{Block, Field};
pub use form::{Form, Id, OrderForm, Presence};
pub use understand::{filled, required, understand, wrong};
pub use warnings::{Known, Warning, warnings};

#[cfg(test)]
mod tests;
