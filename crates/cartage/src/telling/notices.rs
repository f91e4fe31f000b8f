//! Staff are told what waits: quotes that came, that have waited longer than the settings say, and whose cut-off is near; each
//! quote once in each kind, claimed by a row.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use kit::db::Tx;
use kit::mail::Mail;
use kit::outbox::Slip;
use rules::access::{self, Role};
use rules::cut_off::CutOff;
use rules::telling::{Capacity, Choice, Choices, Kind, next_digest};

use super::house::House;
use super::store::digest;
use super::store::notices::{self as store, User, Waiting, Within};
use super::table::DigestRow;
use super::{Audience, FIRST_HOUR_OF_STAFF, words};
use crate::app::App;
use crate::failure::Failure;
use crate::history::Act;
use crate::jobs::{self, Job, When, Work};
use crate::organisations::{self, OrganisationId, OrganisationRow};
use crate::shell::says;

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
            Ok::<_, Failure>(found(tx, &row, now).await?.iter().any(|(_, quotes)| !quotes.is_empty()))
        })
    });
    if !any.await? {
        return Ok(());
    }
    let told = app.act_as(organisation, jobs::by_itself(), move |tx, act| Box::pin(async move { tell(tx, act, &base_url).await }));
    told.await
}

/// The quotes of each kind that nobody was told of.
async fn found(tx: &mut Tx, row: &OrganisationRow, now: Timestamp) -> Result<Vec<(Kind, Vec<Waiting>)>, Failure> {
    let zone = TimeZone::get(&row.zone).map_err(Failure::fault)?;
    let mut found = vec![(Kind::NewQuote, store::waiting(tx, row.id, Kind::NewQuote, Within::Submitted(earlier(now, NEWS), now)).await?)];
    if let Some(hours) = row.quote_waiting_hours {
        let within = Within::Submitted(earlier(now, hours + NEWS), earlier(now, hours));
        found.push((Kind::WaitingTooLong, store::waiting(tx, row.id, Kind::WaitingTooLong, within).await?));
    }
    let today = now.to_zoned(zone.clone()).date();
    let days = Within::Collected(today, today.saturating_add(Span::new().days(2)));
    let mut near = store::waiting(tx, row.id, Kind::CutOffNear, days).await?;
    near.retain(|quote| cut_off(quote, &zone).is_some_and(|at| now < at && at <= later(now, NEAR)));
    found.push((Kind::CutOffNear, near));
    Ok(found)
}

/// The cut-off of a quote's collection day.
fn cut_off(quote: &Waiting, zone: &TimeZone) -> Option<Timestamp> {
    let time = quote.cut_off_time.as_deref().and_then(|time| time.parse().ok());
    CutOff::from_parts(&quote.cut_off, time).ok()?.deadline(quote.collection_date.parse().ok()?, zone)
}

/// Claims what is found and tells everybody as they chose.
async fn tell(tx: &mut Tx, act: &Act, base_url: &str) -> Result<(), Failure> {
    let row = organisations::by_id(tx, act.organisation).await?;
    let zone = TimeZone::get(&row.zone).map_err(Failure::fault)?;
    let house = House::named(base_url, &row.slug, &row.name, zone);
    let users = store::users(tx, act.organisation).await?;
    for (kind, quotes) in found(tx, &row, act.now).await? {
        for quote in &quotes {
            store::claim(tx, act.organisation, kind, quote.id, act.now).await?;
        }
        for user in &users {
            one(tx, act, &house, kind, &quotes, user).await?;
        }
    }
    Ok(())
}

async fn one(tx: &mut Tx, act: &Act, house: &House, kind: Kind, quotes: &[Waiting], user: &User) -> Result<(), Failure> {
    let plans = Role::parse(&user.role).is_some_and(|role| access::may(role, access::Act::SendToPlanning));
    let capacity = if plans { Capacity::Planner } else { Capacity::Onlooker };
    match Choices::parse(&user.choices).of(kind, capacity) {
        Choice::Never => {}
        Choice::AtOnce => {
            if let Some(mail) = mail(house, kind, quotes, &user.email) {
                let subject = if let [quote] = quotes { Some(quote.id.0) } else { None };
                let slip = Slip { audience: Audience::Staff(user.id).word(), what: kind.as_str(), subject, void_after: None };
                act.post(tx, slip, &mail).await?;
            }
        }
        Choice::Digest => {
            let hour = user.digest_hour.and_then(|hour| i8::try_from(hour).ok()).unwrap_or(FIRST_HOUR_OF_STAFF);
            let due_at = next_digest(act.now, &house.zone, hour);
            for quote in quotes {
                let line = DigestRow {
                    id: act.ids.id(act.now),
                    organisation: act.organisation,
                    membership: user.id.0,
                    contact: None,
                    staff: Some(user.id),
                    kind: kind.as_str().to_owned(),
                    order_id: quote.id,
                    line: format!("{}: {}", words::in_words(kind.as_str()), line(house, kind, quote)),
                    at: act.now,
                    due_at,
                };
                digest::add(tx, &line).await?;
            }
        }
    }
    Ok(())
}

/// One mail of all quotes of a kind; none when there is none.
fn mail(house: &House, kind: Kind, quotes: &[Waiting], to: &str) -> Option<Mail> {
    let what = words::in_words(kind.as_str());
    let subject = match quotes {
        [] => return None,
        [quote] => format!("{what}: {}", quote.number),
        more => format!("{what}: {}", more.len()),
    };
    let lines: Vec<String> = quotes.iter().map(|quote| line(house, kind, quote)).collect();
    let foot = words::foot(what, &format!("{}/notifications", house.desk));
    Some(Mail { to: to.to_owned(), subject, text: format!("{}\n{foot}", lines.join("\n\n")) })
}

/// A quote in a mail.
fn line(house: &House, kind: Kind, quote: &Waiting) -> String {
    let name = if quote.reference.is_empty() { quote.number.clone() } else { format!("{} ({})", quote.number, quote.reference) };
    let why = match kind {
        Kind::CutOffNear => cut_off(quote, &house.zone).map(|at| format!("Cut-off {}", says::instant(at, &house.zone))).unwrap_or_default(),
        _ => format!("Waits since {}", says::instant(quote.created_at, &house.zone)),
    };
    format!(
        "{name}, {}: {} to {}, collection {}\n{why}\n{}/orders/{}",
        quote.customer, quote.from_place, quote.to_place, quote.collection_date, house.desk, quote.id
    )
}

fn earlier(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_sub(Span::new().hours(hours)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn later(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_add(Span::new().hours(hours)).unwrap_or(Timestamp::MAX)
}
