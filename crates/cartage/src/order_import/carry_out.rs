//! Carrying out a step of the book's table (5.9): the order, the import, the claimed references, the counters, history and mail,
//! all in the act's transaction.

use std::collections::BTreeSet;

use kit::db::Tx;
use rules::creation_status::{Decision, Flow, Side, Status};
use rules::order::OrderDocument;
use rules::order_import::{Claims, Findings, Kind, OrderEffect, State, Step};
use rules::order_status::{self, OrderStatus};

use super::case::Case;
use super::table::ImportRow;
use super::{claims, recorded, store, told};
use crate::board;
use crate::charges;
use crate::failure::Failure;
use crate::history::{Act, Change};
use crate::labels;
use crate::orders::{self, End, Making, OrderRow, Terms, Why, end};
use crate::telling::House;

/// Whose doing a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doer {
    /// A contact.
    Customer,
    /// Staff.
    Carrier,
    /// The settings, on a contact's submission.
    Automation,
}

impl Doer {
    fn as_str(self) -> &'static str {
        match self {
            Doer::Customer => "CUSTOMER",
            Doer::Carrier => "CARRIER",
            Doer::Automation => "AUTOMATION",
        }
    }
}

/// A step and what it is done with.
pub(super) struct Doing<'a> {
    /// What happens.
    pub(super) step: Step,
    /// Whose doing.
    pub(super) doer: Doer,
    /// The reason the customer reads, and the note they do not.
    pub(super) why: Why,
    /// The order that is made, or what is written into it.
    pub(super) document: Option<&'a OrderDocument>,
    /// What that changes, in words.
    pub(super) changes: Vec<Change>,
    /// Whether staff changed something of what the customer had sent.
    pub(super) with_changes: bool,
    /// What was found when it was judged now.
    pub(super) findings: Findings,
    /// The carrier, as its mails speak of it.
    pub(super) house: &'a House,
}

/// Does it to an import that is in the database as it was loaded, or, `fresh`, is written now. The order as it is then.
pub(super) async fn carry_out(tx: &mut Tx, act: &mut Act, case: &Case, fresh: bool, doing: Doing<'_>) -> Result<Option<OrderRow>, Failure> {
    let order = on_the_order(tx, act, case, &doing).await?;
    let order = match order {
        Some(order) => Some(badges(tx, case, order, &doing).await?),
        None => None,
    };
    let after = as_it_becomes(act, case, &doing)?;
    if fresh {
        store::insert(tx, &after).await?;
        board::import_moved(tx, None, &after).await?;
    } else {
        moved(tx, &case.import, &after).await?;
        if doing.step.revised {
            board::import_revised(tx, &after).await?;
        }
    }
    if case.kind == Kind::Create && matches!(doing.step.then, State::Rejected | State::Withdrawn) {
        let sent = case.proposed.as_ref().ok_or_else(|| Failure::fault("a submission without a document"))?;
        labels::end(tx, act, case.import.whose(), sent, &BTreeSet::new()).await?;
    }
    let own = order.as_ref().map_or("", |order| order.reference_key.as_str());
    claims::settle(tx, &after, doing.step.claims, own).await?;
    recorded::record(tx, act, case, fresh, order.as_ref(), &doing).await?;
    charge(tx, act, case, order.as_ref(), &doing).await?;
    told::tell(tx, act, case, fresh, (order.as_ref(), &after), &doing).await?;
    Ok(order)
}

/// The order's charges follow what became of it (8.5).
async fn charge(tx: &mut Tx, act: &mut Act, case: &Case, order: Option<&OrderRow>, doing: &Doing<'_>) -> Result<(), Failure> {
    let (Some(order), Some(document)) = (order, doing.document) else { return Ok(()) };
    match doing.step.order {
        OrderEffect::Create => charges::price_new(tx, act, order, document, &case.terms).await,
        OrderEffect::ApplyMerged => orders::charges_follow(tx, act, order, document, (&case.terms, doing.house)).await,
        OrderEffect::Nothing | OrderEffect::Cancel => Ok(()),
    }
}

/// Writes what became of an import, and where it lies in the lists.
pub(super) async fn moved(tx: &mut Tx, before: &ImportRow, after: &ImportRow) -> Result<(), Failure> {
    if !store::save(tx, before, after).await? {
        return Err(Failure::moved("Somebody else decided about this at this moment. Nothing of yours was done."));
    }
    board::import_moved(tx, Some(before), after).await
}

