//! The names of what a change names by id or key: transport services, service levels, the organisation's own fields.

use std::collections::BTreeMap;

use kit::db::Tx;
use rules::order_change::{Operation, Path};
use rules::order_form::OrderForm;
use serde_json::Value;
use uuid::Uuid;

use crate::failure::Failure;
use crate::order_form;
use crate::orders::{OwnLabels, store};
use crate::organisations::OrganisationId;

/// Names by id, and labels of own fields, as far as a change needs them.
#[derive(Clone, Debug, Default)]
pub struct ChangeNames {
    things: BTreeMap<Uuid, String>,
    own: OwnLabels,
}

impl ChangeNames {
    /// Of these names.
    #[must_use]
    pub fn of(names: impl IntoIterator<Item = (Uuid, String)>) -> Self {
        Self { things: names.into_iter().collect(), own: OwnLabels::default() }
    }

    /// With the organisation's own fields called as this arrangement calls them.
    #[must_use]
    pub fn with_own(self, form: &OrderForm) -> Self {
        Self { own: OwnLabels::of(form), ..self }
    }

    /// What an own field is called.
    pub(super) fn own(&self, key: &str) -> String {
        self.own.label(key)
    }

    /// The name of a service or level; an id nobody knows is never shown.
    pub(super) fn name(&self, id: &Value) -> String {
        let known = id.as_str().and_then(|id| self.things.get(&id.parse().ok()?));
        known.cloned().unwrap_or_else(|| if id.as_str() == Some("") { String::new() } else { "one that is not there".to_owned() })
    }
}

/// Reads the names these operations need: nothing where no operation changes the service, the level or an own field.
///
/// # Errors
/// When the database does not answer.
pub async fn names_for(tx: &mut Tx, organisation: OrganisationId, operations: &[Operation]) -> Result<ChangeNames, Failure> {
    let named = operations.iter().filter(|operation| operation.is_of_order("service") || operation.is_of_order("level"));
    let values = named.flat_map(|operation| [&operation.from, &operation.to]).flatten();
    let ids: Vec<Uuid> = values.filter_map(|value| value.as_str()?.parse().ok()).collect();
    let mut names = ChangeNames::default();
    if !ids.is_empty() {
        names = ChangeNames::of(store::service_and_level_names(tx, organisation, &ids).await?);
    }
    if operations.iter().any(|operation| own_key(&operation.path).is_some()) {
        names = names.with_own(&order_form::arranged(tx, organisation).await?.0);
    }
    Ok(names)
}

/// The key of the own field a path is of.
pub(super) fn own_key(path: &Path) -> Option<&str> {
    match path {
        Path::Custom { key } => Some(key),
        Path::Part { field, .. } => field.strip_prefix("custom_fields."),
        Path::Order { .. } | Path::Sequence { .. } | Path::End { .. } | Path::Whole { .. } => None,
    }
}
