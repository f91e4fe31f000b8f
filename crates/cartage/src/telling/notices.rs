//! Staff are told what waits: quotes and order imports that came, that have waited longer than the settings say, whose cut-off is
//! near, whose collection date has passed; each once in each kind, claimed by a row.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use kit::db::Tx;
use kit::outbox::Slip;
use rules::access::{self, Role};
use rules::cut_off::CutOff;
use rules::telling::{Capacity, Choice, Choices, Kind, next_digest};

use super::house::House;
use super::store::digest;
use super::store::imports::{self, Open};
use super::store::notices::{self as store, Quote, User, Within};
use super::table::DigestRow;
use super::waiting::{Batch, Source, Waiting};
use super::{Audience, FIRST_HOUR_OF_STAFF};
use crate::app::App;
use crate::failure::Failure;
use crate::history::Act;
use crate::jobs::{self, Job, When, Work};
use crate::organisations::{self, OrganisationId, OrganisationRow};

/// Tells staff what waits.
pub const NOTICES: Job =
    Job { name: "notices", when: When::Every(1), work: Work::OfEach(|app, organisation, _| Box::pin(look(app, organisation))) };

/// A cut-off is near this long before.
const NEAR: i64 = 2;
/// What came or crossed its limit longer ago than this many hours is no news: an installation that was off, or a setting that was
/// just switched on, does not flood anybody.
const NEWS: i64 = 24;

/// Looks whether there is anything, and only then begins an act.
async fn look(app: &App, organisation: OrganisationId) -> Result<(), Failure> {
    let (now, base_url) = (app.clock.now(), app.setup.base_url.clone());
    let any = app.db.read(move |tx| {
        Box::pin(async move {
            let row = organisations::by_id(tx, organisation).await?;
            Ok::<_, Failure>(found(tx, &row, now).await?.iter().any(|batch| !batch.waiting.is_empty()))
        })
    });
    if !any.await? {
        return Ok(());
    }
    let told = app.act_as(organisation, jobs::by_itself(), move |tx, act| Box::pin(async move { tell(tx, act, &base_url).await }));
    told.await
}

/// What nobody was told of, kind by kind.
async fn found(tx: &mut Tx, row: &OrganisationRow, now: Timestamp) -> Result<Vec<Batch>, Failure> {
    let zone = TimeZone::get(&row.zone).map_err(Failure::fault)?;
    let mut found = of_quotes(tx, row, now, &zone).await?;
    if row.import_provisioned_at.is_some() {
        found.extend(of_imports(tx, row, now, &zone).await?);
    }
    Ok(found)
}

async fn of_quotes(tx: &mut Tx, row: &OrganisationRow, now: Timestamp, zone: &TimeZone) -> Result<Vec<Batch>, Failure> {
    let today = now.to_zoned(zone.clone()).date();
    let mut asked = vec![(Kind::NewQuote, Within::Submitted(earlier(now, NEWS), now))];
    if let Some(hours) = row.quote_waiting_hours {
        asked.push((Kind::WaitingTooLong, Within::Submitted(earlier(now, hours + NEWS), earlier(now, hours))));
    }
    asked.push((Kind::CutOffNear, Within::Collected(today, today.saturating_add(Span::new().days(2)))));
    let mut found = Vec::new();
    for (kind, within) in asked {
        let quotes = store::waiting(tx, row.id, kind, within).await?;
        let mut waiting: Vec<Waiting> = quotes.into_iter().map(|quote| with_cut_off(quote, zone)).collect();
        if kind == Kind::CutOffNear {
            waiting.retain(|quote| quote.cut_off_at.is_some_and(|at| now < at && at <= later(now, NEAR)));
        }
        found.push(Batch { kind, source: Source::Quotes, waiting });
    }
    Ok(found)
}

