//! The queries of jobs: what ran, and the claim that makes each slot one copy's.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Tx};

use super::table::JobRunRow;
use crate::failure::Failure;

/// The latest run of every job. One row for each job and organisation.
pub(super) async fn runs(tx: &mut Tx) -> Result<Vec<JobRunRow>, Failure> {
    Ok(tx.all(JobRunRow::select("claimed_until >= 0"), Vec::new()).await?)
}

/// Claims a slot; how often it was tried with this attempt, or nothing when it is done or another copy is at it.
pub(super) async fn claim(
    tx: &mut Tx,
    job: &'static str,
    whose: &str,
    slot: Timestamp,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<i64>, Failure> {
    let sql = "INSERT INTO job_run (job, whose, slot, claimed_until, done_at, attempts, last_error) VALUES ($1, $2, $3, $5, NULL, 1, NULL)
               ON CONFLICT (job, whose) DO UPDATE SET
                 attempts = CASE WHEN job_run.slot = $3 THEN job_run.attempts + 1 ELSE 1 END,
                 slot = $3, claimed_until = $5, done_at = NULL
               WHERE (job_run.slot < $3 AND (job_run.done_at IS NOT NULL OR job_run.claimed_until <= $4))
                  OR (job_run.slot = $3 AND job_run.done_at IS NULL AND job_run.claimed_until <= $4)
               RETURNING attempts";
    let claimed: Option<(i64,)> = tx.opt(sql, args![job, whose, slot, now, until]).await?;
    Ok(claimed.map(|(attempts,)| attempts))
}

/// The slot is done, unless the claim has gone to another meanwhile.
pub(super) async fn done(tx: &mut Tx, run: &JobRunRow, now: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE job_run SET done_at = $5, last_error = NULL WHERE job = $1 AND whose = $2 AND slot = $3 AND attempts = $4";
    Ok(tx.exec(sql, args![&run.job, &run.whose, run.slot, run.attempts, now]).await.map(drop)?)
}

/// The attempt failed: why, and not before when again.
pub(super) async fn failed(tx: &mut Tx, run: &JobRunRow, why: &str, again: Timestamp) -> Result<(), Failure> {
    let sql = "UPDATE job_run SET claimed_until = $5, last_error = $6 WHERE job = $1 AND whose = $2 AND slot = $3 AND attempts = $4";
    Ok(tx.exec(sql, args![&run.job, &run.whose, run.slot, run.attempts, again, why]).await.map(drop)?)
}

/// The active organisations and their zones.
pub(super) async fn organisations(tx: &mut Tx) -> Result<Vec<(crate::organisations::OrganisationId, String)>, Failure> {
    Ok(tx.all("SELECT id, zone FROM organisation WHERE active ORDER BY slug", Vec::new()).await?)
}
