//! SQLite: one writer thread that commits up to 32 waiting actions together (each in a savepoint of its own), four reader
//! threads with one snapshot an action. Bounded queues: when they are full the caller hears it at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Statement};
use tokio::sync::oneshot;

use super::tx::{Action, Inner, Tx};
use super::waiting::Waiting;
use super::{DbError, FromRow, Row, Value};

/// How many actions share one COMMIT.
const GROUP: usize = 32;
/// How many actions may wait in a queue.
const WAITING: usize = 1024;
const READERS: usize = 4;
/// An action that takes longer holds up every writer and is logged.
const SLOW: Duration = Duration::from_millis(50);
const SPOILT: &str = "a statement of this action failed; it cannot be committed";

/// Pages a connection keeps, in KiB. The writer's stay good from act to act; a reader's only until the next commit.
const WRITER_CACHE: i64 = 32_768;
const READER_CACHE: i64 = 4_096;
/// Pages in the write-ahead log before they go into the file: enough that a page written by many acts goes there once.
const CHECKPOINT: i64 = 16_384;

#[derive(Clone)]
pub(super) struct Sqlite {
    writer: SyncSender<Box<dyn Job>>,
    readers: SyncSender<Box<dyn Job>>,
}

/// One connection and whether a statement of the running action failed.
pub(super) struct LiteTx {
    connection: Connection,
    spoilt: bool,
}

impl LiteTx {
    fn open(path: &Path, read_only: bool) -> Result<LiteTx, DbError> {
        let connection = Connection::open(path)?;
        let cache = if read_only { READER_CACHE } else { WRITER_CACHE };
        connection.set_prepared_statement_cache_capacity(256);
        connection.execute_batch(&format!(
            "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
             PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint={CHECKPOINT}; PRAGMA cache_size=-{cache}; PRAGMA query_only={read_only};"
        ))?;
        // A cached statement keeps its plan: otherwise every new value of a range has it prepared anew, a third of all time.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(LiteTx { connection, spoilt: false })
    }

    pub(super) fn all<T: FromRow>(&mut self, sql: &str, values: &[Value]) -> Result<Vec<T>, DbError> {
        let result = (|| {
            let mut statement = self.connection.prepare_cached(sql)?;
            bind(&mut statement, values)?;
            let mut rows = statement.raw_query();
            let mut out = Vec::new();
            while let Some(row) = rows.next()? {
                out.push(T::from_row(&Row::Lite(row))?);
            }
            Ok(out)
        })();
        self.spoilt |= result.is_err();
        result
    }

    pub(super) fn exec(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError> {
        let result = (|| {
            let mut statement = self.connection.prepare_cached(sql)?;
            bind(&mut statement, values)?;
            Ok(statement.raw_execute()? as u64)
        })();
        self.spoilt |= result.is_err();
        result
    }

    pub(super) fn script(&mut self, sql: &str) -> Result<(), DbError> {
        let result = self.connection.execute_batch(sql).map_err(DbError::from);
        self.spoilt |= result.is_err();
        result
    }
}

/// SQLite takes `$n` as a name and numbers names by first appearance: bind by the number in the name.
fn bind(statement: &mut Statement<'_>, values: &[Value]) -> Result<(), DbError> {
    if statement.parameter_count() != values.len() {
        return Err(DbError::fault(format!("{} parameters, {} given", statement.parameter_count(), values.len())));
    }
    for place in 1..=values.len() {
        let number = statement.parameter_name(place).and_then(|name| name[1..].parse().ok()).unwrap_or(place);
        let value = values.get(number - 1).ok_or_else(|| DbError::fault(format!("no argument ${number}")))?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

/// An action on its way to a thread: run it, then tell the caller once it is known whether the batch was committed.
trait Job: Send {
    /// Whether it succeeded and may be kept.
    fn run(&mut self, tx: &mut Tx) -> bool;
    fn answer(self: Box<Self>, committed: Result<(), String>);
}

impl<T, E, F> Job for Waiting<T, E, F>
where
    T: Send,
    E: From<DbError> + Send,
    F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        if self.gone() {
            return false; // the caller left before we began
        }
        let Some(action) = self.take() else { return false };
        let begun = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| match action(tx).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => result,
            Poll::Pending => Err(DbError::fault("a database action may await nothing but its Tx").into()),
        }))
        .unwrap_or_else(|_| Err(DbError::fault("a database action panicked").into()));
        if begun.elapsed() > SLOW {
            tracing::warn!(millis = begun.elapsed().as_millis(), action = std::any::type_name::<F>(), "slow database action");
        }
        let Inner::Lite(lite) = &mut tx.0 else { return false };
        let spoilt = std::mem::take(&mut lite.spoilt);
        self.ended(if spoilt && result.is_ok() { Err(DbError::fault(SPOILT).into()) } else { result })
    }

    fn answer(self: Box<Self>, committed: Result<(), String>) {
        Waiting::answer(*self, committed);
    }
}

