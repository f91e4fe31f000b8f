//! The panels *Customer portal order import* and *Automation* as the page shows them.

use rules::order_import::{Held, Setting, Switches};
use uuid::Uuid;

use super::form::{filled, of};
use crate::board::OwnImport;
use crate::failure::Failure;
use crate::import_settings::{choices, field, held, in_words, label, needs_updates, says, word};
use crate::organisations::OrganisationRow;
use crate::shell::{Typed, says as told};
use crate::viewer::Staff;

/// A setting on the page.
pub(in crate::organisations) struct Line {
    /// The name of its field.
    pub field: String,
    pub label: &'static str,
    pub says: &'static str,
    /// What is stored, in words.
    pub stored: &'static str,
    /// Whether it is a toggle; else a choice of a status.
    pub toggle: bool,
    /// The statuses it offers.
    pub options: Vec<(&'static str, &'static str)>,
    /// It stands under the setting before it.
    pub under: bool,
    /// *Enable updates* is off, so that it has no effect: shown greyed out, its value kept.
    pub idle: bool,
    /// Customers with their own value: id, name, value; and how many there are.
    pub own: Vec<(Uuid, String, &'static str)>,
    pub own_count: i64,
    pub own_more: i64,
}

/// Everything of the order import on the page *Customer portal*.
pub(in crate::organisations) struct Panel {
    /// `Provisioned by Kees van Dorp on 4 May 2026, 10:12`; none: it is not.
    pub provisioned: Option<String>,
    pub form: Typed,
    /// Whether it is switched on.
    pub on: bool,
    /// How many imports wait, whoever they wait for.
    pub waiting: i64,
    /// Switching off is to be confirmed.
    pub asks: bool,
    pub switch: Line,
    pub updates: Line,
    pub automation: Vec<Line>,
}

/// What the panel is drawn from: the form as typed where one came back.
#[derive(Default)]
pub(in crate::organisations) struct Typing {
    pub form: Option<Typed>,
    /// Switching off is to be confirmed.
    pub asks: bool,
}

/// What the panel is drawn from besides the row.
pub(in crate::organisations) struct Around {
    /// Who differs.
    pub own: OwnImport,
    /// How many imports wait.
    pub waiting: i64,
}

/// Builds the panel.
///
/// # Errors
/// A fault when the row holds what no rule knows.
pub(in crate::organisations) fn panel(row: &OrganisationRow, around: &Around, typing: Typing, staff: &Staff) -> Result<Panel, Failure> {
    let switches = of(row)?;
    let form = match typing.form {
        None => filled(&switches, row.version),
        Some(form) => form.now_at(row.version),
    };
    let updates = form.is(&field(Setting::Updates), "on");
    let line = |setting| line(setting, &switches, &around.own, updates);
    let by = row.import_provisioned_at.zip(row.import_provisioned_by.as_deref());
    Ok(Panel {
        provisioned: by.map(|(at, by)| format!("Provisioned by {by} on {}", told::instant(at, &staff.carrier.zone))),
        switch: line(Setting::Enabled),
        updates: line(Setting::Updates),
        automation: [
            Setting::CreateAutomatically,
            Setting::ApplyChanges,
            Setting::UpdateLimit,
            Setting::ApplyCancellations,
            Setting::CancelLimit,
        ]
        .map(line)
        .into(),
        on: switches.enabled,
        waiting: around.waiting,
        asks: typing.asks,
        form,
    })
}

fn line(setting: Setting, switches: &Switches, own: &OwnImport, updates: bool) -> Line {
    let theirs = own.of(setting);
    let stored = held(setting, switches);
    Line {
        field: field(setting),
        label: label(setting),
        says: says(setting),
        stored: in_words(stored),
        toggle: matches!(stored, Held::Switch(_)),
        options: choices(setting).into_iter().map(|held| (word(held), in_words(held))).collect(),
        under: matches!(setting, Setting::UpdateLimit | Setting::CancelLimit),
        idle: needs_updates(setting) && !updates,
        own_more: theirs.more(),
        own_count: theirs.count,
        own: theirs.shown.into_iter().map(|(id, name, held)| (id, name, in_words(held))).collect(),
    }
}
