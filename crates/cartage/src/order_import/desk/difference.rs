//! An update beside the order as it is: what would change, where both sides changed the same field, what cannot be applied and what
//! the order says already (5.7).

use kit::web::Fields;
use rules::order_change::{Conflict, Operation};

use super::findings_words::Note;
use super::opened::Opened;
use crate::orders::{ChangeRow, Wording};

/// A field that an update changes.
pub(super) struct Difference {
    pub(super) field: String,
    pub(super) current: String,
    pub(super) proposed: String,
    /// What both sides started from; empty where only one changed it.
    pub(super) before: String,
    /// Why it is not applied; empty where it is.
    pub(super) stays: &'static str,
    /// Where somebody must choose.
    pub(super) choice: Option<Choosing>,
    /// What is remarked beside it.
    pub(super) notes: Vec<Note>,
}

/// A choice between what the order says and what the customer wants.
pub(super) struct Choosing {
    /// `choice.` and the path.
    pub(super) name: String,
    /// Whether what the customer wants can be taken.
    pub(super) can_take: bool,
    /// `current`, `proposed`, or nothing yet.
    pub(super) chosen: String,
}

/// The fields of an update, those to be chosen first. `typed` holds what was chosen before.
pub(super) fn differences(opened: &Opened, notes: &[Note], typed: &Fields) -> Vec<Difference> {
    let case = &opened.case;
    let none = rules::order::OrderDocument::default();
    let order = case.order.as_ref().map_or(&none, |order| &order.document);
    let Some(merged) = &opened.merged else {
        let wording = Wording::new(order, case.proposed.as_ref().unwrap_or(order), &opened.names);
        return case.operations.iter().map(|operation| before_and_after(&wording, operation)).collect();
    };
    let wording = Wording::new(order, &merged.document, &opened.names);
    let plain = |operation: &Operation, stays| written(wording.row(operation), notes, stays);
    let conflict = |conflict: &Conflict| {
        let row = wording.conflict_row(conflict);
        let name = format!("choice.{}", row.path);
        let choice = Choosing { can_take: conflict.can_take_proposed, chosen: typed.raw(&name).to_owned(), name };
        Difference { before: shown(row.from.clone()), choice: Some(choice), ..written(row, notes, "") }
    };
    let mut rows: Vec<Difference> = merged.conflicts.iter().map(conflict).collect();
    rows.extend(merged.applied.iter().map(|operation| plain(operation, "")));
    rows.extend(merged.refused.iter().map(|operation| plain(operation, "Stays: this collection has begun")));
    rows.extend(merged.kept.iter().map(|operation| plain(operation, "Stays as it is")));
    rows.extend(merged.already.iter().map(|operation| plain(operation, "The order says so already")));
    rows
}

fn written(row: ChangeRow, notes: &[Note], stays: &'static str) -> Difference {
    let place = row.place.unwrap_or_default();
    let notes = notes.iter().filter(|note| !note.at.is_empty() && note.at == place).cloned().collect();
    let (field, current, proposed) = (row.field, shown(row.current), shown(row.proposed));
    Difference { field, current, proposed, before: String::new(), stays, choice: None, notes }
}

/// Of an update that is decided: what it changed, and to what.
fn before_and_after(wording: &Wording<'_>, operation: &Operation) -> Difference {
    let change = wording.change(operation);
    Difference {
        field: change.field,
        current: shown(change.from),
        proposed: shown(change.to),
        before: String::new(),
        stays: "",
        choice: None,
        notes: Vec::new(),
    }
}

fn shown(value: String) -> String {
    if value.is_empty() { "nothing".to_owned() } else { value }
}
