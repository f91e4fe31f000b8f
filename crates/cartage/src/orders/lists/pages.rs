//! The pages of the lists. One template serves them all; what differs is which tabs there are, which columns, and who may act.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::{Act, Right};

use super::filters::Filters;
use super::rows::{Reader, Row, row};
use super::tabs::{self, Tab};
use crate::app::App;
use crate::board::{self, Choices, Counts, Needle, Sort, Wanted};
use crate::failure::Failure;
use crate::labels;
use crate::order_import::AWAITING;
use crate::shell::{self, Frame, Here, says};
use crate::viewer::{Contact, Scope, Staff, Viewer};

/// Which of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Portal,
    Desk,
    Quotes,
    Search,
}

impl Which {
    fn tabs(self, counts: &Counts, provisioned: bool) -> Vec<Tab> {
        match self {
            Which::Portal => tabs::portal(counts, provisioned),
            Which::Desk => tabs::desk(counts),
            Which::Quotes => tabs::quotes(counts),
            Which::Search => Vec::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "orders/lists/list.html")]
struct ListPage {
    frame: Frame,
    heading: &'static str,
    hint: &'static str,
    which: Which,
    /// Where to enter a new order; none who may not.
    new_order: Option<String>,
    root: String,
    tabs: Vec<Tab>,
    filters: Filters,
    choices: Choices,
    rows: Vec<Row>,
    back: Option<String>,
    on: Option<String>,
    empty: (&'static str, &'static str),
    /// Whether quotes can be sent to planning from here.
    may_send: bool,
    /// What was wrong with an act on the list; empty for nothing.
    problem: &'static str,
}

impl ListPage {
    fn portal(&self) -> bool {
        self.which == Which::Portal
    }
    fn of(&self, name: &str, value: &str) -> String {
        self.filters.with(&[(name, value)])
    }
    fn is_current(&self, tab: &Tab) -> bool {
        tab.word == self.filters.tab
    }
    /// Counts are of whole tabs; beside a narrowed list they would mislead.
    fn counted(&self) -> bool {
        self.filters.set() == 0
    }
    /// Where this list, as it is narrowed and sorted, is to be had as a file of that format.
    fn exported(&self, format: &str) -> String {
        let list = match self.which {
            Which::Portal | Which::Desk => "orders",
            Which::Quotes => "quotes",
            Which::Search => "search",
        };
        format!("{}/{list}/export{}", self.root, self.of("format", format))
    }
    /// Every filter goes, tab and sort stay.
    fn cleared(&self) -> String {
        self.filters.with(&[("q", ""), ("service", ""), ("customer", ""), ("from", ""), ("until", ""), ("delivery", "")])
    }
    fn sorted(&self) -> &'static str {
        match self.filters.sort {
            Sort::Newest => "newest first",
            Sort::Collection => "first collection first",
            Sort::CollectionLast => "last collection first",
        }
    }
    /// Where the head *Collection* leads: the first collection first, then the other way round.
    fn by_collection(&self) -> String {
        self.of("sort", if self.filters.sort == Sort::Collection { "collection-last" } else { "collection" })
    }
    fn pager(&self) -> (&'static str, &'static str) {
        if self.filters.sort == Sort::Newest { ("Newer", "Older") } else { ("Previous", "Next") }
    }
    fn acts(&self) -> bool {
        self.which == Which::Quotes && self.may_send && self.rows.iter().any(|row| row.quote)
    }
    /// Quotes that wait: all of one status, so they say since when instead.
    fn waiting(&self) -> bool {
        self.which == Which::Quotes && self.filters.tab == "open"
    }
    fn services(&self) -> Vec<(String, &str)> {
        self.choices.services.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect()
    }
    fn customers(&self) -> Vec<(String, &str)> {
        self.choices.customers.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect()
    }
}

/// What differs between the lists besides the tabs.
struct About {
    which: Which,
    heading: &'static str,
    hint: &'static str,
    new_order: Option<String>,
    root: String,
    may_send: bool,
    /// Whether the viewer is a contact who sees charges.
    charges: bool,
}

