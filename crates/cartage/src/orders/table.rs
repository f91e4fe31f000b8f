//! The rows of orders. The document holds what was ordered; the columns beside it serve lists, search, counts and constraints
//! and are derived from it in one function, [`super::derive`].

use jiff::Timestamp;
use rules::order::OrderDocument;
use uuid::Uuid;

use super::document::derive;
use super::{CancellationId, OrderId};
use crate::customers::CustomerId;
use crate::labels::Whose;
use crate::organisations::OrganisationId;
use crate::service_levels::LevelId;
use crate::transport_services::ServiceId;

kit::entity! {
    /// An order, from quote on.
    pub struct OrderRow in "orders" {
        /// Assigned at submission, kept for ever (2.6).
        pub id: OrderId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Who ordered.
        pub customer: CustomerId,
        /// Short human code for labels and mails, immutable.
        pub submission_code: String,
        /// PORTAL or DESK: who entered it.
        pub source: String,
        /// DIRECT or IMPORT: through which flow it came (4, 5).
        pub flow: String,
        /// QUOTE, TO_PLAN, … as in rule 6.
        pub status: String,
        /// The number people call it by now: the quote number, later the order number.
        pub number: String,
        /// What lists sort numbers by.
        pub number_sort: i64,
        /// The quote number an order had before it was sent to planning.
        pub quote_number: Option<String>,
        /// The order document as JSON: read in Rust, never inside SQL.
        pub document: String,
        /// The creation decision as JSON (2.4).
        pub decision: String,
        /// The transport service.
        pub service: ServiceId,
        /// The service level, if one was chosen.
        pub level: Option<LevelId>,
        /// The customer's reference as typed; empty for none.
        pub reference: String,
        /// The same folded; empty for none.
        pub reference_key: String,
        /// First collection, ISO; `9999-12-31` for none.
        pub collection_date: String,
        /// Last delivery, ISO; `9999-12-31` for none.
        pub delivery_date: String,
        /// Place and country of the first collection.
        pub from_place: String,
        /// Place and country of the last delivery.
        pub to_place: String,
        /// Goods in a few words: `12 pallets, 4 320 kg`.
        pub goods: String,
        /// The status it was cancelled or declined in.
        pub cancelled_from: Option<String>,
        /// UPDATE or CANCEL: what an open import of it wants; empty for none.
        pub awaiting: String,
        /// Whether a change was applied that nobody at the desk has seen yet (5.6).
        pub unseen_update: bool,
        /// UPDATE or CANCEL: what was not accepted, and the customer has not seen the answer (5.11); empty for none.
        pub not_accepted: String,
        /// Counts its changes.
        pub version: i64,
        /// When it was submitted.
        pub created_at: Timestamp,
        /// Who submitted it, by name.
        pub created_by: String,
    }
}

impl OrderRow {
    /// A new order of which nothing is said yet but whose it is, its service, and who submitted it when.
    #[must_use]
    pub fn begun(
        id: OrderId,
        (organisation, customer): (OrganisationId, CustomerId),
        service: ServiceId,
        by: (Timestamp, &str),
    ) -> OrderRow {
        OrderRow {
            id,
            organisation,
            customer,
            submission_code: String::new(),
            source: String::new(),
            flow: String::new(),
            status: String::new(),
            number: String::new(),
            number_sort: 0,
            quote_number: None,
            document: String::new(),
            decision: String::new(),
            service,
            level: None,
            reference: String::new(),
            reference_key: String::new(),
            collection_date: String::new(),
            delivery_date: String::new(),
            from_place: String::new(),
            to_place: String::new(),
            goods: String::new(),
            cancelled_from: None,
            awaiting: String::new(),
            unseen_update: false,
            not_accepted: String::new(),
            version: 1,
            created_at: by.0,
            created_by: by.1.to_owned(),
        }
    }

    /// Whose units its own are.
    #[must_use]
    pub(crate) fn whose(&self) -> Whose<'_> {
        Whose { organisation: self.organisation, customer: self.customer, order: self.id, code: &self.submission_code }
    }

    /// The order saying this, with every column that is derived from it.
    #[must_use]
    pub fn saying(self, document: &OrderDocument) -> OrderRow {
        let columns = derive(document);
        OrderRow {
            document: document.to_json(),
            level: document.level.as_deref().and_then(|level| level.parse().ok()),
            reference: columns.reference,
            reference_key: columns.reference_key,
            collection_date: columns.collection_date,
            delivery_date: columns.delivery_date,
            from_place: columns.from_place,
            to_place: columns.to_place,
            goods: columns.goods,
            ..self
        }
    }
}

kit::entity! {
    /// How far a stop is; a stop without a row is TO_PLAN.
    pub struct ProgressRow in "stop_progress" {
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Which order.
        pub order_id: OrderId,
        /// The stop's id inside the document.
        pub stop: String,
        /// TO_PLAN … COMPLETED, CANCELLED.
        pub state: String,
        /// Since when.
        pub at: Timestamp,
    }
}

kit::entity! {
    /// An order cancelled, or a quote declined: who, when, why.
    pub struct CancellationRow in "cancellation" {
        /// Its id.
        pub id: CancellationId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Which order.
        pub order_id: OrderId,
        /// CANCELLED or DECLINED.
        pub kind: String,
        /// CUSTOMER or CARRIER.
        pub by_side: String,
        /// Shown to the customer as written.
        pub reason: String,
        /// Shown to staff only.
        pub internal_note: String,
        /// When.
        pub at: Timestamp,
        /// Who, by name.
        pub by_name: String,
        /// When it was undone.
        pub undone_at: Option<Timestamp>,
        /// Who undid it.
        pub undone_by: Option<String>,
    }
}

kit::entity! {
    /// A form that was submitted and what became of it (7.6).
    pub struct SubmissionRow in "submission" {
        /// The id the form carried.
        pub id: Uuid,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// The order it made.
        pub order_id: OrderId,
        /// The membership that sent it.
        pub membership: Uuid,
        /// SHA-256 of its content.
        pub digest: Vec<u8>,
        /// When.
        pub at: Timestamp,
    }
}
