//! The bare statements: what the database has to do for a page or a submission whatever the program round it costs. No HTTP, no
//! session, no rules, no HTML; the same texts over the same layer.

use std::sync::Arc;

use cartage::board::{self, Among, At, Needle, Queue, QueuePlace, Shelf, Sort, Wanted};
use cartage::failure::Failure;
use cartage::history;
use cartage::labels::BlockRow;
use cartage::order_import::{self, Case};
use cartage::orders::{self, OrderId, OrderRow, SubmissionRow, search_words};
use cartage::viewer::Scope;
use kit::args;
use kit::db::{Db, Tx};
use kit::ids::Ids;

use crate::asks::Kind;
use crate::load::{Done, Worker};
use crate::seed::{self, Buyer, House, Seeded};

/// Somebody who does a page's statements.
pub struct Page {
    db: Db,
    kind: Kind,
    seeded: Arc<Seeded>,
    client: usize,
}

impl Page {
    /// The statements of one kind of page.
    #[must_use]
    pub fn new(db: Db, kind: Kind, seeded: Arc<Seeded>, client: usize) -> Page {
        Page { db, kind, seeded, client }
    }
}

impl Worker for Page {
    fn once(&mut self, nth: usize) -> Done<'_> {
        let large = &self.seeded.large;
        let buyer = large.buyers[(self.client + nth) % large.buyers.len()].id;
        let whole = Scope { organisation: large.organisation.id, customer: None };
        let theirs = Scope { customer: Some(buyer), ..whole };
        let order = self.seeded.orders[(self.client * 37 + nth) % self.seeded.orders.len()];
        let all = Wanted {
            scope: theirs,
            among: Among::Everything,
            customer: None,
            service: None,
            from: None,
            until: None,
            delivery: None,
            needle: None,
            sort: Sort::Newest,
            at: At::Start,
        };
        let (kind, desk) = (self.kind, Scope { organisation: self.seeded.waiting.organisation.id, customer: None });
        let searched = crate::asks::searched(&self.seeded, self.client, nth);
        Box::pin(async move {
            let done = self.db.read::<usize, Failure, _>(move |tx| {
                Box::pin(async move {
                    match kind {
                        Kind::PortalList => listed(tx, theirs, all).await,
                        Kind::DeskList => {
                            let to_plan = Among::Shelves(vec![Shelf::ToPlan]);
                            listed(tx, whole, Wanted { scope: whole, customer: Some(buyer), among: to_plan, ..all }).await
                        }
                        Kind::Search => listed(tx, whole, Wanted { scope: whole, needle: Needle::read(&searched), ..all }).await,
                        Kind::OrderPage => {
                            let row = orders::by_id(tx, whole, order).await?;
                            let progress = orders::progress(tx, row.organisation, order).await?;
                            let told = history::of_subject(tx, whole, order.0).await?;
                            Ok(row.document.len() + progress.len() + told.len())
                        }
                        Kind::ImportQueue => queued(tx, desk).await,
                    }
                })
            });
            done.await.map_err(seed::said)
        })
    }
}

/// The queue, its counts and filters, and the first import opened: all that is asked about it.
async fn queued(tx: &mut Tx, scope: Scope) -> Result<usize, Failure> {
    let queue = Queue { scope, tab: "TO_APPROVE", newest: false, customer: None };
    let counts = board::counts(tx, scope).await?;
    let page = board::import_queue(tx, queue, None, false).await?;
    let customers = board::choices(tx, scope).await?.customers;
    let mut found = page.lines.len() + customers.len() + usize::try_from(counts.of("TO_PLAN")).unwrap_or(0);
    if let Some(first) = page.lines.first() {
        let case = Case::load(tx, scope, first.id).await?;
        let around = board::around_import(tx, &case.import).await?;
        orders::names_for(tx, scope.organisation, &case.operations).await?;
        found += around.customer.len();
        found += order_import::questions(tx, scope.organisation, first.id).await?.len();
        found += order_import::readers(tx, scope.organisation, first.id, first.submitted_at).await?.len();
        found += history::of_subject_before(tx, scope, case.import.order_id.0, i64::MAX).await?.len();
        let beside = board::beside(tx, queue, QueuePlace::of(first)).await?;
        found += beside.iter().flatten().count();
    }
    Ok(found)
}

