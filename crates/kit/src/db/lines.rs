//! Lines on PostgreSQL: actions that would wait for one another at the same row stand in line in this copy of the program, and
//! those that wait share a transaction, each in a savepoint of its own: one action = one savepoint, refused alone, acknowledged
//! only after COMMIT. What SQLite's one writer does for a file, a line does for an organisation.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::DbError;
use super::postgres::{PgTx, Pool, SPOILT};
use super::tx::{Action, Inner, Tx};
use super::waiting::Waiting;

/// Actions of one commit.
const GROUP: usize = 32;
/// Actions that may stand in one line; more hear that the database is busy.
const WAITING: usize = 1024;

type Queue = VecDeque<Box<dyn Job>>;

#[derive(Clone, Default)]
pub(super) struct Lines(Arc<Mutex<HashMap<Uuid, Queue>>>);

/// An action in line.
trait Job: Send {
    /// Whether the caller left before it began.
    fn gone(&self) -> bool;
    /// Runs it; whether it succeeded.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool>;
    /// What it did cannot be kept.
    fn fail(&mut self, why: DbError);
    /// Tells the caller, once it is known whether the transaction was committed.
    fn answer(self: Box<Self>, committed: Result<(), String>);
}

impl<T, E, F> Job for Waiting<T, E, F>
where
    T: Send,
    E: From<DbError> + Send,
    F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send,
{
    fn gone(&self) -> bool {
        Waiting::gone(self)
    }

    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let Some(action) = self.take() else { return false };
            let ended = AssertUnwindSafe(action(tx)).catch_unwind().await;
            self.ended(ended.unwrap_or_else(|_| Err(DbError::fault("a database action panicked").into())))
        })
    }

    fn fail(&mut self, why: DbError) {
        Waiting::fail(self, why);
    }

    fn answer(self: Box<Self>, committed: Result<(), String>) {
        Waiting::answer(*self, committed);
    }
}

impl Lines {
    fn all(&self) -> MutexGuard<'_, HashMap<Uuid, Queue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job at the end of a line; whether nobody serves that line yet.
    fn join(&self, line: Uuid, job: Box<dyn Job>) -> Result<bool, DbError> {
        match self.all().entry(line) {
            Entry::Vacant(line) => {
                line.insert(VecDeque::from([job]));
                Ok(true)
            }
            Entry::Occupied(line) if line.get().len() >= WAITING => Err(DbError::Unavailable("too much work is waiting".into())),
            Entry::Occupied(mut line) => {
                line.get_mut().push_back(job);
                Ok(false)
            }
        }
    }

    /// The next few of a line; none closes it.
    fn next(&self, line: Uuid) -> Vec<Box<dyn Job>> {
        let mut all = self.all();
        let Some(waiting) = all.get_mut(&line) else { return Vec::new() };
        let few = waiting.len().min(GROUP);
        let next: Vec<_> = waiting.drain(..few).filter(|job| !job.gone()).collect();
        if next.is_empty() && waiting.is_empty() {
            all.remove(&line);
        }
        next
    }

    fn is_open(&self, line: Uuid) -> bool {
        self.all().contains_key(&line)
    }
}

impl Pool {
    /// Runs an action in its line. A caller that goes away does not stop an action that has begun.
    pub(super) async fn write_in_line<T, E, F>(&self, line: Uuid, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        let (back, answer) = oneshot::channel();
        if self.lines().join(line, Box::new(Waiting::new(action, back)))? {
            tokio::spawn(serve(self.clone(), line));
        }
        answer.await.unwrap_or_else(|_| Err(DbError::Unavailable("the database gave no answer".into()).into()))
    }
}

/// Serves a line until nobody stands in it.
async fn serve(pool: Pool, line: Uuid) {
    while pool.lines().is_open(line) {
        let batch = pool.lines().next(line);
        if !batch.is_empty() {
            together(&pool, batch).await;
        }
    }
}

/// Runs a batch in one transaction.
async fn together(pool: &Pool, mut batch: Vec<Box<dyn Job>>) {
    let committed = match pool.begin(true).await {
        Ok(mut tx) => match batch.as_mut_slice() {
            [job] => alone(&mut tx, job.as_mut()).await,
            jobs => several(&mut tx, jobs).await,
        },
        Err(error) => Err(error.to_string()),
    };
    for job in batch {
        job.answer(committed.clone());
    }
}

fn pg(tx: &mut Tx) -> Result<&mut PgTx, String> {
    match &mut tx.0 {
        Inner::Pg(pg) => Ok(pg),
        Inner::Lite(_) => Err("not PostgreSQL".into()),
    }
}

/// An action that has the transaction to itself needs no savepoint: it is committed, or dropped and rolled back.
async fn alone(tx: &mut Tx, job: &mut dyn Job) -> Result<(), String> {
    if !job.run(tx).await {
        return Err("rolled back".into());
    }
    let committed = pg(tx)?.commit().await;
    if let Err(error) = committed {
        job.fail(error);
    }
    Ok(())
}

async fn several(tx: &mut Tx, jobs: &mut [Box<dyn Job>]) -> Result<(), String> {
    for job in jobs {
        pg(tx)?.wait("SAVEPOINT action".into(), Vec::new());
        let mut kept = job.run(tx).await;
        let pg = pg(tx)?;
        if kept && pg.spoilt() {
            job.fail(DbError::fault(SPOILT));
            kept = false;
        }
        // Whatever still waits belongs to this action, and so do its errors.
        if kept && let Err(error) = pg.run("RELEASE SAVEPOINT action".into(), Vec::new()).await {
            job.fail(error);
            kept = false;
        }
        if !kept {
            pg.forget();
            pg.run("ROLLBACK TO SAVEPOINT action".into(), Vec::new()).await.map_err(|error| error.to_string())?;
        }
    }
    pg(tx)?.commit().await.map_err(|error| error.to_string())
}
