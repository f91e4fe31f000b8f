//! Working through an upload, away from any request: the dry run first, the orders when they are wanted. Each order is an act of its
//! own, a few of which share a commit with whatever others do; what is done is said in the same transaction. A copy of the program
//! that dies leaves a claim that runs out, and another goes on where it stopped.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use jiff::{Span, Timestamp};
use kit::db::DbError;
use tokio::sync::Semaphore;

use super::orders::Desk;
use super::places::Places;
use super::said::Said;
use super::table::{LineRow, UploadRow};
use super::{UploadId, store};
use crate::app::App;
use crate::failure::Failure;
use crate::jobs::{Job, When, Work};

/// Orders on their way at a time: enough to share commits, few enough that nobody waits behind them.
const TOGETHER: usize = 12;
/// Uploads that this copy of the program works on at a time.
static WORKING: Semaphore = Semaphore::const_new(2);
/// A claim lasts this long, in seconds, and is renewed with every chunk.
const CLAIM: i64 = 60;
/// Days an upload is kept, with what its rows said.
const KEPT: i64 = 30;

/// Goes on with uploads that a copy of the program left lying.
pub const CONTINUE: Job = Job { name: "upload-continue", when: When::Every(1), work: Work::OfAll(|app, _| Box::pin(go_on(app))) };

/// Forgets uploads of a month ago.
pub const PRUNE: Job = Job { name: "upload-prune", when: When::Every(60), work: Work::OfAll(|app, _| Box::pin(prune(app))) };

async fn go_on(app: &App) -> Result<(), Failure> {
    let now = app.clock.now();
    for id in app.db.read(move |tx| Box::pin(store::left_lying(tx, now))).await? {
        work(app, id).await?;
    }
    Ok(())
}

async fn prune(app: &App) -> Result<(), Failure> {
    let before = later(app.clock.now(), -KEPT * 86_400);
    while app.db.write(move |tx| Box::pin(store::prune(tx, before))).await? > 0 {}
    Ok(())
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(Span::new().seconds(seconds)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Begins at once, without keeping anybody waiting.
pub(super) fn begin(app: &App, id: UploadId) {
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(failure) = work(&app, id).await {
            tracing::warn!(%id, ?failure, "an upload stopped; it is gone on with");
        }
    });
}

/// Works through an upload as far as it goes.
async fn work(app: &App, id: UploadId) -> Result<(), Failure> {
    let _turn = WORKING.acquire().await.map_err(Failure::fault)?;
    let now = app.clock.now();
    let mut held = later(now, CLAIM);
    let claimed = app.db.write(move |tx| Box::pin(store::claim(tx, id, now, held))).await?;
    let Some(upload) = claimed else { return Ok(()) };
    let done = through(app, &upload, &mut held).await;
    if done.is_err() {
        let held = held;
        app.db.write::<_, Failure, _>(move |tx| Box::pin(store::release(tx, id, held))).await?;
    }
    done
}

async fn through(app: &App, upload: &UploadRow, held: &mut Timestamp) -> Result<(), Failure> {
    let (id, running, asked) = (upload.id, upload.state == "RUNNING", upload.clone());
    let (base_url, now) = (app.setup.base_url.clone(), app.clock.now());
    let desk = app.db.read(move |tx| Box::pin(async move { Desk::load(tx, &asked, base_url, now).await })).await?.map(Arc::new);
    let from = if running { "GOOD" } else { "NEW" };
    let mut after = 0;
    loop {
        let lines = app.db.read(move |tx| Box::pin(store::lines_in(tx, id, from, after))).await?;
        let Some(last) = lines.last().map(|line| line.line) else { break };
        after = last;
        let places = match desk.clone() {
            Some(desk) => {
                let asked = lines.clone();
                app.db.read(move |tx| Box::pin(async move { desk.look_up(tx, &asked).await })).await?
            }
            None => Places::default(),
        };
        let tried: Vec<Result<Option<LineRow>, Failure>> =
            stream::iter(lines).map(|line| one(app, desk.as_deref(), &places, running, line)).buffered(TOGETHER).collect().await;
        let told = tried.into_iter().filter_map(Result::transpose).collect::<Result<Vec<LineRow>, Failure>>();
        let told = told?;
        let (was, until) = (*held, later(app.clock.now(), CLAIM).max(later(*held, 1)));
        let kept = app.db.write::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                for line in &told {
                    store::put(tx, line, from).await?;
                }
                store::renew(tx, id, was, until).await
            })
        });
        if !kept.await? {
            return Ok(()); // another copy is at it
        }
        *held = until;
    }
    let (now, to) = (app.clock.now(), if running { "DONE" } else { "CHECKED" });
    let from = if running { "RUNNING" } else { "CHECKING" };
    app.db.write(move |tx| Box::pin(store::step(tx, id, from, to, now))).await.map(drop)
}

/// Tries a line, or makes its order. What is still to be written of it comes back.
async fn one(app: &App, desk: Option<&Desk>, places: &Places, running: bool, mut line: LineRow) -> Result<Option<LineRow>, Failure> {
    let said = match desk {
        None => Ok(vec![nothing_goes(&line, "You may not place orders any more. Ask who manages colleagues with you.")]),
        Some(desk) if running => match desk.make(app, places, &line).await {
            Ok(None) => return Ok(None),
            Ok(Some(said)) => Ok(said),
            Err(failure) => Err(failure),
        },
        Some(desk) => desk.check(app, places, &line).await,
    };
    let said = match said {
        Ok(said) => said,
        // The database is away: this is gone on with. Anything else is this row's own, and must not stop the others for ever.
        Err(Failure::Fault(error)) if unavailable(&error) => return Err(Failure::Fault(error)),
        Err(failure) => {
            tracing::error!(upload = %line.upload, line = line.line, ?failure, "a row of an upload broke");
            vec![nothing_goes(&line, "Something broke on our side with this row. Enter this order by hand, or tell the carrier.")]
        }
    };
    line.state = match (running, said.is_empty()) {
        (true, _) => "REFUSED",
        (false, true) => "GOOD",
        (false, false) => "WRONG",
    }
    .to_owned();
    line.said = serde_json::to_string(&said)?;
    Ok(Some(line))
}

fn unavailable(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<DbError>(), Some(DbError::Unavailable(_)))
}

fn nothing_goes(line: &LineRow, words: &str) -> Said {
    let row = line.file_rows.split([',', ' ']).next().and_then(|row| row.parse().ok()).unwrap_or_default();
    Said { row, column: String::new(), head: String::new(), value: String::new(), words: words.to_owned() }
}
