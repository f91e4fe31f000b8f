//! The queries of setting up an empty installation.

use jiff::Timestamp;
use kit::args;
use kit::db::Tx;

use crate::failure::Failure;

pub(in crate::people) async fn insert_token(tx: &mut Tx, digest: Vec<u8>, now: Timestamp) -> Result<(), Failure> {
    let sql = "INSERT INTO setup_token (digest, created_at, used_at) VALUES ($1, $2, NULL)";
    Ok(tx.exec(sql, args![digest, now]).await.map(drop)?)
}

pub(in crate::people) async fn is_token(tx: &mut Tx, digest: Vec<u8>) -> Result<bool, Failure> {
    let sql = "SELECT created_at FROM setup_token WHERE digest = $1 AND used_at IS NULL";
    let found: Option<(Timestamp,)> = tx.opt(sql, args![digest]).await?;
    Ok(found.is_some())
}

/// Uses up every token there is, and says which: of two who set up at once, the second finds none. Taken back with the
/// transaction when the right one was not among them.
pub(in crate::people) async fn use_tokens(tx: &mut Tx, now: Timestamp) -> Result<Vec<Vec<u8>>, Failure> {
    let sql = "UPDATE setup_token SET used_at = $1 WHERE used_at IS NULL RETURNING digest";
    let used: Vec<(Vec<u8>,)> = tx.all(sql, args![now]).await?;
    Ok(used.into_iter().map(|(digest,)| digest).collect())
}
