//! Rate cards: what a customer's orders, or those of a service, cost (rule 8.5). Staff write a card, are told what is odd about it, and
//! try it out with the very function that prices orders. What of a price becomes a charge is charges' matter.

kit::id!(
    /// A rate card.
    RateCardId
);

mod actions;
mod draft;
pub mod pages;
mod pricing;
mod reading;
mod shape;
mod store;
mod table;
mod terms;
mod words;

pub use actions::create;
pub use pricing::{Priced, price};
pub use table::RateCardRow;
pub use terms::Terms;
