//! A change judged before anything is made of it (5.6, 5.9): the form's panel asks what it would do, and the act does that.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kit::db::Tx;
use rules::order::{OrderDocument, PartId};
use rules::order_change::{self, Operation};
use rules::order_check::Problem;
use rules::order_import::{Findings, Kind, Remark, Verdict, judge};

use super::case::{against, found, read, unfit};
use super::near::{self, Near};
use super::standing::Standing;
use super::table::ImportRow;
use crate::failure::Failure;
use crate::orders::{OrderNow, Terms};

/// A change, judged.
pub(super) struct Judged {
    /// What the form says beside its fields.
    pub(super) problems: Vec<Problem>,
    /// What blocks or holds it.
    pub(super) findings: Findings,
    /// What becomes of it.
    pub(super) verdict: Verdict,
    /// Of an update: the order with everything that can be applied.
    pub(super) outcome: Option<OrderDocument>,
}

/// Another version of what waits to become an order.
pub(super) fn revision(
    terms: &Terms,
    import: &ImportRow,
    document: &OrderDocument,
    near: &[Near],
    now: Timestamp,
) -> Result<Judged, Failure> {
    let before = read(&import.document)?;
    let found = found(terms, Kind::Create, document, (None, Some(&before)), (now, now))?;
    let stored: Findings = serde_json::from_str(&import.findings)?;
    let mut findings = found.findings;
    if stored.has(Remark::FirstOrderOfContact) {
        findings.remark(Remark::FirstOrderOfContact, None);
    }
    near::remark(&mut findings, near);
    let verdict = judge(Kind::Create, &terms.import, &findings);
    Ok(Judged { problems: found.problems, findings, verdict, outcome: None })
}

/// What of another version is nearly a known location: what is new about it, and what was remarked and is as it was.
pub(super) async fn near_of_revision(
    tx: &mut Tx,
    import: &ImportRow,
    before: &OrderDocument,
    document: &OrderDocument,
) -> Result<Vec<Near>, Failure> {
    let mut near = near::places(tx, (import.organisation, import.customer), document, Some(before)).await?;
    near.extend(near::still(&serde_json::from_str(&import.findings)?, before, document));
    Ok(near)
}

/// An update of an order.
pub(super) fn update(
    terms: &Terms,
    order: &OrderNow,
    (document, operations): (&OrderDocument, &[Operation]),
    near: &[Near],
    now: Timestamp,
) -> Result<Judged, Failure> {
    let found = found(terms, Kind::Update, document, (Some(order), None), (now, now))?;
    let within = order_change::Terms { choices: BTreeMap::new(), begun: order.begun.clone() };
    let merged = order_change::merge(&order.document, operations, &within).map_err(|error| unfit(&error))?;
    let mut findings = found.findings;
    against(&mut findings, Kind::Update, order, terms.import.update_limit.value, Some(&merged));
    near::remark(&mut findings, near);
    let verdict = judge(Kind::Update, &terms.import, &findings);
    Ok(Judged { problems: found.problems, findings, verdict, outcome: Some(merged.document) })
}

/// What a change to `document` would do now, for the panel beside the form. Its new parts may be without ids.
pub(crate) async fn would(
    tx: &mut Tx,
    standing: &Standing,
    terms: &Terms,
    document: &OrderDocument,
    now: Timestamp,
) -> Result<Verdict, Failure> {
    let mut document = document.clone();
    let mut fresh = 0;
    document.give_ids(|| {
        fresh += 1;
        PartId::new(format!("new part {fresh}"))
    });
    let judged = match (&standing.order, &standing.import) {
        (Some(order), _) => {
            let operations = order_change::changes(&order.document, &document).map_err(|error| unfit(&error))?;
            let whose = (order.row.organisation, order.row.customer);
            let near = near::places(tx, whose, &document, Some(&order.document)).await?;
            update(terms, order, (&document, &operations), &near, now)?
        }
        (None, Some(import)) => {
            let near = near_of_revision(tx, import, &read(&import.document)?, &document).await?;
            revision(terms, import, &document, &near, now)?
        }
        (None, None) => return Err(Failure::not_found()),
    };
    Ok(judged.verdict)
}
