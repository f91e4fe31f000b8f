//! The queries of the second factor: secrets and recovery codes, sign-ins that are half done, organisations that ask for it.

use jiff::Timestamp;
use kit::args;
use kit::db::{Query, Tx};

use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::people::PersonId;

/// What is kept of somebody's app. Never printed: the secret makes every code.
pub(in crate::people) struct Factor {
    pub secret: Vec<u8>,
    pub confirmed_at: Option<Timestamp>,
    pub last_step: i64,
}

pub(in crate::people) async fn of(tx: &mut Tx, person: PersonId) -> Result<Option<Factor>, Failure> {
    let sql = "SELECT secret, confirmed_at, last_step FROM second_factor WHERE person = $1";
    let found: Option<(Vec<u8>, Option<Timestamp>, i64)> = tx.opt(sql, args![person]).await?;
    Ok(found.map(|(secret, confirmed_at, last_step)| Factor { secret, confirmed_at, last_step }))
}

/// Begins setting up, with this secret in place of one that was begun; leaves one that is confirmed alone.
pub(in crate::people) async fn begin(tx: &mut Tx, person: PersonId, secret: Vec<u8>, now: Timestamp) -> Result<(), Failure> {
    let sql = "INSERT INTO second_factor (person, secret, created_at, confirmed_at, last_step) VALUES ($1, $2, $3, NULL, 0)
               ON CONFLICT (person) DO UPDATE SET secret = $2, created_at = $3 WHERE second_factor.confirmed_at IS NULL";
    Ok(tx.exec(sql, args![person, secret, now]).await.map(drop)?)
}

/// Confirms what was begun; of two who try at once, one does.
pub(in crate::people) async fn confirm(tx: &mut Tx, person: PersonId, step: i64, now: Timestamp) -> Result<bool, Failure> {
    let sql = "UPDATE second_factor SET confirmed_at = $2, last_step = $3 WHERE person = $1 AND confirmed_at IS NULL";
    Ok(tx.exec(sql, args![person, now, step]).await? > 0)
}

/// Notes that the code of this step counted; false when it or a later one did before.
pub(in crate::people) async fn use_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool, Failure> {
    let sql = "UPDATE second_factor SET last_step = $2 WHERE person = $1 AND confirmed_at IS NOT NULL AND last_step < $2";
    Ok(tx.exec(sql, args![person, step]).await? > 0)
}

/// These recovery codes from now on, in place of all there were.
pub(in crate::people) async fn put_codes(tx: &mut Tx, person: PersonId, digests: Vec<Vec<u8>>, now: Timestamp) -> Result<(), Failure> {
    tx.exec("DELETE FROM recovery_code WHERE person = $1", args![person]).await?;
    let mut query = Query::new("INSERT INTO recovery_code (person, digest, created_at, used_at) VALUES", Vec::new());
    for (nth, digest) in digests.into_iter().enumerate() {
        query = query.with(if nth == 0 { "(?, ?, ?, NULL)" } else { ", (?, ?, ?, NULL)" }, args![person, digest, now]);
    }
    let (sql, values) = query.done();
    Ok(tx.exec(sql, values).await.map(drop)?)
}

/// Uses a recovery code up.
pub(in crate::people) async fn use_code(tx: &mut Tx, person: PersonId, digest: Vec<u8>, now: Timestamp) -> Result<bool, Failure> {
    let sql = "UPDATE recovery_code SET used_at = $3 WHERE person = $1 AND digest = $2 AND used_at IS NULL";
    Ok(tx.exec(sql, args![person, digest, now]).await? > 0)
}

pub(in crate::people) async fn codes_left(tx: &mut Tx, person: PersonId) -> Result<i64, Failure> {
    let (left,) = tx.one("SELECT count(*) FROM recovery_code WHERE person = $1 AND used_at IS NULL", args![person]).await?;
    Ok(left)
}