fn control(tx: &Tx, sql: &str) -> Result<(), String> {
    let Inner::Lite(lite) = &tx.0 else { return Err("not SQLite".into()) };
    lite.connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute()).map(drop).map_err(|error| error.to_string())
}

fn outside_a_transaction(tx: &Tx) -> bool {
    matches!(&tx.0, Inner::Lite(lite) if lite.connection.is_autocommit())
}

/// The writer's life: take what waits, one COMMIT, then answer. Nobody hears yes before COMMIT. Each action has a savepoint of its
/// own but the first, before which there is nothing to keep.
fn write_forever(mut tx: Tx, queue: &Receiver<Box<dyn Job>>) {
    while let Ok(first) = queue.recv() {
        let (mut batch, mut next, mut state) = (Vec::new(), Some(first), control(&tx, "BEGIN IMMEDIATE"));
        let mut kept = 0;
        while let Some(mut job) = next.take() {
            if state.is_ok() {
                let (before, back, after): (&[&str], &[&str], &[&str]) = match kept {
                    0 => (&[], &["ROLLBACK", "BEGIN IMMEDIATE"], &[]),
                    _ => (&["SAVEPOINT action"], &["ROLLBACK TO action"], &["RELEASE action"]),
                };
                state = controls(&tx, before);
                if state.is_ok() {
                    if job.run(&mut tx) {
                        kept += 1;
                    } else if !outside_a_transaction(&tx) {
                        state = controls(&tx, back);
                    }
                }
                state = state.and_then(|()| controls(&tx, after));
                if outside_a_transaction(&tx) {
                    state = Err("SQLite rolled the transaction back (disk full or I/O error)".into());
                }
            }
            batch.push(job);
            // Those behind one that found the database locked waited for the same lock: they hear of it now, not one after another.
            if batch.len() < GROUP {
                next = queue.try_recv().ok();
            }
        }
        let committed = state.and_then(|()| control(&tx, "COMMIT"));
        if !outside_a_transaction(&tx) {
            drop(control(&tx, "ROLLBACK"));
        }
        for job in batch {
            job.answer(committed.clone());
        }
    }
}

fn controls(tx: &Tx, all: &[&str]) -> Result<(), String> {
    all.iter().try_for_each(|sql| control(tx, sql))
}

fn read_forever(mut tx: Tx, queue: &Mutex<Receiver<Box<dyn Job>>>) {
    loop {
        let Ok(Ok(mut job)) = queue.lock().map(|queue| queue.recv()) else { return };
        let begun = control(&tx, "BEGIN");
        if begun.is_ok() {
            job.run(&mut tx);
            drop(control(&tx, "ROLLBACK"));
        }
        job.answer(begun);
    }
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Sqlite, DbError> {
        let (writer, writes) = sync_channel(WAITING);
        let (readers, reads) = sync_channel(WAITING);
        let tx = Tx(Inner::Lite(LiteTx::open(path, false)?));
        std::thread::Builder::new().name("db-writer".into()).spawn(move || write_forever(tx, &writes)).map_err(DbError::fault)?;
        let reads = Arc::new(Mutex::new(reads));
        for n in 0..READERS {
            let (tx, reads) = (Tx(Inner::Lite(LiteTx::open(path, true)?)), reads.clone());
            std::thread::Builder::new().name(format!("db-reader-{n}")).spawn(move || read_forever(tx, &reads)).map_err(DbError::fault)?;
        }
        Ok(Sqlite { writer, readers })
    }

    pub(super) async fn write<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        send(&self.writer, action).await
    }

    pub(super) async fn read<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        send(&self.readers, action).await
    }
}

async fn send<T, E, F>(queue: &SyncSender<Box<dyn Job>>, action: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
{
    let (back, answer) = oneshot::channel();
    queue.try_send(Box::new(Waiting::new(action, back))).map_err(|_| DbError::Unavailable("too much work is waiting".into()))?;
    answer.await.unwrap_or_else(|_| Err(DbError::Unavailable("the database thread gave no answer".into()).into()))
}
