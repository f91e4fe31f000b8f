//! The page with its two panes, whatever brought somebody there: a link, or an act that was not done.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;

use super::super::opened::{Opened, Wanted, load};
use super::super::place::Where;
use super::super::queue::{QueueRow, rows};
use super::super::shown::{Eyes, Shown, shown};
use super::super::tabs::{self, TabShown};
use crate::app::App;
use crate::board::{self, Counts, QueuePage};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::{self, ImportId};
use crate::orders::{self, OrderId};
use crate::shell::{self, Frame, Here};
use crate::viewer::{Staff, Viewer};

/// The page.
#[derive(Template)]
#[template(path = "order_import/desk/imports.html")]
pub(super) struct ImportsPage {
    pub(super) frame: Frame,
    list: String,
    query: String,
    tabs: Vec<TabShown>,
    rows: Vec<QueueRow>,
    back: Option<String>,
    on: Option<String>,
    empty: (&'static str, &'static str),
    customers: Vec<(String, String)>,
    tab: &'static str,
    customer: String,
    /// Whether the viewer may decide.
    may: bool,
    /// Whether what waits without remarks can be created from here.
    bulk: bool,
    /// An import was asked for; else the first of the queue is opened.
    asked: bool,
    pub(super) opened: Option<Shown>,
    /// What was wrong with an act on the queue; empty for nothing.
    pub(super) problem: &'static str,
}

impl ImportsPage {
    fn picks(&self) -> bool {
        self.rows.iter().any(|row| row.pick.is_some())
    }
    fn open_tab(&self) -> bool {
        tabs::Tab::parse(self.tab).is_none_or(tabs::Tab::is_open)
    }
}

/// What is read for the page.
struct Loaded {
    at: Where,
    counts: Counts,
    page: QueuePage,
    customers: Vec<(CustomerId, String)>,
    opened: Option<Opened>,
}

/// The page with this import opened, or with the first of its queue. `typed` is what the last form held.
pub(super) async fn page(app: &App, staff: &Staff, id: Option<ImportId>, query: &Fields, typed: &Fields) -> Result<ImportsPage, Failure> {
    let (scope, now) = (staff.scope(), app.clock.now());
    let (at, reader) = (Where::read(query), staff.id.0);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let mut at = at;
            let wanted = |id| Wanted { scope, id, staff: reader, now };
            let mut opened = match id {
                Some(id) => Some(load(tx, &wanted(id), &mut at).await?),
                None => None,
            };
            let counts = board::counts(tx, scope).await?;
            let page = board::import_queue(tx, at.queue(scope), at.place, at.back).await?;
            if let (None, Some(first)) = (id, page.lines.first()) {
                opened = Some(load(tx, &wanted(first.id), &mut at).await?);
            }
            let customers = board::choices(tx, scope).await?.customers;
            Ok(Loaded { at, counts, page, customers, opened })
        })
    });
    let Loaded { at, counts, page, customers, opened } = read.await?;
    let title = opened.as_ref().filter(|_| id.is_some()).map_or("Order Imports", |_| "Order Import");
    let frame = Frame::desk(app, staff, title, Here::OrderImports, query).await?;
    let (root, may) = (staff.root(), staff.may(Act::DecideImports));
    let (list, zone, tab) = (format!("{root}/imports"), &staff.carrier.zone, at.tab());
    let current = opened.as_ref().map(|opened| opened.case.import.id);
    let link = |back, place| format!("{list}{}", at.at(back, Some(place)));
    let eyes = Eyes {
        root: &root,
        carrier: &staff.carrier.name,
        query: at.query(),
        zone,
        now,
        decides: may,
        documents: staff.may(Act::Documents),
        document_types: staff.may(Act::DocumentTypes),
        labels: staff.may(Act::Labels),
        typed,
    };
    Ok(ImportsPage {
        tabs: tabs::shown(&list, tab, &counts),
        back: page.back.map(|place| link(true, place)),
        on: page.on.map(|place| link(false, place)),
        bulk: may && tab == tabs::Tab::ToApprove,
        empty: tab.empty(),
        customers: customers.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        tab: tab.word(),
        customer: at.customer.map(|id| id.to_string()).unwrap_or_default(),
        rows: rows(page.lines, (&list, &at), current, may, (now, zone)),
        query: at.query(),
        asked: id.is_some(),
        opened: opened.as_ref().map(|opened| shown(opened, eyes)),
        problem: "",
        frame,
        list,
        may,
    })
}

/// `GET /d/{organisation}/imports`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    shell::page(&page(&app, &staff, None, &query, &Fields::default()).await?)
}

/// `GET /d/{organisation}/imports/{id}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn opened(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&page(&app, &staff, Some(import_id(&id)?), &query, &Fields::default()).await?)
}

/// The import as it is now, with why an act on what it waits to become was not done: 422.
///
/// # Errors
/// Not found, or the database does not answer.
pub(crate) async fn import_after(app: &App, staff: &Staff, import: ImportId, problem: String) -> Result<Response, Failure> {
    let mut page = page(app, staff, Some(import), &Fields::default(), &Fields::default()).await?;
    if let Some(opened) = &mut page.opened {
        opened.wrong = vec![(String::new(), problem)];
    }
    shell::unprocessable(&page)
}

/// `GET /d/{organisation}/orders/{id}/import`: the open import of an order; the order, where none is open any more.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn of_order(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let (scope, order): (_, OrderId) = (staff.scope(), id.parse().map_err(|_| Failure::not_found())?);
    let open = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            orders::by_id(tx, scope, order).await?;
            order_import::open_of(tx, scope.organisation, order).await
        })
    });
    let to = open.await?.map_or_else(|| format!("orders/{order}"), |import| format!("imports/{}", import.id));
    Ok(shell::redirect(&format!("{}/{to}", staff.root()), ""))
}

pub(super) fn import_id(id: &str) -> Result<ImportId, Failure> {
    Ok(ImportId(id.parse().map_err(|_| Failure::not_found())?))
}
