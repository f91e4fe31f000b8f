//! Staff change an order that stands: what is late or out of the way is taken with a reason (3.6), and what the customer asked for
//! meanwhile is compared anew (5.9).

use kit::db::Tx;
use rules::creation_status::{Flow, Side};
use rules::order::{OrderDocument, PartId};
use rules::order_change;
use rules::order_check::{self, Severity};
use rules::order_status::OrderStatus;

use super::seen::{Desk, Seen, as_seen, status};
use crate::charges::PriceSeen;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject};
use crate::order_import::{self, NotChanged};
use crate::orders::{self, Checked, OrderRow, Terms};
use crate::telling::{self, About, News};

/// An order as staff want it.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What they had before them.
    pub seen: Seen,
    /// The order as it shall be; parts keep their ids.
    pub document: OrderDocument,
    /// Why, where a time, day or place rule is broken; only staff read it.
    pub reason: String,
    /// What they were shown of what becomes of its charges.
    pub price: PriceSeen,
}

/// Staff change an order.
///
/// # Errors
/// Not found; moved; cancelled or delivered; something to be put right, or a reason missing; or the database does not answer.
pub async fn edit(tx: &mut Tx, act: &mut Act, desk: &Desk, edit: Edit) -> Result<OrderRow, NotChanged> {
    let before = as_seen(tx, desk, edit.seen).await?;
    match status(&before)? {
        OrderStatus::Cancelled => return Err(Failure::refused("It is cancelled; undo that before it is changed.").into()),
        OrderStatus::Completed => return Err(Failure::refused("It is delivered; what was ordered can no longer be changed.").into()),
        _ => {}
    }
    let ordered = order_import::read(&before.document)?;
    let mut document = edit.document;
    let terms = Terms::load(tx, act.organisation, before.customer, Side::Staff, &document).await?;
    terms.still_there(&document, &ordered)?;
    terms.fill_change(&mut document, &ordered);
    document.give_ids(|| PartId::new(act.ids.part()));
    let operations = order_change::changes(&ordered, &document).map_err(|error| order_import::unfit(&error))?;
    if operations.is_empty() {
        return Err(NotChanged::NothingNew);
    }
    // An order of the import flow keeps a reference (5.3), whoever changes it.
    let flow = if before.flow == "IMPORT" { Flow::Import } else { Flow::Direct };
    let checked =
        Checked { document: &document, before: Some(&ordered), form_before: Some(&ordered), now: act.now, side: Side::Staff, flow };
    let problems = terms.check(&checked);
    let reason = edit.reason.trim();
    let warned = problems.iter().any(|problem| problem.severity == Severity::Warning);
    if order_check::refuses(&problems) || (warned && reason.is_empty()) {
        return Err(NotChanged::Wrong(problems));
    }
    if reason.chars().count() > rules::order_status::LONGEST_REASON {
        return Err(Failure::from(Refusal::at("late_reason", "Say it in at most 500 characters.")).into());
    }
    let rerating = orders::rerating(tx, act.now, &before, &document, &terms).await?;
    edit.price.covers(rerating.as_ref()).map_err(NotChanged::PriceNotSeen)?;
    let after = orders::rewrite(tx, act, &before, &document).await?;
    if before.flow == "IMPORT" {
        order_import::reference_of_order(tx, act, &after, &terms.settings.zone).await?.map_err(NotChanged::ReferenceTaken)?;
    }
    let names = orders::names_for(tx, act.organisation, &operations).await?;
    let changes = orders::change_words(&operations, &ordered, &document, &names);
    let entry = Entry::new(Subject("order", before.id.0), "order.edited").of(before.customer).changes(changes.clone()).note(reason);
    act.record(tx, entry).await?;
    if let Some(rerating) = rerating {
        rerating.carry_out(tx, act, &after, &desk.house).await?;
    }
    order_import::order_edited(tx, act, before.id, &desk.house).await?;
    telling::tell(tx, act, &desk.house, &About::from(&after), &document, News::Changed { by: &act.actor.name, changes: &changes }).await?;
    Ok(after)
}
