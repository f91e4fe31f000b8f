//! The queries of signing in: attempts counted, links mailed and used.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Query, Tx};

use crate::failure::Failure;
use crate::people::PersonId;
use crate::people::table::LinkRow;

/// Counts an attempt; how many there were since the running window began, and when it began. A window that began before
/// `oldest` is over.
pub(in crate::people) async fn count_attempt(
    tx: &mut Tx,
    what: &str,
    now: Timestamp,
    oldest: Timestamp,
) -> Result<(i64, Timestamp), Failure> {
    let sql = "INSERT INTO sign_in_attempt (what, window_start, attempts) VALUES ($1, $2, 1)
               ON CONFLICT (what) DO UPDATE SET
                 attempts = CASE WHEN sign_in_attempt.window_start <= $3 THEN 1 ELSE sign_in_attempt.attempts + 1 END,
                 window_start = CASE WHEN sign_in_attempt.window_start <= $3 THEN $2 ELSE sign_in_attempt.window_start END
               RETURNING attempts, window_start";
    Ok(tx.one(sql, args![what, now, oldest]).await?)
}

/// Takes one attempt back, because it was right.
pub(in crate::people) async fn uncount_attempt(tx: &mut Tx, what: &str) -> Result<(), Failure> {
    let sql = "UPDATE sign_in_attempt SET attempts = attempts - 1 WHERE what = $1 AND attempts > 0";
    Ok(tx.later(sql, args![what]).await?)
}

/// Forgets every attempt under that name.
pub(in crate::people) async fn forget_attempts(tx: &mut Tx, what: &str) -> Result<(), Failure> {
    Ok(tx.later("DELETE FROM sign_in_attempt WHERE what = $1", args![what]).await?)
}

/// Keeps a link, and throws away those that have long been of no use.
pub(in crate::people) async fn insert_link(tx: &mut Tx, row: &LinkRow, useless_since: Timestamp) -> Result<(), Failure> {
    tx.later("DELETE FROM mailed_link WHERE expires_at < $1", args![useless_since]).await?;
    Ok(tx.insert(row).await?)
}

/// The link, while it can still be used.
pub(in crate::people) async fn link(tx: &mut Tx, digest: Vec<u8>, now: Timestamp) -> Result<Option<LinkRow>, Failure> {
    let sql = LinkRow::select("digest = $1 AND used_at IS NULL AND expires_at > $2");
    Ok(tx.opt(sql, args![digest, now]).await?)
}

/// Uses a link up: of two who try at once, one gets it. `adds_to` is nobody for a link that signs in.
pub(in crate::people) async fn use_link(
    tx: &mut Tx,
    digest: Vec<u8>,
    adds_to: Option<PersonId>,
    now: Timestamp,
) -> Result<Option<String>, Failure> {
    let mut query =
        Query::new("UPDATE mailed_link SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2", args![digest, now]);
    query = match adds_to {
        Some(person) => query.with("AND adds_to = ?", args![person]),
        None => query.text("AND adds_to IS NULL"),
    };
    let (sql, values) = query.text("RETURNING address").done();
    let used: Option<(String,)> = tx.opt(sql, values).await?;
    Ok(used.map(|(address,)| address))
}
