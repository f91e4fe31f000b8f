//! The dashboard's page, and the button by which a contact says that they have seen what the carrier ended.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kit::web::{Fields, QueryFields};
use rules::access::Right;

use super::super::lists::{Reader, Row, row};
use super::charts::{self, Bar, Column};
use super::store;
use crate::app::App;
use crate::board::{self, COUNTED, Counts, DayOf, OfDay, OrderLine, PER_DAY};
use crate::failure::Failure;
use crate::order_import::{AWAITING, NOT_ACCEPTED, WITHDRAWN};
use crate::shell::{self, Frame, Here, says};
use crate::viewer::{Contact, Viewer};

/// Orders of a day the page shows; the rest is behind its figure.
const SHOWN: i64 = 8;
/// What the carrier ended, shown at most.
const NEWS: i64 = 10;
/// How long it is shown to somebody who never says that they have seen it, in days.
const NEWS_LASTS: i64 = 14;

/// Where submissions lie that are no orders.
const SUBMITTED: [&str; 3] = [AWAITING, NOT_ACCEPTED, WITHDRAWN];

/// Collections or deliveries of today.
struct Today {
    heading: &'static str,
    none: &'static str,
    /// The list of all of them.
    href: String,
    count: String,
    rows: Vec<Row>,
    more: bool,
    /// What the place is called, and which end of the order it is.
    collection: bool,
}

/// What the carrier cancelled or declined.
struct Ended {
    row: Row,
    what: &'static str,
    reason: String,
    at: String,
    when: String,
}

#[derive(Template)]
#[template(path = "orders/dashboard/dashboard.html")]
struct DashboardPage {
    frame: Frame,
    root: String,
    carrier: String,
    /// `Monday, 4 May 2026`.
    date: String,
    may_order: bool,
    /// Whether there has been any order at all.
    any: bool,
    news: Vec<Ended>,
    /// The instant the news was read at: what came later is not seen yet.
    until: i64,
    quotes: i64,
    /// What waits for approval.
    waiting: i64,
    /// Questions, and answers that were not seen.
    needs: Vec<Row>,
    today: [Today; 2],
    statuses: Vec<Bar>,
    days: Vec<Column>,
    /// Orders in the second chart.
    lately: i64,
    from: String,
    until_day: String,
    /// Not all orders of these days were counted.
    capped: bool,
}

/// What is read for the page.
struct Read {
    counts: Counts,
    collections: OfDay,
    deliveries: OfDay,
    news: Vec<OrderLine>,
    needs: Vec<OrderLine>,
    per_day: Vec<(String, i64)>,
}

async fn read(app: &App, contact: &Contact, today: Date, now: Timestamp) -> Result<Read, Failure> {
    let (scope, whose, me) = (contact.scope(), (contact.carrier.id, contact.customer), contact.id);
    let (imports, charges) = (contact.carrier.imports, contact.answers_charges());
    let oldest = now.checked_sub(Span::new().hours(24 * NEWS_LASTS)).unwrap_or(Timestamp::MIN);
    app.db
        .read(move |tx| {
            Box::pin(async move {
                let looked = store::look(tx, whose.0, me).await?.unwrap_or(oldest);
                let since = looked.max(oldest);
                let counts = board::counts(tx, scope).await?;
                let mut news = board::ended_since(tx, whose, since, NEWS).await?;
                news.extend(board::not_accepted_since(tx, whose, &counts, since, NEWS).await?);
                news.sort_by_key(|line| std::cmp::Reverse(line.ended.as_ref().map(|ended| ended.at)));
                news.truncate(NEWS.unsigned_abs() as usize);
                let mut needs = if imports { board::needs_customer(tx, whose, &counts, NEWS).await? } else { Vec::new() };
                if charges {
                    needs.extend(board::charges_to_approve(tx, whose, NEWS).await?);
                    needs.sort_by_key(|line| std::cmp::Reverse((line.created_at, line.id)));
                    needs.dedup_by_key(|line| line.id);
                }
                Ok(Read {
                    counts,
                    news,
                    needs,
                    collections: board::of_day(tx, whose, DayOf::Collection, today, SHOWN).await?,
                    deliveries: board::of_day(tx, whose, DayOf::Delivery, today, SHOWN).await?,
                    per_day: board::per_day(tx, whose, charts::first_day(today), today).await?,
                })
            })
        })
        .await
}