async fn listed(tx: &mut Tx, scope: Scope, wanted: Wanted) -> Result<usize, Failure> {
    let list = board::list(tx, wanted).await?;
    let counts = board::counts(tx, scope).await?;
    Ok(list.lines.len() + usize::try_from(counts.of("TO_PLAN")).unwrap_or(0))
}

/// Somebody who writes the rows of submissions, each in a transaction of its own.
pub struct Submission {
    db: Db,
    house: House,
    buyer: Buyer,
    client: usize,
}

impl Submission {
    /// Writes for one customer; `client` keeps clients' numbers apart.
    #[must_use]
    pub fn new(db: Db, house: House, buyer: Buyer, client: usize) -> Submission {
        Submission { db, house, buyer, client }
    }
}

impl Worker for Submission {
    fn once(&mut self, nth: usize) -> Done<'_> {
        let ids = Ids;
        let now = kit::clock::Clock::System.now();
        Box::pin(async move {
            let id: OrderId = ids.id(now);
            let n = 100 * (self.client + 64 * nth) + 2;
            let (row, document) = seed::row(&self.house, &self.buyer, id, n, now).map_err(seed::said)?;
            let row = OrderRow { submission_code: format!("{:016x}", ids.number()), ..row };
            let words = search_words(&document, &[&row.number, &row.submission_code]);
            let sent = SubmissionRow {
                id: ids.id(now),
                organisation: row.organisation,
                order_id: id,
                membership: self.buyer.contact.membership,
                digest: ids.bytes::<32>().to_vec(),
                at: now,
            };
            let payload = r#"{"actor":{"name":"Clerk","side":"CUSTOMER","membership":null},"changes":[],"detail":"Or-0001"}"#;
            let done = self.db.write::<(), Failure, _>(move |tx| {
                Box::pin(async move {
                    let head = "UPDATE chain_head SET acts = acts + 1 WHERE organisation = $1 RETURNING entries, head";
                    let (entries, link): (i64, Vec<u8>) = tx.one(head, args![row.organisation]).await?;
                    let series = "INSERT INTO number_series (organisation, series, period, last) VALUES ($1, 'BARE', '', 1)
                                  ON CONFLICT (organisation, series, period) DO UPDATE SET last = number_series.last + 1 RETURNING last";
                    let series = series.replace("BARE", "ORDER");
                    let (last,): (i64,) = tx.one(series, args![row.organisation]).await?;
                    let row = OrderRow { number: format!("Or-{last:04}"), number_sort: last, ..row };
                    let issue = "INSERT INTO issued_number (organisation, number, order_id, issued_at) VALUES ($1, $2, $3, $4)";
                    tx.later(issue, args![row.organisation, &row.number, row.id, row.created_at]).await?;
                    tx.insert(&row).await?;
                    tx.insert(&sent).await?;
                    board::entered(tx, &row, words).await?;
                    tx.insert(&units(&row)).await?;
                    let entry = "INSERT INTO history (organisation, entry, at, subject_kind, subject, verb, internal, digest, link)
                                 VALUES ($1, $2, $3, 'order', $4, 'order.submitted', FALSE, $5, $6)";
                    let link = if link.is_empty() { vec![0; 32] } else { link };
                    tx.later(entry, args![row.organisation, entries + 1, row.created_at, row.id, link.clone(), link.clone()]).await?;
                    let said = "INSERT INTO history_payload (organisation, entry, salt, payload) VALUES ($1, $2, $3, $4)";
                    tx.later(said, args![row.organisation, entries + 1, vec![0_u8; 16], payload]).await?;
                    let theirs = "INSERT INTO customer_head (organisation, customer, entry) VALUES ($1, $2, $3)
                                  ON CONFLICT (organisation, customer) DO UPDATE SET entry = $3";
                    tx.later(theirs, args![row.organisation, row.customer, entries + 1]).await?;
                    let heads = "UPDATE chain_head SET entries = $2, head = $3 WHERE organisation = $1";
                    Ok(tx.later(heads, args![row.organisation, entries + 1, link]).await?)
                })
            });
            done.await.map_err(seed::said)?;
            Ok(0)
        })
    }
}

/// The row of an order's units, as the usual order has them.
fn units(row: &OrderRow) -> BlockRow {
    BlockRow {
        order_id: row.id,
        organisation: row.organisation,
        customer: row.customer,
        source: format!("U{}", row.submission_code),
        first: 1,
        units: 14,
        lines: r#"[["aaaaaaaaaa",12],["bbbbbbbbbb",2]]"#.to_owned(),
        created_at: row.created_at,
    }
}
