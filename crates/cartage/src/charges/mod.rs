//! Charges: amounts asked for an order, added and changed by staff, approved or rejected by the customer where charges are shown
//! (rules 8.1 to 8.4). What of them reaches a customer, the book of rules says; where charges are not shown, nothing does.

kit::id!(
    /// A charge.
    ChargeId
);

mod actions;
mod answer;
pub mod pages;
mod recorded;
mod refused;
mod shown;
mod store;
mod table;
mod words;

pub use actions::{Done, New, Seen, act, add};
pub use answer::{Asked, answer};
pub(crate) use shown::{Panel, at_the_desk, in_the_portal};
pub use store::{of_order, shown_to};
pub use table::ChargeRow;
