//! Order entry: the form of the portal and the desk, from what was typed to the order it makes and back.

mod asked;
mod begin;
mod blocks;
mod bound;
mod carry;
pub mod defaults;
pub mod edit;
mod enterer;
pub mod for_import;
mod foreseen;
mod form;
mod outlook;
pub mod pages;
mod places;
mod preview;
mod read;
mod said;
mod shape;
mod words;
mod write;

pub use carry::{carry, read_change};
pub(crate) use defaults::prefilled;
pub(crate) use places::fill_stop;
pub(crate) use preview::preview;
pub use read::Read;
pub(crate) use read::read as read_fields;
pub(crate) use words::{of_form as problem_of_form, problem as problem_in_words};