async fn on_the_order(tx: &mut Tx, act: &mut Act, case: &Case, doing: &Doing<'_>) -> Result<Option<OrderRow>, Failure> {
    let now = || case.order.as_ref().ok_or_else(|| Failure::fault("an import without its order"));
    let document = || doing.document.ok_or_else(|| Failure::fault("an import is applied without a document"));
    match doing.step.order {
        OrderEffect::Nothing => Ok(case.order.as_ref().map(|order| order.row.clone())),
        OrderEffect::Create => create(tx, act, case, document()?).await.map(Some),
        OrderEffect::ApplyMerged => orders::rewrite(tx, act, &now()?.row, document()?).await.map(Some),
        OrderEffect::Cancel => {
            let order = now()?;
            let ended =
                order_status::cancel(order.status).map_err(|_| Failure::refused(format!("{} is cancelled already.", order.row.number)))?;
            let verb = if doing.doer == Doer::Carrier { "cancellation.accepted" } else { "order.cancelled" };
            let why = Why { reason: case.import.wish.clone(), note: doing.why.note.clone() };
            end(tx, act, &order.row, ended, End { kind: "CANCELLED", by_side: "CUSTOMER", verb }, &why).await.map(Some)
        }
    }
}

async fn create(tx: &mut Tx, act: &mut Act, case: &Case, document: &OrderDocument) -> Result<OrderRow, Failure> {
    let decision = becomes(&case.terms)?;
    let import = &case.import;
    let making = Making {
        id: import.order_id,
        customer: import.customer,
        submission_code: import.submission_code.clone(),
        source: "PORTAL",
        flow: "IMPORT",
        at: import.submitted_at,
        by: import.submitted_by.clone(),
    };
    let order = orders::make(tx, act, &case.terms, making, document, &decision).await?;
    if let Some(sent) = case.proposed.as_ref().filter(|sent| *sent != document) {
        labels::follow(tx, act, order.whose(), (sent, document), &BTreeSet::new()).await?;
    }
    Ok(order)
}

/// Quote or To Plan at this moment. What a customer may not make any more, staff make knowing that (2.3).
pub(super) fn becomes(terms: &Terms) -> Result<Decision, Failure> {
    match terms.decide(None, Side::Customer, Flow::Import)? {
        Ok(decision) => Ok(decision),
        Err(_) => terms.decide(None, Side::Staff, Flow::Import)?.map_err(|_| Failure::fault("staff are bound by a standing")),
    }
}

/// What lists show beside the order afterwards.
async fn badges(tx: &mut Tx, case: &Case, order: OrderRow, doing: &Doing<'_>) -> Result<OrderRow, Failure> {
    let applied = doing.step.order == OrderEffect::ApplyMerged && doing.doer == Doer::Automation;
    let waits = doing.step.then.is_open() && case.kind != Kind::Create;
    let rejected = doing.step.then == State::Rejected && case.kind != Kind::Create;
    let word = |on: bool| if on { case.kind.as_str().to_owned() } else { String::new() };
    let after = OrderRow {
        awaiting: word(waits),
        unseen_update: (order.unseen_update || applied) && order.status != OrderStatus::Cancelled.as_str(),
        // What the customer asks or gets now takes the place of an answer they have not seen.
        not_accepted: word(rejected),
        ..order.clone()
    };
    orders::put_badges(tx, &order, &after).await?;
    Ok(after)
}

/// The import's row after the step.
fn as_it_becomes(act: &Act, case: &Case, doing: &Doing<'_>) -> Result<ImportRow, Failure> {
    let (import, step) = (&case.import, &doing.step);
    let mut findings = doing.findings.clone();
    if let Some(remark) = step.remark {
        findings.remark(remark, None);
    }
    let mut after = ImportRow {
        state: step.then.as_str().to_owned(),
        revision: import.revision + 1,
        remarks: i64::try_from(findings.remarks.len()).map_err(Failure::fault)?,
        findings: serde_json::to_string(&findings)?,
        ..import.clone()
    };
    if step.revised {
        after.asked = false;
    }
    if !step.then.is_open() {
        after.asked = false;
        after.reason.clone_from(&doing.why.reason);
        after.internal_note.clone_from(&doing.why.note);
        after.decided_at = Some(act.now);
        after.decided_by = Some(act.actor.name.clone());
        after.decided_side = Some(doing.doer.as_str().to_owned());
        after.with_changes = doing.with_changes;
        if step.order == OrderEffect::Create {
            // The order has it from now on.
            after.document = String::new();
        }
    }
    Ok(after)
}

/// As history calls an order that was made: a quote, or straight to planning.
pub(super) fn submitted_verb(order: &OrderRow) -> &'static str {
    if order.status == Status::Quote.as_str() { "order.quoted" } else { "order.submitted" }
}

/// Whether a claim has to be made for what a step keeps: the reference of a new revision.
pub(super) fn claims_anew(step: &Step) -> bool {
    matches!(step.claims, Claims::AsRevised | Claims::AsOrder)
}
