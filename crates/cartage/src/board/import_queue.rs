//! Order imports as the desk's queue shows them: a tab, the longest waiting first, what is done with newest first. Keyset-paged on
//! the index of the tabs.

use jiff::Timestamp;
use kit::args;
use kit::db::{DbError, FromRow, Query, Row, Tx};
use rules::order_import::{Findings, Remark};

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::{ImportId, ImportRow};
use crate::viewer::Scope;

use super::Around;
use super::listing::STRETCH;

/// Lines of a page of the queue.
pub const QUEUE: usize = 50;

/// An import as the queue shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// Its id.
    pub id: ImportId,
    /// CREATE, UPDATE or CANCEL.
    pub kind: String,
    /// WAITING, …
    pub state: String,
    /// Its revision: what was seen.
    pub revision: i64,
    /// The customer's reference.
    pub reference: String,
    /// First collection, ISO or the sentinel for none.
    pub collection_date: String,
    /// Place and country of the first collection.
    pub from_place: String,
    /// Place and country of the last delivery.
    pub to_place: String,
    /// How many remarks it had when it was judged last.
    pub remarks: i64,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The first instant that is too late for its collection.
    pub cut_off_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// By whom, by name.
    pub decided_by: Option<String>,
    /// Whether staff changed something before they accepted it.
    pub with_changes: bool,
    /// Whether staff accepted what came too late.
    pub accepted_late: bool,
    /// The customer's name.
    pub customer: String,
    /// The order's number, once there is one.
    pub number: Option<String>,
}

const COLUMNS: &str = "SELECT i.id, i.kind, i.state, i.revision, i.reference, i.collection_date, i.from_place, i.to_place, i.remarks,
  i.submitted_at, i.cut_off_at, i.decided_at, i.decided_by, i.with_changes, k.name, o.number, i.findings FROM order_import i
  JOIN customer k ON k.organisation = i.organisation AND k.id = i.customer
  LEFT JOIN orders o ON o.organisation = i.organisation AND o.id = i.order_id WHERE";

impl FromRow for ImportLine {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        Ok(ImportLine {
            id: row.get(0)?,
            kind: row.get(1)?,
            state: row.get(2)?,
            revision: row.get(3)?,
            reference: row.get(4)?,
            collection_date: row.get(5)?,
            from_place: row.get(6)?,
            to_place: row.get(7)?,
            remarks: row.get(8)?,
            submitted_at: row.get(9)?,
            cut_off_at: row.get(10)?,
            decided_at: row.get(11)?,
            decided_by: row.get(12)?,
            with_changes: row.get(13)?,
            customer: row.get(14)?,
            number: row.get(15)?,
            accepted_late: late(&row.get::<String>(16)?)?,
        })
    }
}

fn late(findings: &str) -> Result<bool, DbError> {
    let found: Findings = serde_json::from_str(findings).map_err(DbError::fault)?;
    Ok(found.has(Remark::AcceptedLate))
}

/// A place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueuePlace {
    /// When it was submitted.
    pub at: Timestamp,
    /// Which import.
    pub id: ImportId,
}

impl QueuePlace {
    /// Where a line stands.
    #[must_use]
    pub fn of(line: &ImportLine) -> QueuePlace {
        QueuePlace { at: line.submitted_at, id: line.id }
    }
}

/// Which imports, in which order.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    /// Whose eyes.
    pub scope: Scope,
    /// The tab, as the column `tab` says it.
    pub tab: &'static str,
    /// Newest first: what is done with. Else the longest waiting first.
    pub newest: bool,
    /// Only of this customer: a filter of what waits.
    pub customer: Option<CustomerId>,
}

/// A page of the queue.
#[derive(Clone, Debug, Default)]
pub struct QueuePage {
    /// Its lines.
    pub lines: Vec<ImportLine>,
    /// The place after which the page before begins; none on the first. `Some(None)` is the first page.
    pub back: Option<QueuePlace>,
    /// The place after which the next page begins; none on the last.
    pub on: Option<QueuePlace>,
}

impl Queue {
    fn among(&self) -> Query {
        let query = Query::new(COLUMNS, Vec::new()).with("i.organisation = ? AND i.tab = ?", args![self.scope.organisation, self.tab]);
        match self.scope.customer.or(self.customer) {
            Some(customer) => query.with("AND i.customer = ?", args![customer]),
            None => query,
        }
    }

