//! What staff decide about an import (5.5 to 5.9): accept it as it is or after editing, put an error right, accept it late, reject it.

use std::collections::BTreeMap;

use kit::db::Tx;
use rules::creation_status::{Flow, Side};
use rules::order::{OrderDocument, PartId};
use rules::order_change::{self, Choice, Path};
use rules::order_check::{self};
use rules::order_import::{Accept, Event, Findings, Kind, OrderEffect, step};

use super::carry_out::{Doer, Doing, carry_out, claims_anew};
use super::case::{Case, against, found, unfit};
use super::change::NotChanged;
use super::{ImportId, claims, refused};
use crate::charges::PriceSeen;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Change};
use crate::orders::{self, Checked, Desk, OrderRow, Terms, Why};
use crate::shell::says;

/// What a member of staff had before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which import.
    pub import: ImportId,
    /// Its revision then.
    pub revision: i64,
    /// The order's version then; none for a create.
    pub order: Option<i64>,
}

/// How an import is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// *Create order*, *Accept*.
    Accept,
    /// *Fix the error*.
    Fix,
    /// *Accept late…*.
    Late,
}

/// A decision to accept.
#[derive(Clone, Debug)]
pub struct Decision {
    /// At which desk.
    pub desk: Desk,
    /// What was seen.
    pub seen: Seen,
    /// How.
    pub how: How,
    /// The order as staff edited it; none: as the customer wants it.
    pub document: Option<OrderDocument>,
    /// What was chosen for fields both sides changed.
    pub choices: BTreeMap<Path, Choice>,
    /// Why, where a remark or lateness asks for it; the customer does not read it.
    pub reason: String,
    /// What was shown of what becomes of the order's charges.
    pub price: PriceSeen,
}

/// An import, as it was seen.
pub(super) async fn as_seen(tx: &mut Tx, desk: &Desk, seen: Seen) -> Result<Case, Failure> {
    let case = Case::load(tx, desk.scope, seen.import).await?;
    if !case.state.is_open() {
        return Err(refused::step(&rules::order_import::Refused::Final(case.state), &case));
    }
    if case.order.as_ref().map(|order| order.row.version) != seen.order {
        return Err(Failure::moved(
            "The order has changed since you opened this. Nothing was decided; here is the difference as it is now.",
        ));
    }
    if case.import.revision != seen.revision {
        return Err(Failure::moved("The customer has changed it since you opened it. Nothing was decided; look at it as it is now."));
    }
    Ok(case)
}

/// What would be made or written, with what it changes in words.
struct Outcome {
    document: Option<OrderDocument>,
    changes: Vec<Change>,
    findings: Findings,
    facts: Accept,
    /// Nothing of an update is left to do.
    already_so: bool,
}

/// Staff accept an import. The order as it is then.
///
/// # Errors
/// Not found; moved, or decided already; something to be put right; refused by the rules; or the database does not answer.
pub async fn accept(tx: &mut Tx, act: &mut Act, decision: Decision) -> Result<Option<OrderRow>, NotChanged> {
    let case = as_seen(tx, &decision.desk, decision.seen).await?;
    accept_seen(tx, act, case, decision).await
}

/// Staff accept an import that was loaded as it was seen.
pub(super) async fn accept_seen(tx: &mut Tx, act: &mut Act, mut case: Case, decision: Decision) -> Result<Option<OrderRow>, NotChanged> {
    let outcome = match case.kind {
        Kind::Create => of_create(tx, act, &mut case, decision.document).await?,
        Kind::Update => of_update(tx, act, &mut case, decision.document, decision.choices).await?,
        Kind::Cancel => of_cancellation(&case, act)?,
    };
    let event = match decision.how {
        _ if outcome.already_so => Event::StaffEditOrder { empty_difference: true },
        How::Accept => Event::StaffAccept(outcome.facts),
        How::Fix => Event::StaffFixError(outcome.facts),
        How::Late => Event::StaffAcceptLate(outcome.facts),
    };
    let step = step(case.kind, case.state, &event).map_err(|refusal| refused::step(&refusal, &case))?;
    let reason = checked_reason(&decision.reason, decision.how == How::Late || outcome.findings.need_reason())?;
    if let Some(document) = outcome.document.as_ref().filter(|_| claims_anew(&step) && step.order != OrderEffect::Nothing) {
        let key = rules::reference::fold(document.reference.as_deref().unwrap_or_default());
        if !key.is_empty() {
            let claimed = claims::claim(tx, act, case.import.customer, case.import.order_id, &key, &case.terms.settings.zone).await?;
            claimed.map_err(NotChanged::ReferenceTaken)?;
        }
    }
    if let (Some(order), Some(document)) = (&case.order, &outcome.document) {
        let rerating = orders::rerating(tx, act.now, &order.row, document, &case.terms).await?;
        decision.price.covers(rerating.as_ref()).map_err(NotChanged::PriceNotSeen)?;
    }
    let doing = Doing {
        step,
        doer: Doer::Carrier,
        why: Why { reason: String::new(), note: reason },
        document: outcome.document.as_ref(),
        changes: outcome.changes,
        with_changes: outcome.facts.edited,
        findings: outcome.findings,
        house: &decision.desk.house,
    };
    Ok(carry_out(tx, act, &case, false, doing).await?)
}

/// The reason of an acceptance; one must be given where something stands against it.
fn checked_reason(reason: &str, needed: bool) -> Result<String, Failure> {
    let reason = reason.trim();
    if reason.is_empty() && !needed {
        return Ok(String::new());
    }
    if reason.is_empty() {
        return Err(Refusal::at("reason", "Say why it is accepted all the same; only staff read it.").into());
    }
    Why { reason: reason.to_owned(), note: String::new() }.check().map(|why| why.reason).map_err(Failure::from)
}

