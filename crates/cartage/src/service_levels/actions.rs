//! What staff do with service levels: make one, change it, archive and restore it.

use kit::db::Tx;
use kit::text::fold;

use super::table::LevelRow;
use super::terms::Terms;
use super::{LevelId, store};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject, overtaken};
use crate::viewer::{Staff, Viewer};

/// Makes a level.
pub(super) async fn create(app: &App, staff: &Staff, terms: Terms) -> Result<LevelId, Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = LevelRow {
                id: act.ids.id(act.now),
                organisation: act.organisation,
                name: String::new(),
                sort_name: String::new(),
                description: String::new(),
                lead_days: None,
                notice_hours: None,
                archived_at: None,
                version: 1,
                created_at: act.now,
            };
            terms.write(&mut row);
            free_name(tx, act, &row).await?;
            store::insert(tx, &row).await?;
            let entry = Entry::new(Subject("service_level", row.id.0), "service_level.created").internal();
            act.record(tx, entry.changes(terms.changes(&Terms::default()))).await?;
            Ok(row.id)
        })
    })
    .await
}

/// Changes a level that still is as it was seen.
pub(super) async fn change(app: &App, staff: &Staff, id: LevelId, seen: i64, terms: Terms) -> Result<(), Failure> {
    let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::by_id(tx, act.organisation, id).await?;
            if row.version != seen {
                return Err(overtaken(tx, scope, id.0, row.version.saturating_sub(seen), &zone).await?);
            }
            let changes = terms.changes(&Terms::of(&row)?);
            if changes.is_empty() {
                return Ok(());
            }
            terms.write(&mut row);
            free_name(tx, act, &row).await?;
            store::save(tx, &row).await?;
            act.record(tx, Entry::new(Subject("service_level", id.0), "service_level.changed").internal().changes(changes)).await
        })
    })
    .await
}

/// Takes a level off new orders, or offers it again. Doing what is done already changes nothing.
pub(super) async fn archive(app: &App, staff: &Staff, id: LevelId, archived: bool) -> Result<(), Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::by_id(tx, act.organisation, id).await?;
            if row.archived_at.is_some() == archived {
                return Ok(());
            }
            row.archived_at = archived.then_some(act.now);
            free_name(tx, act, &row).await?;
            store::save(tx, &row).await?;
            let verb = if archived { "service_level.archived" } else { "service_level.restored" };
            act.record(tx, Entry::new(Subject("service_level", id.0), verb).internal()).await
        })
    })
    .await
}

/// Two levels customers can choose from must not read the same.
async fn free_name(tx: &mut Tx, act: &Act, row: &LevelRow) -> Result<(), Failure> {
    if row.archived_at.is_none() && store::name_is_taken(tx, act.organisation, &fold(&row.name), row.id).await? {
        return Err(Refusal::at("name", format!("There is a service level called {} already", row.name)).into());
    }
    Ok(())
}
