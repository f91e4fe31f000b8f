//! A way out: whether the server at its end answers. While it does not, one message at a time tries, and the others wait without
//! being counted against; as soon as it answers, everything leaves.

use jiff::Timestamp;

use super::later;
use crate::args;
use crate::db::{DbError, Entity, Tx};

/// The longest wait between two tries of a server that does not answer, in seconds.
const LONGEST_WAIT: i64 = 60;

crate::entity! {
    /// How a way out is.
    pub struct WayRow in "outbox_way" {
        /// `mail`.
        pub kind: String,
        /// Since when it does not answer; none when it does.
        pub failing_since: Option<Timestamp>,
        /// Tries since then.
        pub failures: i64,
        /// While it fails, not before then.
        pub next_try_at: Timestamp,
        /// What it said last.
        pub last_error: String,
        /// When it last took something; up to a minute behind.
        pub answered_at: Option<Timestamp>,
    }
}

/// How a way out is.
///
/// # Errors
/// When the statement fails.
pub async fn way(tx: &mut Tx, kind: &str) -> Result<WayRow, DbError> {
    tx.one(WayRow::select("kind = $1"), args![kind]).await
}

/// How many of `most` messages may be tried now, and whether that is one to try a server that does not answer.
pub(super) async fn room(tx: &mut Tx, kind: &str, now: Timestamp, most: i64) -> Result<(i64, bool), DbError> {
    if way(tx, kind).await?.failing_since.is_none() {
        return Ok((most, false));
    }
    let sql = "UPDATE outbox_way SET next_try_at = $3 WHERE kind = $1 AND failing_since IS NOT NULL AND next_try_at <= $2";
    let mine = tx.exec(sql, args![kind, now, later(now, LONGEST_WAIT)]).await? == 1;
    Ok((i64::from(mine), true))
}

/// A server that does not answer is tried at the next moment rather than when it would be its turn.
///
/// # Errors
/// When the statement fails.
pub async fn try_now(tx: &mut Tx, kind: &str, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE outbox_way SET next_try_at = $2 WHERE kind = $1 AND next_try_at > $2";
    tx.exec(sql, args![kind, now]).await.map(drop)
}

/// It took something.
pub(super) async fn answered(tx: &mut Tx, kind: &str, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE outbox_way SET failing_since = NULL, failures = 0, last_error = '', answered_at = $2
               WHERE kind = $1 AND (failing_since IS NOT NULL OR answered_at IS NULL OR answered_at < $3)";
    tx.exec(sql, args![kind, now, later(now, -60)]).await.map(drop)
}

/// It did not answer. Of many who meet that at the same moment only the first counts.
pub(super) async fn silent(tx: &mut Tx, kind: &str, trying: bool, why: &str, now: Timestamp) -> Result<(), DbError> {
    let before = way(tx, kind).await?;
    let wait = 5_i64.saturating_mul(1 << before.failures.clamp(0, 4)).min(LONGEST_WAIT);
    let sql =
        "UPDATE outbox_way SET failing_since = COALESCE(failing_since, $2), failures = failures + 1, next_try_at = $3, last_error = $4
               WHERE kind = $1 AND (failing_since IS NULL OR $5 = TRUE)";
    let why: String = why.chars().take(500).collect();
    tx.exec(sql, args![kind, now, later(now, wait), why, trying]).await.map(drop)
}
