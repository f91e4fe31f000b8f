//! What an act of staff on an order does to the import that waits for it (5.9): it ends with the order, or is compared anew.

use kit::db::Tx;
use rules::order_import::{Event, Findings, Kind, step};

use super::carry_out::{Doer, Doing, carry_out};
use super::case::Case;
use super::{open_of, refused};
use crate::failure::Failure;
use crate::history::Act;
use crate::orders::{OrderId, Why};
use crate::telling::House;

/// Staff cancelled the order, or declined the quote: what waits for it ends.
///
/// # Errors
/// When the database does not answer.
pub async fn order_cancelled(tx: &mut Tx, act: &mut Act, order: OrderId, house: &House) -> Result<(), Failure> {
    let Some(open) = open_of(tx, act.organisation, order).await? else { return Ok(()) };
    let case = Case::of(tx, open).await?;
    happened(tx, act, &case, &Event::StaffCancelOrder, Findings::default(), house).await
}

/// Staff changed the order: what the customer asked for is compared anew, and done with when the order says it already.
///
/// # Errors
/// When the database does not answer.
pub async fn order_edited(tx: &mut Tx, act: &mut Act, order: OrderId, house: &House) -> Result<(), Failure> {
    let Some(open) = open_of(tx, act.organisation, order).await? else { return Ok(()) };
    let case = Case::of(tx, open).await?;
    if case.kind != Kind::Update {
        return Ok(());
    }
    let empty_difference = case.merged(std::collections::BTreeMap::new())?.is_some_and(|merged| merged.is_already_so());
    let findings = case.findings(act.now)?;
    happened(tx, act, &case, &Event::StaffEditOrder { empty_difference }, findings, house).await
}

async fn happened(tx: &mut Tx, act: &mut Act, case: &Case, event: &Event, findings: Findings, house: &House) -> Result<(), Failure> {
    let step = step(case.kind, case.state, event).map_err(|refusal| refused::step(&refusal, case))?;
    if step.then.is_open() {
        let mut after = case.import.clone();
        after.revision += 1;
        after.findings = serde_json::to_string(&findings)?;
        after.remarks = i64::try_from(findings.remarks.len()).map_err(Failure::fault)?;
        return super::carry_out::moved(tx, &case.import, &after).await;
    }
    let (doer, why) = (Doer::Carrier, Why::default());
    let doing = Doing { step, doer, why, document: None, changes: Vec::new(), with_changes: false, findings, house };
    carry_out(tx, act, case, false, doing).await.map(drop)
}
