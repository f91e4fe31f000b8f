//! Leasing and settling: a worker takes messages for a minute, and says what became of each. Whoever comes after the lease ran out
//! finds the message another's, and changes nothing.

use jiff::Timestamp;

use super::{MessageRow, later};
use crate::args;
use crate::db::{DbError, Entity, Tx};

const LEASE_SECONDS: i64 = 60;
/// While the server does not answer, a message that was tried waits this long.
const SERVER_WAIT: i64 = 60;
/// The longest wait between two attempts, in seconds.
const LONGEST_WAIT: i64 = 3600;

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was taken.
    Sent,
    /// Not sent, because the receiver may not have it any more.
    Withheld(String),
    /// Not sent, because it is of no use any more.
    Late,
    /// Not taken; tried again.
    Failed(String),
    /// Whoever is asked whether it may go could not answer; tried again.
    Unasked(String),
    /// The server does not answer, whatever the message.
    Unreachable(String),
    /// It can never be sent.
    Hopeless(String),
}

/// Leases at most `most` messages that are due and first in their lane.
pub(super) async fn lease(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<MessageRow>, DbError> {
    let skip = if tx.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE outbox SET state = 'LEASED', leased_until = $2, attempts = attempts + 1 WHERE id IN (
           SELECT o.id FROM outbox o
           WHERE o.state IN ('PENDING', 'LEASED') AND o.due_at <= $1 AND (o.state = 'PENDING' OR o.leased_until <= $1)
             AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = o.lane AND e.state IN ('PENDING', 'LEASED')
                             AND (e.position < o.position OR (e.position = o.position AND e.id < o.id)))
           ORDER BY o.due_at, o.id LIMIT $3 {skip})
         RETURNING {}",
        MessageRow::columns()
    );
    tx.all(sql, args![now, later(now, LEASE_SECONDS), most]).await
}

/// Settles a message as it was leased; whether it still was this lease's to settle.
pub(super) async fn settle(tx: &mut Tx, message: &MessageRow, outcome: &Outcome, keep: bool, now: Timestamp) -> Result<bool, DbError> {
    let payload = if keep { message.payload.as_str() } else { "" };
    let (state, end, why) = match outcome {
        Outcome::Sent => ("DONE", "SENT", None),
        Outcome::Withheld(why) => ("DONE", "WITHHELD", Some(why.as_str())),
        Outcome::Late => ("DONE", "LATE", Some("too late to be of use")),
        Outcome::Hopeless(why) => ("DEAD", "", Some(why.as_str())),
        Outcome::Failed(why) | Outcome::Unasked(why) | Outcome::Unreachable(why) if now >= message.give_up_at => {
            ("DEAD", "", Some(why.as_str()))
        }
        Outcome::Failed(why) | Outcome::Unasked(why) => {
            return wait(tx, message, later(now, back_off(message.attempts)), why).await;
        }
        Outcome::Unreachable(why) => return wait(tx, message, later(now, SERVER_WAIT), why).await,
    };
    let payload = if state == "DEAD" { message.payload.as_str() } else { payload };
    let sql = "UPDATE outbox SET state = $3, outcome = $4, leased_until = NULL, ended_at = $5, payload = $6, last_error = $7
               WHERE id = $1 AND state = 'LEASED' AND attempts = $2";
    let why = why.map(short);
    Ok(tx.exec(sql, args![message.id, message.attempts, state, end, now, payload, why]).await? == 1)
}

async fn wait(tx: &mut Tx, message: &MessageRow, due: Timestamp, why: &str) -> Result<bool, DbError> {
    let sql = "UPDATE outbox SET state = 'PENDING', leased_until = NULL, due_at = $3, last_error = $4
               WHERE id = $1 AND state = 'LEASED' AND attempts = $2";
    Ok(tx.exec(sql, args![message.id, message.attempts, due, short(why)]).await? == 1)
}

/// Seconds until the next attempt: 30, 60, 120 … an hour.
fn back_off(attempts: i64) -> i64 {
    15_i64.saturating_mul(1 << attempts.clamp(0, 8)).min(LONGEST_WAIT)
}

fn short(why: &str) -> String {
    why.chars().take(500).collect()
}
