//! Migrations: numbered texts applied once each, in order, under a lock. A text that changed after it was applied is refused.

use jiff::Timestamp;

use super::{Db, DbError, Kind};
use crate::args;
use crate::secret::{hex, sha256};

/// One migration: one text for both databases, and a second where they must differ.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `0001_people`: sorts by its number.
    pub name: &'static str,
    /// Runs on both.
    pub sql: &'static str,
    /// Runs after it on PostgreSQL only; empty for most.
    pub postgres: &'static str,
    /// Runs after it on SQLite only; empty for most.
    pub sqlite: &'static str,
}

/// Applies what has not been applied. Several copies of the program may call it at once.
///
/// # Errors
/// When a text fails, or one that was applied has changed, or the database knows one that this program does not.
pub async fn migrate(db: &Db, migrations: &'static [Migration], now: Timestamp) -> Result<(), DbError> {
    let kind = db.kind();
    db.write::<(), DbError, _>(move |tx| {
        Box::pin(async move {
            if kind == Kind::Postgres {
                tx.script("SELECT pg_advisory_xact_lock(7163310)").await?;
            }
            tx.script("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, digest TEXT NOT NULL, applied_at BIGINT NOT NULL)")
                .await?;
            let applied: Vec<(String, String)> = tx.all("SELECT name, digest FROM migration", args![]).await?;
            if let Some((name, _)) = applied.iter().find(|(name, _)| migrations.iter().all(|known| known.name != name)) {
                return Err(DbError::fault(format!("the database is newer than this program: it has {name}")));
            }
            for migration in migrations {
                let twin = if kind == Kind::Postgres { migration.postgres } else { migration.sqlite };
                let digest = hex(&sha256(migration.sql.as_bytes()));
                match applied.iter().find(|(name, _)| name == migration.name) {
                    Some((_, before)) if *before == digest => continue,
                    Some(_) => return Err(DbError::fault(format!("{} has changed since it was applied", migration.name))),
                    None => {}
                }
                tx.script(migration.sql).await?;
                tx.script(twin).await?;
                tx.exec("INSERT INTO migration (name, digest, applied_at) VALUES ($1, $2, $3)", args![migration.name, digest, now]).await?;
            }
            Ok(())
        })
    })
    .await
}
