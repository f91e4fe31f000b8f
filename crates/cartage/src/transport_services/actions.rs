//! What staff do with transport services: make one, change it, archive and restore it.

use std::collections::BTreeMap;

use kit::db::Tx;

use super::table::ServiceRow;
use super::terms::Terms;
use super::{ServiceId, store};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject, overtaken};
use crate::viewer::{Staff, Viewer};

/// Makes a service.
pub(super) async fn create(app: &App, staff: &Staff, terms: Terms) -> Result<ServiceId, Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let terms = named(tx, act, terms).await?;
            let mut row = blank(act);
            terms.write(&mut row);
            free_name(tx, &row).await?;
            let customers: Vec<_> = terms.customers.iter().flat_map(BTreeMap::keys).copied().collect();
            store::insert(tx, &row, &terms.levels.keys().copied().collect::<Vec<_>>(), &customers).await?;
            let entry = Entry::new(Subject("transport_service", row.id.0), "transport_service.created").internal();
            act.record(tx, entry.changes(terms.changes(None))).await?;
            Ok(row.id)
        })
    })
    .await
}

fn blank(act: &Act) -> ServiceRow {
    ServiceRow {
        id: act.ids.id(act.now),
        organisation: act.organisation,
        name: String::new(),
        sort_name: String::new(),
        description: String::new(),
        selectable: String::new(),
        order_status: None,
        cut_off: String::new(),
        cut_off_time: None,
        collection_days: 0,
        delivery_days: 0,
        holidays_of: None,
        closed_dates: String::new(),
        area: String::new(),
        lead_days: None,
        notice_hours: None,
        archived_at: None,
        version: 1,
        created_at: act.now,
    }
}

/// Changes a service that still is as it was seen.
pub(super) async fn change(app: &App, staff: &Staff, id: ServiceId, seen: i64, terms: Terms) -> Result<(), Failure> {
    let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::by_id(tx, act.organisation, id).await?;
            if row.version != seen {
                return Err(overtaken(tx, scope, id.0, row.version.saturating_sub(seen), &zone).await?);
            }
            let before = store::terms(tx, &row).await?;
            let terms = named(tx, act, terms).await?;
            if terms == before {
                return Ok(());
            }
            let changes = terms.changes(Some(&before));
            terms.write(&mut row);
            free_name(tx, &row).await?;
            store::save(tx, &row, &terms, &before).await?;
            act.record(tx, Entry::new(Subject("transport_service", id.0), "transport_service.changed").internal().changes(changes)).await
        })
    })
    .await
}

/// Takes a service off new orders, or offers it again. Doing what is done already changes nothing.
pub(super) async fn archive(app: &App, staff: &Staff, id: ServiceId, archived: bool) -> Result<(), Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::by_id(tx, act.organisation, id).await?;
            if row.archived_at.is_some() == archived {
                return Ok(());
            }
            row.archived_at = archived.then_some(act.now);
            free_name(tx, &row).await?;
            let terms = store::terms(tx, &row).await?;
            store::save(tx, &row, &terms, &terms).await?;
            let verb = if archived { "transport_service.archived" } else { "transport_service.restored" };
            act.record(tx, Entry::new(Subject("transport_service", id.0), verb).internal()).await
        })
    })
    .await
}

/// The names of what was chosen. An id of another organisation is answered like one that does not exist (1.7).
async fn named(tx: &mut Tx, act: &Act, mut terms: Terms) -> Result<Terms, Failure> {
    let levels = store::levels_named(tx, act.organisation, terms.levels.keys()).await?;
    let customers = match &terms.customers {
        Some(chosen) => Some(store::customers_named(tx, act.organisation, chosen.keys()).await?),
        None => None,
    };
    let found = |customers: &BTreeMap<_, _>| customers.len();
    if levels.len() != terms.levels.len() || customers.as_ref().map(found) != terms.customers.as_ref().map(found) {
        return Err(Failure::not_found());
    }
    (terms.levels, terms.customers) = (levels, customers);
    Ok(terms)
}

/// Two services customers can choose from must not read the same.
async fn free_name(tx: &mut Tx, row: &ServiceRow) -> Result<(), Failure> {
    if row.archived_at.is_none() && store::name_is_taken(tx, row.organisation, &row.sort_name, row.id).await? {
        return Err(Refusal::at("name", format!("There is a transport service called {} already", row.name)).into());
    }
    Ok(())
}