/// What is asked of the board, before the tab says among which orders.
pub(super) fn wanted(scope: Scope, which: Which, filters: &Filters, query: &Fields) -> Wanted {
    Wanted {
        scope,
        among: board::Among::Everything,
        customer: filters.customer_id().filter(|_| which != Which::Portal),
        service: filters.service_id(),
        from: filters.first_day(),
        until: filters.last_day(),
        delivery: filters.delivery_day(),
        needle: Needle::read(&filters.q),
        sort: filters.sort,
        at: filters.place(query),
    }
}

/// Among which orders the tab of that word shows its own; the first tab where it is none; where there are no tabs, all, and what
/// waits to become one.
pub(super) fn among(which: Which, tab: &str, provisioned: bool) -> board::Among {
    let uncounted = which.tabs(&Counts::default(), provisioned);
    let current = uncounted.iter().find(|known| known.word == tab).or(uncounted.first());
    let all = || board::Among::WithImports(Box::new(board::Among::Everything), &[AWAITING]);
    current.map_or_else(all, |tab| tab.among.clone())
}

async fn show(app: &App, viewer: &impl Viewer, frame: Frame, about: About, query: &Fields) -> Result<ListPage, Failure> {
    let mut filters = Filters::read(query);
    if about.which != Which::Portal {
        // Over all customers no index leads to a day's deliveries.
        (filters.delivery, filters.delivery_error) = (String::new(), "");
    }
    let scope = viewer.scope();
    let (which, wanted_tab, provisioned) = (about.which, filters.tab.clone(), viewer.carrier().imports);
    let wanted = wanted(scope, which, &filters, query);
    // Nothing typed to search for yet, or nothing in it that could be found.
    let nothing = wanted.needle.is_none() && (which == Which::Search || !filters.q.is_empty());
    let (tabs, choices, listed) = app
        .db
        .read(move |tx| {
            Box::pin(async move {
                if wanted.needle.is_none() {
                    board::ahead(tx, scope);
                }
                let among = among(which, &wanted_tab, provisioned);
                let mut listed = if nothing { board::OrderList::default() } else { board::list(tx, Wanted { among, ..wanted }).await? };
                let choices = board::choices(tx, scope).await?;
                let counts = match listed.counts.take() {
                    Some(counts) => counts,
                    None => board::counts(tx, scope).await?,
                };
                let tabs = which.tabs(&counts, provisioned);
                Ok::<_, Failure>((tabs, choices, listed))
            })
        })
        .await?;
    let current = tabs.iter().find(|tab| tab.word == filters.tab).or(tabs.first());
    let empty = match current {
        Some(tab) if filters.set() == 0 => tab.empty,
        None if filters.set() == 0 => {
            ("Search quotes, orders and order imports", "Type a number, a reference, a submission code, a place or a postcode.")
        }
        _ => ("Nothing found", "No order here matches. Check what was typed, or clear the filters."),
    };
    filters.tab = current.map_or_else(String::new, |tab| tab.word.to_owned());
    let zone = &viewer.carrier().zone;
    let today = says::today(app.clock.now(), zone);
    let (portal, quotes) = (which == Which::Portal, which == Which::Quotes);
    let reader = Reader { root: &about.root, portal, quotes, charges: about.charges, today, zone };
    let rows = listed.lines.into_iter().map(|line| row(line, &reader)).collect();
    Ok(ListPage {
        frame,
        heading: about.heading,
        hint: about.hint,
        which,
        new_order: about.new_order,
        rows,
        root: about.root,
        back: listed.back.map(|place| filters.at("after", &place)),
        on: listed.on.map(|place| filters.at("before", &place)),
        tabs,
        filters,
        choices,
        empty,
        may_send: about.may_send,
        problem: "",
    })
}

