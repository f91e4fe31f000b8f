//! What may be bound to `$n`: the five shapes both databases store alike, and how our types become one of them.

use bytes::BytesMut;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rusqlite::types as lite;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// One argument. Instants are milliseconds UTC, dates and times ISO text, ids sixteen bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(String),
    /// BOOLEAN.
    Bool(bool),
    /// BYTEA.
    Bytes(Vec<u8>),
}

macro_rules! into_value { ($($from:ty => |$value:ident| $make:expr),* $(,)?) => { $(
    impl From<$from> for Value { fn from($value: $from) -> Value { $make } }
)* } }

into_value! {
    i64 => |v| Value::Int(v),
    i32 => |v| Value::Int(i64::from(v)),
    u32 => |v| Value::Int(i64::from(v)),
    u16 => |v| Value::Int(i64::from(v)),
    bool => |v| Value::Bool(v),
    String => |v| Value::Text(v),
    &String => |v| Value::Text(v.clone()),
    &str => |v| Value::Text(v.to_owned()),
    Vec<u8> => |v| Value::Bytes(v),
    Uuid => |v| Value::Bytes(v.as_bytes().to_vec()),
    Timestamp => |v| Value::Int(v.as_millisecond()),
    Date => |v| Value::Text(v.to_string()),
    Time => |v| Value::Text(v.strftime("%H:%M").to_string()),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl lite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<lite::ToSqlOutput<'_>> {
        Ok(lite::ToSqlOutput::Borrowed(match self {
            Value::Null => lite::ValueRef::Null,
            Value::Int(v) => lite::ValueRef::Integer(*v),
            Value::Bool(v) => lite::ValueRef::Integer(i64::from(*v)),
            Value::Text(v) => lite::ValueRef::Text(v.as_bytes()),
            Value::Bytes(v) => lite::ValueRef::Blob(v),
        }))
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(v) => v.to_sql_checked(kind, out),
            Value::Bool(v) => v.to_sql_checked(kind, out),
            Value::Text(v) => v.to_sql_checked(kind, out),
            Value::Bytes(v) => v.to_sql_checked(kind, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}
