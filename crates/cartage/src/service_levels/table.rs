//! The row of a service level.

use jiff::Timestamp;

use super::LevelId;
use crate::organisations::OrganisationId;

kit::entity! {
    /// A service level.
    pub struct LevelRow in "service_level" {
        /// Its id.
        pub id: LevelId,
        /// Whose.
        pub organisation: OrganisationId,
        /// Its name, as customers read it.
        pub name: String,
        /// The name folded, for the order of lists.
        pub sort_name: String,
        /// What customers read beside it.
        pub description: String,
        /// Permitted delivery days from collection to delivery; empty: the service's count.
        pub lead_days: Option<i64>,
        /// Hours of notice; empty: the service's count.
        pub notice_hours: Option<i64>,
        /// Not offered for new orders since.
        pub archived_at: Option<Timestamp>,
        /// Counts its changes.
        pub version: i64,
        /// When it was made.
        pub created_at: Timestamp,
    }
}
