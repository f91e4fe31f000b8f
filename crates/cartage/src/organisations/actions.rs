//! What staff set for their organisation.

use rules::order_import::Switches;

use super::import::form;
use super::labels::form::LabelSettings;
use super::numbering::Numbering;
use super::portal::Portal;
use super::settings::Settings;
use super::store;
use super::table::OrganisationRow;
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{Change, Entry, Subject, overtaken};
use crate::viewer::{Staff, Viewer};

/// Sets what the tab *Customer portal* holds.
pub(super) async fn set_portal(app: &App, staff: &Staff, seen: i64, portal: Portal) -> Result<(), Failure> {
    change(app, staff, seen, "organisation.portal_changed", move |row| {
        let changes = portal.changes(&Portal::of(row)?);
        portal.order_status.as_str().clone_into(&mut row.order_status);
        (row.name, row.colour, row.quote_waiting_hours) = (portal.name, portal.colour, portal.waiting_hours);
        Ok(changes)
    })
    .await
}

/// Sets how quotes and orders are numbered from now on; numbers already given stay.
pub(super) async fn set_numbering(app: &App, staff: &Staff, seen: i64, numbering: Numbering) -> Result<(), Failure> {
    change(app, staff, seen, "organisation.numbering_changed", move |row| {
        let settings = Settings::of(row)?;
        let changes = numbering.changes(&Numbering { quotes: settings.quotes, orders: settings.orders });
        let Numbering { quotes, orders } = numbering;
        (row.quote_prefix, row.quote_length) = (quotes.prefix, i64::from(quotes.length));
        (row.order_prefix, row.order_length) = (orders.prefix, i64::from(orders.length));
        quotes.date_part.as_str().clone_into(&mut row.quote_date_part);
        orders.date_part.as_str().clone_into(&mut row.order_date_part);
        Ok(changes)
    })
    .await
}

/// Sets how units are numbered from now on, and when customers print; numbers already given stay.
pub(super) async fn set_labels(app: &App, staff: &Staff, seen: i64, settings: LabelSettings) -> Result<(), Failure> {
    change(app, staff, seen, "organisation.labels_changed", move |row| {
        let changes = settings.changes(&LabelSettings::of(row));
        (row.gs1_prefix, row.sscc_extension) = (settings.prefix, i64::from(settings.extension));
        row.labels_before_approval = settings.before_approval;
        Ok(changes)
    })
    .await
}

/// Provisions the order import (5.1): once and for good; it is switched on, and everything else is off. Says whether this act did
/// it: provisioned already, nothing is done.
pub async fn provision_import(app: &App, staff: &Staff) -> Result<bool, Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::by_id(tx, act.organisation).await?;
            if row.import_provisioned_at.is_some() {
                return Ok(false);
            }
            let (before, first) = (form::of(&row)?, Switches::provisioned());
            (row.import_provisioned_at, row.import_provisioned_by) = (Some(act.now), Some(act.actor.name.clone()));
            form::fill(&mut row, &first);
            store::save(tx, &row).await?;
            let entry = Entry::new(Subject("organisation", row.id.0), "organisation.import_provisioned");
            act.record(tx, entry.internal().changes(form::changes(&before, &first))).await?;
            Ok(true)
        })
    })
    .await
}

/// Sets how the order import goes, its switch included. What waits in it stays as it is.
pub async fn set_import(app: &App, staff: &Staff, seen: i64, switches: Switches) -> Result<(), Failure> {
    change(app, staff, seen, "organisation.import_changed", move |row| {
        if row.import_provisioned_at.is_none() {
            return Err(Refusal::new("Provision the order import first.").into());
        }
        let changes = form::changes(&form::of(row)?, &switches);
        form::fill(row, &switches);
        Ok(changes)
    })
    .await
}

/// Changes an organisation that still is as it was seen; `set` writes into the row and says what it changed.
async fn change<F>(app: &App, staff: &Staff, seen: i64, verb: &'static str, set: F) -> Result<(), Failure>
where
    F: FnOnce(&mut OrganisationRow) -> Result<Vec<Change>, Failure> + Send + 'static,
{
    let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::by_id(tx, act.organisation).await?;
            if row.version != seen {
                return Err(overtaken(tx, scope, row.id.0, row.version.saturating_sub(seen), &zone).await?);
            }
            let changes = set(&mut row)?;
            if changes.is_empty() {
                return Ok(());
            }
            store::save(tx, &row).await?;
            act.record(tx, Entry::new(Subject("organisation", row.id.0), verb).internal().changes(changes)).await
        })
    })
    .await
}
