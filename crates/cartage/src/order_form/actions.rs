//! What staff do with the order form: arrange it, always over the version they saw, recorded field by field.

use std::collections::BTreeMap;

use rules::order_form::OrderForm;

use super::table::OrderFormRow;
use super::{store, words};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{Entry, Subject, overtaken};
use crate::transport_services;
use crate::viewer::{Staff, Viewer};

/// Puts an arrangement in the place of the one that was seen. `change` makes it of what is there; what changes nothing is not written.
///
/// # Errors
/// Moved; refused by `change`; or the database does not answer.
pub async fn arrange<F>(app: &App, staff: &Staff, seen: i64, change: F) -> Result<(), Failure>
where
    F: FnOnce(&mut OrderForm) -> Result<(), Refusal> + Send + 'static,
{
    let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let (before, version) = store::arranged(tx, act.organisation).await?;
            if version != seen {
                return Err(overtaken(tx, scope, form_id(act.organisation.0), version.saturating_sub(seen), &zone).await?);
            }
            let mut after = before.clone();
            change(&mut after)?;
            let services: BTreeMap<String, String> =
                transport_services::choices(tx, act.organisation).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
            let changes = words::changes(&before, &after, &services);
            if after == before {
                return Ok(());
            }
            let row = OrderFormRow {
                organisation: act.organisation,
                arranged: serde_json::to_string(&after)?,
                version: version + 1,
                changed_at: act.now,
                changed_by: act.actor.name.clone(),
            };
            store::save(tx, &row).await?;
            let subject = Subject("order_form", form_id(act.organisation.0));
            act.record(tx, Entry::new(subject, "order_form.changed").internal().changes(changes)).await
        })
    })
    .await
}

/// Under which id history knows the form of an organisation: its own, so that it is apart from the organisation's settings.
#[must_use]
pub(super) fn form_id(organisation: uuid::Uuid) -> uuid::Uuid {
    uuid::Uuid::from_u128(organisation.as_u128() ^ 0xf0)
}
