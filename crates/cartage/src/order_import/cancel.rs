//! Customers cancel what they submitted, or take back what waits (5.8, 5.9).

use kit::db::Tx;
use rules::order_import::{Event, Findings, Kind, State, Verdict, WhyNot, judge, may_cancel, may_take_back, start, step};
use rules::order_status::LONGEST_REASON;

use super::carry_out::{Doer, Doing, carry_out};
use super::case::{Case, kind};
use super::change::{Asker, plain, supersede};
use super::receive::{Asked, fresh};
use super::refused;
use super::standing::Standing;
use super::table::ImportRow;
use crate::failure::{Failure, Refusal};
use crate::history::Act;
use crate::orders::{OrderNow, OrderRow, Why};

/// What became of a wish to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// It is cancelled, or withdrawn before it was an order.
    Done,
    /// It waits for the carrier.
    Waits,
    /// It was asked before and waits.
    AlreadyAsked,
}

/// A contact cancels what they submitted, as they saw it; the reason is theirs to give or not (5.8).
///
/// # Errors
/// Not found; not allowed, with the reason; moved; or the database does not answer.
pub async fn cancel(tx: &mut Tx, act: &mut Act, asker: &Asker, wish: &str) -> Result<Cancelled, Failure> {
    let wish = wish.trim();
    let length = wish.chars().count();
    if length > LONGEST_REASON {
        return Err(Refusal::at("reason", format!("The reason has {length} characters; {LONGEST_REASON} are the most.")).into());
    }
    let standing = Standing::load(tx, asker.scope, asker.order).await?;
    may_cancel(&standing.facts()?).map_err(|why| refused::why_not(&why, "cancelled"))?;
    // Asked again, by whoever saw it before it was asked, it gets the first answer (5.9).
    let asked = standing.import.as_ref().filter(|_| standing.order.is_some()).map(kind).transpose()? == Some(Kind::Cancel);
    if asked {
        return Ok(Cancelled::AlreadyAsked);
    }
    standing.unmoved(tx, asker, false).await?;
    let findings = Findings::default();
    let verdict = judge(Kind::Cancel, &standing.terms.import, &findings);
    let event = Event::CustomerCancels(verdict);
    let Some(order) = standing.order else {
        let import = standing.import.ok_or_else(Failure::not_found)?;
        let mut case = Case::of(tx, import).await?;
        wish.clone_into(&mut case.import.wish);
        let step = step(case.kind, case.state, &event).map_err(|refusal| refused::step(&refusal, &case))?;
        let why = Why { reason: wish.to_owned(), note: String::new() };
        carry_out(tx, act, &case, false, Doing { why, ..plain(step, &asker.house) }).await?;
        return Ok(Cancelled::Done);
    };
    supersede(tx, act, standing.import, &event, &asker.house).await?;
    let service = standing.terms.service.as_ref().ok_or_else(|| Failure::fault("an order without a service"))?;
    let asked = Asked { kind: Kind::Cancel, order: order.row.id, customer: order.row.customer, service, document: None };
    let mut import = fresh(act, &asked, asker.contact, order.row.submission_code.clone(), &standing.terms);
    wish.clone_into(&mut import.wish);
    as_listed(&mut import, &order.row);
    let order = OrderNow::load(tx, asker.scope, asker.order).await?;
    let case = Case {
        import,
        kind: Kind::Cancel,
        state: State::Waiting,
        order: Some(order),
        proposed: None,
        operations: Vec::new(),
        terms: standing.terms,
    };
    let applied = verdict == Verdict::Apply;
    let doer = if applied { Doer::Automation } else { Doer::Customer };
    carry_out(tx, act, &case, true, Doing { doer, findings, ..plain(start(Kind::Cancel, verdict), &asker.house) }).await?;
    Ok(if applied { Cancelled::Done } else { Cancelled::Waits })
}

/// A cancellation is listed as its order is.
fn as_listed(import: &mut ImportRow, order: &OrderRow) {
    import.level = order.level;
    import.reference.clone_from(&order.reference);
    import.reference_key.clone_from(&order.reference_key);
    import.collection_date.clone_from(&order.collection_date);
    import.delivery_date.clone_from(&order.delivery_date);
    import.from_place.clone_from(&order.from_place);
    import.to_place.clone_from(&order.to_place);
    import.goods.clone_from(&order.goods);
}

/// A contact takes back the wish they saw waiting; what waits no longer is as it is.
///
/// # Errors
/// Not found; refused when nothing waits; moved when another wish waits; or the database does not answer.
pub async fn take_back(tx: &mut Tx, act: &mut Act, asker: &Asker) -> Result<(), Failure> {
    let standing = Standing::load(tx, asker.scope, asker.order).await?;
    may_take_back(&standing.facts()?).map_err(|why| refused::why_not(&why, "taken back"))?;
    standing.unmoved(tx, asker, true).await?;
    let Some(import) = standing.import else { return Err(refused::why_not(&WhyNot::NothingWaits, "taken back")) };
    let case = Case::of(tx, import).await?;
    let step = step(case.kind, case.state, &Event::CustomerTakesBack).map_err(|refusal| refused::step(&refusal, &case))?;
    carry_out(tx, act, &case, false, plain(step, &asker.house)).await.map(drop)
}