/// `GET /p/{organisation}/{customer}/dashboard`.
///
/// # Errors
/// When the database does not answer.
pub async fn show(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (zone, root, now) = (&contact.carrier.zone, contact.root(), app.clock.now());
    let today = says::today(now, zone);
    let Read { counts, collections, deliveries, news, needs, per_day } = read(&app, &contact, today, now).await?;
    let reader = Reader { root: &root, portal: true, quotes: false, charges: contact.sees_charges(), today, zone };
    let ended = |line: OrderLine| {
        let ended = line.ended.clone()?;
        let what = super::super::status_words::ended(&ended.kind, &ended.by_side, true);
        let (at, when) = (ended.at.to_string(), says::instant(ended.at, zone));
        Some(Ended { row: row(line, &reader), what, reason: ended.reason, at, when })
    };
    let of_today = |of_day: OfDay, collection: bool| {
        let (heading, none, filter) = match collection {
            true => ("Collections today", "Nothing is collected today.", format!("?from={today}&until={today}")),
            false => ("Deliveries today", "Nothing is delivered today.", format!("?delivery={today}")),
        };
        let counted = if of_day.count > COUNTED { format!("more than {COUNTED}") } else { of_day.count.to_string() };
        let more = of_day.count > SHOWN;
        let rows = of_day.lines.into_iter().map(|line| row(line, &reader)).collect();
        Today { heading, none, href: format!("{root}/orders{filter}"), count: counted, rows, more, collection }
    };
    let statuses = charts::statuses(&counts);
    let lately = per_day.iter().map(|(_, count)| count).sum();
    shell::page(&DashboardPage {
        frame: Frame::portal(&app, &contact, "Dashboard", Here::Dashboard, &query).await?,
        carrier: contact.carrier.name.clone(),
        date: today.strftime("%A, %-d %B %Y").to_string(),
        may_order: contact.rights.has(Right::PlaceOrders),
        any: board::Shelf::ALL.into_iter().map(board::Shelf::as_str).chain(SUBMITTED).any(|shelf| counts.of(shelf) > 0),
        news: news.into_iter().filter_map(ended).collect(),
        until: now.as_millisecond(),
        waiting: counts.of(AWAITING) + counts.of(board::AWAITING_ORDERS),
        needs: needs.into_iter().map(|line| row(line, &reader)).collect(),
        quotes: statuses.iter().find(|bar| bar.tab == "quotes").map_or(0, |bar| bar.count),
        today: [of_today(collections, true), of_today(deliveries, false)],
        statuses,
        days: charts::days(&per_day, today),
        lately,
        from: charts::first_day(today).to_string(),
        until_day: today.to_string(),
        capped: lately >= PER_DAY,
        root: root.clone(),
    })
}

/// `POST /p/{organisation}/{customer}/dashboard/seen`: *Seen*. `until` is when the page was read; nothing later is ticked off.
///
/// # Errors
/// When the database does not answer.
pub async fn seen(State(app): State<App>, contact: Contact, fields: Fields) -> Result<Response, Failure> {
    let now = app.clock.now();
    let until = fields.text("until").parse().ok().and_then(|until| Timestamp::from_millisecond(until).ok()).unwrap_or(now).min(now);
    let (organisation, me) = (contact.carrier.id, contact.id);
    app.db.write(move |tx| Box::pin(store::looked(tx, organisation, me, until))).await?;
    Ok(shell::redirect(&format!("{}/dashboard", contact.root()), ""))
}
