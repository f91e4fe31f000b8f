//! What happened to an order, newest first, as the viewer's side may read it.

use jiff::tz::TimeZone;

use crate::history::{Change, Told};
use crate::orders::history_words;
use crate::shell::says;
use crate::viewer::Side;

/// An entry.
pub(crate) struct Item {
    /// The class of its mark.
    pub(crate) class: &'static str,
    pub(crate) what: &'static str,
    /// ` as Or-0007 by Ann Smit`.
    pub(crate) rest: String,
    pub(crate) changes: Vec<Change>,
    /// The reason as written; empty for none.
    pub(crate) reason: String,
    /// The internal note; empty for none, and always for a customer.
    pub(crate) note: String,
    pub(crate) iso: String,
    pub(crate) at: String,
}

/// The entries, newest first. `own` is the viewer's side, whose acts are marked.
pub(crate) fn items(told: &[Told], own: Side, zone: &TimeZone) -> Vec<Item> {
    told.iter().rev().map(|told| item(told, own, zone)).collect()
}

fn item(told: &Told, own: Side, zone: &TimeZone) -> Item {
    let (what, class) = history_words::verb(&told.verb);
    let detail = match told.detail.as_str() {
        "" => String::new(),
        what if history_words::is_computed(&told.verb) => format!(": {what}"),
        what if history_words::of_something(&told.verb) => format!(": {what},"),
        number => format!(" as {number}"),
    };
    let erased = if told.erased { ": what was recorded here has been erased" } else { "" };
    let by = told.actor.as_ref().filter(|_| !history_words::is_computed(&told.verb));
    let by = by.map(|actor| format!(" by {}", actor.name)).unwrap_or_default();
    let yours = told.actor.as_ref().is_some_and(|actor| actor.side == own);
    Item {
        class: if class.is_empty() && yours { "you" } else { class },
        what,
        rest: format!("{detail}{by}{erased}"),
        changes: told.changes.clone(),
        reason: told.reason.clone(),
        note: told.note.clone(),
        iso: told.at.to_string(),
        at: says::instant(told.at, zone),
    }
}
