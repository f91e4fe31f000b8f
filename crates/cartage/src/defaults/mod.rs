//! *Create order: default values*, the *Default order values* of a customer: what its blank forms begin with (rule 7.3). They are set
//! on the very form the customer will see, which [`crate::orders::entry`] draws.

mod actions;
mod store;
mod table;

pub use actions::{all_in_words, in_words, set};
pub use store::{of_all, of_customer, save};
pub use table::DefaultRow;
