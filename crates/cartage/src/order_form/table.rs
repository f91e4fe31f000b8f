//! The row of an arrangement.

use jiff::Timestamp;

use crate::organisations::OrganisationId;

kit::entity! {
    /// The order form as an organisation arranged it.
    pub struct OrderFormRow in "order_form" {
        /// Whose.
        pub organisation: OrganisationId,
        /// The rules' [`rules::order_form::OrderForm`], as JSON.
        pub arranged: String,
        /// Counts its changes.
        pub version: i64,
        /// When it was changed last.
        pub changed_at: Timestamp,
        /// Who did, by name.
        pub changed_by: String,
    }
}
