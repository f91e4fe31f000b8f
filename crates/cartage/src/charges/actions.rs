//! What staff do with charges (8.1): one is added, and every further act is carried out as the book's table says.

use kit::db::Tx;
use rules::charge::{self as rule, Act as Doing, Answer, Approval, Charge, MOST, Outcome};
use rules::money::Money;

use super::recorded::{Step, record};
use super::table::ChargeRow;
use super::{ChargeId, refused, store, words};
use crate::failure::Failure;
use crate::history::Act;
use crate::orders::{self, Desk, OrderId, OrderRow};
use crate::shell::says;
use crate::telling::{self, About, ChargeTold, House};

/// A charge as somebody had it before them.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Of which order.
    pub order: OrderId,
    /// Which.
    pub charge: ChargeId,
    /// Its version then.
    pub version: i64,
}

/// A charge to be added.
#[derive(Clone, Debug)]
pub struct New {
    /// What it is for.
    pub name: String,
    /// How much, net.
    pub amount: Money,
    /// NONE, TO_REQUEST or REQUESTED.
    pub approval: Approval,
}

/// What became of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It was done.
    Now,
    /// It had been so already; nobody is told again.
    Already,
}

/// Staff add a charge to an order.
///
/// # Errors
/// Not found; refused, when the order has too many; or the database does not answer.
pub async fn add(tx: &mut Tx, act: &mut Act, desk: &Desk, order: OrderId, new: New) -> Result<ChargeId, Failure> {
    let order = orders::by_id(tx, desk.scope, order).await?;
    if store::of_order(tx, &order).await?.len() >= MOST {
        return Err(Failure::refused(format!("An order has at most {MOST} charges.")));
    }
    let charge = Charge::new(new.amount, new.approval);
    let mut row = ChargeRow::new(act.ids.id(act.now), &order, new.name, &charge, (act.now, &act.actor.name));
    let asks = charge.approval == Approval::Requested;
    if asks {
        asked_now(act, &mut row);
    }
    store::insert(tx, &row).await?;
    let shown = store::shown_to(tx, order.organisation, order.customer).await?;
    let verb = if asks { "charge.requested" } else { "charge.added" };
    let step = Step { name: &row.name, before: None, after: Some(&charge), verb, internal: false, with: "", reason: "" };
    record(tx, act, &order, shown, &step).await?;
    if asks && shown {
        ask(tx, act, &desk.house, &order, &[(row.clone(), charge)]).await?;
    }
    Ok(row.id)
}

/// Staff do something to a charge as they saw it.
///
/// # Errors
/// Not found; moved, with who did what; refused by the rules; or the database does not answer.
pub async fn act(tx: &mut Tx, act: &mut Act, desk: &Desk, seen: Seen, doing: &Doing) -> Result<Done, Failure> {
    let order = orders::by_id(tx, desk.scope, seen.order).await?;
    let row = store::by_id(tx, desk.scope, order.id, seen.charge).await?;
    if row.version != seen.version || row.removed_at.is_some() {
        return Err(moved(&row, desk)?);
    }
    let before = row.charge()?;
    let outcome = rule::act(&before, doing).map_err(|refusal| refused::at_the_desk(refusal, &row, &desk.zone))?;
    let (after, mut next) = match outcome {
        Outcome::Already(_) => return Ok(Done::Already),
        Outcome::Removed => {
            let gone = ChargeRow { removed_at: Some(act.now), removed_by: Some(act.actor.name.clone()), ..row.clone() };
            (None, gone)
        }
        Outcome::Now(after) => (Some(after), row.with(&after)),
    };
    let asks = after.is_some_and(|after| asks_anew(&before, &after));
    if asks {
        asked_now(act, &mut next);
    }
    if matches!(doing, Doing::Change(_) | Doing::Remove) {
        // What a rate card asked for is staff's from now on (8.5).
        next.how = None;
    }
    let (with, reason) = said(doing);
    if let Doing::OnThePhone { .. } = doing {
        next = answered(act, next, with, reason);
    }
    (next.changed_at, next.changed_by, next.version) = (act.now, act.actor.name.clone(), row.version + 1);
    store::save(tx, &next).await?;
    let shown = store::shown_to(tx, order.organisation, order.customer).await?;
    let internal = matches!(doing, Doing::MustBeApproved | Doing::RejectInternally);
    let step = Step { name: &row.name, before: Some(&before), after: after.as_ref(), verb: verb(doing), internal, with, reason };
    record(tx, act, &order, shown, &step).await?;
    match after {
        Some(after) if asks && shown => ask(tx, act, &desk.house, &order, &[(next, after)]).await?,
        _ => {}
    }
    Ok(Done::Now)
}

/// Whether the customer is asked by this step: they were not, or about another amount.
fn asks_anew(before: &Charge, after: &Charge) -> bool {
    after.approval == Approval::Requested && (before.approval != Approval::Requested || before.revision != after.revision)
}

fn asked_now(act: &Act, row: &mut ChargeRow) {
    row.requested_at = Some(act.now);
    row.requested_by = Some(act.actor.name.clone());
    row.requested_staff = act.actor.membership.map(Into::into);
}

/// The row with an answer.
pub(super) fn answered(act: &Act, row: ChargeRow, with: &str, reason: &str) -> ChargeRow {
    ChargeRow {
        decided_at: Some(act.now),
        decided_by: Some(act.actor.name.clone()),
        decided_with: with.to_owned(),
        reason: reason.to_owned(),
        ..row
    }
}

/// With whom somebody spoke, and the reason they heard.
fn said(doing: &Doing) -> (&str, &str) {
    match doing {
        Doing::OnThePhone { with, answer: Answer::Reject { reason } } => (with.trim(), reason.trim()),
        Doing::OnThePhone { with, answer: Answer::Approve } => (with.trim(), ""),
        _ => ("", ""),
    }
}

fn verb(doing: &Doing) -> &'static str {
    match doing {
        Doing::Change(_) => "charge.changed",
        Doing::MustBeApproved => "charge.must_be_approved",
        Doing::Request => "charge.requested",
        Doing::TakeBack => "charge.request_taken_back",
        Doing::RejectInternally => "charge.rejected_internally",
        Doing::OnThePhone { answer: Answer::Approve, .. } => "charge.approved",
        Doing::OnThePhone { answer: Answer::Reject { .. }, .. } => "charge.rejected",
        Doing::Invoicing(_) => "charge.invoicing_changed",
        Doing::Remove => "charge.removed",
    }
}

/// Tells the customer's people what they are asked: one mail, however many charges.
pub(super) async fn ask(tx: &mut Tx, act: &Act, house: &House, order: &OrderRow, asked: &[(ChargeRow, Charge)]) -> Result<(), Failure> {
    let told = asked.iter().map(|(row, charge)| ChargeTold { id: row.id.0, name: &row.name, amount: charge.amount, agreed: charge.agreed });
    let told: Vec<ChargeTold<'_>> = told.collect();
    telling::ask_to_approve(tx, act, house, &About::from(order), &told).await
}

/// What somebody else did meanwhile.
fn moved(row: &ChargeRow, desk: &Desk) -> Result<Failure, Failure> {
    let at = says::instant(row.changed_at, &desk.zone);
    if row.removed_at.is_some() {
        return Ok(Failure::moved(format!("{} removed this charge on {at}. Nothing of yours was done.", row.changed_by)));
    }
    let charge = row.charge()?;
    let (state, amount) = (words::approval(charge.approval).0.to_lowercase(), charge.amount);
    Ok(Failure::moved(format!("{} changed this charge on {at}: it is {amount}, {state}, now. Nothing of yours was done.", row.changed_by)))
}
