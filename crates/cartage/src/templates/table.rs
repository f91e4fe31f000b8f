//! The row of a template.

use jiff::Timestamp;
use kit::text::fold;
use rules::order::OrderDocument;

use super::TemplateId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

kit::entity! {
    /// A template of a customer.
    pub struct TemplateRow in "order_template" {
        /// Its id.
        pub id: TemplateId,
        /// The carrier.
        pub organisation: OrganisationId,
        /// Whose orders are made from it.
        pub customer: CustomerId,
        /// What it is called.
        pub name: String,
        /// The name folded: it leads to one template, and sorts.
        pub sort_name: String,
        /// An order document, as JSON.
        pub document: String,
        /// When it was kept.
        pub created_at: Timestamp,
        /// By whom, by name.
        pub created_by: String,
        /// When it was archived.
        pub archived_at: Option<Timestamp>,
        /// By whom, by name.
        pub archived_by: Option<String>,
        /// Counts its changes.
        pub version: i64,
    }
}

impl TemplateRow {
    /// Calls it something.
    pub fn call(&mut self, name: &str) {
        (self.name, self.sort_name) = (name.to_owned(), fold(name));
    }

    /// What an order made from it begins with.
    ///
    /// # Errors
    /// A fault when it cannot be read.
    pub fn document(&self) -> Result<OrderDocument, Failure> {
        OrderDocument::from_json(&self.document).map_err(|error| Failure::fault(format!("{error:?}")))
    }
}
