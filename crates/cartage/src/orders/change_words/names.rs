//! The names of what a change names by id: transport services and service levels.

use std::collections::BTreeMap;

use kit::db::Tx;
use rules::order_change::Operation;
use serde_json::Value;
use uuid::Uuid;

use crate::failure::Failure;
use crate::orders::store;
use crate::organisations::OrganisationId;

/// Names by id, as far as a change needs them.
#[derive(Clone, Debug, Default)]
pub struct ChangeNames(BTreeMap<Uuid, String>);

impl ChangeNames {
    /// Of these names.
    #[must_use]
    pub fn of(names: impl IntoIterator<Item = (Uuid, String)>) -> Self {
        Self(names.into_iter().collect())
    }

    /// The name of a service or level; an id nobody knows is never shown.
    pub(super) fn name(&self, id: &Value) -> String {
        let known = id.as_str().and_then(|id| self.0.get(&id.parse().ok()?));
        known.cloned().unwrap_or_else(|| if id.as_str() == Some("") { String::new() } else { "one that is not there".to_owned() })
    }
}

/// Reads the names these operations need: one query, and none where no operation changes the service or the level.
///
/// # Errors
/// When the database does not answer.
pub async fn names_for(tx: &mut Tx, organisation: OrganisationId, operations: &[Operation]) -> Result<ChangeNames, Failure> {
    let named = operations.iter().filter(|operation| operation.is_of_order("service") || operation.is_of_order("level"));
    let values = named.flat_map(|operation| [&operation.from, &operation.to]).flatten();
    let ids: Vec<Uuid> = values.filter_map(|value| value.as_str()?.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(ChangeNames::default());
    }
    Ok(ChangeNames::of(store::service_and_level_names(tx, organisation, &ids).await?))
}
