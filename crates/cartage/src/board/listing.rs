//! Lists of orders: a tab, filters, a search, a sort, and a place in it. Keyset-paged on indexed columns in both directions, so
//! that page one thousand costs what page one costs and nothing is shown twice or left out while orders come in.

use jiff::civil::Date;
use kit::args;
use kit::db::{Query, Tx, Value};

use super::line::{BESIDE, COLUMNS, IMPORTS, OrderLine};
use super::needle::{self, Needle};
use super::shelf::Shelf;
use super::tally::{self, Counts};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::transport_services::ServiceId;
use crate::viewer::Scope;

/// Lines of a page.
pub const PAGE: usize = 50;

/// Lines that an export reads at a time.
pub(super) const STRETCH: usize = 500;

/// The order of a list: a closed list, each with its indexes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Submitted last, first.
    #[default]
    Newest,
    /// Collected first, first.
    Collection,
    /// Collected last, first.
    CollectionLast,
}

/// Which orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// Quotes and orders.
    Everything,
    /// What the desk calls orders: no quotes, none that were declined.
    DeskOrders,
    /// What lies on these shelves.
    Shelves(Vec<Shelf>),
    /// Orders of which a change or a cancellation waits for the carrier.
    Awaiting,
    /// Of a customer: these, and what they submitted that is no order, on these shelves of imports.
    WithImports(Box<Among>, &'static [&'static str]),
}

/// A place in a list: the key it is sorted by, and the id that breaks ties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Milliseconds or an ISO date.
    pub key: String,
    /// The order.
    pub id: OrderId,
}

/// Which page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// The first.
    Start,
    /// What follows this place.
    After(Place),
    /// What stands before this place.
    Before(Place),
}

/// A list that is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose eyes.
    pub scope: Scope,
    /// Which orders.
    pub among: Among,
    /// Only of this customer: a filter of the desk.
    pub customer: Option<CustomerId>,
    /// Only of this service.
    pub service: Option<ServiceId>,
    /// First collection on this day or later.
    pub from: Option<Date>,
    /// First collection on this day or earlier.
    pub until: Option<Date>,
    /// Last delivery on this day.
    pub delivery: Option<Date>,
    /// Only what is found by this.
    pub needle: Option<Needle>,
    /// In which order.
    pub sort: Sort,
    /// Which page.
    pub at: At,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct OrderList {
    /// The lines.
    pub lines: Vec<OrderLine>,
    /// The place before which the page before ends; none on the first.
    pub back: Option<Place>,
    /// The place after which the next page begins; none on the last.
    pub on: Option<Place>,
    /// The viewer's counts, where the list had to ask for them.
    pub counts: Option<Counts>,
}

/// A page of orders.
///
/// # Errors
/// When the database does not answer.
pub async fn list(tx: &mut Tx, wanted: Wanted) -> Result<OrderList, Failure> {
    if wanted.needle.is_none() {
        return listed(tx, wanted).await;
    }
    // One word is found once, another in every order: the plan has to know which.
    tx.plan_by_values(true).await?;
    let found = listed(tx, wanted).await;
    tx.plan_by_values(false).await?;
    found
}

async fn listed(tx: &mut Tx, wanted: Wanted) -> Result<OrderList, Failure> {
    let scope = Scope { customer: wanted.scope.customer.or(wanted.customer), ..wanted.scope };
    let search = match wanted.needle.clone() {
        Some(needle) => Some(needle::plan(tx, scope, needle).await?),
        None => None,
    };
    let mut wanted = Search { wanted, scope, search, most: PAGE, counts: None };
    if let At::Before(place) = wanted.wanted.at.clone() {
        let mut lines = wanted.read(tx, true, Some(&place)).await?;
        if lines.len() > PAGE {
            lines.truncate(PAGE);
            lines.reverse();
            let (back, on) = (wanted.place(lines.first()), wanted.place(lines.last()));
            return Ok(OrderList { lines, back, on, counts: wanted.counts });
        }
        // What stands before is the first page, and that one is always shown full.
    }
    let after = if let At::After(place) = wanted.wanted.at.clone() { Some(place) } else { None };
    let mut lines = wanted.read(tx, false, after.as_ref()).await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let on = wanted.place(lines.last().filter(|_| more));
    let back = wanted.place(lines.first().filter(|_| after.is_some()));
    Ok(OrderList { lines, back, on, counts: wanted.counts })
}

/// The next lines of what an export takes along, [`STRETCH`] at most, and the place after which it goes on; none at its end.
///
/// # Errors
/// When the database does not answer.
pub async fn stretch(tx: &mut Tx, wanted: Wanted) -> Result<(Vec<OrderLine>, Option<Place>), Failure> {
    let searched = wanted.needle.is_some();
    if searched {
        tx.plan_by_values(true).await?;
    }
    let lines = next_stretch(tx, wanted).await;
    if searched {
        tx.plan_by_values(false).await?;
    }
    lines
}

