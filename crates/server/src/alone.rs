//! Who has the data: programs that serve it share it, a move or a restore wants it alone. On a SQLite file a lock beside it says so;
//! on PostgreSQL serving programs are seen by their connections.

use std::fs::{File, TryLockError};
use std::path::Path;

use anyhow::{Context, bail};
use kit::db::{Db, serving};

/// Held as long as it lives; ends with the program, however that ends.
#[derive(Debug)]
pub(crate) struct Held {
    _lock: Option<File>,
}

/// Whether the URL is a server's.
pub(crate) fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres:") || url.starts_with("postgresql:")
}

/// The path of a SQLite URL.
pub(crate) fn file_of(url: &str) -> &Path {
    Path::new(url.strip_prefix("sqlite:").unwrap_or(url))
}

fn lock_beside(url: &str) -> anyhow::Result<Option<File>> {
    if is_postgres(url) {
        return Ok(None);
    }
    let path = file_of(url).with_extension("lock");
    let file = File::options().create(true).write(true).truncate(false).open(&path);
    file.map(Some).with_context(|| format!("{} cannot be written", path.display()))
}

/// Shares the data with whoever serves it.
///
/// # Errors
/// When it is being moved or restored.
pub(crate) fn shared(url: &str) -> anyhow::Result<Held> {
    let lock = lock_beside(url)?;
    match lock.as_ref().map(File::try_lock_shared) {
        Some(Err(TryLockError::WouldBlock)) => bail!("the data is being moved or restored. Start again when that is done"),
        _ => Ok(Held { _lock: lock }),
    }
}

/// Has the data alone, as far as can be seen. Open a PostgreSQL with [`named`], or this program sees itself.
///
/// # Errors
/// When a program serves it.
pub(crate) async fn alone(url: &str, db: &Db) -> anyhow::Result<Held> {
    let lock = lock_beside(url)?;
    if matches!(lock.as_ref().map(File::try_lock), Some(Err(TryLockError::WouldBlock))) || serving(db).await? > 0 {
        bail!("a program serves this data: {}. Stop it first", crate::place::shown(url));
    }
    Ok(Held { _lock: lock })
}

/// The URL under which a command that wants a PostgreSQL alone opens it: its own connections are told from a serving program's.
pub(crate) fn named(url: &str) -> String {
    match url {
        url if !is_postgres(url) => url.to_owned(),
        url if url.contains('?') => format!("{url}&application_name=cartage-keeping"),
        url => format!("{url}?application_name=cartage-keeping"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_served_or_had_alone() {
        let home = tempfile::tempdir().unwrap();
        let url = home.path().join("cartage.sqlite").display().to_string();
        let db = Db::open(&url).unwrap();
        let (first, second) = (shared(&url).unwrap(), shared(&url).unwrap());
        assert!(alone(&url, &db).await.unwrap_err().to_string().contains("a program serves this data"));
        drop((first, second));
        let moving = alone(&url, &db).await.unwrap();
        assert!(shared(&url).unwrap_err().to_string().contains("being moved or restored"));
        drop(moving);
        shared(&url).unwrap();
    }
}
