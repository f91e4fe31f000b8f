//! The rows of documents and their types.

use jiff::Timestamp;
use rules::documents::ToCustomers;

use super::{DocumentId, TypeId};
use crate::customers::CustomerId;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;

kit::entity! {
    /// A type of documents.
    pub struct TypeRow in "document_type" {
        /// Its id.
        pub id: TypeId,
        /// Whose.
        pub organisation: OrganisationId,
        /// What people choose it by.
        pub name: String,
        /// The name folded, for the order of lists.
        pub sort_name: String,
        /// Customers see its documents.
        pub customers_see: bool,
        /// Customers may add to them.
        pub customers_upload: bool,
        /// Months its documents are kept; none: for good.
        pub kept_months: Option<i64>,
        /// Not offered for new documents since.
        pub archived_at: Option<Timestamp>,
        /// Counts its changes.
        pub version: i64,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

impl TypeRow {
    /// What it says to customers.
    #[must_use]
    pub fn to_customers(&self) -> ToCustomers {
        ToCustomers { see: self.customers_see, upload: self.customers_upload }
    }
}

kit::entity! {
    /// A document of an order.
    pub struct DocumentRow in "document" {
        /// Its id.
        pub id: DocumentId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Whose order.
        pub customer: CustomerId,
        /// The order.
        pub order_id: OrderId,
        /// The consignment's id within the order; empty: the order as a whole.
        pub consignment: String,
        /// Its type.
        pub document_type: TypeId,
        /// The file's name, with its ending.
        pub name: String,
        /// The ending of its format.
        pub format: String,
        /// Bytes.
        pub size: i64,
        /// SHA-256 of the bytes, as the file is named.
        pub digest: String,
        /// When it was filed.
        pub sent_at: Timestamp,
        /// By whom.
        pub sent_by: String,
        /// They were the customer's contact.
        pub sent_by_customer: bool,
        /// When it was taken off the order.
        pub removed_at: Option<Timestamp>,
    }
}
