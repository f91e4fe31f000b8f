//! The queries of uploads. A customer's contacts see their customer's.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::args;
use kit::db::{Entity, Tx};
use rules::access::{Act, Right, Rights, Role, may};
use rules::upload::Kind;

use super::UploadId;
use super::table::{LineRow, UploadRow};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::{Carrier, Scope};

/// Lines of a page, and of a chunk of work.
pub(super) const CHUNK: i64 = 100;

/// An upload of that kind, of this viewer's customer where it is a customer's.
pub(super) async fn find(tx: &mut Tx, scope: Scope, kind: Kind, id: UploadId) -> Result<Option<UploadRow>, Failure> {
    let sql = UploadRow::select("organisation = $1 AND (customer = $2 OR $2 IS NULL) AND id = $3 AND kind = $4");
    Ok(tx.opt(sql, args![scope.organisation, scope.customer, id, kind.as_str()]).await?)
}

/// The latest uploads of a kind: of a customer's orders, or of the house.
pub(super) async fn latest(tx: &mut Tx, scope: Scope, kind: Kind) -> Result<Vec<UploadRow>, Failure> {
    let sql = UploadRow::select(
        "organisation = $1 AND (customer = $2 OR $2 IS NULL) AND kind = $3 AND state NOT IN ('RECEIVING', 'DISCARDED')
         ORDER BY created_at DESC, id DESC LIMIT 20",
    );
    Ok(tx.all(sql, args![scope.organisation, scope.customer, kind.as_str()]).await?)
}

/// How many lines of an upload are in each state, and what they do.
pub(super) async fn counts(tx: &mut Tx, id: UploadId) -> Result<Counts, Failure> {
    let sql = "SELECT state, does, CAST(count(*) AS BIGINT) FROM upload_line WHERE upload = $1 GROUP BY state, does";
    Ok(Counts(tx.all(sql, args![id]).await?))
}

/// How many lines of an upload are in each state.
#[derive(Clone, Debug)]
pub(super) struct Counts(Vec<(String, String, i64)>);

impl Counts {
    /// Those in a state.
    pub(super) fn of(&self, state: &str) -> i64 {
        self.0.iter().filter(|(known, ..)| known == state).map(|(.., count)| count).sum()
    }

    /// Those in a state that do this.
    pub(super) fn that(&self, state: &str, does: &str) -> i64 {
        self.0.iter().filter(|(known, doing, _)| known == state && doing == does).map(|(.., count)| count).sum()
    }
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
    let sql =
        "UPDATE upload_line SET state = $4, said = $5, made = $6, number = $7, does = $8 WHERE upload = $1 AND line = $2 AND state = $3";
    let values = args![line.upload, line.line, from, &line.state, &line.said, line.made, &line.number, &line.does];
    Ok(tx.later(sql, values).await?)
}

/// New contacts of this upload get into the portal.
pub(super) async fn invite(tx: &mut Tx, id: UploadId) -> Result<(), Failure> {
    Ok(tx.exec("UPDATE upload SET invites = TRUE WHERE id = $1", args![id]).await.map(drop)?)
}

/// The carrier.
pub(super) async fn carrier(tx: &mut Tx, id: OrganisationId) -> Result<Carrier, Failure> {
    type Row = (String, String, String, String, String, Option<Timestamp>);
    let sql = "SELECT slug, name, zone, country, colour, import_provisioned_at FROM organisation WHERE id = $1";
    let (slug, name, zone, country, colour, provisioned): Row = tx.one(sql, args![id]).await?;
    let zone = TimeZone::get(&zone).map_err(Failure::fault)?;
    Ok(Carrier { id, slug, name, zone, country, colour, imports: provisioned.is_some() })
}

/// Whether the staff who sent it may still do this.
pub(super) async fn staff_may_still(tx: &mut Tx, upload: &UploadRow, wanted: Act) -> Result<bool, Failure> {
    let sql = "SELECT s.role FROM staff s JOIN organisation o ON o.id = s.organisation
               WHERE s.organisation = $1 AND s.id = $2 AND s.active AND o.active";
    let role: Option<(String,)> = tx.opt(sql, args![upload.organisation, upload.membership]).await?;
    Ok(role.and_then(|(role,)| Role::parse(&role)).is_some_and(|role| may(role, wanted)))
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
