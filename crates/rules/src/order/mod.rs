//! The order document: what was ordered (rule 7.1), versioned, with a stable id on every consignment, stop and goods
//! line and with exact decimals. How far a stop has got, units, charges and documents are kept beside it, not in it.
//! What a message brought that we do not know stays in it untouched.

mod consignment;
mod document;
mod goods;
pub mod limits;
mod part;
mod stop;
mod totals;

pub use consignment::Consignment;
pub use document::{OrderDocument, SHAPE, Unreadable};
pub use goods::{Adr, GoodsLine};
pub use part::{Part, PartId};
pub use stop::{Address, Stop, StopAt, StopKind, Window};
pub use totals::Totals;

/// Fields of a message that we do not know, kept as they came.
pub type Unknown = serde_json::Map<String, serde_json::Value>;

#[cfg(test)]
mod tests;
