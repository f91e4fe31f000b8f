//! The settings of the order import as pages speak of them: what each is called, what it does to customers, what it holds in
//! words, and how a form carries it (rule 5.2).

use rules::order_import::{Held, Limit, Overrides, Setting, Switches};

/// What a customer's profile may have of its own, in the order of the page: everything but the switch.
pub const OF_CUSTOMERS: [Setting; 6] = [
    Setting::Updates,
    Setting::CreateAutomatically,
    Setting::ApplyChanges,
    Setting::UpdateLimit,
    Setting::ApplyCancellations,
    Setting::CancelLimit,
];

/// The name of its field and of its column.
#[must_use]
pub fn field(setting: Setting) -> String {
    format!("import_{}", setting.as_str())
}

/// Its label.
#[must_use]
pub fn label(setting: Setting) -> &'static str {
    match setting {
        Setting::Enabled => "Customer portal order creation via order import enabled",
        Setting::Updates => "Enable updates",
        Setting::CreateAutomatically => "Automatically create orders",
        Setting::ApplyChanges => "Apply changes automatically",
        Setting::ApplyCancellations => "Apply cancellations automatically",
        Setting::UpdateLimit => "Last status in which customers may update",
        Setting::CancelLimit => "Last status in which customers may cancel",
    }
}

/// What it does to customers, in a line.
#[must_use]
pub fn says(setting: Setting) -> &'static str {
    match setting {
        Setting::Enabled => {
            "On: what customers submit becomes an order import first, with a customer reference that must be unique. It counts for all \
             Customer Portal users. Off: it is an order at once, and nobody can edit or cancel in the portal."
        }
        Setting::Updates => "On: customers can edit what they have submitted. Off: Edit is greyed out and says why.",
        Setting::CreateAutomatically => {
            "On: what customers submit is an order at once, unless something about it needs your eyes. Off: they see Waiting for \
             approval until your staff press Create order."
        }
        Setting::ApplyChanges => {
            "On: what customers change is in the order at once, and marked until your staff have opened it. Off: they see Update \
             awaiting approval, and the order stays as it is until then."
        }
        Setting::ApplyCancellations => {
            "On: an order that customers cancel is cancelled at once. Off: they see Cancellation awaiting approval until your staff decide."
        }
        Setting::UpdateLimit => {
            "Past this status Edit is greyed out for customers, whoever applies the change; so it is once a collection has begun."
        }
        Setting::CancelLimit => {
            "Past this status Cancel is greyed out for customers, whoever applies the cancellation; so it is once a collection has begun."
        }
    }
}

/// Whether it has an effect only while *Enable updates* is on.
#[must_use]
pub fn needs_updates(setting: Setting) -> bool {
    matches!(setting, Setting::ApplyChanges | Setting::UpdateLimit)
}

/// What it holds, as pages write it.
#[must_use]
pub fn in_words(held: Held) -> &'static str {
    match held {
        Held::Switch(true) => "On",
        Held::Switch(false) => "Off",
        Held::Limit(Limit::Quote) => "Quote",
        Held::Limit(Limit::ToPlan) => "To Plan",
        Held::Limit(Limit::Planned) => "Planned",
        Held::Limit(Limit::Departed) => "Departed",
    }
}

/// What it holds, as forms carry it.
#[must_use]
pub fn word(held: Held) -> &'static str {
    match held {
        Held::Switch(true) => "on",
        Held::Switch(false) => "off",
        Held::Limit(limit) => limit.as_str(),
    }
}

/// Everything it may hold, in the order pages offer it.
#[must_use]
pub fn choices(setting: Setting) -> Vec<Held> {
    match setting {
        Setting::UpdateLimit | Setting::CancelLimit => Limit::ALL.map(Held::Limit).to_vec(),
        Setting::Enabled | Setting::Updates | Setting::CreateAutomatically | Setting::ApplyChanges | Setting::ApplyCancellations => {
            vec![Held::Switch(true), Held::Switch(false)]
        }
    }
}

/// What the organisation holds.
#[must_use]
pub fn held(setting: Setting, switches: &Switches) -> Held {
    match setting {
        Setting::Enabled => Held::Switch(switches.enabled),
        Setting::Updates => Held::Switch(switches.updates),
        Setting::CreateAutomatically => Held::Switch(switches.create_automatically),
        Setting::ApplyChanges => Held::Switch(switches.apply_changes),
        Setting::ApplyCancellations => Held::Switch(switches.apply_cancellations),
        Setting::UpdateLimit => Held::Limit(switches.update_limit),
        Setting::CancelLimit => Held::Limit(switches.cancel_limit),
    }
}

/// What a customer's profile holds; none: as the organisation.
#[must_use]
pub fn own(setting: Setting, overrides: &Overrides) -> Option<Held> {
    match setting {
        Setting::Enabled => None,
        Setting::Updates => overrides.updates.map(Held::Switch),
        Setting::CreateAutomatically => overrides.create_automatically.map(Held::Switch),
        Setting::ApplyChanges => overrides.apply_changes.map(Held::Switch),
        Setting::ApplyCancellations => overrides.apply_cancellations.map(Held::Switch),
        Setting::UpdateLimit => overrides.update_limit.map(Held::Limit),
        Setting::CancelLimit => overrides.cancel_limit.map(Held::Limit),
    }
}
