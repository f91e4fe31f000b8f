//! What can go wrong in the database, in the few kinds that callers treat differently.

use tokio_postgres::error::SqlState;

/// A database error. None of these ever means "not found".
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique constraint was violated; its name is `table_column_column_key`, the same on both databases.
    #[error("already there: {0}")]
    Unique(String),
    /// The database is locked, full of waiting work, or out of reach: trying again later may succeed.
    #[error("the database does not answer now: {0}")]
    Unavailable(String),
    /// The statement, its arguments or a row did not fit: a fault of ours.
    #[error("database: {0}")]
    Fault(String),
}

impl DbError {
    /// Whether this is a violation of the unique constraint of that name.
    #[must_use]
    pub fn is_unique(&self, constraint: &str) -> bool {
        matches!(self, DbError::Unique(name) if name == constraint)
    }

    /// A fault of ours, in words for the log.
    #[must_use]
    pub fn fault(text: impl std::fmt::Display) -> DbError {
        DbError::Fault(text.to_string())
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> DbError {
        use rusqlite::ErrorCode as Code;
        if let rusqlite::Error::SqliteFailure(code, Some(message)) = &error {
            if let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") {
                return DbError::Unique(constraint_name(columns));
            }
            if matches!(code.code, Code::DatabaseBusy | Code::DatabaseLocked | Code::DiskFull | Code::SystemIoFailure | Code::CannotOpen) {
                return DbError::Unavailable(error.to_string());
            }
        }
        DbError::Fault(error.to_string())
    }
}

/// `orders.organisation, orders.number` as SQLite says it → `orders_organisation_number_key` as PostgreSQL names it.
fn constraint_name(columns: &str) -> String {
    let table = columns.split('.').next().unwrap_or_default();
    let columns: Vec<&str> = columns.split(", ").filter_map(|column| column.split('.').nth(1)).collect();
    format!("{table}_{}_key", columns.join("_"))
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> DbError {
        let Some(db) = error.as_db_error() else {
            return match error.is_closed() || std::error::Error::source(&error).is_some_and(|source| source.is::<std::io::Error>()) {
                true => DbError::Unavailable(error.to_string()),
                false => DbError::Fault(chain(&error)),
            };
        };
        if *db.code() == SqlState::UNIQUE_VIOLATION {
            return DbError::Unique(db.constraint().unwrap_or_default().to_owned());
        }
        let class = &db.code().code()[..2];
        match class {
            "08" | "53" | "57" | "40" => DbError::Unavailable(db.message().to_owned()),
            _ => DbError::Fault(chain(&error)),
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", chain(source)),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_name_a_constraint_alike() {
        assert_eq!(constraint_name("orders.organisation, orders.number"), "orders_organisation_number_key");
    }
}
