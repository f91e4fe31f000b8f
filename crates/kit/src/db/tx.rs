//! The one handle an action has. It runs statements; it cannot commit: the layer does, when the action succeeded.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use super::postgres::PgTx;
use super::sqlite::LiteTx;
use super::{DbError, Entity, FromRow, Row, Value};

/// The boxed future of an action.
pub type Action<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

/// A transaction on either database.
pub struct Tx(pub(super) Inner);

pub(super) enum Inner {
    Lite(LiteTx),
    Pg(Box<PgTx>),
}

/// Rows on their way.
#[derive(Debug)]
pub enum Asked<T> {
    /// They are here.
    Here(Vec<T>),
    /// The ticket they come under.
    There(usize),
}

fn decoded<T: FromRow>(rows: &[tokio_postgres::Row]) -> Result<Vec<T>, DbError> {
    rows.iter().map(|row| T::from_row(&Row::Pg(row))).collect()
}

/// The text of a statement, always with `$n`.
pub(super) type Sql = Cow<'static, str>;

impl Tx {
    /// All rows.
    ///
    /// # Errors
    /// When the statement fails or a row does not fit.
    pub async fn all<T: FromRow + Send>(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<Vec<T>, DbError> {
        match &mut self.0 {
            Inner::Lite(tx) => tx.all(&sql.into(), &values),
            Inner::Pg(tx) => decoded(&tx.rows(sql.into(), values).await?),
        }
    }

    /// Asks for rows that are needed later: at once on SQLite; on PostgreSQL the statement travels with the next awaited one.
    ///
    /// # Errors
    /// When the statement fails on SQLite or a row does not fit.
    pub async fn ask<T: FromRow + Send>(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<Asked<T>, DbError> {
        match &mut self.0 {
            Inner::Lite(tx) => Ok(Asked::Here(tx.all(&sql.into(), &values)?)),
            Inner::Pg(tx) => Ok(Asked::There(tx.ask(sql.into(), values))),
        }
    }

    /// The rows that were asked for.
    ///
    /// # Errors
    /// When the statement, or one that travelled with it, failed or a row does not fit.
    pub async fn answer<T: FromRow + Send>(&mut self, asked: Asked<T>) -> Result<Vec<T>, DbError> {
        match (asked, &mut self.0) {
            (Asked::Here(rows), _) => Ok(rows),
            (Asked::There(ticket), Inner::Pg(tx)) => decoded(&tx.answer(ticket).await?),
            (Asked::There(_), Inner::Lite(_)) => Err(DbError::fault("asked elsewhere")),
        }
    }

    /// Says what will be asked with this very text and values before anything is written: on PostgreSQL it travels with the next
    /// awaited statement, and whoever asks takes the answer. Several reads then wait for the server once. Nothing on SQLite.
    pub fn ahead(&mut self, sql: impl Into<Sql>, values: Vec<Value>) {
        if let Inner::Pg(tx) = &mut self.0 {
            tx.ask_ahead(sql.into(), values);
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the statement fails or the row does not fit.
    pub async fn opt<T: FromRow + Send>(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<Option<T>, DbError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// The one row that must be there.
    ///
    /// # Errors
    /// When there is none, the statement fails or the row does not fit.
    pub async fn one<T: FromRow + Send>(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<T, DbError> {
        let sql = sql.into();
        self.opt(sql.clone(), values).await?.ok_or_else(|| DbError::fault(format!("no row: {sql}")))
    }

    /// Runs a statement; how many rows it touched.
    ///
    /// # Errors
    /// When the statement fails.
    pub async fn exec(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<u64, DbError> {
        match &mut self.0 {
            Inner::Lite(tx) => tx.exec(&sql.into(), &values),
            Inner::Pg(tx) => Ok(tx.run(sql.into(), values).await?.1),
        }
    }

    /// Runs a statement whose outcome is not needed now: at once on SQLite; on PostgreSQL it travels with the next
    /// awaited statement or COMMIT, which then fails if this one did.
    ///
    /// # Errors
    /// When the statement fails on SQLite.
    pub async fn later(&mut self, sql: impl Into<Sql>, values: Vec<Value>) -> Result<(), DbError> {
        match &mut self.0 {
            Inner::Lite(tx) => tx.exec(&sql.into(), &values).map(drop),
            Inner::Pg(tx) => {
                tx.wait(sql.into(), values);
                Ok(())
            }
        }
    }

    /// Inserts a row, outcome not needed now (see [`Tx::later`]).
    ///
    /// # Errors
    /// When the statement fails.
    pub async fn insert<T: Entity>(&mut self, row: &T) -> Result<(), DbError> {
        self.later(T::insert(), row.values()).await
    }

    /// Runs several statements without arguments: for migrations.
    ///
    /// # Errors
    /// When one fails.
    pub async fn script(&mut self, sql: &str) -> Result<(), DbError> {
        match &mut self.0 {
            Inner::Lite(tx) => tx.script(sql),
            Inner::Pg(tx) => tx.script(sql).await,
        }
    }

    /// Whether the statements that follow are planned for their very values. PostgreSQL otherwise plans a statement that was run a few
    /// times for any values, which is wrong where one value is found once and another in every row. Switch it off again afterwards.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn plan_by_values(&mut self, on: bool) -> Result<(), DbError> {
        match &mut self.0 {
            Inner::Lite(_) => Ok(()),
            Inner::Pg(tx) => {
                let how = if on { "SET plan_cache_mode = force_custom_plan" } else { "SET plan_cache_mode = auto" };
                tx.run(how.into(), Vec::new()).await.map(drop)
            }
        }
    }

    /// Whether this runs on PostgreSQL: for the very few texts that must differ (`FOR UPDATE SKIP LOCKED`).
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self.0, Inner::Pg(_))
    }
}
