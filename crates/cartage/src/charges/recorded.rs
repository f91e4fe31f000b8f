//! What an order's history keeps of a charge. What the customer sees of it before and after decides whether they may read the entry,
//! and which amounts stand in it; whether charges are shown to them at all is asked again when it is read.

use kit::db::Tx;
use rules::charge::{Charge, as_customer_sees};

use super::words;
use crate::failure::Failure;
use crate::history::{Act, Change, Entry, Subject, changed};
use crate::orders::OrderRow;

/// What was done to a charge.
pub(super) struct Step<'a> {
    pub(super) name: &'a str,
    pub(super) before: Option<&'a Charge>,
    pub(super) after: Option<&'a Charge>,
    /// `charge.approved`.
    pub(super) verb: &'static str,
    /// Never for the customer's eyes.
    pub(super) internal: bool,
    /// With whom somebody spoke; empty for none.
    pub(super) with: &'a str,
    /// Empty for none.
    pub(super) reason: &'a str,
}

/// Records it. `shown`: charges are shown to the customer, whose open pages then follow what they see.
pub(super) async fn record(tx: &mut Tx, act: &mut Act, order: &OrderRow, shown: bool, step: &Step<'_>) -> Result<(), Failure> {
    let sees = |charge: Option<&Charge>| charge.and_then(|charge| as_customer_sees(charge, true));
    let (seen_before, seen_after) = (sees(step.before), sees(step.after));
    let moved = seen_before != seen_after;
    let internal = step.internal || !moved;
    let (from, to) = if internal {
        (step.before.map(|charge| charge.amount), step.after.map(|charge| charge.amount))
    } else {
        (seen_before.map(|seen| seen.amount), seen_after.map(|seen| seen.amount))
    };
    let amount = to.or(from).map(|money| format!(", {money}")).unwrap_or_default();
    let with = if step.with.is_empty() { String::new() } else { format!(", on the phone with {}", step.with) };
    let mut changes = match (from, to) {
        (Some(from), Some(to)) => changed([("Amount", from.to_string(), to.to_string())]),
        _ => Vec::new(),
    };
    changes.extend(invoicing(step));
    let entry = Entry::new(Subject("order", order.id.0), step.verb).changes(changes).reason(step.reason);
    let entry = entry.detail(format!("{}{amount}{with}", step.name));
    let entry = if internal { entry.internal() } else { entry };
    let entry = if moved && shown { entry.of(order.customer) } else { entry };
    act.record(tx, entry).await
}

fn invoicing(step: &Step<'_>) -> Vec<Change> {
    let Some((before, after)) = step.before.zip(step.after) else { return Vec::new() };
    changed([("Invoicing", words::invoicing(before.invoicing).to_owned(), words::invoicing(after.invoicing).to_owned())])
}
