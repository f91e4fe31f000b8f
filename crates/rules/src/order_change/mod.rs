//! What a change of an order is (rule 5.7): a list of operations, each naming what it changes by stable inner ids, with what
//! stood there and what shall. Changes of two sides merge field by field; a field both touched is a conflict, and a person
//! chooses. One function, [`merge`], previews, applies automatically and applies by hand.
//!
//! What counts as one field: an address with the location it came from; a window or the location's opening hours; all
//! dangerous substances of a goods line; a list of e-mails, phones or barcodes; each custom field; each published field we
//! do not know. Every other field of [`crate::order`] stands for itself. Service and reference are fields of the order.

mod differ;
mod engine;
mod merge;
mod operation;
mod place;
mod sequence;
mod terms;
mod tree;

pub use differ::changes;
pub use merge::{Conflict, Merged, apply, merge};
pub use operation::{End, List, Operation, Path};
pub use place::Positions;
pub use terms::{Choice, Terms};
pub use tree::{Placed, Unfit, When};

#[cfg(test)]
pub(crate) mod tests;
