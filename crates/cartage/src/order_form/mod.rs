//! The order form: CONFIGURATION → Order form (rule 7.2). Which fields customers and staff see and must fill, per transport service,
//! and the organisation's own fields. What it says is obeyed by every form and by the check of every order.

mod actions;
pub mod pages;
mod reading;
mod store;
mod table;
mod words;

pub use actions::arrange;
pub use store::{ahead, arranged};
pub use table::OrderFormRow;
pub use words::{dropped, in_words, label};
