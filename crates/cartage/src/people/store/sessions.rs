//! The queries of sessions.

use jiff::Timestamp;
use kit::args;
use kit::db::{Asked, Entity, Tx};

use crate::failure::Failure;
use crate::people::table::SessionRow;
use crate::people::{PersonId, SessionId};

/// How many sessions the profile shows.
const SHOWN: i64 = 50;

pub(in crate::people) async fn insert(tx: &mut Tx, row: &SessionRow) -> Result<(), Failure> {
    let ended = "DELETE FROM session WHERE person = $1 AND expires_at <= $2";
    tx.later(ended, args![row.person, row.created_at]).await?;
    Ok(tx.insert(row).await?)
}

pub(in crate::people) type Known = (SessionId, PersonId, String, Timestamp);

pub(in crate::people) async fn by_digest(tx: &mut Tx, digest: Vec<u8>, now: Timestamp) -> Result<Asked<Known>, Failure> {
    let sql =
        "SELECT s.id, p.id, p.name, s.seen_at FROM session s JOIN person p ON p.id = s.person WHERE s.digest = $1 AND s.expires_at > $2";
    Ok(tx.ask(sql, args![digest, now]).await?)
}

pub(in crate::people) async fn lives(tx: &mut Tx, session: SessionId, now: Timestamp) -> Result<bool, Failure> {
    let sql = "SELECT expires_at FROM session WHERE id = $1 AND expires_at > $2";
    let found: Option<(Timestamp,)> = tx.opt(sql, args![session, now]).await?;
    Ok(found.is_some())
}

pub(in crate::people) async fn touch(tx: &mut Tx, session: SessionId, now: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2";
    Ok(tx.exec(sql, args![session, now]).await.map(drop)?)
}

pub(in crate::people) async fn of_person(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<Vec<SessionRow>, Failure> {
    let sql = SessionRow::select("person = $1 AND expires_at > $2 ORDER BY seen_at DESC, id LIMIT $3");
    Ok(tx.all(sql, args![person, now, SHOWN]).await?)
}

pub(in crate::people) async fn end(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<bool, Failure> {
    let sql = "DELETE FROM session WHERE person = $1 AND id = $2";
    Ok(tx.exec(sql, args![person, session]).await? > 0)
}

pub(in crate::people) async fn end_by_digest(tx: &mut Tx, digest: &[u8]) -> Result<Option<PersonId>, Failure> {
    let sql = "DELETE FROM session WHERE digest = $1 RETURNING person";
    let ended: Option<(PersonId,)> = tx.opt(sql, args![digest.to_vec()]).await?;
    Ok(ended.map(|(person,)| person))
}

pub(in crate::people) async fn end_others(tx: &mut Tx, person: PersonId, kept: SessionId) -> Result<(), Failure> {
    let sql = "DELETE FROM session WHERE person = $1 AND id <> $2";
    Ok(tx.exec(sql, args![person, kept]).await.map(drop)?)
}

pub(in crate::people) async fn end_all(tx: &mut Tx, person: PersonId) -> Result<(), Failure> {
    Ok(tx.exec("DELETE FROM session WHERE person = $1", args![person]).await.map(drop)?)
}

pub(in crate::people) async fn via(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<String, Failure> {
    let sql = "SELECT via FROM session WHERE person = $1 AND id = $2";
    let found: Option<(String,)> = tx.opt(sql, args![person, session]).await?;
    Ok(found.ok_or_else(Failure::not_found)?.0)
}
