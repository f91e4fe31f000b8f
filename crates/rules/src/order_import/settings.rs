//! The settings of the import flow: the organisation's, what a customer has of their own, and which of the two decides
//! (rules 5.1, 5.2).

use serde::{Deserialize, Serialize};

use crate::order_status::OrderStatus;

/// The last status in which customers may update or cancel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Limit {
    /// While it is a quote.
    Quote,
    /// Until it is planned.
    ToPlan,
    /// Until a driver is on the way to a first stop; the first value.
    #[default]
    Planned,
    /// Until everything is collected; a collection that has begun ends the right before.
    Departed,
}

impl Limit {
    /// Every limit, in the order the settings page offers them.
    pub const ALL: [Self; 4] = [Self::Quote, Self::ToPlan, Self::Planned, Self::Departed];

    /// The stored word: the status's own.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.status().as_str()
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.as_str() == text)
    }

    /// The status it names.
    #[must_use]
    pub fn status(self) -> OrderStatus {
        match self {
            Self::Quote => OrderStatus::Quote,
            Self::ToPlan => OrderStatus::ToPlan,
            Self::Planned => OrderStatus::Planned,
            Self::Departed => OrderStatus::Departed,
        }
    }

    /// Whether an order of this status is not past the limit, nor cancelled.
    #[must_use]
    pub fn allows(self, status: OrderStatus) -> bool {
        status.within(self.status())
    }
}

/// The organisation's settings. As they are before *Provision*: everything off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switches {
    /// *Customer portal order creation via order import enabled*.
    pub enabled: bool,
    /// *Enable updates*.
    pub updates: bool,
    /// *Automatically create orders*.
    pub create_automatically: bool,
    /// *Apply changes automatically*, as it is set; effective only with `updates`.
    pub apply_changes: bool,
    /// *Apply cancellations automatically*.
    pub apply_cancellations: bool,
    /// *Last status in which customers may update*.
    pub update_limit: Limit,
    /// *Last status in which customers may cancel*.
    pub cancel_limit: Limit,
}

impl Switches {
    /// What *Provision* gives: the flow on, everything else off, both limits Planned.
    #[must_use]
    pub fn provisioned() -> Self {
        Self { enabled: true, ..Self::default() }
    }
}

/// What a customer has of their own; `None` follows the organisation. The flow itself is the organisation's alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// *Enable updates*.
    pub updates: Option<bool>,
    /// *Automatically create orders*.
    pub create_automatically: Option<bool>,
    /// *Apply changes automatically*.
    pub apply_changes: Option<bool>,
    /// *Apply cancellations automatically*.
    pub apply_cancellations: Option<bool>,
    /// *Last status in which customers may update*.
    pub update_limit: Option<Limit>,
    /// *Last status in which customers may cancel*.
    pub cancel_limit: Option<Limit>,
}

/// Whose setting decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Source {
    /// The organisation's.
    Organisation,
    /// The customer's own.
    Customer,
}

/// A value and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided<T> {
    /// What holds.
    pub value: T,
    /// Whose setting it is.
    pub source: Source,
}

/// The settings as they hold for one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effective {
    /// Whether the flow is on.
    pub enabled: bool,
    /// Whether customers may change what they submitted.
    pub updates: Decided<bool>,
    /// Whether orders are made without staff.
    pub create_automatically: Decided<bool>,
    /// Whether changes are applied without staff: never while updates are off.
    pub apply_changes: Decided<bool>,
    /// *Apply changes automatically* is set, and does nothing because updates are off.
    pub apply_changes_idle: bool,
    /// Whether orders are cancelled without staff.
    pub apply_cancellations: Decided<bool>,
    /// The last status for updates.
    pub update_limit: Decided<Limit>,
    /// The last status for cancellations.
    pub cancel_limit: Decided<Limit>,
}

/// The settings that hold for a customer.
#[must_use]
pub fn effective(organisation: &Switches, customer: &Overrides) -> Effective {
    let updates = either(organisation.updates, customer.updates);
    let set = either(organisation.apply_changes, customer.apply_changes);
    let idle = set.value && !updates.value;
    Effective {
        enabled: organisation.enabled,
        updates,
        create_automatically: either(organisation.create_automatically, customer.create_automatically),
        apply_changes: if idle { Decided { value: false, source: updates.source } } else { set },
        apply_changes_idle: idle,
        apply_cancellations: either(organisation.apply_cancellations, customer.apply_cancellations),
        update_limit: either(organisation.update_limit, customer.update_limit),
        cancel_limit: either(organisation.cancel_limit, customer.cancel_limit),
    }
}

fn either<T>(organisation: T, customer: Option<T>) -> Decided<T> {
    match customer {
        Some(value) => Decided { value, source: Source::Customer },
        None => Decided { value: organisation, source: Source::Organisation },
    }
}

/// One of the settings, to ask what decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// *Customer portal order creation via order import enabled*.
    Enabled,
    /// *Enable updates*.
    Updates,
    /// *Automatically create orders*.
    CreateAutomatically,
    /// *Apply changes automatically*.
    ApplyChanges,
    /// *Apply cancellations automatically*.
    ApplyCancellations,
    /// *Last status in which customers may update*.
    UpdateLimit,
    /// *Last status in which customers may cancel*.
    CancelLimit,
}

impl Setting {
    /// Every setting, in the order the settings page has them.
    pub const ALL: [Self; 7] = [
        Self::Enabled,
        Self::Updates,
        Self::CreateAutomatically,
        Self::ApplyChanges,
        Self::ApplyCancellations,
        Self::UpdateLimit,
        Self::CancelLimit,
    ];

    /// The word in field names, columns and the history.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Updates => "updates",
            Self::CreateAutomatically => "create_automatically",
            Self::ApplyChanges => "apply_changes",
            Self::ApplyCancellations => "apply_cancellations",
            Self::UpdateLimit => "update_limit",
            Self::CancelLimit => "cancel_limit",
        }
    }
}

/// What a setting comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// A switch.
    Switch(bool),
    /// A last status.
    Limit(Limit),
}

/// What decides a setting: the data of a sentence of the try-out page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// What holds.
    pub held: Held,
    /// Whose setting it is.
    pub source: Source,
    /// It is set, and off all the same because *Enable updates* is off; `source` is then whose *Enable updates* that is.
    pub needs_updates: bool,
}

impl Effective {
    /// What decides a setting, and whose it is.
    #[must_use]
    pub fn decision(&self, setting: Setting) -> Decision {
        let switch = |decided: Decided<bool>| (Held::Switch(decided.value), decided.source);
        let limit = |decided: Decided<Limit>| (Held::Limit(decided.value), decided.source);
        let (held, source) = match setting {
            Setting::Enabled => (Held::Switch(self.enabled), Source::Organisation),
            Setting::Updates => switch(self.updates),
            Setting::CreateAutomatically => switch(self.create_automatically),
            Setting::ApplyChanges => switch(self.apply_changes),
            Setting::ApplyCancellations => switch(self.apply_cancellations),
            Setting::UpdateLimit => limit(self.update_limit),
            Setting::CancelLimit => limit(self.cancel_limit),
        };
        Decision { held, source, needs_updates: setting == Setting::ApplyChanges && self.apply_changes_idle }
    }
}
