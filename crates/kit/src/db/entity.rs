//! Entities: a struct that is a row of a table, column for field.

use super::{FromRow, Value};

/// A struct that is a row of a table. Declared with [`crate::entity!`].
pub trait Entity: FromRow {
    /// The table's name.
    const TABLE: &'static str;
    /// The columns, in the order of the fields.
    const COLUMNS: &'static [&'static str];
    /// The fields as arguments, in the order of the columns.
    fn values(&self) -> Vec<Value>;

    /// `a, b, c`: the columns for a SELECT that reads this entity.
    #[must_use]
    fn columns() -> String {
        Self::COLUMNS.join(", ")
    }

    /// `SELECT a, b, c FROM table WHERE …`.
    #[must_use]
    fn select(condition: &str) -> String {
        format!("SELECT {} FROM {} WHERE {condition}", Self::columns(), Self::TABLE)
    }

    /// `INSERT INTO table (a, b, c) VALUES ($1, $2, $3)`.
    #[must_use]
    fn insert() -> String {
        let places: Vec<String> = (1..=Self::COLUMNS.len()).map(|n| format!("${n}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", Self::TABLE, Self::columns(), places.join(", "))
    }
}

/// Declares an entity: `entity! { /// … pub struct CustomerRow in "customer" { pub id: CustomerId, … } }`.
#[macro_export]
macro_rules! entity {
    ($(#[$meta:meta])* $vis:vis struct $name:ident in $table:literal { $($(#[$fmeta:meta])* $fvis:vis $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $type),* }
        impl $crate::db::FromRow for $name {
            fn from_row(row: &$crate::db::Row<'_>) -> Result<Self, $crate::db::DbError> {
                let mut columns = 0..;
                let mut next = || columns.next().unwrap_or(usize::MAX);
                Ok($name { $($field: row.get::<$type>(next())?),* })
            }
        }
        impl $crate::db::Entity for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
            fn values(&self) -> Vec<$crate::db::Value> { vec![$($crate::db::Value::from(self.$field.clone())),*] }
        }
    };
}
