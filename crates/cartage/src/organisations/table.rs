//! The row of an organisation.

use jiff::Timestamp;

use super::OrganisationId;

kit::entity! {
    /// A carrier and its settings.
    pub struct OrganisationRow in "organisation" {
        /// Its id.
        pub id: OrganisationId,
        /// Its word in paths.
        pub slug: String,
        /// Its name.
        pub name: String,
        /// IANA name of the zone its acts are timed in.
        pub zone: String,
        /// Two letters.
        pub country: String,
        /// Three letters.
        pub currency: String,
        /// `#rrggbb`.
        pub colour: String,
        /// Switched off, nobody gets in.
        pub active: bool,
        /// Customer portal order creation status (2.1): QUOTE or TO_PLAN.
        pub order_status: String,
        /// What quote numbers begin with.
        pub quote_prefix: String,
        /// Digits at least.
        pub quote_length: i64,
        /// NONE, YYYY, YY or YYMM.
        pub quote_date_part: String,
        /// What order numbers begin with.
        pub order_prefix: String,
        /// Digits at least.
        pub order_length: i64,
        /// NONE, YYYY, YY or YYMM.
        pub order_date_part: String,
        /// After how many hours staff are told that a quote still waits; nobody is told when none.
        pub quote_waiting_hours: Option<i64>,
        /// Counts its changes.
        pub version: i64,
        /// When it was set up.
        pub created_at: Timestamp,
    }
}
