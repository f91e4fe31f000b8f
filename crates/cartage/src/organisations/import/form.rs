//! The form of the organisation's order import: read, filled, compared field by field, and written into its row (rule 5.2).

use kit::web::Fields;
use rules::order_import::{Held, Limit, Setting, Switches};

use crate::failure::{Failure, Refusal};
use crate::history::{Change, changed};
use crate::import_settings::{field, held, in_words, label, word};
use crate::organisations::OrganisationRow;
use crate::shell::{Reading, Typed};

/// Reads the form, or says everything that is wrong with it.
pub(in crate::organisations) fn read(fields: &Fields) -> Result<Switches, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let switches = Switches {
        enabled: form.ticked(&field(Setting::Enabled)),
        updates: form.ticked(&field(Setting::Updates)),
        create_automatically: form.ticked(&field(Setting::CreateAutomatically)),
        apply_changes: form.ticked(&field(Setting::ApplyChanges)),
        apply_cancellations: form.ticked(&field(Setting::ApplyCancellations)),
        update_limit: limit(&mut form, Setting::UpdateLimit),
        cancel_limit: limit(&mut form, Setting::CancelLimit),
    };
    form.done(switches)
}

fn limit(form: &mut Reading<'_>, setting: Setting) -> Limit {
    let field = field(setting);
    Limit::parse(form.fields.raw(&field)).unwrap_or_else(|| {
        form.refuse(&field, "Choose Quote, To Plan, Planned or Departed");
        Limit::default()
    })
}

/// What a row holds.
///
/// # Errors
/// A fault when it holds a word that is no status.
pub(in crate::organisations) fn of(row: &OrganisationRow) -> Result<Switches, Failure> {
    let limit = |word: &str| Limit::parse(word).ok_or_else(|| Failure::fault(format!("an organisation whose limit is {word:?}")));
    Ok(Switches {
        enabled: row.import_enabled,
        updates: row.import_updates,
        create_automatically: row.import_create_automatically,
        apply_changes: row.import_apply_changes,
        apply_cancellations: row.import_apply_cancellations,
        update_limit: limit(&row.import_update_limit)?,
        cancel_limit: limit(&row.import_cancel_limit)?,
    })
}

/// Writes it into a row.
pub(in crate::organisations) fn fill(row: &mut OrganisationRow, switches: &Switches) {
    row.import_enabled = switches.enabled;
    row.import_updates = switches.updates;
    row.import_create_automatically = switches.create_automatically;
    row.import_apply_changes = switches.apply_changes;
    row.import_apply_cancellations = switches.apply_cancellations;
    switches.update_limit.as_str().clone_into(&mut row.import_update_limit);
    switches.cancel_limit.as_str().clone_into(&mut row.import_cancel_limit);
}

/// The form filled with it.
pub(super) fn filled(switches: &Switches, version: i64) -> Typed {
    let value = |setting| match held(setting, switches) {
        Held::Switch(false) => String::new(),
        held => word(held).to_owned(),
    };
    let version = Typed::filled([("version", version.to_string())]);
    Setting::ALL.into_iter().fold(version, |form, setting| form.with(&field(setting), value(setting)))
}

/// Field by field, what becomes of `before`.
pub(in crate::organisations) fn changes(before: &Switches, after: &Switches) -> Vec<Change> {
    let value = |setting, switches| in_words(held(setting, switches)).to_owned();
    changed(Setting::ALL.map(|setting| (label(setting), value(setting, before), value(setting, after))))
}
