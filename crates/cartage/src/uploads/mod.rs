//! Uploads (rule 7.5): a table sent at once, of orders in the portal, of customers, contacts and locations at the desk. It is read, tried
//! out row by row without anything being made, and carried out when its sender says so: each row by the very act a form goes through.

kit::id!(
    /// An upload.
    UploadId
);

mod actions;
mod columns_shown;
mod counter;
mod draft;
pub mod onboarding;
mod orders;
pub mod pages;
mod places;
mod receive;
mod said;
mod store;
mod table;
mod words;
mod work;

pub use work::{CONTINUE, PRUNE};
