//! An import with everything it is judged by at this moment: its order as it is now, the change it asks for, and the terms.

use jiff::Timestamp;
use kit::db::Tx;
use rules::creation_status::{Flow, Side};
use rules::order::OrderDocument;
use rules::order_change::{self, Merged, Operation};
use rules::order_check::{self, Problem};
use rules::order_import::{Findings, Kind, Limit, Remark, State};

use super::table::ImportRow;
use super::{ImportId, store};
use crate::failure::Failure;
use crate::orders::{self, Checked, OrderNow, Terms};
use crate::viewer::Scope;

/// An import and what it is judged by.
pub struct Case {
    /// Its row.
    pub import: ImportRow,
    /// What it wants.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// The order as it is; none for a create.
    pub order: Option<OrderNow>,
    /// The order as the customer wants it, where the import says: for a create, and for an update of the order it was made from.
    pub proposed: Option<OrderDocument>,
    /// Of an update: the change, field by field.
    pub operations: Vec<Operation>,
    /// What it is judged by.
    pub(crate) terms: Terms,
}

impl Case {
    /// The import, if this viewer can see it.
    ///
    /// # Errors
    /// Not found, or the database does not answer.
    pub async fn load(tx: &mut Tx, scope: Scope, id: ImportId) -> Result<Case, Failure> {
        let import = store::by_id(tx, scope, id).await?;
        Case::of(tx, import).await
    }

    /// The import of a row.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(tx: &mut Tx, import: ImportRow) -> Result<Case, Failure> {
        let (kind, state) = (kind(&import)?, state(&import)?);
        let scope = Scope { organisation: import.organisation, customer: Some(import.customer) };
        let order = match orders::by_id(tx, scope, import.order_id).await {
            Ok(row) => Some(OrderNow::of(tx, row).await?),
            Err(Failure::Mismatch(_)) => None,
            Err(failure) => return Err(failure),
        };
        let proposed = if import.document.is_empty() { None } else { Some(read(&import.document)?) };
        let operations = if import.operations.is_empty() { Vec::new() } else { serde_json::from_str(&import.operations)? };
        let judged = proposed.as_ref().or(order.as_ref().map(|order| &order.document)).cloned().unwrap_or_default();
        let terms = Terms::load(tx, import.organisation, import.customer, Side::Customer, &judged).await?;
        Ok(Case { import, kind, state, order, proposed, operations, terms })
    }

    /// What the customer's change makes of the order as it is now, with what somebody chose for conflicts. Previews and applies.
    ///
    /// # Errors
    /// A fault when the change does not fit the document it is about.
    pub fn merged(&self, choices: std::collections::BTreeMap<order_change::Path, order_change::Choice>) -> Result<Option<Merged>, Failure> {
        let (Kind::Update, Some(order)) = (self.kind, &self.order) else { return Ok(None) };
        let terms = order_change::Terms { choices, begun: order.begun.clone() };
        order_change::merge(&order.document, &self.operations, &terms).map(Some).map_err(|error| unfit(&error))
    }

    /// What would be made: a create's document, an update's merged one; none for a cancellation.
    ///
    /// # Errors
    /// As [`Case::merged`].
    pub fn outcome(&self) -> Result<Option<OrderDocument>, Failure> {
        match self.kind {
            Kind::Create => Ok(self.proposed.clone()),
            Kind::Update => Ok(self.merged(std::collections::BTreeMap::new())?.map(|merged| merged.document)),
            Kind::Cancel => Ok(None),
        }
    }

    /// What blocks or holds it now: late by its receipt, everything else as it is at `now` (2.3).
    ///
    /// # Errors
    /// As [`Case::merged`].
    pub fn findings(&self, now: Timestamp) -> Result<Findings, Failure> {
        let Some(document) = self.outcome()? else { return Ok(self.of_order(Findings::default(), None)) };
        let merged = self.merged(std::collections::BTreeMap::new())?;
        let found = found(&self.terms, self.kind, &document, (self.order.as_ref(), None), (self.import.received_at, now))?;
        let mut findings = self.of_order(found.findings, merged.as_ref());
        let stored: Findings = serde_json::from_str(&self.import.findings)?;
        if stored.has(Remark::FirstOrderOfContact) {
            findings.remark(Remark::FirstOrderOfContact, None);
        }
        // Judged when it was sent: by now the address may stand in the address book itself.
        findings.remarks.extend(stored.remarks.into_iter().filter(|noted| noted.what == Remark::NearDuplicateLocation));
        Ok(findings)
    }

    /// The customer's name.
    #[must_use]
    pub fn customer_name(&self) -> &str {
        &self.terms.customer.name
    }

    /// Adds what the order's progress says against a change or a cancellation.
    fn of_order(&self, mut findings: Findings, merged: Option<&Merged>) -> Findings {
        if let Some(order) = &self.order {
            against(&mut findings, self.kind, order, self.limit(), merged);
        }
        findings
    }

    /// The last status in which the customer may do what this import wants.
    fn limit(&self) -> Limit {
        if self.kind == Kind::Cancel { self.terms.import.cancel_limit.value } else { self.terms.import.update_limit.value }
    }
}

