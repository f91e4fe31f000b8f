//! Rows of any table as plain values, and what a table's columns are: for carrying a whole database elsewhere.

use tokio_postgres::types::Type;

use super::{DbError, FromRow, Row, Tx, Value};
use crate::args;

/// A column that is stored; those the database computes are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// SQLite keeps yes and no as numbers; the declared type tells.
    pub boolean: bool,
}

impl FromRow for Vec<Value> {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        match row {
            Row::Lite(row) => (0..row.as_ref().column_count()).map(|at| lite(row, at)).collect(),
            Row::Pg(row) => (0..row.len()).map(|at| pg(row, at)).collect(),
        }
    }
}

fn lite(row: &rusqlite::Row<'_>, at: usize) -> Result<Value, DbError> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(at)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8(bytes.to_vec()).map_err(DbError::fault)?),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Real(_) => return Err(DbError::fault(format!("column {at} holds a fraction"))),
    })
}

fn pg(row: &tokio_postgres::Row, at: usize) -> Result<Value, DbError> {
    let kind = row.columns().get(at).map(|column| column.type_().clone());
    Ok(match kind {
        Some(Type::INT8) => row.try_get::<_, Option<i64>>(at)?.map_or(Value::Null, Value::Int),
        Some(Type::TEXT) => row.try_get::<_, Option<String>>(at)?.map_or(Value::Null, Value::Text),
        Some(Type::BOOL) => row.try_get::<_, Option<bool>>(at)?.map_or(Value::Null, Value::Bool),
        Some(Type::BYTEA) => row.try_get::<_, Option<Vec<u8>>>(at)?.map_or(Value::Null, Value::Bytes),
        other => return Err(DbError::fault(format!("column {at} is of the type {other:?}, which is not carried"))),
    })
}

impl Tx {
    /// The tables there are, by name.
    ///
    /// # Errors
    /// When the statement fails.
    pub async fn tables(&mut self) -> Result<Vec<String>, DbError> {
        let sql = if self.is_postgres() {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1"
        } else {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
        };
        Ok(self.all::<(String,)>(sql, args![]).await?.into_iter().map(|(name,)| name).collect())
    }

    /// The stored columns of a table, in the order of their names: both databases then agree.
    ///
    /// # Errors
    /// When the statement fails.
    pub async fn fields(&mut self, table: &str) -> Result<Vec<Field>, DbError> {
        let sql = if self.is_postgres() {
            "SELECT CAST(column_name AS TEXT), UPPER(CAST(data_type AS TEXT)), CASE WHEN is_generated = 'ALWAYS' THEN 1::BIGINT ELSE 0 END
             FROM information_schema.columns WHERE table_schema = current_schema() AND CAST(table_name AS TEXT) = $1"
        } else {
            "SELECT name, UPPER(type), CASE WHEN hidden IN (2, 3) THEN 1 ELSE 0 END FROM pragma_table_xinfo($1)"
        };
        let columns: Vec<(String, String, i64)> = self.all(sql, args![table]).await?;
        let stored = columns.into_iter().filter(|(.., generated)| *generated == 0);
        let mut fields: Vec<Field> = stored.map(|(name, kind, _)| Field { name, boolean: kind == "BOOLEAN" }).collect();
        fields.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(fields)
    }
}
