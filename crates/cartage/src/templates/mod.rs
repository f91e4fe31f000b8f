//! Templates: orders a customer makes again and again, kept from one that was made (rule 7.5). An order begun from one keeps its
//! transport service and its locations; a template whose service or locations are no longer there binds nobody, and says so.

kit::id!(
    /// A template.
    TemplateId
);

mod actions;
mod held;
pub mod pages;
mod store;
mod table;
mod words;

pub use actions::{archive, keep, rename, restore};
pub use held::{Held, held};
pub use rules::template::{Broken, broken, of_order};
pub use store::{first, insert};
pub use table::TemplateRow;
