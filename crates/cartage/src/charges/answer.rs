//! What a customer says to a charge (8.3): the answer carries the revision that was seen, and the first answer wins.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::charge::{self as rule, Answer, Outcome, as_customer_sees};

use super::actions::{Done, answered};
use super::recorded::{Step, record};
use super::table::ChargeRow;
use super::{ChargeId, refused, store};
use crate::failure::Failure;
use crate::history::Act;
use crate::orders::{self, OrderId};
use crate::telling::{self, About, ChargeTold, House};
use crate::viewer::Scope;

/// The charge a contact had before them.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What they see.
    pub scope: Scope,
    /// Of which order.
    pub order: OrderId,
    /// Which.
    pub charge: ChargeId,
    /// The revision they saw.
    pub revision: i64,
    /// Where acts are timed.
    pub zone: TimeZone,
    /// The carrier, as its mails speak of it.
    pub house: House,
}

/// A contact approves or rejects a charge.
///
/// # Errors
/// Not found, also where charges are not shown any more; refused, with the amount or the answer that is there now; or the
/// database does not answer.
pub async fn answer(tx: &mut Tx, act: &mut Act, asked: &Asked, said: &Answer) -> Result<Done, Failure> {
    let order = orders::by_id(tx, asked.scope, asked.order).await?;
    if !store::shown_to(tx, order.organisation, order.customer).await? {
        return Err(Failure::not_found());
    }
    let row = store::by_id(tx, asked.scope, order.id, asked.charge).await?;
    let before = row.charge()?;
    if row.removed_at.is_some() || as_customer_sees(&before, true).is_none() {
        return Err(refused::not_asked().into());
    }
    let outcome = rule::answer(&before, asked.revision, said).map_err(|refusal| refused::in_the_portal(refusal, &row, &asked.zone))?;
    let Outcome::Now(after) = outcome else { return Ok(Done::Already) };
    let (verb, reason) = match said {
        Answer::Approve => ("charge.approved", ""),
        Answer::Reject { reason } => ("charge.rejected", reason.trim()),
    };
    let next = ChargeRow {
        changed_at: act.now,
        changed_by: act.actor.name.clone(),
        version: row.version + 1,
        ..answered(act, row.with(&after), "", reason)
    };
    store::save(tx, &next).await?;
    let step = Step { name: &row.name, before: Some(&before), after: Some(&after), verb, internal: false, with: "", reason };
    record(tx, act, &order, true, &step).await?;
    let told = ChargeTold { id: row.id.0, name: &row.name, amount: after.amount, agreed: None };
    let answer = matches!(said, Answer::Reject { .. }).then_some(reason);
    telling::charge_answered(tx, act, &asked.house, &About::from(&order), &told, row.requested_staff, answer).await?;
    Ok(Done::Now)
}
