//! The row of a transport service.

use jiff::Timestamp;
use jiff::civil::Time;

use super::ServiceId;
use crate::organisations::OrganisationId;

kit::entity! {
    /// A transport service.
    pub struct ServiceRow in "transport_service" {
        /// Its id.
        pub id: ServiceId,
        /// Whose.
        pub organisation: OrganisationId,
        /// Its name, as customers read it.
        pub name: String,
        /// The name folded, for the order of lists.
        pub sort_name: String,
        /// What customers read beside it.
        pub description: String,
        /// *Customers who can select this service*: ALL or NAMED (3.1).
        pub selectable: String,
        /// *Default customer portal order status*: QUOTE, TO_PLAN or empty (2.1).
        pub order_status: Option<String>,
        /// *Cutoff orders with same day collection*: NO_CUT_OFF, DAY_BEFORE or SAME_DAY (3.3).
        pub cut_off: String,
        /// The cut-off time, for the two kinds that have one.
        pub cut_off_time: Option<Time>,
        /// Weekdays on which it collects, Monday the lowest of seven bits.
        pub collection_days: i64,
        /// Weekdays on which it delivers.
        pub delivery_days: i64,
        /// The country whose public holidays it keeps.
        pub holidays_of: Option<String>,
        /// Its own closed days: ISO dates, one a line.
        pub closed_dates: String,
        /// Its area as the rules write it; empty is everywhere.
        pub area: String,
        /// Permitted delivery days from collection to delivery.
        pub lead_days: Option<i64>,
        /// Hours of notice.
        pub notice_hours: Option<i64>,
        /// Not offered for new orders since.
        pub archived_at: Option<Timestamp>,
        /// Counts its changes.
        pub version: i64,
        /// When it was made.
        pub created_at: Timestamp,
    }
}