async fn next_stretch(tx: &mut Tx, wanted: Wanted) -> Result<(Vec<OrderLine>, Option<Place>), Failure> {
    let scope = Scope { customer: wanted.scope.customer.or(wanted.customer), ..wanted.scope };
    let search = match wanted.needle.clone() {
        Some(needle) => Some(needle::plan(tx, scope, needle).await?),
        None => None,
    };
    let after = if let At::After(place) = wanted.at.clone() { Some(place) } else { None };
    let mut wanted = Search { wanted, scope, search, most: STRETCH, counts: None };
    let mut lines = wanted.read(tx, false, after.as_ref()).await?;
    let more = lines.len() > STRETCH;
    lines.truncate(STRETCH);
    let on = wanted.place(lines.last().filter(|_| more));
    Ok((lines, on))
}

/// A list on its way: what is wanted, and how it is searched.
struct Search {
    wanted: Wanted,
    scope: Scope,
    search: Option<needle::Search>,
    /// Lines of a page: [`PAGE`], or [`STRETCH`] of an export.
    most: usize,
    /// Asked for once.
    counts: Option<Counts>,
}

impl Search {
    /// What is wanted in parts that each have an index in the list's order, three at most; in one where rare words lead to it.
    fn parts(&self) -> Vec<Among> {
        let each = |shelves: &[Shelf]| shelves.iter().map(|shelf| Among::Shelves(vec![*shelf])).collect();
        let among = if let Among::WithImports(orders, _) = &self.wanted.among { orders } else { &self.wanted.among };
        match among {
            all if self.search.as_ref().is_some_and(needle::Search::leads) => vec![all.clone()],
            Among::Shelves(shelves) => each(shelves),
            Among::Everything if self.scope.customer.is_none() => {
                [vec![Among::DeskOrders], each(&[Shelf::Quote, Shelf::Declined])].concat()
            }
            other => vec![other.clone()],
        }
    }

    /// The lines after a place, or before it when `backwards`; one more than a page, if there are that many. Each part is read in
    /// the order of its index, and what was read is merged.
    async fn read(&mut self, tx: &mut Tx, backwards: bool, place: Option<&Place>) -> Result<Vec<OrderLine>, Failure> {
        let parts = self.parts();
        let mut several = parts.len() > 1;
        let mut lines: Vec<OrderLine> = Vec::new();
        for among in parts {
            let query = filters(&self.wanted, &among, self.scope, self.search.as_ref());
            let (sql, values) = ordered(query, self.wanted.sort, backwards, place, self.most).done();
            lines.extend(tx.all::<OrderLine>(sql, values).await?);
        }
        for shelf in self.imports(tx).await? {
            let (sql, values) = ordered(self.import_filters(shelf), self.wanted.sort, backwards, place, self.most).done();
            lines.extend(tx.all::<OrderLine>(sql, values).await?);
            several = true;
        }
        if several {
            merge(&mut lines, self.wanted.sort, backwards, self.most);
        }
        Ok(lines)
    }

    /// The shelves of imports that are wanted and not empty: asked after the orders, so that the counts travel with them.
    async fn imports(&mut self, tx: &mut Tx) -> Result<Vec<&'static str>, Failure> {
        let Among::WithImports(_, shelves) = &self.wanted.among else { return Ok(Vec::new()) };
        let counts = match self.counts.take() {
            Some(counts) => counts,
            None => tally::counts(tx, self.scope).await?,
        };
        let full = shelves.iter().copied().filter(|shelf| counts.of(shelf) > 0).collect();
        self.counts = Some(counts);
        Ok(full)
    }

    /// Submissions on a shelf: few beside the orders, so a search walks them.
    fn import_filters(&self, shelf: &str) -> Query {
        let query = Query::new(IMPORTS, Vec::new()).with("WHERE o.organisation = ?", args![self.scope.organisation]);
        let query = match &self.search {
            Some(search) => search.walked().narrow(query),
            None => query,
        };
        let query = match self.scope.customer {
            Some(customer) => query.with("AND o.customer = ?", args![customer]),
            None => query,
        };
        narrowed(query.with("AND o.shelf = ?", args![shelf]), &self.wanted)
    }

    fn place(&self, line: Option<&OrderLine>) -> Option<Place> {
        line.map(|line| place_of(line, self.wanted.sort))
    }
}

/// Puts the lines of several shelves into the list's order, as far as one more than a page.
fn merge(lines: &mut Vec<OrderLine>, sort: Sort, backwards: bool, most: usize) {
    match sort {
        Sort::Newest => lines.sort_by_key(|line| (line.created_at, line.id)),
        Sort::Collection | Sort::CollectionLast => lines.sort_by(|a, b| (&a.collection_date, a.id).cmp(&(&b.collection_date, b.id))),
    }
    if downwards(sort, backwards) {
        lines.reverse();
    }
    lines.truncate(most + 1);
}

/// Whether the greatest key comes first.
fn downwards(sort: Sort, backwards: bool) -> bool {
    backwards == (sort == Sort::Collection)
}

