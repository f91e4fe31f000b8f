//! Uploads (rule 7.5): a table of orders sent at once. It is read, tried out row by row without anything being made, and carried
//! out when its sender says so: each order by the very act that a submitted form goes through.

kit::id!(
    /// An upload.
    UploadId
);

mod actions;
mod columns_shown;
mod draft;
mod orders;
pub mod pages;
mod places;
mod receive;
mod said;
mod store;
mod table;
mod work;

pub use work::{CONTINUE, PRUNE};
