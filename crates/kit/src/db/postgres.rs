//! PostgreSQL: a pool of connections; statements whose outcome is not needed travel with the next one that is awaited.

use std::collections::HashMap;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, RecyclingMethod, Runtime, Timeouts};
use futures_util::TryStreamExt;
use futures_util::future::join_all;
use tokio_postgres::NoTls;

use super::lines::Lines;
use super::tx::{Action, Inner, Sql, Tx};
use super::{DbError, Value};

/// Connections of one copy of the program.
const CONNECTIONS: usize = 16;
/// How long a request waits for a connection before it hears that the database is busy.
const WAIT: Duration = Duration::from_secs(5);
/// How the server plans for us: once for each text whatever its values, by the indexes that every query here has, and without compiling
/// plans that run for a millisecond. What the address says itself comes after it, and wins.
const PLANNING: &str = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c jit=off";
pub(super) const SPOILT: &str = "a statement of this action failed; it cannot be committed";

#[derive(Clone)]
pub(super) struct Pool {
    pool: deadpool_postgres::Pool,
    config: tokio_postgres::Config,
    lines: Lines,
}

/// One connection, what waits to be sent, and whether a statement failed.
pub(super) struct PgTx {
    connection: Option<Object>,
    waiting: Vec<Sent>,
    /// Rows that were asked for and not yet taken, by ticket.
    answers: HashMap<usize, Vec<tokio_postgres::Row>>,
    /// What was asked ahead: whoever asks the same takes the answer.
    ahead: Vec<(Sql, Vec<Value>, usize)>,
    tickets: usize,
    open: bool,
    spoilt: bool,
}

/// A statement on its way, and the ticket its rows are kept under.
struct Sent {
    sql: Sql,
    values: Vec<Value>,
    ticket: Option<usize>,
}

type Answer = (Vec<tokio_postgres::Row>, u64);

impl PgTx {
    pub(super) fn wait(&mut self, sql: Sql, values: Vec<Value>) {
        self.ahead.clear(); // it may write
        self.waiting.push(Sent { sql, values, ticket: None });
    }

    pub(super) async fn run(&mut self, sql: Sql, values: Vec<Value>) -> Result<Answer, DbError> {
        self.wait(sql, values);
        self.flush().await
    }

    /// Has a statement travel with the next one that is awaited; the ticket of its rows.
    pub(super) fn ask(&mut self, sql: Sql, values: Vec<Value>) -> usize {
        self.tickets += 1;
        self.waiting.push(Sent { sql, values, ticket: Some(self.tickets) });
        self.tickets
    }

    pub(super) fn ask_ahead(&mut self, sql: Sql, values: Vec<Value>) {
        let ticket = self.ask(sql.clone(), values.clone());
        self.ahead.push((sql, values, ticket));
    }

    /// The rows of a ticket.
    pub(super) async fn answer(&mut self, ticket: usize) -> Result<Vec<tokio_postgres::Row>, DbError> {
        if !self.answers.contains_key(&ticket) {
            self.flush().await?;
        }
        self.answers.remove(&ticket).ok_or_else(|| DbError::fault("an answer that nobody asked for"))
    }

    /// Rows of a statement, which may have been asked ahead.
    pub(super) async fn rows(&mut self, sql: Sql, values: Vec<Value>) -> Result<Vec<tokio_postgres::Row>, DbError> {
        match self.ahead.iter().position(|(text, with, _)| *text == sql && *with == values) {
            Some(at) => {
                let (_, _, ticket) = self.ahead.swap_remove(at);
                self.answer(ticket).await
            }
            None if sql.starts_with("SELECT") => {
                let ticket = self.ask(sql, values);
                self.answer(ticket).await
            }
            None => Ok(self.run(sql, values).await?.0),
        }
    }

    /// Sends everything that waits in one go (futures polled together are pipelined); rows and count of the last.
    async fn flush(&mut self) -> Result<Answer, DbError> {
        let result = self.send().await;
        self.spoilt |= result.is_err();
        result
    }

