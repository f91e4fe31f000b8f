//! What a customer has of its own of the order import's settings: the panel *Customer portal order import* of its profile (5.2).
//! An empty field means: as the organisation.

use rules::order_import::{Held, Limit, Overrides, Setting, Switches};

use super::table::CustomerRow;
use crate::history::{Change, changed};
use crate::import_settings::{OF_CUSTOMERS, choices, field, held, in_words, label, needs_updates, own, says, word};
use crate::shell::{Reading, Typed};

/// Before each label in history, which has many more.
const PANEL: &str = "Customer portal order import";

/// Reads the panel. A form without it, as before the import was provisioned, has nothing of its own.
pub(super) fn read(form: &mut Reading<'_>) -> Overrides {
    Overrides {
        updates: switch(form, Setting::Updates),
        create_automatically: switch(form, Setting::CreateAutomatically),
        apply_changes: switch(form, Setting::ApplyChanges),
        apply_cancellations: switch(form, Setting::ApplyCancellations),
        update_limit: limit(form, Setting::UpdateLimit),
        cancel_limit: limit(form, Setting::CancelLimit),
    }
}

fn switch(form: &mut Reading<'_>, setting: Setting) -> Option<bool> {
    match chosen(form, setting) {
        Some(Held::Switch(on)) => Some(on),
        Some(Held::Limit(_)) | None => None,
    }
}

fn limit(form: &mut Reading<'_>, setting: Setting) -> Option<Limit> {
    match chosen(form, setting) {
        Some(Held::Limit(limit)) => Some(limit),
        Some(Held::Switch(_)) | None => None,
    }
}

fn chosen(form: &mut Reading<'_>, setting: Setting) -> Option<Held> {
    let field = field(setting);
    let typed = form.fields.raw(&field);
    let chosen = choices(setting).into_iter().find(|held| word(*held) == typed);
    if chosen.is_none() && !typed.is_empty() {
        form.refuse(&field, "Choose a value from the list");
    }
    chosen
}

/// The form with it.
pub(super) fn filled(form: Typed, overrides: &Overrides) -> Typed {
    OF_CUSTOMERS.into_iter().fold(form, |form, setting| form.with(&field(setting), own(setting, overrides).map_or("", word)))
}

/// Writes it into a row.
pub(super) fn fill(row: &mut CustomerRow, overrides: &Overrides) {
    row.import_updates = overrides.updates;
    row.import_create_automatically = overrides.create_automatically;
    row.import_apply_changes = overrides.apply_changes;
    row.import_apply_cancellations = overrides.apply_cancellations;
    row.import_update_limit = overrides.update_limit.map(|limit| limit.as_str().to_owned());
    row.import_cancel_limit = overrides.cancel_limit.map(|limit| limit.as_str().to_owned());
}

/// Field by field, what becomes of `before`.
pub(super) fn changes(before: &Overrides, after: &Overrides) -> Vec<Change> {
    let value = |setting, overrides| own(setting, overrides).map_or("As the organisation", in_words).to_owned();
    OF_CUSTOMERS
        .into_iter()
        .flat_map(|setting| {
            let name = format!("{PANEL}, {}", label(setting));
            changed([(name.as_str(), value(setting, before), value(setting, after))])
        })
        .collect()
}

/// A line of the panel.
pub(super) struct Line {
    /// The name of its field.
    pub field: String,
    pub label: &'static str,
    pub says: &'static str,
    /// What it offers: what the form carries, and the words.
    pub options: Vec<(&'static str, String)>,
    /// What is stored, in words.
    pub stored: String,
    /// *Enable updates* is off for this customer, so that it has no effect.
    pub idle: bool,
}

/// The panel, with what the organisation holds.
pub(super) fn panel(organisation: &Switches, overrides: &Overrides) -> Vec<Line> {
    let updates = overrides.updates.unwrap_or(organisation.updates);
    let line = |setting| {
        let theirs = format!("As the organisation ({})", in_words(held(setting, organisation)));
        let stored = own(setting, overrides).map_or_else(|| theirs.clone(), |held| in_words(held).to_owned());
        let own = choices(setting).into_iter().map(|held| (word(held), in_words(held).to_owned()));
        Line {
            field: field(setting),
            label: label(setting),
            says: says(setting),
            options: [("", theirs)].into_iter().chain(own).collect(),
            stored,
            idle: needs_updates(setting) && !updates,
        }
    };
    OF_CUSTOMERS.into_iter().map(line).collect()
}
