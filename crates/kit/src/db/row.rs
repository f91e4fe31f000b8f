//! Reading a row: the same types from either database, decoded in place.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use uuid::Uuid;

use super::DbError;

/// A row of either database, borrowed while it is decoded.
pub enum Row<'a> {
    /// From SQLite.
    Lite(&'a rusqlite::Row<'a>),
    /// From PostgreSQL.
    Pg(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The column at `index`, counted from 0.
    ///
    /// # Errors
    /// When it holds another type, or NULL where the type has no room for it.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, DbError> {
        T::read(self, index)?.or_else(T::null).ok_or_else(|| DbError::fault(format!("column {index} is NULL")))
    }
}

/// A type a column can hold.
pub trait Column: Sized {
    /// The value; `None` for NULL.
    ///
    /// # Errors
    /// When the column holds another type.
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Self>, DbError>;

    /// What NULL means to this type; nothing for most.
    #[must_use]
    fn null() -> Option<Self> {
        None
    }
}

macro_rules! plain { ($($t:ty),*) => { $(
    impl Column for $t {
        fn read(row: &Row<'_>, column: usize) -> Result<Option<$t>, DbError> {
            match row { Row::Lite(row) => Ok(row.get(column)?), Row::Pg(row) => Ok(row.try_get(column)?) }
        }
    }
)* } }
plain!(i64, String, bool, Vec<u8>);

impl<T: Column> Column for Option<T> {
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Self>, DbError> {
        Ok(Some(T::read(row, column)?))
    }
}

fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> Result<Option<T>, DbError> {
    String::read(row, column)?.map(|text| text.parse().map_err(|_| DbError::fault(format!("column {column} holds {text:?}")))).transpose()
}

impl Column for Date {
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Date>, DbError> {
        parsed(row, column)
    }
}

impl Column for Time {
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Time>, DbError> {
        parsed(row, column)
    }
}

impl Column for Timestamp {
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>, DbError> {
        i64::read(row, column)?.map(|millis| Timestamp::from_millisecond(millis).map_err(DbError::fault)).transpose()
    }
}

impl Column for Uuid {
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Uuid>, DbError> {
        Vec::<u8>::read(row, column)?.map(|bytes| Uuid::from_slice(&bytes).map_err(DbError::fault)).transpose()
    }
}

/// A type a whole row can become: an entity, a tuple of columns, or a single column.
pub trait FromRow: Sized {
    /// Decodes the row from its first column on.
    ///
    /// # Errors
    /// When a column does not fit.
    fn from_row(row: &Row<'_>) -> Result<Self, DbError>;
}

macro_rules! tuples { ($(($($t:ident $i:tt),*)),* $(,)?) => { $(
    impl<$($t: Column),*> FromRow for ($($t,)*) {
        fn from_row(row: &Row<'_>) -> Result<Self, DbError> { Ok(($(row.get::<$t>($i)?,)*)) }
    }
)* } }
tuples!(
    (A 0), (A 0, B 1), (A 0, B 1, C 2), (A 0, B 1, C 2, D 3), (A 0, B 1, C 2, D 3, E 4), (A 0, B 1, C 2, D 3, E 4, F 5),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7),
);
