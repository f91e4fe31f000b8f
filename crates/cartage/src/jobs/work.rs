//! Running what is due: each slot is claimed by a row before it is begun, so that several copies of the program run it once.

use std::collections::HashMap;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use tokio::sync::watch;

use super::table::JobRunRow;
use super::{Job, Work, store};
use crate::app::App;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// How often the loop looks whether something is due.
const LOOK: Duration = Duration::from_secs(20);
/// A claim lasts this long, in seconds: longer than any job takes.
const CLAIM: i64 = 15 * 60;
/// The longest wait before a failed slot is tried again, in seconds.
const LONGEST_WAIT: i64 = 3600;

/// Runs what comes due until `stop` says so; what is in hand then is finished.
pub async fn run(app: App, jobs: &'static [Job], mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(error) = round(&app, jobs).await {
            tracing::warn!(?error, "what is due could not be read");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _told = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// Runs what is due now, one after the other; how many runs were done.
///
/// # Errors
/// When the database does not answer. What a job itself meets is logged, and the job tried again later.
pub async fn round(app: &App, jobs: &[Job]) -> Result<usize, Failure> {
    let read = app.db.read::<_, Failure, _>(|tx| Box::pin(async move { Ok((store::organisations(tx).await?, store::runs(tx).await?)) }));
    let (organisations, runs) = read.await?;
    let known: HashMap<(&str, &str), &JobRunRow> = runs.iter().map(|run| ((run.job.as_str(), run.whose.as_str()), run)).collect();
    let now = app.clock.now();
    let mut done = 0;
    for job in jobs {
        let whose: Vec<(Option<OrganisationId>, String, TimeZone)> = match job.work {
            Work::OfAll(_) => vec![(None, String::new(), TimeZone::UTC)],
            Work::OfEach(_) => {
                organisations.iter().filter_map(|(id, zone)| Some((Some(*id), id.to_string(), TimeZone::get(zone).ok()?))).collect()
            }
        };
        for (organisation, whose, zone) in whose {
            let slot = job.when.latest(now, &zone);
            let open = known.get(&(job.name, whose.as_str())).is_none_or(|run| is_open(run, slot, now));
            if open && attempt(app, job, organisation, whose, slot).await? {
                done += 1;
            }
        }
    }
    Ok(done)
}

fn is_open(run: &JobRunRow, slot: Timestamp, now: Timestamp) -> bool {
    let free = run.claimed_until <= now;
    (run.slot < slot && (run.done_at.is_some() || free)) || (run.slot == slot && run.done_at.is_none() && free)
}

/// Claims a slot and runs it; whether it was this copy's and is done.
async fn attempt(app: &App, job: &Job, organisation: Option<OrganisationId>, whose: String, slot: Timestamp) -> Result<bool, Failure> {
    let (name, now, of) = (job.name, app.clock.now(), whose.clone());
    let until = later(now, CLAIM);
    let claimed = app.db.write(move |tx| Box::pin(async move { store::claim(tx, name, &of, slot, now, until).await })).await?;
    let Some(attempts) = claimed else { return Ok(false) };
    let run = JobRunRow { job: name.to_owned(), whose, slot, claimed_until: until, done_at: None, attempts, last_error: None };
    let (work, this) = (job.work, app.clone());
    let outcome = tokio::spawn(async move {
        match (work, organisation) {
            (Work::OfEach(work), Some(organisation)) => work(&this, organisation, slot).await,
            (Work::OfAll(work), _) => work(&this, slot).await,
            (Work::OfEach(_), None) => Err(Failure::fault("a job of an organisation, without one")),
        }
    });
    let outcome = outcome.await.unwrap_or_else(|panicked| Err(Failure::fault(panicked)));
    let now = app.clock.now();
    let Err(failure) = outcome else {
        app.db.write(move |tx| Box::pin(async move { store::done(tx, &run, now).await })).await?;
        return Ok(true);
    };
    let why: String = match failure {
        Failure::Fault(error) => format!("{error:#}"),
        other => format!("{other:?}"),
    };
    tracing::warn!(job = name, whose = run.whose, attempts, why, "a job failed and is tried again");
    let again = later(now, 30_i64.saturating_mul(1 << attempts.clamp(1, 8)).min(LONGEST_WAIT));
    let why: String = why.chars().take(500).collect();
    app.db.write(move |tx| Box::pin(async move { store::failed(tx, &run, &why, again).await })).await?;
    Ok(false)
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(Span::new().seconds(seconds)).unwrap_or(Timestamp::MAX)
}
