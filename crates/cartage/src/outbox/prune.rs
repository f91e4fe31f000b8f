//! What was delivered a month ago is forgotten.

use jiff::{Span, Timestamp};

use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::jobs::{Job, When, Work};

/// Days a delivered message is kept.
const KEPT: i64 = 30;

/// Clears the outbox of what was delivered long ago.
pub const PRUNE: Job = Job { name: "outbox-prune", when: When::Every(60), work: Work::OfAll(|app, _| Box::pin(prune(app))) };

/// In chunks, each a transaction of its own: nobody's act waits long.
async fn prune(app: &App) -> Result<(), Failure> {
    let now: Timestamp = app.clock.now();
    let before = now.checked_sub(Span::new().hours(KEPT * 24)).unwrap_or(Timestamp::UNIX_EPOCH);
    while app.db.write(move |tx| Box::pin(async move { store::prune(tx, before).await })).await? == store::CHUNK {}
    Ok(())
}
