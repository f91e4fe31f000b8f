//! The query of the demonstration's mail.

use jiff::Timestamp;
use kit::args;
use kit::db::Tx;

use crate::failure::Failure;

/// How many mails are shown.
const SHOWN: i64 = 100;

pub(in crate::people) async fn newest(tx: &mut Tx) -> Result<Vec<(Timestamp, String)>, Failure> {
    let sql = "SELECT created_at, payload FROM outbox WHERE kind = 'mail' AND payload <> '' ORDER BY created_at DESC, id DESC LIMIT $1";
    Ok(tx.all(sql, args![SHOWN]).await?)
}
