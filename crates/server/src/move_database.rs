//! `cartage move-database`: carries everything from SQLite to PostgreSQL or back, offline, and believes nothing until it is counted
//! and summed on both sides.

use std::fs::File;
use std::io::{BufReader, BufWriter, Seek};
use std::path::PathBuf;

use anyhow::{Context, bail};
use cartage::keeping::{self, Manifest};
use clap::Args;
use kit::clock::Clock;
use kit::db::Db;

use crate::alone::{alone, file_of, is_postgres, named};
use crate::backup::create;
use crate::place::{self, shown};
use crate::told::{said, say};

/// From where to where.
#[derive(Debug, Clone, Args)]
pub(crate) struct MoveDatabase {
    /// Where the data is: sqlite:data/cartage.sqlite or postgres://user:password@host/database.
    #[arg(long, value_name = "URL")]
    from: String,
    /// Where it goes: the same; an empty database, or a file that is not there.
    #[arg(long, value_name = "URL")]
    to: String,
    /// A directory with room for all rows on their way.
    #[arg(long, value_name = "DIR", default_value_os_t = std::env::temp_dir())]
    work: PathBuf,
}

impl MoveDatabase {
    /// Moves, and prints every table with its rows and checksum.
    ///
    /// # Errors
    /// When a program serves either, the target is not empty, the source is of another version, or what arrives is not what left;
    /// the source stays as it is, and nothing is left in the target.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        if self.from == self.to {
            bail!("--from and --to are the same");
        }
        let from = place::open(&named(&self.from))?;
        place::of_this_version(&from, &self.from).await?;
        let to = opened(&self.to)?;
        let _alone = (alone(&self.from, &from).await?, alone(&self.to, &to).await?);
        let mut rows = OnItsWay::in_directory(&self.work)?;
        let now = Clock::System.now();
        let exported = keeping::export(&from, now, BufWriter::new(rows.file()?)).await.map_err(said)?;
        drop(exported.to);
        rows.rewind()?;
        let filled = keeping::fill(&to, now, &exported.manifest, BufReader::new(rows.file()?)).await.map_err(said);
        filled.with_context(|| format!("nothing was moved to {}", shown(&self.to)))?;
        if alone(&self.from, &from).await.is_err() && is_postgres(&self.from) {
            keeping::clear(&to).await.map_err(said)?;
            bail!("a program began to serve {} meanwhile; what it changed did not move. Nothing was moved", shown(&self.from));
        }
        say(&table(&exported.manifest));
        say(&format!("Moved from {} to {}; what is there is what was here.", shown(&self.from), shown(&self.to)));
        Ok(())
    }
}

/// Opens the target: a file is made where there is none.
pub(crate) fn opened(url: &str) -> anyhow::Result<Db> {
    if !is_postgres(url)
        && let Some(home) = file_of(url).parent().filter(|home| !home.as_os_str().is_empty())
    {
        std::fs::create_dir_all(home).with_context(|| format!("the directory {} cannot be made", home.display()))?;
    }
    Db::open(&named(url)).with_context(|| format!("{} cannot be opened", shown(url)))
}

/// Every table that has rows, with how many and their checksum.
pub(crate) fn table(manifest: &Manifest) -> String {
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    let line =
        |table: &keeping::TableSum| format!("{:<24}{:>12}  {}\n", table.table, table.rows, &table.checksum[..16.min(table.checksum.len())]);
    let lines: String = manifest.tables.iter().filter(|table| table.rows > 0).map(line).collect();
    format!("{:<24}{:>12}  {}\n{lines}{:<24}{rows:>12}", "table", "rows", "checksum", "")
}

/// The file the rows rest in; removed whatever happens.
struct OnItsWay {
    path: PathBuf,
    file: File,
}

impl OnItsWay {
    fn in_directory(directory: &std::path::Path) -> anyhow::Result<OnItsWay> {
        let path = directory.join(format!("cartage-move-{}.rows", std::process::id()));
        let file = create(&path)?;
        Ok(OnItsWay { path, file })
    }

    fn file(&self) -> anyhow::Result<File> {
        Ok(self.file.try_clone()?)
    }

    fn rewind(&mut self) -> anyhow::Result<()> {
        Ok(self.file.rewind()?)
    }
}

impl Drop for OnItsWay {
    fn drop(&mut self) {
        let _removed = std::fs::remove_file(&self.path);
    }
}
