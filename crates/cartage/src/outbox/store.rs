//! The queries of the outbox as the desk sees it. Every one starts from the organisation: mails of persons belong to none.

use jiff::Timestamp;
use kit::args;
use kit::db::{DbError, FromRow, Query, Row, Tx};
use kit::outbox::{self, MessageId, WayRow};
use uuid::Uuid;

use super::rows::Tab;
use crate::board::{Leaf, Turn};
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// So many rows are deleted in one transaction.
pub(super) const CHUNK: u64 = 500;
/// Rows of a page.
const ROWS: usize = 50;
/// Counting stops there: nobody tells a thousand from more.
pub(super) const COUNTED: i64 = 1000;

/// A message as the list shows it: everything but what it says.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub id: MessageId,
    pub receiver: String,
    pub what: String,
    pub state: String,
    pub outcome: String,
    pub due_at: Timestamp,
    pub attempts: i64,
    pub last_error: String,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// The order it is about: id and number; of what is no order yet, its reference.
    pub order: Option<(Uuid, String)>,
    /// Another message of its lane goes first.
    pub behind: bool,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Line, DbError> {
        Ok(Line {
            id: row.get(0)?,
            receiver: row.get(1)?,
            what: row.get(2)?,
            state: row.get(3)?,
            outcome: row.get(4)?,
            due_at: row.get(5)?,
            attempts: row.get(6)?,
            last_error: row.get::<Option<String>>(7)?.unwrap_or_default(),
            created_at: row.get(8)?,
            ended_at: row.get(9)?,
            order: row.get::<Option<Uuid>>(10)?.zip(row.get::<Option<String>>(11)?),
            behind: row.get(12)?,
        })
    }
}

const LINES: &str = "SELECT m.id, m.receiver, m.what, m.state, m.outcome, m.due_at, m.attempts, m.last_error, m.created_at, m.ended_at,
    COALESCE(o.id, i.order_id), COALESCE(o.number, NULLIF(i.reference, ''), i.submission_code),
    EXISTS (SELECT 1 FROM outbox e WHERE e.lane = m.lane AND e.state IN ('PENDING', 'LEASED') AND e.position < m.position)
    FROM outbox m LEFT JOIN orders o ON o.organisation = m.tenant AND o.id = m.subject
    LEFT JOIN order_import i ON i.organisation = m.tenant AND i.order_id = m.subject AND i.kind = 'CREATE' AND o.id IS NULL
    WHERE m.tenant = $1";

/// What a tab holds; the words stand as the indexes have them.
fn shelf(tab: Tab) -> &'static str {
    match tab {
        Tab::Waiting => "AND m.state IN ('PENDING', 'LEASED')",
        Tab::GivenUp => "AND m.state = 'DEAD'",
        Tab::Delivered => "AND m.state = 'DONE' AND m.outcome = 'SENT'",
        Tab::NotSent => "AND m.state = 'DONE' AND m.outcome IN ('WITHHELD', 'DROPPED', 'LATE')",
    }
}

/// A page of a tab, the newest first.
pub(super) async fn list(tx: &mut Tx, organisation: OrganisationId, tab: Tab, turn: Turn) -> Result<Leaf<Line>, Failure> {
    let from = match turn {
        Turn::First | Turn::Stretch(None) => None,
        Turn::After(id) | Turn::Before(id) | Turn::Stretch(Some(id)) => {
            let sql = "SELECT created_at, id FROM outbox WHERE tenant = $1 AND id = $2";
            tx.opt::<(Timestamp, Uuid)>(sql, args![organisation, id]).await?
        }
    };
    let backwards = matches!(turn, Turn::Before(_)) && from.is_some();
    let query = Query::new(LINES, args![organisation]).text(shelf(tab));
    let query = match from {
        Some((at, id)) if backwards => query.with("AND (m.created_at, m.id) > (?, ?)", args![at, id]),
        Some((at, id)) => query.with("AND (m.created_at, m.id) < (?, ?)", args![at, id]),
        None => query,
    };
    let order = if backwards { "ORDER BY m.created_at, m.id LIMIT ?" } else { "ORDER BY m.created_at DESC, m.id DESC LIMIT ?" };
    let (sql, values) = query.with(order, args![i64::try_from(ROWS + 1).unwrap_or(i64::MAX)]).done();
    let mut rows: Vec<Line> = tx.all(sql, values).await?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    if backwards {
        rows.reverse();
    }
    let (first, last) = (rows.first().map(|line| line.id.0), rows.last().map(|line| line.id.0));
    let (before, after) = if backwards { (more, true) } else { (from.is_some(), more) };
    Ok(Leaf { rows, before: first.filter(|_| before), after: last.filter(|_| after) })
}