/// `GET /p/{organisation}/{customer}/orders`.
///
/// # Errors
/// When the database does not answer.
pub async fn portal(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let root = contact.root();
    if let Some(labels) = scanned(&app, &contact, &root, &query).await? {
        return Ok(labels);
    }
    let frame = Frame::portal(&app, &contact, "Orders", Here::Orders, &query).await?;
    let new_order = contact.rights.has(Right::PlaceOrders).then(|| format!("{root}/orders/new"));
    let charges = contact.sees_charges();
    let about = About { which: Which::Portal, heading: "Orders", hint: "", new_order, root, may_send: false, charges };
    shell::page(&show(&app, &contact, frame, about, &query).await?)
}

/// Where a scanned or typed label leads: to its order's labels, which say whether it is still right. None for any other search.
async fn scanned(app: &App, viewer: &impl Viewer, root: &str, query: &Fields) -> Result<Option<Response>, Failure> {
    let (scope, q) = (viewer.scope(), query.text("q"));
    if rules::label::Scan::read(&q).is_none() {
        return Ok(None);
    }
    let found = app.db.read(move |tx| Box::pin(async move { labels::scanned(tx, scope, &q).await })).await?;
    Ok(found.map(|found| shell::redirect(&format!("{root}/orders/{}/labels?scan={}", found.order, found.scan), "")))
}

fn desk_list(staff: &Staff, which: Which, heading: &'static str, hint: &'static str) -> About {
    let root = staff.root();
    let new_order = staff.may(Act::EnterOrders).then(|| format!("{root}/orders/new"));
    About { which, heading, hint, new_order, root, may_send: staff.may(Act::SendToPlanning), charges: false }
}

/// `GET /d/{organisation}/orders`.
///
/// # Errors
/// When the database does not answer.
pub async fn desk(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let frame = Frame::desk(&app, &staff, "Orders", Here::Orders, &query).await?;
    let about = desk_list(&staff, Which::Desk, "Orders", "");
    shell::page(&show(&app, &staff, frame, about, &query).await?)
}

const QUOTES_HINT: &str = "Not in planning yet. Send to planning gives a quote its order number; the quote number stays beside it.";

/// `GET /d/{organisation}/quotes`.
///
/// # Errors
/// When the database does not answer.
pub async fn quotes(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    shell::page(&quotes_page(&app, &staff, &query).await?)
}

async fn quotes_page(app: &App, staff: &Staff, query: &Fields) -> Result<ListPage, Failure> {
    let frame = Frame::desk(app, staff, "Quotes", Here::Quotes, query).await?;
    let about = desk_list(staff, Which::Quotes, "Quotes", QUOTES_HINT);
    show(app, staff, frame, about, query).await
}

/// The quotes again, for an act that no quote was chosen for: 422.
///
/// # Errors
/// When the database does not answer.
pub(in crate::orders) async fn none_chosen(app: &App, staff: &Staff) -> Result<Response, Failure> {
    let page = quotes_page(app, staff, &Fields::default()).await?;
    shell::unprocessable(&ListPage { problem: "Choose at least one quote to send to planning.", ..page })
}

/// `GET /d/{organisation}/search`: over quotes, orders and what waits to become one. A whole number or submission code opens its
/// order at once, or the import that has it.
///
/// # Errors
/// When the database does not answer.
pub async fn search(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (scope, q) = (staff.scope(), query.text("q"));
    if let Some(labels) = scanned(&app, &staff, &staff.root(), &query).await? {
        return Ok(labels);
    }
    let exact = app.db.read(move |tx| Box::pin(async move { board::exact(tx, scope, &q).await })).await?;
    if let Some(id) = exact {
        return Ok(shell::redirect(&format!("{}/orders/{id}", staff.root()), ""));
    }
    let frame = Frame::desk(&app, &staff, "Search", Here::Nowhere, &query).await?;
    let about = desk_list(&staff, Which::Search, "Search", "");
    shell::page(&show(&app, &staff, frame, about, &query).await?)
}
