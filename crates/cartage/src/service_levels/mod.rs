//! Service levels: speed add-ons to a transport service, each with the part of the lead time it states itself (rule 3.4).

kit::id!(
    /// A service level.
    LevelId
);

mod table;

pub use table::{LevelRow, lead_time};
