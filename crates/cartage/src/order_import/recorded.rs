//! What history keeps of a step: one entry about the order, readable by its customer, without internal matters (10.5).

use kit::db::Tx;
use rules::order_import::{Kind, OrderEffect, Remark, State};

use super::carry_out::{Doer, Doing, submitted_verb};
use super::case::Case;
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject};
use crate::orders::OrderRow;

/// Records a step. A cancellation that is carried out has its entry from the order's own end.
pub(super) async fn record(
    tx: &mut Tx,
    act: &mut Act,
    case: &Case,
    fresh: bool,
    order: Option<&OrderRow>,
    doing: &Doing<'_>,
) -> Result<(), Failure> {
    let Some(verb) = verb(case.kind, fresh, order, doing) else { return Ok(()) };
    let import = &case.import;
    let mut entry = Entry::new(Subject("order", import.order_id.0), verb).of(import.customer).changes(doing.changes.clone());
    if let (OrderEffect::Create, Some(order)) = (doing.step.order, order) {
        entry = entry.detail(order.number.clone());
    }
    let reason = if fresh && case.kind == Kind::Cancel { &import.wish } else { &doing.why.reason };
    // That it came too late is the desk's to know (3.6): it stands in the note, which customers do not read.
    let late = doing.step.remark == Some(Remark::AcceptedLate);
    let note = if late { format!("Accepted late: {}", doing.why.note) } else { doing.why.note.clone() };
    act.record(tx, entry.reason(reason).note(&note)).await
}

/// The verb of a step; none where another entry says it already.
fn verb(kind: Kind, fresh: bool, order: Option<&OrderRow>, doing: &Doing<'_>) -> Option<&'static str> {
    let (then, by_staff) = (doing.step.then, doing.doer == Doer::Carrier);
    Some(match (kind, then) {
        (Kind::Create, State::Waiting | State::Error) if fresh => "import.submitted",
        (Kind::Create, State::Waiting | State::Error) => "import.changed",
        (Kind::Create, State::Completed) if by_staff => "order.accepted",
        (Kind::Create, State::Completed) => order.map_or("order.submitted", submitted_verb),
        (Kind::Create, State::Rejected) => "import.not_accepted",
        (Kind::Create, State::Withdrawn | State::Superseded) => "import.withdrawn",
        (Kind::Update, State::Waiting | State::Error) => "update.submitted",
        (Kind::Update, State::Completed) if doing.step.order == OrderEffect::Nothing => "update.found_done",
        (Kind::Update, State::Completed) if by_staff => "update.accepted",
        (Kind::Update, State::Completed) => "order.changed",
        (Kind::Update, State::Rejected) => "update.not_accepted",
        (Kind::Update, State::Withdrawn) => "update.taken_back",
        (Kind::Cancel, State::Waiting | State::Error) => "cancellation.submitted",
        (Kind::Cancel, State::Rejected) => "cancellation.not_accepted",
        (Kind::Cancel, State::Withdrawn) => "cancellation.taken_back",
        // The order's own end says it; and what took the place of an update.
        (Kind::Cancel, State::Completed) | (Kind::Update | Kind::Cancel, State::Superseded) => return None,
    })
}
