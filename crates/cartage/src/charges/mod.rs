//! Charges: amounts asked for an order, added and changed by staff, approved or rejected by the customer where charges are shown
//! (rules 8.1 to 8.4), or asked for by a rate card when an order is made and changed (8.5). What of them reaches a customer, the book of rules says; where charges are not shown, nothing does.

kit::id!(
    /// A charge.
    ChargeId
);

mod actions;
mod answer;
mod foreseen;
pub mod pages;
mod priced;
mod recorded;
mod refused;
mod rerating;
mod shown;
mod store;
mod table;
mod words;

pub use actions::{Done, New, Seen, act, add};
pub use answer::{Asked, answer};
pub use foreseen::{Foreseen, PriceSeen};
pub(crate) use priced::price_new;
pub(crate) use rerating::{Rerating, rerating};
pub(crate) use shown::{Line, Panel, PriceShown, at_the_desk, in_the_portal};
pub(crate) use store::price_of;
pub use store::{of_order, shown_to};
pub use table::{ChargeRow, OrderPriceRow};
