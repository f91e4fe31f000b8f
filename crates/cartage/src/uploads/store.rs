//! The queries of uploads. A customer's contacts see their customer's.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Tx};
use rules::access::{Right, Rights};

use super::UploadId;
use super::table::{LineRow, UploadRow};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::viewer::Scope;

/// Lines of a page, and of a chunk of work.
pub(super) const CHUNK: i64 = 100;

/// An upload of this viewer's customer.
pub(super) async fn find(tx: &mut Tx, scope: Scope, id: UploadId) -> Result<Option<UploadRow>, Failure> {
    let sql = UploadRow::select("organisation = $1 AND (customer = $2 OR $2 IS NULL) AND id = $3");
    Ok(tx.opt(sql, args![scope.organisation, scope.customer, id]).await?)
}

/// The latest uploads of a customer.
pub(super) async fn latest(tx: &mut Tx, scope: Scope, kind: &'static str) -> Result<Vec<UploadRow>, Failure> {
    let sql = UploadRow::select(
        "organisation = $1 AND customer = $2 AND kind = $3 AND state NOT IN ('RECEIVING', 'DISCARDED') ORDER BY created_at DESC, id DESC LIMIT 20",
    );
    Ok(tx.all(sql, args![scope.organisation, scope.customer, kind]).await?)
}

/// How many lines of an upload are in each state.
pub(super) async fn counts(tx: &mut Tx, id: UploadId) -> Result<Vec<(String, i64)>, Failure> {
    Ok(tx.all("SELECT state, CAST(count(*) AS BIGINT) FROM upload_line WHERE upload = $1 GROUP BY state", args![id]).await?)
}

/// The next lines in a state after a place.
pub(super) async fn lines_in(tx: &mut Tx, id: UploadId, state: &'static str, after: i64) -> Result<Vec<LineRow>, Failure> {
    let sql = LineRow::select("upload = $1 AND state = $2 AND line > $3 ORDER BY line LIMIT $4");
    Ok(tx.all(sql, args![id, state, after, CHUNK]).await?)
}

/// The lines after a place, one more than a page.
pub(super) async fn lines(tx: &mut Tx, id: UploadId, after: i64) -> Result<Vec<LineRow>, Failure> {
    let sql = LineRow::select("upload = $1 AND line > $2 ORDER BY line LIMIT $3");
    Ok(tx.all(sql, args![id, after, CHUNK + 1]).await?)
}

pub(super) async fn insert(tx: &mut Tx, row: &UploadRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

pub(super) async fn insert_lines(tx: &mut Tx, rows: &[LineRow]) -> Result<(), Failure> {
    for row in rows {
        tx.insert(row).await?;
    }
    Ok(())
}

/// Moves an upload on, if it still stands there; whether it did.
pub(super) async fn step(tx: &mut Tx, id: UploadId, from: &'static str, to: &'static str, now: Timestamp) -> Result<bool, Failure> {
    let sql = "UPDATE upload SET state = $3, claimed_until = 0,
               confirmed_at = CASE WHEN $3 = 'RUNNING' THEN $4 ELSE confirmed_at END,
               ended_at = CASE WHEN $3 IN ('DONE', 'DISCARDED') THEN $4 ELSE ended_at END
               WHERE id = $1 AND state = $2";
    Ok(tx.exec(sql, args![id, from, to, now]).await? == 1)
}

/// Claims what is to be worked on; nothing when another copy is at it, or nothing is to be done.
pub(super) async fn claim(tx: &mut Tx, id: UploadId, now: Timestamp, until: Timestamp) -> Result<Option<UploadRow>, Failure> {
    let sql = "UPDATE upload SET claimed_until = $3 WHERE id = $1 AND state IN ('CHECKING', 'RUNNING') AND claimed_until <= $2";
    if tx.exec(sql, args![id, now, until]).await? == 0 {
        return Ok(None);
    }
    Ok(tx.opt(UploadRow::select("id = $1"), args![id]).await?)
}

/// Keeps a claim; whether it was still held.
pub(super) async fn renew(tx: &mut Tx, id: UploadId, held: Timestamp, until: Timestamp) -> Result<bool, Failure> {
    let sql = "UPDATE upload SET claimed_until = $3 WHERE id = $1 AND claimed_until = $2";
    Ok(tx.exec(sql, args![id, held, until]).await? == 1)
}

/// Lets go of a claim, so that another may go on at once.
pub(super) async fn release(tx: &mut Tx, id: UploadId, held: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE upload SET claimed_until = 0 WHERE id = $1 AND claimed_until = $2";
    Ok(tx.exec(sql, args![id, held]).await.map(drop)?)
}

/// What is to be gone on with.
pub(super) async fn left_lying(tx: &mut Tx, now: Timestamp) -> Result<Vec<UploadId>, Failure> {
    let sql = "SELECT id FROM upload WHERE state IN ('CHECKING', 'RUNNING') AND claimed_until <= $1 ORDER BY claimed_until, id LIMIT 20";
    let ids: Vec<(UploadId,)> = tx.all(sql, args![now]).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

/// What was found about a line, or became of it.
pub(super) async fn put(tx: &mut Tx, line: &LineRow, from: &'static str) -> Result<(), Failure> {
    let sql = "UPDATE upload_line SET state = $4, said = $5, made = $6, number = $7 WHERE upload = $1 AND line = $2 AND state = $3";
    let values = args![line.upload, line.line, from, &line.state, &line.said, line.made, &line.number];
    Ok(tx.later(sql, values).await?)
}

/// Word in paths, name, zone and country of the carrier.
pub(super) async fn carrier(tx: &mut Tx, upload: &UploadRow) -> Result<(String, String, String, String), Failure> {
    Ok(tx.one("SELECT slug, name, zone, country FROM organisation WHERE id = $1", args![upload.organisation]).await?)
}

/// Whether the contact who sent it may still place orders: active, not archived, with access on all three levels.
pub(super) async fn may_still(tx: &mut Tx, upload: &UploadRow, customer: CustomerId) -> Result<bool, Failure> {
    let sql = "SELECT c.rights FROM contact c JOIN customer k ON k.organisation = c.organisation AND k.id = c.customer
               JOIN organisation o ON o.id = c.organisation
               WHERE c.organisation = $1 AND c.customer = $2 AND c.id = $3 AND c.archived_at IS NULL AND c.portal_access AND k.portal_access
               AND o.active";
    let rights: Option<(i64,)> = tx.opt(sql, args![upload.organisation, customer, upload.membership]).await?;
    Ok(rights.and_then(|(rights,)| Rights::from_i64(rights)).is_some_and(|rights| rights.has(Right::PlaceOrders)))
}

/// Forgets what is older than `before`, a chunk at a time; how many lines went.
pub(super) async fn prune(tx: &mut Tx, before: Timestamp) -> Result<u64, Failure> {
    let old = "SELECT u.id FROM upload u WHERE u.created_at < $1 AND u.state NOT IN ('CHECKING', 'RUNNING')";
    let sql = format!(
        "DELETE FROM upload_line WHERE (upload, line) IN (SELECT l.upload, l.line FROM upload_line l WHERE l.upload IN ({old}) LIMIT 500)"
    );
    let gone = tx.exec(sql, args![before]).await?;
    if gone == 0 {
        let sql = "DELETE FROM upload WHERE created_at < $1 AND state NOT IN ('CHECKING', 'RUNNING')";
        tx.exec(sql, args![before]).await?;
    }
    Ok(gone)
}