/// A document that staff edited: with its ids, filled, and judged as staff's own entry is.
async fn edited(tx: &mut Tx, act: &Act, case: &mut Case, document: Option<OrderDocument>) -> Result<Option<OrderDocument>, NotChanged> {
    let Some(mut document) = document else { return Ok(None) };
    case.terms = Terms::load(tx, act.organisation, case.import.customer, Side::Staff, &document).await?;
    let before = case.outcome()?.unwrap_or_default();
    case.terms.still_there(&document, &before)?;
    case.terms.fill_change(&mut document, &before);
    document.give_ids(|| PartId::new(act.ids.part()));
    Ok(Some(document))
}

/// Refuses what no order can say, whoever enters it. What the form has come to ask for binds staff where they touch what was wanted.
fn entered(
    case: &Case,
    act: &Act,
    document: &OrderDocument,
    before: Option<&OrderDocument>,
    wanted: &OrderDocument,
) -> Result<(), NotChanged> {
    let checked = Checked { document, before, form_before: Some(wanted), now: act.now, side: Side::Staff, flow: Flow::Import };
    let problems = case.terms.check(&checked);
    if order_check::refuses(&problems) { Err(NotChanged::Wrong(problems)) } else { Ok(()) }
}

async fn of_create(tx: &mut Tx, act: &Act, case: &mut Case, document: Option<OrderDocument>) -> Result<Outcome, NotChanged> {
    let proposed = case.proposed.clone().ok_or_else(|| Failure::fault("a waiting submission without a document"))?;
    let made = edited(tx, act, case, document).await?.unwrap_or_else(|| proposed.clone());
    entered(case, act, &made, None, &proposed)?;
    let findings = found(&case.terms, case.kind, &made, (None, Some(&proposed)), (case.import.received_at, act.now))?.findings;
    let changes = words(tx, act, &proposed, &made).await?;
    let today = says::today(act.now, &case.terms.settings.zone);
    let date_passed = made.first_collection().is_some_and(|date| date < today);
    let facts = Accept { edited: !changes.is_empty(), errors: !findings.errors.is_empty(), date_passed, ..Accept::default() };
    Ok(Outcome { document: Some(made), changes, findings, facts, already_so: false })
}

async fn of_update(
    tx: &mut Tx,
    act: &Act,
    case: &mut Case,
    document: Option<OrderDocument>,
    choices: BTreeMap<Path, Choice>,
) -> Result<Outcome, NotChanged> {
    let edited = edited(tx, act, case, document).await?;
    let (Some(order), Some(merged)) = (&case.order, case.merged(choices)?) else {
        return Err(Failure::fault("an update without its order").into());
    };
    let by_staff = edited.is_some() || !merged.kept.is_empty() || !merged.refused.is_empty();
    let conflict = edited.is_none() && !merged.conflicts.is_empty();
    let written = edited.unwrap_or_else(|| merged.document.clone());
    let mut findings = found(&case.terms, case.kind, &written, (Some(order), None), (case.import.received_at, act.now))?.findings;
    against(&mut findings, Kind::Update, order, case.terms.import.update_limit.value, Some(&merged));
    if !conflict {
        findings.remarks.retain(|noted| noted.what != rules::order_import::Remark::MergeConflict);
        entered(case, act, &written, Some(&order.document), &merged.document)?;
    }
    let facts = Accept {
        edited: by_staff,
        errors: !findings.errors.is_empty(),
        conflict,
        collection_begun: merged.is_out_of_reach(),
        ..Accept::default()
    };
    let before = order.document.clone();
    let changes = words(tx, act, &before, &written).await?;
    Ok(Outcome { document: Some(written), changes, findings, facts, already_so: merged.is_already_so() })
}

fn of_cancellation(case: &Case, act: &Act) -> Result<Outcome, Failure> {
    let begun = case.order.as_ref().is_some_and(|order| !order.begun.is_empty());
    let facts = Accept { collection_begun: begun, ..Accept::default() };
    Ok(Outcome { document: None, changes: Vec::new(), findings: case.findings(act.now)?, facts, already_so: false })
}

/// What differs between two documents, in words.
async fn words(tx: &mut Tx, act: &Act, before: &OrderDocument, after: &OrderDocument) -> Result<Vec<Change>, Failure> {
    let operations = order_change::changes(before, after).map_err(|error| unfit(&error))?;
    let names = orders::names_for(tx, act.organisation, &operations).await?;
    Ok(orders::change_words(&operations, before, after, &names))
}

/// Staff reject an import: the order, if there is one, stays as it is.
///
/// # Errors
/// Not found; moved, or decided already; refused for its reason; or the database does not answer.
pub async fn reject(tx: &mut Tx, act: &mut Act, desk: &Desk, seen: Seen, why: &Why) -> Result<(), Failure> {
    let case = as_seen(tx, desk, seen).await?;
    let why = why.check()?;
    let step = step(case.kind, case.state, &Event::StaffReject).map_err(|refusal| refused::step(&refusal, &case))?;
    let findings = serde_json::from_str(&case.import.findings)?;
    let house = &desk.house;
    let (doer, changes) = (Doer::Carrier, Vec::new());
    let doing = Doing { step, doer, why, document: None, changes, with_changes: false, findings, house };
    carry_out(tx, act, &case, false, doing).await.map(drop)
}
