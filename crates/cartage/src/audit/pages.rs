//! CONFIGURATION → Audit.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::tz::TimeZone;
use kit::web::{Fields, QueryFields};
use rules::access::Act;
use uuid::Uuid;

use super::read::{Asked, sheet};
use super::words;
use crate::app::App;
use crate::board;
use crate::failure::Failure;
use crate::history::{self, Change, Head, Recorded};
use crate::people;
use crate::shell::{self, Frame, Here, says};
use crate::viewer::Staff;

#[derive(Template)]
#[template(path = "audit/audit.html")]
struct AuditPage {
    frame: Frame,
    root: String,
    kind: String,
    by: String,
    /// Whom the filter offers: word and name.
    people: Vec<(String, String)>,
    /// Only what was recorded about one thing, by its name now.
    thing: Option<(Uuid, String)>,
    lines: Vec<Line>,
    /// The address of what came before.
    earlier: Option<String>,
    /// The address of the newest, for whoever looks further back.
    newest: Option<String>,
    /// How far the history reaches.
    head: Option<Head>,
    /// When its head was last mailed to the super admins.
    kept: String,
}

struct Line {
    entry: i64,
    what: String,
    kind: &'static str,
    name: String,
    href: Option<String>,
    by: String,
    detail: String,
    changes: Vec<Change>,
    reason: String,
    note: String,
    erased: bool,
    iso: String,
    at: String,
}

impl AuditPage {
    fn kinds(&self) -> &'static [(&'static str, &'static str)] {
        &words::KINDS
    }
    fn filtered(&self) -> bool {
        !self.kind.is_empty() || !self.by.is_empty() || self.thing.is_some()
    }
}

/// `GET /d/{organisation}/audit?kind=…&by=…&thing=…&before=…`.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (asked, carrier, organisation) = (Asked::read(&query), staff.carrier.clone(), staff.carrier.id);
    let thing = asked.among.subject;
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let sheet = sheet(tx, organisation, &asked).await?;
            let things: Vec<(&str, Uuid)> = sheet.entries.iter().map(|entry| (entry.kind.as_str(), entry.told.subject)).collect();
            let names = board::names_of(tx, organisation, &things).await?;
            let users = people::users_of(tx, organisation).await?;
            Ok((sheet, names, users, history::reach(tx, &carrier).await?))
        })
    });
    let (sheet, names, users, (head, kept)) = read.await?;
    let may_see_users = staff.may(Act::Users);
    let zone = &staff.carrier.zone;
    let lines: Vec<Line> = sheet.entries.into_iter().map(|entry| line(entry, &names, &staff, may_see_users)).collect();
    let mut people: Vec<(String, String)> = users.into_iter().map(|row| (row.id.to_string(), row.name)).collect();
    people.extend([("customers".to_owned(), "Customers’ contacts".to_owned()), ("program".to_owned(), "Cartage itself".to_owned())]);
    let page = AuditPage {
        frame: Frame::desk(&app, &staff, "Audit", Here::Audit, &query).await?,
        root: staff.root(),
        kind: query.text("kind"),
        by: query.text("by"),
        people,
        thing: thing.map(|id| (id, called(id, &names, &staff))),
        earlier: sheet.earlier.map(|before| at(&query, Some(before))),
        newest: query.get("before").map(|_| at(&query, None)),
        lines,
        head,
        kept: kept.map(|at| says::instant(at, zone)).unwrap_or_default(),
    };
    shell::page(&page)
}

/// What a thing is called on its own audit; nothing of another organisation's has a name here.
fn called(id: Uuid, names: &HashMap<Uuid, String>, staff: &Staff) -> String {
    match names.get(&id) {
        Some(name) => name.clone(),
        None if id == staff.carrier.id.0 => staff.carrier.name.clone(),
        None => "what is not here".to_owned(),
    }
}

/// This page with the same filters at another place.
fn at(query: &Fields, before: Option<i64>) -> String {
    let mut fields = query.clone();
    fields.remove(|name| matches!(name, "before" | "done"));
    if let Some(before) = before {
        fields.set("before", before.to_string());
    }
    format!("?{}", fields.encode())
}

fn line(entry: Recorded, names: &HashMap<Uuid, String>, staff: &Staff, may_see_users: bool) -> Line {
    let (Recorded { kind, told }, zone): (Recorded, &TimeZone) = (entry, &staff.carrier.zone);
    let name = if kind == "organisation" { Some(&staff.carrier.name) } else { names.get(&told.subject) };
    let page = words::page_of(&kind, &told.verb, told.subject, may_see_users).filter(|_| name.is_some());
    Line {
        entry: told.entry,
        what: words::verb(&told.verb),
        kind: words::kind(&kind),
        name: name.cloned().unwrap_or_default(),
        href: page.map(|page| format!("{}{page}", staff.root())),
        by: told.actor.map(|actor| actor.name).unwrap_or_default(),
        detail: told.detail,
        changes: told.changes,
        reason: told.reason,
        note: told.note,
        erased: told.erased,
        iso: told.at.to_string(),
        at: says::instant(told.at, zone),
    }
}