async fn of_imports(tx: &mut Tx, row: &OrganisationRow, now: Timestamp, zone: &TimeZone) -> Result<Vec<Batch>, Failure> {
    let mut asked = vec![(Kind::NewImport, Open::Received(earlier(now, NEWS), now))];
    if let Some(hours) = row.quote_waiting_hours {
        asked.push((Kind::WaitingTooLong, Open::Received(earlier(now, hours + NEWS), earlier(now, hours))));
    }
    asked.push((Kind::CutOffNear, Open::CutOff(now, later(now, NEAR))));
    asked.push((Kind::DatePassed, Open::CollectedBefore(now.to_zoned(zone.clone()).date())));
    let mut found = Vec::new();
    for (kind, open) in asked {
        found.push(Batch { kind, source: Source::Imports, waiting: imports::waiting(tx, row.id, kind, open).await? });
    }
    Ok(found)
}

/// A quote with the cut-off of its collection day.
fn with_cut_off(quote: Quote, zone: &TimeZone) -> Waiting {
    let time = quote.cut_off_time.as_deref().and_then(|time| time.parse().ok());
    let cut_off = CutOff::from_parts(&quote.cut_off, time).ok();
    let day = quote.waiting.collection_date.parse().ok();
    let at = cut_off.zip(day).and_then(|(cut_off, day)| cut_off.deadline(day, zone));
    Waiting { cut_off_at: at, ..quote.waiting }
}

/// Claims what is found and tells everybody as they chose.
async fn tell(tx: &mut Tx, act: &Act, base_url: &str) -> Result<(), Failure> {
    let row = organisations::by_id(tx, act.organisation).await?;
    let zone = TimeZone::get(&row.zone).map_err(Failure::fault)?;
    let house = House::named(base_url, &row.slug, &row.name, zone);
    let users = store::users(tx, act.organisation).await?;
    for batch in found(tx, &row, act.now).await? {
        for one in &batch.waiting {
            match &one.import {
                None => store::claim(tx, act.organisation, batch.kind, one.order, act.now).await?,
                Some(import) => imports::claim(tx, act.organisation, batch.kind, (import.id, one.since), act.now).await?,
            }
        }
        for user in &users {
            tell_user(tx, act, &house, &batch, user).await?;
        }
    }
    Ok(())
}

async fn tell_user(tx: &mut Tx, act: &Act, house: &House, batch: &Batch, user: &User) -> Result<(), Failure> {
    let answers = Role::parse(&user.role).is_some_and(|role| access::may(role, batch.source.answered_by()));
    let capacity = if answers { Capacity::Planner } else { Capacity::Onlooker };
    match Choices::parse(&user.choices).of(batch.kind, capacity) {
        Choice::Never => {}
        Choice::AtOnce => {
            if let Some(mail) = batch.mail(house, &user.email) {
                let subject = if let [one] = batch.waiting.as_slice() { Some(one.order.0) } else { None };
                let slip = Slip { audience: Audience::Staff(user.id).word(), what: batch.kind.as_str(), subject, void_after: None };
                act.post(tx, slip, &mail).await?;
            }
        }
        Choice::Digest => {
            let hour = user.digest_hour.and_then(|hour| i8::try_from(hour).ok()).unwrap_or(FIRST_HOUR_OF_STAFF);
            let due_at = next_digest(act.now, &house.zone, hour);
            for one in &batch.waiting {
                let line = DigestRow {
                    id: act.ids.id(act.now),
                    organisation: act.organisation,
                    membership: user.id.0,
                    contact: None,
                    staff: Some(user.id),
                    kind: batch.kind.as_str().to_owned(),
                    order_id: one.order,
                    import: one.import.as_ref().map(|import| import.id),
                    line: batch.line(house, one),
                    at: act.now,
                    due_at,
                };
                digest::add(tx, &line).await?;
            }
        }
    }
    Ok(())
}

fn earlier(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_sub(Span::new().hours(hours)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn later(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_add(Span::new().hours(hours)).unwrap_or(Timestamp::MAX)
}
