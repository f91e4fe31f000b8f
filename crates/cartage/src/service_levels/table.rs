//! The row of a service level.

use jiff::Timestamp;
use rules::lead_time::LeadTime;

use super::LevelId;
use crate::failure::Failure;
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

impl LevelRow {
    /// The part of the lead time it states itself.
    ///
    /// # Errors
    /// A fault when the stored numbers are none a lead time can have.
    pub fn lead_time(&self) -> Result<LeadTime, Failure> {
        lead_time(self.lead_days, self.notice_hours)
    }
}

/// Puts stored days and hours together.
///
/// # Errors
/// A fault when they are none a lead time can have.
pub fn lead_time(days: Option<i64>, hours: Option<i64>) -> Result<LeadTime, Failure> {
    let part = |stored: Option<i64>| stored.map(u16::try_from).transpose().map_err(Failure::fault);
    Ok(LeadTime { days: part(days)?, notice_hours: part(hours)? })
}
