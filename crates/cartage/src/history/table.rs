//! The rows of history: what happened in the chain, and beside it what it said.

use jiff::Timestamp;
use uuid::Uuid;

use crate::organisations::OrganisationId;

kit::entity! {
    /// A link of an organisation's chain.
    pub struct HistoryRow in "history" {
        /// Whose chain.
        pub organisation: OrganisationId,
        /// Its place, from 1.
        pub entry: i64,
        /// When.
        pub at: Timestamp,
        /// `order`, `customer`, …
        pub subject_kind: String,
        /// Which one.
        pub subject: Uuid,
        /// `order.submitted`, …
        pub verb: String,
        /// Not for the customer's eyes.
        pub internal: bool,
        /// SHA-256 of salt and payload.
        pub digest: Vec<u8>,
        /// SHA-256 of the link before and this row.
        pub link: Vec<u8>,
    }
}

kit::entity! {
    /// What an entry says.
    pub struct PayloadRow in "history_payload" {
        /// Whose chain.
        pub organisation: OrganisationId,
        /// Which entry.
        pub entry: i64,
        /// Sixteen random bytes: a digest of a short payload cannot be guessed back.
        pub salt: Vec<u8>,
        /// JSON; empty after an erasure.
        pub payload: String,
    }
}
