//! The database: one SQL text with `$n`, one async [`Tx`], over SQLite on threads of its own or PostgreSQL through a pool.
//!
//! An action is a closure over a `Tx`. It may await nothing else (on SQLite it runs whole on the writer thread), and what
//! follows success (a broadcast, a wake-up) comes after `write` returned. A failed statement spoils its action on both databases.

mod build;
mod entity;
mod error;
mod lines;
mod listen;
mod migrate;
mod plain;
mod postgres;
mod row;
mod sqlite;
mod standing;
mod tx;
mod value;
mod waiting;

use std::path::Path;

pub use build::Query;
pub use entity::Entity;
pub use error::DbError;
pub use listen::{Heard, LONGEST, Listener};
pub use migrate::{Migration, migrate};
pub use plain::Field;
pub use row::{Column, FromRow, Row};
pub use standing::{Standing, serving, standing};
pub use tx::{Action, Asked, Tx};
pub use value::Value;

/// Which database holds the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One file, one writer thread.
    Sqlite,
    /// A server, several copies of the program.
    Postgres,
}

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Db(Inner);

#[derive(Clone)]
enum Inner {
    Sqlite(sqlite::Sqlite),
    Postgres(Box<postgres::Pool>),
}

impl Db {
    /// Opens `postgres://…` or a file path (`sqlite:` in front is allowed). Does not migrate.
    ///
    /// # Errors
    /// When the file cannot be opened or the URL not understood. A server that is down is found at the first action.
    pub fn open(url: &str) -> Result<Db, DbError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return Ok(Db(Inner::Postgres(Box::new(postgres::Pool::open(url)?))));
        }
        let path = url.strip_prefix("sqlite:").unwrap_or(url);
        Ok(Db(Inner::Sqlite(sqlite::Sqlite::open(Path::new(path))?)))
    }

    /// Which database this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.0 {
            Inner::Sqlite(_) => Kind::Sqlite,
            Inner::Postgres(_) => Kind::Postgres,
        }
    }

    /// Runs an action that writes, whole or not at all. The answer comes only after COMMIT.
    /// A caller that goes away does not stop an action that has begun: it is finished on both databases.
    ///
    /// # Errors
    /// The action's own error (everything rolled back), or the database's.
    pub async fn write<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.write(action).await,
            Inner::Postgres(pool) => pool.write(action).await,
        }
    }

    /// Runs an action that writes and stands in `line` with others that would wait for it at the same row: on PostgreSQL those that
    /// wait share a transaction, each in a savepoint of its own. On SQLite all actions do.
    ///
    /// # Errors
    /// The action's own error (everything of it rolled back), or the database's.
    pub async fn write_in_line<T, E, F>(&self, line: uuid::Uuid, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.write(action).await,
            Inner::Postgres(pool) => pool.write_in_line(line, action).await,
        }
    }

    /// Runs an action that reads: one snapshot on SQLite, one connection on PostgreSQL.
    ///
    /// # Errors
    /// The action's own error, or the database's.
    pub async fn read<T, E, F>(&self, action: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Action<'t, T, E> + Send + 'static,
    {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.read(action).await,
            Inner::Postgres(pool) => pool.read(action).await,
        }
    }
}

/// The arguments of a statement: `args![organisation, name, at]`, each anything that becomes a [`Value`].
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}
