//! Working through an upload, away from any request: the dry run first, the orders when they are wanted. Each order is an act of its
//! own, a few of which share a commit with whatever others do; what is done is said in the same transaction. A copy of the program
//! that dies leaves a claim that runs out, and another goes on where it stopped.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use jiff::{Span, Timestamp};
use kit::db::DbError;
use rules::upload::Kind;
use tokio::sync::Semaphore;

use super::onboarding::House;
use super::orders::Orders;
use super::places::Places;
use super::said::{Found, Said};
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

/// What the lines of an upload become.
#[derive(Clone)]
enum Desk {
    Orders(Arc<Orders>),
    House(Arc<House>),
    /// Whoever sent it may not do it any more.
    Nobody,
}

impl Desk {
    async fn load(app: &App, upload: &UploadRow) -> Result<Desk, Failure> {
        let kind = Kind::parse(&upload.kind).ok_or_else(|| Failure::fault(format!("an upload of {:?}", upload.kind)))?;
        let (base_url, now, upload) = (app.setup.base_url.clone(), app.clock.now(), upload.clone());
        let read = app.db.read(move |tx| {
            Box::pin(async move {
                Ok::<_, Failure>(match kind {
                    Kind::Orders => Orders::load(tx, &upload, base_url, now).await?.map(|desk| Desk::Orders(desk.into())),
                    kind => House::load(tx, &upload, kind, base_url).await?.map(|desk| Desk::House(desk.into())),
                })
            })
        });
        Ok(read.await?.unwrap_or(Desk::Nobody))
    }

    /// What the places that some lines name are.
    async fn places(&self, app: &App, lines: &[LineRow]) -> Result<Places, Failure> {
        let Desk::Orders(orders) = self else { return Ok(Places::default()) };
        let (orders, lines) = (orders.clone(), lines.to_vec());
        app.db.read(move |tx| Box::pin(async move { orders.look_up(tx, &lines).await })).await
    }
}

async fn through(app: &App, upload: &UploadRow, held: &mut Timestamp) -> Result<(), Failure> {
    let (id, running) = (upload.id, upload.state == "RUNNING");
    let desk = Desk::load(app, upload).await?;
    let from = if running { "GOOD" } else { "NEW" };
    let mut after = 0;
    loop {
        let lines = app.db.read(move |tx| Box::pin(store::lines_in(tx, id, from, after))).await?;
        let Some(last) = lines.last().map(|line| line.line) else { break };
        after = last;
        let places = desk.places(app, &lines).await?;
        let tried: Vec<Result<Option<LineRow>, Failure>> =
            stream::iter(lines).map(|line| one(app, &desk, &places, running, line)).buffered(TOGETHER).collect().await;
        let told = tried.into_iter().filter_map(Result::transpose).collect::<Result<Vec<LineRow>, Failure>>()?;
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

/// Tries a line, or does what it says. What is still to be written of it comes back.
async fn one(app: &App, desk: &Desk, places: &Places, running: bool, mut line: LineRow) -> Result<Option<LineRow>, Failure> {
    let done = |said: Option<Vec<Said>>| said.map(|said| Found { wrong: true, ..Found::wrong(said) });
    let found = match (desk, running) {
        (Desk::Nobody, _) => {
            Ok(Some(Found::wrong(vec![nothing_goes(&line, "You may not do this any more. Ask who manages rights with you.")])))
        }
        (Desk::Orders(orders), true) => orders.make(app, places, &line).await.map(done),
        (Desk::Orders(orders), false) => orders.check(app, places, &line).await.map(|said| Some(Found::wrong(said))),
        (Desk::House(house), true) => house.make(app, &line).await.map(done),
        (Desk::House(house), false) => house.check(app, &line).await.map(Some),
    };
    let found = match found {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(None),
        // The database is away: this is gone on with. Anything else is this row's own, and must not stop the others for ever.
        Err(Failure::Fault(error)) if unavailable(&error) => return Err(Failure::Fault(error)),
        Err(failure) => {
            tracing::error!(upload = %line.upload, line = line.line, ?failure, "a row of an upload broke");
            Found::wrong(vec![nothing_goes(
                &line,
                "Something broke on our side with this row. Enter it by hand, or tell whoever runs this program.",
            )])
        }
    };
    line.state = match (running, found.wrong) {
        (true, _) => "REFUSED",
        (false, false) => "GOOD",
        (false, true) => "WRONG",
    }
    .to_owned();
    (line.does, line.made) = (found.does.to_owned(), found.made);
    line.said = serde_json::to_string(&found.said)?;
    Ok(Some(line))
}

fn unavailable(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<DbError>(), Some(DbError::Unavailable(_)))
}

fn nothing_goes(line: &LineRow, words: &str) -> Said {
    let row = line.file_rows.split([',', ' ']).next().and_then(|row| row.parse().ok()).unwrap_or_default();
    Said { row, column: String::new(), head: String::new(), value: String::new(), words: words.to_owned() }
}
