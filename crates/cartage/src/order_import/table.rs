//! The rows of order imports: an import, a claimed reference, a question, and who has an import open.

use jiff::Timestamp;
use uuid::Uuid;

use super::{ImportId, QuestionId};
use crate::contacts::ContactId;
use crate::customers::CustomerId;
use crate::labels::Whose;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;
use crate::service_levels::LevelId;
use crate::transport_services::ServiceId;

kit::entity! {
    /// An import: what a customer submitted, changed or cancelled, and what became of it.
    pub struct ImportRow in "order_import" {
        /// Its id.
        pub id: ImportId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Whose order.
        pub customer: CustomerId,
        /// The order's id, which it has from submission on (2.6): the order itself may not exist yet.
        pub order_id: OrderId,
        /// CREATE, UPDATE or CANCEL.
        pub kind: String,
        /// WAITING, ERROR; or final: COMPLETED, REJECTED, WITHDRAWN, SUPERSEDED.
        pub state: String,
        /// Counts what was done to it.
        pub revision: i64,
        /// Short human code for labels and mails, immutable.
        pub submission_code: String,
        /// Who submitted it.
        pub contact: ContactId,
        /// The same by name.
        pub submitted_by: String,
        /// When it was first submitted.
        pub submitted_at: Timestamp,
        /// Receipt of what it says now: what cut-off and lead time are judged by.
        pub received_at: Timestamp,
        /// The order as the customer wants it, as JSON; empty where the order itself has it, and for cancellations.
        pub document: String,
        /// Of an update: the operations, as JSON.
        pub operations: String,
        /// What was found when it was judged last, as JSON.
        pub findings: String,
        /// How many remarks that is.
        pub remarks: i64,
        /// Why the customer cancels; empty when they did not say.
        pub wish: String,
        /// Why the carrier did not accept it: shown to the customer as written.
        pub reason: String,
        /// Shown to staff only.
        pub internal_note: String,
        /// Whether a question to the customer waits for its answer.
        pub asked: bool,
        /// The transport service.
        pub service: ServiceId,
        /// The service level.
        pub level: Option<LevelId>,
        /// The customer's reference as typed.
        pub reference: String,
        /// The same folded.
        pub reference_key: String,
        /// First collection, ISO; `9999-12-31` for none.
        pub collection_date: String,
        /// Last delivery, ISO; `9999-12-31` for none.
        pub delivery_date: String,
        /// Place and country of the first collection.
        pub from_place: String,
        /// Place and country of the last delivery.
        pub to_place: String,
        /// Goods in a few words.
        pub goods: String,
        /// The first instant that is too late for its collection; none without a cut-off.
        pub cut_off_at: Option<Timestamp>,
        /// When it was decided.
        pub decided_at: Option<Timestamp>,
        /// By whom, by name.
        pub decided_by: Option<String>,
        /// CUSTOMER, CARRIER or AUTOMATION.
        pub decided_side: Option<String>,
        /// Whether staff changed something before they accepted it.
        pub with_changes: bool,
        /// When the other side saw what was applied, or not accepted.
        pub seen_at: Option<Timestamp>,
        /// Who saw it, by name.
        pub seen_by: Option<String>,
    }
}

impl ImportRow {
    /// Whose units those of its order are.
    pub(super) fn whose(&self) -> Whose<'_> {
        Whose { organisation: self.organisation, customer: self.customer, order: self.order_id, code: &self.submission_code }
    }
}

kit::entity! {
    /// A reference in use (5.3).
    pub struct ClaimRow in "reference_claim" {
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Whose reference.
        pub customer: CustomerId,
        /// The folded reference.
        pub reference_key: String,
        /// The order that uses it.
        pub order_id: OrderId,
        /// Since when.
        pub claimed_at: Timestamp,
    }
}

kit::entity! {
    /// A question to the customer, and the answer (5.13).
    pub struct QuestionRow in "import_question" {
        /// Its id.
        pub id: QuestionId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// About which import.
        pub import: ImportId,
        /// About which order.
        pub order_id: OrderId,
        /// As written.
        pub question: String,
        /// When.
        pub asked_at: Timestamp,
        /// Who, by name.
        pub asked_by: String,
        /// As written.
        pub answer: Option<String>,
        /// When.
        pub answered_at: Option<Timestamp>,
        /// Who, by name.
        pub answered_by: Option<String>,
    }
}

kit::entity! {
    /// A member of staff who has an import open: over a minute after the last sign.
    pub struct ReaderRow in "import_reader" {
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Which import.
        pub import: ImportId,
        /// Who.
        pub staff: Uuid,
        /// The same by name.
        pub name: String,
        /// The last sign of them.
        pub at: Timestamp,
    }
}
