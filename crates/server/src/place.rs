//! Where the data is: a SQLite file in the data directory, or PostgreSQL. The same words for every command.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use cartage::app::{App, Setup};
use cartage::live::Live;
use cartage::migrations;
use clap::Args;
use kit::clock::Clock;
use kit::db::{Db, DbError, Standing, standing};
use kit::ids::Ids;
use kit::web::Measures;

use crate::alone::{file_of, is_postgres};

/// The data of an installation that is there already.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The directory with the SQLite file.
    #[arg(long, env = "CARTAGE_DATA", value_name = "DIR", default_value = "data")]
    pub(crate) data: PathBuf,
    /// postgres://…, where the data is in PostgreSQL.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
}

/// The SQLite file of a data directory.
pub(crate) fn file_in(data: &Path) -> PathBuf {
    data.join("cartage.sqlite")
}

impl Place {
    /// `postgres://…` or the file's path.
    pub(crate) fn url(&self) -> String {
        let url = self.database_url.as_deref().map(str::trim).filter(|url| !url.is_empty());
        url.map_or_else(|| file_in(&self.data).display().to_string(), ToOwned::to_owned)
    }

    /// Opens what is there; never makes or migrates anything.
    ///
    /// # Errors
    /// When there is no database, it does not answer, or it is of another version of the program.
    pub(crate) async fn open(&self) -> anyhow::Result<Db> {
        let db = open(&self.url())?;
        of_this_version(&db, &self.url()).await?;
        Ok(db)
    }

    /// The program's state on this database, without anything that serves.
    ///
    /// # Errors
    /// As [`Place::open`].
    pub(crate) async fn app(&self) -> anyhow::Result<App> {
        let setup = Arc::new(Setup::default());
        Ok(App {
            db: self.open().await?,
            clock: Clock::System,
            ids: Ids,
            bell: Arc::default(),
            live: Live::new(Ids),
            measures: Measures::default(),
            setup,
        })
    }
}

/// Opens a database that must be there: a file is not made.
///
/// # Errors
/// When the file is not there or the URL is not understood.
pub(crate) fn open(url: &str) -> anyhow::Result<Db> {
    if !is_postgres(url) && !file_of(url).is_file() {
        bail!("there is no database at {}", file_of(url).display());
    }
    Db::open(url).with_context(|| format!("{} cannot be opened", shown(url)))
}

/// Makes sure that the database has exactly this program's migrations.
///
/// # Errors
/// When it has not, or does not answer.
pub(crate) async fn of_this_version(db: &Db, url: &str) -> anyhow::Result<()> {
    match standing(db, migrations::ALL).await {
        Ok(Standing::Same) => Ok(()),
        Ok(Standing::Empty) => bail!("{} is empty", shown(url)),
        Ok(Standing::Older(name)) => {
            bail!("the database is older than this program: {name} is missing. `cartage serve` brings it up to date")
        }
        Ok(Standing::Newer(name)) => bail!("the database is newer than this program: it has {name}"),
        Err(DbError::Unavailable(why)) => bail!("{} does not answer ({why})", shown(url)),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", shown(url))),
    }
}

/// A URL without its password.
pub(crate) fn shown(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((kind, _)), Some((_, server))) => format!("{kind}://{server}"),
        _ => url.to_owned(),
    }
}
