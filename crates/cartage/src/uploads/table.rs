//! The rows of uploads.

use jiff::Timestamp;

use super::UploadId;
use crate::customers::CustomerId;
use crate::organisations::OrganisationId;

kit::entity! {
    /// A table somebody sent.
    pub struct UploadRow in "upload" {
        /// Its id.
        pub id: UploadId,
        /// Whose.
        pub organisation: OrganisationId,
        /// Whose orders.
        pub customer: Option<CustomerId>,
        /// ORDERS, …
        pub kind: String,
        /// Who sent it.
        pub membership: uuid::Uuid,
        /// Their name then.
        pub sent_by: String,
        /// CUSTOMER or CARRIER.
        pub sent_side: String,
        /// What the file was called.
        pub file_name: String,
        /// RECEIVING, CHECKING, CHECKED, RUNNING, DONE, DISCARDED.
        pub state: String,
        /// Columns that were left out, as JSON.
        pub left_out: String,
        /// Rows below the heads.
        pub row_count: i64,
        /// Things in it.
        pub line_count: i64,
        /// When it was sent.
        pub created_at: Timestamp,
        /// When it was to be carried out.
        pub confirmed_at: Option<Timestamp>,
        /// When that was done.
        pub ended_at: Option<Timestamp>,
        /// Until then a copy of the program is at it.
        pub claimed_until: Timestamp,
        /// New contacts of it get into the portal and are welcomed.
        pub invites: bool,
    }
}

kit::entity! {
    /// A thing in an upload.
    pub struct LineRow in "upload_line" {
        /// Whose.
        pub organisation: OrganisationId,
        /// Of which upload.
        pub upload: UploadId,
        /// Its place, from 1.
        pub line: i64,
        /// Its rows in the file.
        pub file_rows: String,
        /// What it is called: its reference.
        pub title: String,
        /// What its cells say, as JSON.
        pub content: String,
        /// NEW, GOOD, WRONG, DONE, REFUSED.
        pub state: String,
        /// What is to be mended, as JSON.
        pub said: String,
        /// What was made of it.
        pub made: Option<uuid::Uuid>,
        /// What that is called.
        pub number: String,
        /// NEW, CHANGE or SAME: what it does to what is there; empty for orders.
        pub does: String,
    }
}
