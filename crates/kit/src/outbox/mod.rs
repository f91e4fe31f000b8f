//! The outbox: what has to leave the program is written in the act's own transaction and delivered afterwards, at least once,
//! with an id that stays the same over every attempt, in order within a lane. One receiver that does not answer stops no other.
//!
//! A lane is one receiver of one tenant. Writers of one tenant stand in line already (they hold a lock of theirs until COMMIT),
//! so the place taken inside the transaction is the order of the acts; between tenants there is no order to keep, and none is
//! waited for.

mod lease;
mod way;
mod worker;

use jiff::{Span, Timestamp};
use uuid::Uuid;

use crate::db::{DbError, Entity, Tx, Value};
use crate::ids::Ids;
use crate::mail::Mail;
use crate::{args, id};

pub use way::{WayRow, try_now, way};
pub use worker::{Gate, Verdict, Worker};

id!(
    /// A message on its way.
    MessageId
);

crate::entity! {
    /// A message waiting, leased to a worker, done or given up.
    pub struct MessageRow in "outbox" {
        /// Stable over every attempt.
        pub id: MessageId,
        /// Whose act it came from; none for acts of a person alone.
        pub tenant: Option<Uuid>,
        /// `mail`; later also other ways out.
        pub kind: String,
        /// Who gets it.
        pub receiver: String,
        /// JSON. Emptied once delivered, unless the demonstration shows it.
        pub payload: String,
        /// PENDING, LEASED, DONE or DEAD.
        pub state: String,
        /// Not before this instant.
        pub due_at: Timestamp,
        /// A worker has it until then.
        pub leased_until: Option<Timestamp>,
        /// How often it was tried. Counted up with each lease, it tells one lease from the next.
        pub attempts: i64,
        /// Why the last attempt failed.
        pub last_error: Option<String>,
        /// When the act was.
        pub created_at: Timestamp,
        /// When it was delivered or given up.
        pub ended_at: Option<Timestamp>,
        /// The receiver within the tenant: messages of one lane leave one after the other.
        pub lane: String,
        /// Its place among what waits in its lane.
        pub position: i64,
        /// In what capacity the receiver gets it; whoever sends asks whether that still holds.
        pub audience: String,
        /// What it is, a word of a closed list.
        pub what: String,
        /// What it is about.
        pub subject: Option<Uuid>,
        /// An attempt that fails after this instant is the last.
        pub give_up_at: Timestamp,
        /// Of no use to anybody after this instant, and not sent any more.
        pub void_after: Option<Timestamp>,
        /// Of what is DONE: SENT, WITHHELD, DROPPED or LATE. Empty before.
        pub outcome: String,
    }
}

/// A message that could not be delivered is given up after this many hours.
const GIVE_UP_HOURS: i64 = 72;

/// What is written on a message besides its text.
#[derive(Clone, Debug, Default)]
pub struct Slip {
    /// In what capacity the receiver gets it; asked again at sending.
    pub audience: String,
    /// What it is, a word of a closed list.
    pub what: &'static str,
    /// What it is about.
    pub subject: Option<Uuid>,
    /// Of no use after this instant.
    pub void_after: Option<Timestamp>,
}

/// Puts a mail into the outbox, in the transaction of the act it tells of.
///
/// # Errors
/// When the statement fails.
pub async fn put_mail(tx: &mut Tx, ids: Ids, now: Timestamp, tenant: Option<Uuid>, mail: &Mail) -> Result<(), DbError> {
    put(tx, ids, now, tenant, Slip::default(), mail).await
}

/// Puts a mail into the outbox with what is to be known of it.
///
/// # Errors
/// When the statement fails.
pub async fn put(tx: &mut Tx, ids: Ids, now: Timestamp, tenant: Option<Uuid>, slip: Slip, mail: &Mail) -> Result<(), DbError> {
    let row = MessageRow {
        id: ids.id(now),
        tenant,
        kind: "mail".into(),
        receiver: mail.to.clone(),
        payload: serde_json::to_string(mail).map_err(DbError::fault)?,
        state: "PENDING".into(),
        due_at: now,
        leased_until: None,
        attempts: 0,
        last_error: None,
        created_at: now,
        ended_at: None,
        lane: format!("{}/{}", tenant.map(|tenant| tenant.to_string()).unwrap_or_default(), mail.to.to_lowercase()),
        position: 0,
        audience: slip.audience,
        what: slip.what.to_owned(),
        subject: slip.subject,
        give_up_at: gives_up(now),
        void_after: slip.void_after,
        outcome: String::new(),
    };
    insert(tx, &row).await
}

/// Inserts a message at the end of its lane.
///
/// # Errors
/// When the statement fails.
pub async fn insert(tx: &mut Tx, row: &MessageRow) -> Result<(), DbError> {
    let place = |column: &str, n: usize| match column {
        "position" => {
            "(SELECT COALESCE(MAX(e.position), 0) + 1 FROM outbox e WHERE e.lane = $1 AND e.state IN ('PENDING', 'LEASED'))".to_owned()
        }
        _ => format!("${n}"),
    };
    let (mut places, mut values) = (Vec::new(), args![&row.lane]);
    for (column, value) in MessageRow::COLUMNS.iter().zip(row.values()) {
        match *column {
            "position" => places.push(place(column, 0)),
            "lane" => places.push("$1".to_owned()),
            _ => {
                values.push(value);
                places.push(place(column, values.len()));
            }
        }
    }
    let sql = format!("INSERT INTO outbox ({}) VALUES ({})", MessageRow::columns(), places.join(", "));
    tx.later(sql, values).await
}

/// When a message that begins its journey now is given up.
#[must_use]
pub fn gives_up(now: Timestamp) -> Timestamp {
    later(now, GIVE_UP_HOURS * 3600)
}

/// Deletes at most `most` messages that ended before that instant: delivered ones, and given-up ones that belong to no tenant.
/// How many there were.
///
/// # Errors
/// When the statement fails.
pub async fn prune(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64, DbError> {
    let sql = "DELETE FROM outbox WHERE id IN (
                 SELECT id FROM outbox WHERE state IN ('DONE', 'DEAD') AND ended_at < $1 AND (state = 'DONE' OR tenant IS NULL)
                 ORDER BY ended_at LIMIT $2)";
    let values: Vec<Value> = args![before, most];
    tx.exec(sql, values).await
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(Span::new().seconds(seconds)).unwrap_or(Timestamp::MAX)
}