/// These orders, as far as they are this viewer's, in the order they were asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(tx: &mut Tx, scope: Scope, ids: &[OrderId]) -> Result<Vec<OrderLine>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(COLUMNS, Vec::new()).text("orders o").with(BESIDE, args![scope.organisation]);
    if let Some(customer) = scope.customer {
        query = query.with("AND o.customer = ?", args![customer]);
    }
    for (n, id) in ids.iter().enumerate() {
        query = query.with(if n == 0 { "AND o.id IN (?" } else { ", ?" }, args![*id]);
    }
    let (sql, values) = query.text(")").done();
    let mut lines: Vec<OrderLine> = tx.all(sql, values).await?;
    lines.sort_by_key(|line| ids.iter().position(|id| *id == line.id));
    Ok(lines)
}

/// The statement of a list's first page, without a search: what a test asks the database to explain.
#[must_use]
pub fn statement(wanted: &Wanted) -> (String, Vec<Value>) {
    let scope = Scope { customer: wanted.scope.customer.or(wanted.customer), ..wanted.scope };
    ordered(filters(wanted, &wanted.among, scope, None), wanted.sort, false, None, PAGE).done()
}

fn place_of(line: &OrderLine, sort: Sort) -> Place {
    let key = match sort {
        Sort::Newest => line.created_at.as_millisecond().to_string(),
        Sort::Collection | Sort::CollectionLast => line.collection_date.clone(),
    };
    Place { key, id: line.id }
}

fn filters(wanted: &Wanted, among: &Among, scope: Scope, search: Option<&needle::Search>) -> Query {
    let query = Query::new(COLUMNS, Vec::new());
    let query = match search.filter(|search| search.leads()) {
        Some(search) => search.orders(query, scope),
        None => query.text("orders o"),
    };
    let mut query = query.with(BESIDE, args![scope.organisation]);
    if let Some(search) = search {
        query = search.narrow(query);
    }
    if let Some(customer) = scope.customer {
        query = query.with("AND o.customer = ?", args![customer]);
    }
    query = match among {
        Among::Everything => query,
        // The same words as in the partial indexes.
        Among::DeskOrders => query.text("AND o.shelf NOT IN ('QUOTE', 'DECLINED')"),
        Among::Shelves(shelves) => shelves.iter().enumerate().fold(query, |query, (n, shelf)| {
            let query = query.text(if n == 0 { "AND o.shelf IN (" } else { "," }).with("?", args![shelf.as_str()]);
            if n + 1 == shelves.len() { query.text(")") } else { query }
        }),
        Among::Awaiting => query.text("AND o.awaiting <> ''"),
        Among::WithImports(orders, _) => return filters(wanted, orders, scope, search),
    };
    narrowed(query, wanted)
}

/// Adds what a list is filtered by.
fn narrowed(mut query: Query, wanted: &Wanted) -> Query {
    if let Some(service) = wanted.service {
        query = query.with("AND o.service = ?", args![service]);
    }
    if let Some(from) = wanted.from {
        query = query.with("AND o.collection_date >= ?", args![from]);
    }
    if let Some(until) = wanted.until {
        query = query.with("AND o.collection_date <= ?", args![until]);
    }
    if let Some(day) = wanted.delivery {
        query = query.with("AND o.delivery_date = ?", args![day]);
    }
    query
}

/// Adds place, order and limit: one line more than a page, to know whether there is a next one.
fn ordered(query: Query, sort: Sort, backwards: bool, place: Option<&Place>, most: usize) -> Query {
    let at = |place: &Place| -> Vec<Value> {
        match sort {
            Sort::Newest => args![place.key.parse::<i64>().unwrap_or_default(), place.id],
            Sort::Collection | Sort::CollectionLast => args![&place.key, place.id],
        }
    };
    let downwards = downwards(sort, backwards);
    let query = match (place, sort, downwards) {
        (None, ..) => query,
        (Some(place), Sort::Newest, true) => query.with("AND (o.created_at, o.id) < (?, ?)", at(place)),
        (Some(place), Sort::Newest, false) => query.with("AND (o.created_at, o.id) > (?, ?)", at(place)),
        (Some(place), _, true) => query.with("AND (o.collection_date, o.id) < (?, ?)", at(place)),
        (Some(place), _, false) => query.with("AND (o.collection_date, o.id) > (?, ?)", at(place)),
    };
    let query = match (sort, downwards) {
        (Sort::Newest, true) => query.text("ORDER BY o.created_at DESC, o.id DESC"),
        (Sort::Newest, false) => query.text("ORDER BY o.created_at, o.id"),
        (_, true) => query.text("ORDER BY o.collection_date DESC, o.id DESC"),
        (_, false) => query.text("ORDER BY o.collection_date, o.id"),
    };
    // Written out, so that both databases plan for it.
    query.text(if most == PAGE { "LIMIT 51" } else { "LIMIT 501" })
}
