//! The rows of telling: what members chose, and what stands in their digests.

use jiff::Timestamp;
use uuid::Uuid;

use crate::contacts::ContactId;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;
use crate::people::StaffId;

kit::entity! {
    /// What a member chose to be told of.
    pub(super) struct ChoiceRow in "notification_choice" {
        /// The contact's or the staff member's id.
        pub membership: Uuid,
        /// Whose.
        pub organisation: OrganisationId,
        /// A contact.
        pub contact: Option<ContactId>,
        /// Or staff.
        pub staff: Option<StaffId>,
        /// When the digest comes, in the organisation's zone.
        pub digest_hour: i64,
        /// As `rules::telling::Choices` writes it.
        pub choices: String,
        /// Counts its changes.
        pub version: i64,
    }
}

kit::entity! {
    /// A line of a member's next digest.
    pub(super) struct DigestRow in "digest_item" {
        /// Its id.
        pub id: Uuid,
        /// Whose.
        pub organisation: OrganisationId,
        /// The contact's or the staff member's id.
        pub membership: Uuid,
        /// A contact.
        pub contact: Option<ContactId>,
        /// Or staff.
        pub staff: Option<StaffId>,
        /// What happened.
        pub kind: String,
        /// To which order.
        pub order_id: OrderId,
        /// For staff: which import waits; none of a quote, and for contacts.
        pub import: Option<Uuid>,
        /// As it is told.
        pub line: String,
        /// When it happened.
        pub at: Timestamp,
        /// When the digest is due.
        pub due_at: Timestamp,
    }
}
