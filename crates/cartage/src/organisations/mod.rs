//! The organisation: the carrier, one tenant. Its settings say how portal orders arrive, how they are numbered and who works here.

kit::id!(
    /// An organisation.
    OrganisationId
);

mod actions;
pub mod import;
pub mod labels;
mod numbering;
pub mod pages;
mod portal;
mod settings;
mod store;
mod table;

pub use actions::{provision_import, set_import};
pub use settings::Settings;
pub use store::{ahead, any, by_id, has_rate_cards, insert, settings};
pub use table::OrganisationRow;
