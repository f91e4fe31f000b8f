//! Documents of orders, filed from either side (rule 9.5): a type says whether customers see and may add to it, and how long its
//! documents are kept. The bytes lie in the data directory under their digest, and are taken for what they are, not for what they
//! are called.

kit::id!(
    /// A document.
    DocumentId,
    /// A type of documents.
    TypeId,
);

mod actions;
mod holder;
mod keeping;
pub mod pages;
mod received;
mod shown;
mod store;
mod table;
pub mod types;

pub use actions::{Filing, file};
pub(crate) use holder::is_open;
pub use keeping::{FORGET, SWEEP};
pub use received::{Received, take};
pub(crate) use shown::{Eyes, Panel, panel};
pub use store::{of_order, types as types_of};
pub use table::{DocumentRow, TypeRow};
