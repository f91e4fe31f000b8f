//! The queries of the outbox as the desk sees it.

use jiff::Timestamp;
use kit::db::Tx;
use kit::outbox;

use crate::failure::Failure;

/// So many rows are deleted in one transaction.
pub(super) const CHUNK: u64 = 500;

/// Deletes a chunk of what ended before that instant; how many there were.
pub(super) async fn prune(tx: &mut Tx, before: Timestamp) -> Result<u64, Failure> {
    Ok(outbox::prune(tx, before, i64::try_from(CHUNK).unwrap_or(500)).await?)
}
