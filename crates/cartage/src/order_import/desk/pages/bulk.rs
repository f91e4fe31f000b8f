//! Creating the orders of several imports at once: those without remarks, each an act of its own, with an answer for each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::super::accepting::{Accepting, carry, in_the_way};
use super::super::place::Where;
use super::super::queue::title;
use super::open::page;
use crate::app::App;
use crate::board::{self, ImportLine};
use crate::failure::Failure;
use crate::order_import::{How, ImportId, NotChanged, Seen};
use crate::orders::Desk;
use crate::shell::{self, Frame, Here};
use crate::viewer::{Staff, Viewer};

/// Imports created at once.
const MOST: usize = 100;

/// `POST /d/{organisation}/imports/create`: one that stays an import stops no other.
///
/// # Errors
/// When the database does not answer.
pub async fn bulk_create(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields, form: Fields) -> Result<Response, Failure> {
    let at = Where::read(&query);
    let chosen = if form.raw("which") == "all" {
        let queue = Where { tab: Some(super::super::tabs::Tab::ToApprove), ..at.clone() }.queue(staff.scope());
        app.db.read(move |tx| Box::pin(board::creates_without_remarks(tx, queue, MOST))).await?
    } else {
        form.every("import").filter_map(picked).take(MOST).collect()
    };
    if chosen.is_empty() {
        let mut page = page(&app, &staff, None, &query, &Fields::default()).await?;
        page.problem = "Choose at least one import without remarks.";
        return shell::unprocessable(&page);
    }
    let desk = Desk::of(&app, &staff);
    let mut pairs = Vec::new();
    for (import, revision) in chosen {
        let seen = Seen { import, revision, order: None };
        let accepting = Accepting { desk: desk.clone(), seen, how: How::Accept, document: None, form: Fields::default(), clean: true };
        let done = app.act_or::<_, NotChanged, _>(&staff, move |tx, act| Box::pin(carry(tx, act, accepting))).await;
        match done {
            Ok(_) | Err(NotChanged::Failure(Failure::Mismatch(_))) => {}
            Err(not) => drop(in_the_way(not, &staff.carrier.zone)?),
        }
        pairs.push(("import".to_owned(), import.to_string()));
    }
    let ids: Fields = pairs.into_iter().collect();
    Ok(shell::redirect(&format!("{}/imports/created?{}", staff.root(), ids.encode()), ""))
}

/// An import and the revision that was seen.
fn picked(value: &str) -> Option<(ImportId, i64)> {
    let (id, revision) = value.split_once(':')?;
    Some((ImportId(id.parse().ok()?), revision.parse().ok()?))
}

#[derive(Template)]
#[template(path = "order_import/desk/created.html")]
struct CreatedPage {
    frame: Frame,
    list: String,
    rows: Vec<Row>,
    done: usize,
    missing: usize,
}

struct Row {
    id: ImportId,
    href: String,
    title: String,
    customer: String,
    done: bool,
    became: String,
}

fn row(line: ImportLine, list: &str) -> Row {
    let by = line.decided_by.as_deref().unwrap_or("Somebody");
    let (done, became) = match (line.state.as_str(), line.number.as_deref()) {
        ("COMPLETED", Some(number)) => (true, format!("It is {number} now.")),
        ("COMPLETED", None) => (true, String::new()),
        ("REJECTED", _) => (false, format!("{by} rejected it.")),
        ("WITHDRAWN", _) => (false, format!("{by} took it back.")),
        ("SUPERSEDED", _) => (false, "Another took its place.".to_owned()),
        _ => (false, "Something about it needs your eyes: it changed, or something is remarked by now. Open it.".to_owned()),
    };
    Row { id: line.id, href: format!("{list}/{}", line.id), title: title(&line.reference, None), customer: line.customer, done, became }
}

/// `GET /d/{organisation}/imports/created`: what became of the imports in the address.
///
/// # Errors
/// When the database does not answer.
pub async fn created(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let ids: Vec<ImportId> = query.every("import").filter_map(|id| Some(ImportId(id.parse().ok()?))).take(MOST).collect();
    let (scope, asked) = (staff.scope(), ids.len());
    let lines = app.db.read(move |tx| Box::pin(async move { board::import_lines(tx, scope, &ids).await })).await?;
    let frame = Frame::desk(&app, &staff, "Orders created", Here::OrderImports, &query).await?;
    let (list, missing) = (format!("{}/imports", staff.root()), asked - lines.len());
    let rows: Vec<Row> = lines.into_iter().map(|line| row(line, &list)).collect();
    let done = rows.iter().filter(|row| row.done).count();
    shell::page(&CreatedPage { frame, list, rows, done, missing })
}