/// Adds what an order's progress says against a change or a cancellation of it.
pub(super) fn against(findings: &mut Findings, kind: Kind, order: &OrderNow, limit: Limit, merged: Option<&Merged>) {
    let touches_begun = merged.map_or(kind == Kind::Cancel && !order.begun.is_empty(), |merged| !merged.refused.is_empty());
    if touches_begun {
        findings.remark(Remark::CollectionBegun, None);
    }
    if merged.is_some_and(|merged| !merged.conflicts.is_empty()) {
        findings.remark(Remark::MergeConflict, None);
    }
    if !limit.allows(order.status) {
        findings.remark(Remark::PastLimit, None);
    }
}

/// What the check of an order says, sorted.
pub(super) struct Found {
    /// As the form shows it.
    pub(super) problems: Vec<Problem>,
    /// Sorted into errors and remarks.
    pub(super) findings: Findings,
}

/// Judges a document: what is late by its receipt, the rest as it is at the act, with the customer's standing and the service (5.4).
pub(super) fn found(
    terms: &Terms,
    kind: Kind,
    document: &OrderDocument,
    (order, form_before): (Option<&OrderNow>, Option<&OrderDocument>),
    (received, now): (Timestamp, Timestamp),
) -> Result<Found, Failure> {
    let before = order.map(|order| &order.document);
    let at = |now| {
        terms.check(&Checked { document, before, form_before: form_before.or(before), now, side: Side::Customer, flow: Flow::Import })
    };
    let problems = at(now);
    let errors = if received == now { Findings::of(&problems).errors } else { Findings::of(&at(received)).errors };
    let mut findings = Findings { errors, ..Findings::of(&problems) };
    if let Some(remark) = Remark::of_standing(terms.customer.standing()?) {
        findings.remark(remark, None);
    }
    let gone = terms.service.as_ref().is_none_or(|service| service.archived || !service.permitted);
    if kind == Kind::Update && gone {
        findings.remark(Remark::ServiceNotPermitted, Some(order_check::Place::Order("service")));
    }
    Ok(Found { problems, findings })
}

pub(super) fn kind(row: &ImportRow) -> Result<Kind, Failure> {
    Kind::parse(&row.kind).ok_or_else(|| Failure::fault(format!("an import of kind {:?}", row.kind)))
}

pub(super) fn state(row: &ImportRow) -> Result<State, Failure> {
    State::parse(&row.state).ok_or_else(|| Failure::fault(format!("an import in state {:?}", row.state)))
}

/// Reads a stored document.
pub(crate) fn read(document: &str) -> Result<OrderDocument, Failure> {
    OrderDocument::from_json(document).map_err(|error| Failure::fault(format!("{error:?}")))
}

/// A change that does not fit is a fault of ours.
pub(crate) fn unfit(error: &order_change::Unfit) -> Failure {
    Failure::fault(format!("a change that does not fit its document: {error:?}"))
}
