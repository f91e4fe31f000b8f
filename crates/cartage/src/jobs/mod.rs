//! Periodic work: what the program does by the clock and by nobody's click. Several copies of the program run each job once.
//!
//! To add one: write `async fn work(app, organisation, slot)` in the concept it belongs to, give it a `pub const …: Job` in
//! that concept's `mod.rs` (a name that never changes, when, and what) and a line in [`ALL`]. A run that fails or whose copy
//! dies is run again, so let it claim what it did by rows of its own in the same transaction (`App::act_as` with
//! [`by_itself`]). After a time switched off only the latest slot is made up for, not each that was missed. A test calls
//! [`round`] with a clock that it sets.

mod schedule;
mod store;
mod table;
mod work;

pub use schedule::When;
pub use work::{round, run};

use std::pin::Pin;

use jiff::Timestamp;

use crate::app::App;
use crate::documents;
use crate::failure::Failure;
use crate::history;
use crate::organisations::OrganisationId;
use crate::outbox;
use crate::telling;
use crate::uploads;
use crate::viewer::{Actor, Side};

/// Every job, in the order they run when several are due.
pub const ALL: &[Job] = &[
    telling::NOTICES,
    telling::DIGEST,
    outbox::PRUNE,
    history::DAILY_HEAD,
    uploads::CONTINUE,
    uploads::PRUNE,
    documents::FORGET,
    documents::SWEEP,
];

/// A job on its way.
pub type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;

/// Periodic work.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Its name in `job_run` and in the log; never changes.
    pub name: &'static str,
    /// When it runs.
    pub when: When,
    /// What it does.
    pub work: Work,
}

/// What a job does, and for whom. The instant is the slot: when the run was due, which may be a while ago.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    /// Once for each active organisation; *daily* is by its zone.
    OfEach(for<'a> fn(&'a App, OrganisationId, Timestamp) -> Doing<'a>),
    /// Once for the installation; *daily* is UTC.
    OfAll(for<'a> fn(&'a App, Timestamp) -> Doing<'a>),
}

/// The actor of what the program does by itself, as history names it.
#[must_use]
pub fn by_itself() -> Actor {
    Actor { name: "Cartage".to_owned(), side: Side::System, membership: None }
}