    /// The lines after a place, or before it when `back`; nearest first.
    async fn read(&self, tx: &mut Tx, back: bool, place: Option<QueuePlace>, limit: usize) -> Result<Vec<ImportLine>, Failure> {
        let down = self.newest != back;
        let query = match (place, down) {
            (None, _) => self.among(),
            (Some(place), true) => self.among().with("AND (i.submitted_at, i.id) < (?, ?)", args![place.at, place.id]),
            (Some(place), false) => self.among().with("AND (i.submitted_at, i.id) > (?, ?)", args![place.at, place.id]),
        };
        let query = query.text(if down { "ORDER BY i.submitted_at DESC, i.id DESC LIMIT" } else { "ORDER BY i.submitted_at, i.id LIMIT" });
        let (sql, values) = query.with("?", args![i64::try_from(limit).map_err(Failure::fault)?]).done();
        Ok(tx.all(sql, values).await?)
    }
}

/// A page of the queue: from its beginning, or after a place (`back`: the page that ends before it).
///
/// # Errors
/// When the database does not answer.
pub async fn import_queue(tx: &mut Tx, queue: Queue, place: Option<QueuePlace>, back: bool) -> Result<QueuePage, Failure> {
    if let (Some(_), true) = (place, back) {
        let mut lines = queue.read(tx, true, place, QUEUE + 1).await?;
        if lines.len() > QUEUE {
            lines.truncate(QUEUE);
            lines.reverse();
            let (first, last) = (lines.first().map(QueuePlace::of), lines.last().map(QueuePlace::of));
            return Ok(QueuePage { lines, back: first, on: last });
        }
        // What stands before is the first page, and that one is always shown full.
    }
    let after = place.filter(|_| !back);
    let mut lines = queue.read(tx, false, after, QUEUE + 1).await?;
    let more = lines.len() > QUEUE;
    lines.truncate(QUEUE);
    let back = lines.first().filter(|_| after.is_some()).map(QueuePlace::of);
    let on = lines.last().filter(|_| more).map(QueuePlace::of);
    Ok(QueuePage { lines, back, on })
}

/// The next imports of a tab for an export, 500 at most, and the place after which it goes on; none at its end.
///
/// # Errors
/// When the database does not answer.
pub async fn import_stretch(
    tx: &mut Tx,
    queue: Queue,
    after: Option<QueuePlace>,
) -> Result<(Vec<ImportLine>, Option<QueuePlace>), Failure> {
    let mut lines = queue.read(tx, false, after, STRETCH + 1).await?;
    let more = lines.len() > STRETCH;
    lines.truncate(STRETCH);
    let on = lines.last().filter(|_| more).map(QueuePlace::of);
    Ok((lines, on))
}

/// The imports beside one in its queue, whether it still stands there or not: the one before, and the one after.
///
/// # Errors
/// When the database does not answer.
pub async fn beside(tx: &mut Tx, queue: Queue, place: QueuePlace) -> Result<[Option<ImportLine>; 2], Failure> {
    let before = queue.read(tx, true, Some(place), 1).await?.pop();
    let after = queue.read(tx, false, Some(place), 1).await?.pop();
    Ok([before, after])
}

/// New orders that wait without a remark, the longest waiting first, `limit` at most: id and revision.
///
/// # Errors
/// When the database does not answer.
pub async fn creates_without_remarks(tx: &mut Tx, queue: Queue, limit: usize) -> Result<Vec<(ImportId, i64)>, Failure> {
    let sql = "SELECT i.id, i.revision FROM order_import i WHERE";
    let query = Query::new(sql, Vec::new())
        .with("i.organisation = ? AND i.tab = ? AND i.kind = 'CREATE' AND i.remarks = 0", args![queue.scope.organisation, queue.tab]);
    let query = match queue.scope.customer.or(queue.customer) {
        Some(customer) => query.with("AND i.customer = ?", args![customer]),
        None => query,
    };
    let limit = i64::try_from(limit).map_err(Failure::fault)?;
    let (sql, values) = query.with("ORDER BY i.submitted_at, i.id LIMIT ?", args![limit]).done();
    Ok(tx.all(sql, values).await?)
}

/// These imports, as far as they are this viewer's, in the order they were asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn import_lines(tx: &mut Tx, scope: Scope, ids: &[ImportId]) -> Result<Vec<ImportLine>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(COLUMNS, Vec::new()).with("i.organisation = ?", args![scope.organisation]);
    if let Some(customer) = scope.customer {
        query = query.with("AND i.customer = ?", args![customer]);
    }
    for (n, id) in ids.iter().enumerate() {
        query = query.with(if n == 0 { "AND i.id IN (?" } else { ", ?" }, args![*id]);
    }
    let (sql, values) = query.text(")").done();
    let mut lines: Vec<ImportLine> = tx.all(sql, values).await?;
    lines.sort_by_key(|line| ids.iter().position(|id| *id == line.id));
    Ok(lines)
}

/// The names round an import.
///
/// # Errors
/// When the database does not answer.
pub async fn around_import(tx: &mut Tx, row: &ImportRow) -> Result<Around, Failure> {
    super::around::names_round(tx, row.organisation, (row.customer, row.service, row.level)).await
}