    async fn send(&mut self) -> Result<Answer, DbError> {
        let connection = self.connection.as_ref().ok_or_else(|| DbError::fault("no connection"))?;
        let mut prepared = Vec::with_capacity(self.waiting.len());
        let mut tickets = Vec::with_capacity(self.waiting.len());
        for Sent { sql, values, ticket } in self.waiting.drain(..) {
            prepared.push((connection.prepare_cached(&sql).await?, values));
            tickets.push(ticket);
        }
        let answers = join_all(prepared.into_iter().map(|(statement, values)| async move {
            let stream = connection.query_raw(&statement, values).await?;
            let mut stream = std::pin::pin!(stream);
            let mut rows = Vec::new();
            while let Some(row) = stream.try_next().await? {
                rows.push(row);
            }
            Ok::<_, tokio_postgres::Error>((rows, stream.rows_affected().unwrap_or(0)))
        }))
        .await;
        let mut last = (Vec::new(), 0);
        for (answer, ticket) in answers.into_iter().zip(tickets) {
            let (rows, touched) = answer?; // the first error is the one that matters
            last = match ticket {
                Some(ticket) => {
                    self.answers.insert(ticket, rows);
                    (Vec::new(), touched)
                }
                None => (rows, touched),
            };
        }
        Ok(last)
    }

    pub(super) async fn script(&mut self, sql: &str) -> Result<(), DbError> {
        self.ahead.clear();
        if !self.waiting.is_empty() {
            self.flush().await?;
        }
        let connection = self.connection.as_ref().ok_or_else(|| DbError::fault("no connection"))?;
        let result = connection.batch_execute(sql).await.map_err(DbError::from);
        self.spoilt |= result.is_err();
        result
    }

    /// Whether a statement failed.
    pub(super) fn spoilt(&self) -> bool {
        self.spoilt
    }

    /// Leaves behind what a failed action wanted: the transaction goes on from its savepoint.
    pub(super) fn forget(&mut self) {
        self.waiting.clear();
        self.answers.clear();
        self.ahead.clear();
        self.spoilt = false;
    }

    /// PostgreSQL answers COMMIT of an aborted transaction with a silent ROLLBACK: a swallowed error must not look like success.
    pub(super) async fn commit(&mut self) -> Result<(), DbError> {
        if self.spoilt {
            return Err(DbError::fault(SPOILT));
        }
        self.wait("COMMIT".into(), Vec::new());
        self.flush().await?;
        self.open = false;
        Ok(())
    }
}

impl Drop for PgTx {
    fn drop(&mut self) {
        if let (true, Some(connection)) = (self.open, self.connection.take()) {
            tokio::spawn(async move {
                if connection.batch_execute("ROLLBACK").await.is_err() {
                    drop(Object::take(connection));
                }
            });
        }
    }
}

impl Pool {
    pub(super) fn open(url: &str) -> Result<Pool, DbError> {
        let mut config: tokio_postgres::Config = url.parse().map_err(DbError::from)?;
        config.connect_timeout(Duration::from_secs(3));
        if config.get_application_name().is_none() {
            config.application_name("cartage");
        }
        let options = [PLANNING, config.get_options().unwrap_or_default()].join(" ");
        config.options(options.trim_end());
        let manager = Manager::from_config(config.clone(), NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let timeouts = Timeouts { wait: Some(WAIT), create: Some(WAIT), recycle: Some(WAIT) };
        let pool = deadpool_postgres::Pool::builder(manager).max_size(CONNECTIONS).runtime(Runtime::Tokio1).timeouts(timeouts).build();
        Ok(Pool { pool: pool.map_err(DbError::fault)?, config, lines: Lines::default() })
    }

    pub(super) fn config(&self) -> &tokio_postgres::Config {
        &self.config
    }

    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    pub(super) async fn begin(&self, write: bool) -> Result<Tx, DbError> {
        let connection = self.pool.get().await.map_err(|error| DbError::Unavailable(error.to_string()))?;
        let begin = Sent { sql: "BEGIN".into(), values: Vec::new(), ticket: None };
        let waiting = if write { vec![begin] } else { Vec::new() };
        let (answers, ahead) = (HashMap::new(), Vec::new());
        let tx = PgTx { connection: Some(connection), waiting, answers, ahead, tickets: 0, open: write, spoilt: false };
        Ok(Tx(Inner::Pg(Box::new(tx))))
    }

    /// Runs in a task of its own: a caller that hangs up does not stop an action that has begun.
    pub(super) async fn write<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        let mut tx = self.begin(true).await?;
        let task = tokio::spawn(async move {
            let result = action(&mut tx).await?;
            if let Inner::Pg(pg) = &mut tx.0 {
                pg.commit().await?;
            }
            Ok::<T, E>(result)
        });
        task.await.unwrap_or_else(|_| Err(DbError::fault("a database action panicked").into()))
    }

    pub(super) async fn read<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        let mut tx = self.begin(false).await?;
        action(&mut tx).await
    }
}