/// Erases secret, recovery codes and sign-ins that are half done; whether there was a secret.
pub(in crate::people) async fn erase(tx: &mut Tx, person: PersonId) -> Result<bool, Failure> {
    tx.exec("DELETE FROM recovery_code WHERE person = $1", args![person]).await?;
    tx.exec("DELETE FROM half_sign_in WHERE person = $1", args![person]).await?;
    Ok(tx.exec("DELETE FROM second_factor WHERE person = $1", args![person]).await? > 0)
}

/// Keeps a sign-in that is half done, and throws away those that ran out.
pub(in crate::people) async fn insert_half(
    tx: &mut Tx,
    digest: Vec<u8>,
    person: PersonId,
    via: &str,
    (now, until): (Timestamp, Timestamp),
) -> Result<(), Failure> {
    tx.exec("DELETE FROM half_sign_in WHERE expires_at <= $1", args![now]).await?;
    let sql = "INSERT INTO half_sign_in (digest, person, via, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    Ok(tx.exec(sql, args![digest, person, via, now, until]).await.map(drop)?)
}

/// Whose sign-in is half done, and how it began.
pub(in crate::people) async fn half(tx: &mut Tx, digest: Vec<u8>, now: Timestamp) -> Result<Option<(PersonId, String)>, Failure> {
    Ok(tx.opt("SELECT person, via FROM half_sign_in WHERE digest = $1 AND expires_at > $2", args![digest, now]).await?)
}

pub(in crate::people) async fn end_half(tx: &mut Tx, digest: Vec<u8>) -> Result<(), Failure> {
    Ok(tx.exec("DELETE FROM half_sign_in WHERE digest = $1", args![digest]).await.map(drop)?)
}

/// Whether somebody is staff anywhere.
pub(in crate::people) async fn is_staff(tx: &mut Tx, person: PersonId) -> Result<bool, Failure> {
    let found: Option<(String,)> = tx.opt("SELECT name FROM staff WHERE person = $1 AND active LIMIT 1", args![person]).await?;
    Ok(found.is_some())
}

/// Since when an organisation's staff must use a second factor, and who said so; none when they need not.
pub(in crate::people) async fn rule(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<(Timestamp, String)>, Failure> {
    Ok(tx.opt("SELECT since, by_name FROM second_factor_rule WHERE organisation = $1", args![organisation]).await?)
}

pub(in crate::people) async fn set_rule(tx: &mut Tx, organisation: OrganisationId, since: Timestamp, by: &str) -> Result<(), Failure> {
    let sql = "INSERT INTO second_factor_rule (organisation, since, by_name) VALUES ($1, $2, $3) ON CONFLICT (organisation) DO NOTHING";
    Ok(tx.exec(sql, args![organisation, since, by]).await.map(drop)?)
}

pub(in crate::people) async fn drop_rule(tx: &mut Tx, organisation: OrganisationId) -> Result<(), Failure> {
    Ok(tx.exec("DELETE FROM second_factor_rule WHERE organisation = $1", args![organisation]).await.map(drop)?)
}

/// How many active staff there are, and how many of them have a second factor.
pub(in crate::people) async fn staff_with(tx: &mut Tx, organisation: OrganisationId) -> Result<(i64, i64), Failure> {
    let sql = "SELECT count(*), count(f.person) FROM staff s
               LEFT JOIN second_factor f ON f.person = s.person AND f.confirmed_at IS NOT NULL
               WHERE s.organisation = $1 AND s.active";
    Ok(tx.one(sql, args![organisation]).await?)
}

/// The organisations at whose desk this person must have a second factor.
pub(in crate::people) async fn asked_by(tx: &mut Tx, person: PersonId) -> Result<Vec<(String,)>, Failure> {
    let sql = "SELECT o.name FROM staff s JOIN organisation o ON o.id = s.organisation JOIN second_factor_rule r ON r.organisation = o.id
               WHERE s.person = $1 AND s.active AND o.active ORDER BY o.slug";
    Ok(tx.all(sql, args![person]).await?)
}
