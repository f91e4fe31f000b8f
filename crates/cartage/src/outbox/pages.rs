//! CONFIGURATION → Outbox at the desk: the tabs, and what can be done with a message.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use kit::outbox::{MessageId, WayRow};
use kit::web::{Fields, QueryFields};
use rules::access::Act;

use super::actions::{self, Hurried};
use super::rows::{Message, Tab, message};
use super::store;
use crate::app::{App, Outbox};
use crate::board::{Leaf, Turn};
use crate::failure::{Failure, Refusal};
use crate::shell::{self, Frame, Here, Typed, says};
use crate::viewer::{Staff, Viewer};

/// A mail server may be silent this long before the page makes a banner of it.
const SILENT: SignedDuration = SignedDuration::from_mins(2);

#[derive(Template)]
#[template(path = "outbox/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may: bool,
    here: Tab,
    /// Each with its count in words; empty at 0.
    tabs: Vec<(Tab, String)>,
    trouble: Option<String>,
    messages: Vec<Message>,
    leaf: Leaf<()>,
    query: Fields,
}

/// What is wrong with the way out, in a sentence.
fn trouble(outbox: Outbox, way: &WayRow, now: Timestamp, zone: &jiff::tz::TimeZone) -> Option<String> {
    match outbox {
        Outbox::Held => Some("The outbox is held: nothing leaves until the program is started without --hold-outbox.".to_owned()),
        Outbox::NoServer => Some("No mail server is set up (CARTAGE_SMTP): mail waits here until there is one.".to_owned()),
        Outbox::Open => {
            let since = way.failing_since.filter(|since| now.duration_since(*since) >= SILENT)?;
            let (since, next) = (says::instant(since, zone), says::instant(way.next_try_at.max(now), zone));
            Some(format!(
                "The mail server has not answered since {since}: {}. Nothing is lost: everything leaves once it answers. Next try {next}.",
                way.last_error
            ))
        }
    }
}

fn counted(count: i64) -> String {
    match count {
        0 => String::new(),
        store::COUNTED.. => format!("{}+", store::COUNTED - 1),
        count => count.to_string(),
    }
}

/// `GET /d/{organisation}/outbox?tab=…`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (here, turn, organisation) = (Tab::asked(query.raw("tab")), Turn::asked(&query), staff.carrier.id);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let leaf = store::list(tx, organisation, here, turn).await?;
            let mut tabs = Vec::new();
            for tab in Tab::ALL {
                tabs.push((tab, counted(store::count(tx, organisation, tab).await?)));
            }
            Ok((leaf, tabs, store::way(tx).await?))
        })
    });
    let (leaf, tabs, way) = read.await?;
    let (now, zone, root) = (app.clock.now(), &staff.carrier.zone, staff.root());
    let Leaf { rows, before, after } = leaf;
    let messages = rows.into_iter().map(|line| message(line, &root, app.setup.outbox, now, zone)).collect();
    shell::page(&ListPage {
        trouble: trouble(app.setup.outbox, &way, now, zone),
        frame: Frame::desk(&app, &staff, "Outbox", Here::Outbox, &query).await?,
        may: staff.may(Act::ChangeOrders),
        root,
        here,
        tabs,
        messages,
        leaf: Leaf { rows: Vec::new(), before, after },
        query,
    })
}

fn id_of(text: &str) -> Result<MessageId, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}

/// `POST /d/{organisation}/outbox/{message}/send`: a given-up message again, a waiting one now.
///
/// # Errors
/// Not found; refused, when it has left or is leaving; or the database does not answer.
pub async fn send(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    let done = app.act(&staff, move |tx, act| Box::pin(async move { actions::send(tx, act, id).await })).await?;
    let (tab, word) = match done {
        Hurried::Again => (Tab::GivenUp, "mail-again"),
        Hurried::Now => (Tab::Waiting, "mail-now"),
    };
    Ok(shell::redirect(&format!("{}/outbox?tab={}", staff.root(), tab.word()), word))
}

#[derive(Template)]
#[template(path = "outbox/drop.html")]
struct DropPage {
    frame: Frame,
    root: String,
    message: Message,
    form: Typed,
}

async fn drop_page(app: &App, staff: &Staff, id: MessageId, form: Typed) -> Result<DropPage, Failure> {
    let organisation = staff.scope().organisation;
    let line = app.db.read(move |tx| Box::pin(async move { store::line(tx, organisation, id).await })).await?;
    let message = message(line, &staff.root(), app.setup.outbox, app.clock.now(), &staff.carrier.zone);
    let frame = Frame::desk(app, staff, "Drop a message", Here::Outbox, &Fields::default()).await?;
    Ok(DropPage { frame, root: staff.root(), message, form })
}

/// `GET /d/{organisation}/outbox/{message}/drop`: asks why.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn drop_form(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    shell::page(&drop_page(&app, &staff, id_of(&id)?, Typed::default()).await?)
}

/// `POST /d/{organisation}/outbox/{message}/drop`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn drop(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>, form: Fields) -> Result<Response, Failure> {
    let (id, reason) = (id_of(&id)?, form.raw("reason").to_owned());
    let done = app.act(&staff, move |tx, act| Box::pin(async move { actions::drop(tx, act, id, &reason).await })).await;
    let refusal: Refusal = match done {
        Ok(()) => return Ok(shell::redirect(&format!("{}/outbox?tab={}", staff.root(), Tab::NotSent.word()), "mail-dropped")),
        Err(Failure::Refused(refusal)) => refusal,
        Err(other) => return Err(other),
    };
    shell::unprocessable(&drop_page(&app, &staff, id, Typed::of(form).that_asks().refused(vec![refusal])).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_mail_from_leaving_is_said_in_a_sentence() {
        let now: Timestamp = "2026-05-04T08:00:00Z".parse().unwrap();
        let since = |at: &str| WayRow {
            kind: "mail".into(),
            failing_since: at.parse().ok(),
            failures: 3,
            next_try_at: now,
            last_error: "nobody home".into(),
            answered_at: None,
        };
        let zone = jiff::tz::TimeZone::UTC;
        let said = |outbox, way: &WayRow| trouble(outbox, way, now, &zone).unwrap_or_default();
        assert!(said(Outbox::Held, &since("")).contains("--hold-outbox"));
        assert!(said(Outbox::NoServer, &since("")).contains("CARTAGE_SMTP"));
        assert_eq!(said(Outbox::Open, &since("")) + &said(Outbox::Open, &since("2026-05-04T07:58:01Z")), "");
        assert!(said(Outbox::Open, &since("2026-05-04T07:58:00Z")).contains("since 4 May 2026, 07:58: nobody home"));
    }
}
