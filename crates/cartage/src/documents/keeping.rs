//! How long documents are kept: by the night, those whose type says so are taken off their orders, and files that belong to nobody
//! any more are removed from the disk.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rules::documents::kept_from;

use super::actions::record;
use super::store;
use super::table::TypeRow;
use crate::app::App;
use crate::failure::Failure;
use crate::jobs::{Job, When, Work, by_itself};
use crate::organisations::{self, OrganisationId};
use crate::shell::says;

/// Takes documents off their orders that are not kept any longer.
pub const FORGET: Job = Job {
    name: "documents-forget",
    when: When::Daily(Time::constant(3, 10, 0, 0)),
    work: Work::OfEach(|app, organisation, slot| Box::pin(forget(app, organisation, slot))),
};

/// Removes files that are nobody's.
pub const SWEEP: Job = Job {
    name: "documents-sweep",
    when: When::Daily(Time::constant(4, 20, 0, 0)),
    work: Work::OfAll(|app, slot| Box::pin(sweep(app, slot))),
};

/// Days a file stays after the last document that named it: a backup of before may still be at it.
const GRACE: i64 = 3;

async fn forget(app: &App, organisation: OrganisationId, slot: Timestamp) -> Result<(), Failure> {
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move { Ok((organisations::by_id(tx, organisation).await?.zone, store::types(tx, organisation).await?)) })
    });
    let (zone, types) = read.await?;
    let zone = TimeZone::get(&zone).map_err(Failure::fault)?;
    for of in types {
        let Some(from) = kept_from(says::today(slot, &zone), of.kept_months) else { continue };
        let before = zone.to_timestamp(from.to_datetime(Time::midnight())).map_err(Failure::fault)?;
        while forget_some(app, organisation, of.clone(), before).await? {}
    }
    Ok(())
}

/// A hundred of them at a time; whether there may be more.
async fn forget_some(app: &App, organisation: OrganisationId, of: TypeRow, before: Timestamp) -> Result<bool, Failure> {
    app.act_as(organisation, by_itself(), move |tx, act| {
        Box::pin(async move {
            let rows = store::of_type_before(tx, &of, before).await?;
            for row in &rows {
                store::remove(tx, row, act.now).await?;
                record(tx, act, row, &of, "document.expired").await?;
            }
            Ok(!rows.is_empty())
        })
    })
    .await
}

async fn sweep(app: &App, slot: Timestamp) -> Result<(), Failure> {
    let before = slot.checked_sub(Span::new().hours(GRACE * 24)).unwrap_or(Timestamp::UNIX_EPOCH);
    let vault = app.vault();
    let tidied = tokio::task::spawn_blocking(move || vault.tidy(before)).await.map_err(Failure::fault)?;
    tidied.map_err(Failure::fault)?;
    for prefix in (0..=u8::MAX).map(|byte| format!("{byte:02x}")) {
        let (vault, at) = (app.vault(), prefix.clone());
        let old = tokio::task::spawn_blocking(move || vault.untouched(&at, before)).await.map_err(Failure::fault)?;
        let old = old.map_err(Failure::fault)?;
        if old.is_empty() {
            continue;
        }
        let known = app.db.read(move |tx| Box::pin(async move { store::digests(tx, &prefix, before).await })).await?;
        let vault = app.vault();
        let orphans = old.into_iter().filter(move |digest| !known.contains(digest));
        let removed = tokio::task::spawn_blocking(move || orphans.into_iter().try_for_each(|digest| vault.forget(&digest)));
        removed.await.map_err(Failure::fault)?.map_err(Failure::fault)?;
    }
    Ok(())
}
