//! The row of a customer's default values.

use jiff::Timestamp;

use crate::customers::CustomerId;
use crate::organisations::OrganisationId;

kit::entity! {
    /// Default order values of a customer.
    pub struct DefaultRow in "order_default" {
        /// The carrier.
        pub organisation: OrganisationId,
        /// Whose blank forms it fills.
        pub customer: CustomerId,
        /// An order document, as JSON.
        pub document: String,
        /// Counts its changes.
        pub version: i64,
        /// When it was changed last.
        pub changed_at: Timestamp,
        /// Who did, by name.
        pub changed_by: String,
    }
}