/// One message.
pub(super) async fn line(tx: &mut Tx, organisation: OrganisationId, id: MessageId) -> Result<Line, Failure> {
    let (sql, values) = Query::new(LINES, args![organisation]).with("AND m.id = ?", args![id]).done();
    tx.opt(sql, values).await?.ok_or_else(Failure::not_found)
}

/// How many a tab holds, counted up to [`COUNTED`].
pub(super) async fn count(tx: &mut Tx, organisation: OrganisationId, tab: Tab) -> Result<i64, Failure> {
    let query = Query::new("SELECT count(*) FROM (SELECT 1 FROM outbox m WHERE m.tenant = $1", args![organisation]);
    let (sql, values) = query.text(shelf(tab)).with("LIMIT ?) t", args![COUNTED]).done();
    Ok(tx.one::<(i64,)>(sql, values).await?.0)
}

/// How many messages were given up and wait for somebody to look, counted up to a thousand.
///
/// # Errors
/// When the database does not answer.
pub async fn given_up(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Failure> {
    count(tx, organisation, Tab::GivenUp).await
}

/// How mail leaves.
pub(super) async fn way(tx: &mut Tx) -> Result<WayRow, Failure> {
    Ok(outbox::way(tx, "mail").await?)
}

/// A message somebody is about to act on, locked until the act is done.
pub(super) struct Held {
    pub state: String,
    pub what: String,
    pub receiver: String,
    pub lane: String,
    pub subject: Option<Uuid>,
}

/// Takes hold of a message: no worker leases it meanwhile.
pub(super) async fn hold(tx: &mut Tx, organisation: OrganisationId, id: MessageId) -> Result<Option<Held>, Failure> {
    let sql = "UPDATE outbox SET attempts = attempts WHERE tenant = $1 AND id = $2 RETURNING state, what, receiver, lane, subject";
    let found: Option<(String, String, String, String, Option<Uuid>)> = tx.opt(sql, args![organisation, id]).await?;
    Ok(found.map(|(state, what, receiver, lane, subject)| Held { state, what, receiver, lane, subject }))
}

/// A given-up message waits again, with three days before it.
pub(super) async fn revive(tx: &mut Tx, organisation: OrganisationId, id: MessageId, now: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE outbox SET state = 'PENDING', due_at = $3, give_up_at = $4, ended_at = NULL
               WHERE tenant = $1 AND id = $2 AND state = 'DEAD'";
    tx.exec(sql, args![organisation, id, now, outbox::gives_up(now)]).await?;
    Ok(outbox::try_now(tx, "mail", now).await?)
}

/// What waits in a lane is tried now, one after the other.
pub(super) async fn hurry(tx: &mut Tx, organisation: OrganisationId, held: &Held, now: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE outbox SET due_at = $3 WHERE tenant = $1 AND lane = $2 AND state = 'PENDING' AND due_at > $3";
    tx.exec(sql, args![organisation, &held.lane, now]).await?;
    Ok(outbox::try_now(tx, "mail", now).await?)
}

/// A message is not sent any more, and what it said is forgotten.
pub(super) async fn discard(tx: &mut Tx, organisation: OrganisationId, id: MessageId, why: &str, now: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE outbox SET state = 'DONE', outcome = 'DROPPED', ended_at = $3, payload = '', last_error = $4
               WHERE tenant = $1 AND id = $2 AND state IN ('PENDING', 'DEAD')";
    Ok(tx.exec(sql, args![organisation, id, now, why]).await.map(drop)?)
}

/// Deletes a chunk of what ended before that instant; how many there were.
pub(super) async fn prune(tx: &mut Tx, before: Timestamp) -> Result<u64, Failure> {
    Ok(outbox::prune(tx, before, i64::try_from(CHUNK).unwrap_or(500)).await?)
}
