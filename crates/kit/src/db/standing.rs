//! How a database stands to the migrations a program knows, without changing anything.

use super::{Db, DbError, Kind, Migration};
use crate::args;
use crate::secret::{hex, sha256};

/// How a database stands to a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not one table is in it.
    Empty,
    /// It has exactly this program's migrations.
    Same,
    /// It lacks this one.
    Older(String),
    /// It has this one, which the program does not know, or knows with another text.
    Newer(String),
}

/// Compares what was applied with what the program knows.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(db: &Db, migrations: &'static [Migration]) -> Result<Standing, DbError> {
    let tables = db.read::<_, DbError, _>(|tx| Box::pin(tx.tables())).await?;
    if tables.is_empty() {
        return Ok(Standing::Empty);
    }
    if tables.iter().all(|name| name != "migration") {
        return Err(DbError::fault("this database belongs to another program"));
    }
    let applied: Vec<(String, String)> =
        db.read::<_, DbError, _>(|tx| Box::pin(tx.all("SELECT name, digest FROM migration ORDER BY name", args![]))).await?;
    let known = |name: &str| migrations.iter().find(|known| known.name == name).map(|known| hex(&sha256(known.sql.as_bytes())));
    if let Some((name, _)) = applied.iter().find(|(name, digest)| known(name).as_ref() != Some(digest)) {
        return Ok(Standing::Newer(name.clone()));
    }
    let missing = migrations.iter().find(|migration| applied.iter().all(|(name, _)| name != migration.name));
    Ok(missing.map_or(Standing::Same, |migration| Standing::Older(migration.name.to_owned())))
}

/// How many connections of serving programs this database has, this program's own left out when it opened the database under
/// another application's name. Nobody knows on SQLite.
///
/// # Errors
/// When the database does not answer.
pub async fn serving(db: &Db) -> Result<i64, DbError> {
    if db.kind() == Kind::Sqlite {
        return Ok(0);
    }
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cartage'";
    let (connections,): (i64,) = db.read::<_, DbError, _>(move |tx| Box::pin(tx.one(sql, args![]))).await?;
    Ok(connections)
}
