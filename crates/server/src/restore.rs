//! `cartage restore`: a backup into an empty place, compared row by row with what was backed up, its history verified.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use cartage::keeping;
use clap::Args;
use flate2::read::GzDecoder;
use kit::clock::Clock;
use kit::db::Db;

use crate::alone::alone;
use crate::archive::{self, Contents};
use crate::move_database::opened;
use crate::place::{Place, shown};
use crate::told::{said, say};

/// What to restore, and where to.
#[derive(Debug, Clone, Args)]
pub(crate) struct Restore {
    /// A file that `cartage backup` wrote, on SQLite or PostgreSQL.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Restore {
    /// Restores.
    ///
    /// # Errors
    /// When the place is not empty, a program serves it, the file is no backup or is damaged; nothing is left in the place then.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let file = File::open(&self.file).with_context(|| format!("{} cannot be read", self.file.display()))?;
        let mut tar = tar::Archive::new(BufReader::new(file));
        let mut entries = tar.entries().context("the file cannot be read as a backup")?;
        let mut manifest = Vec::new();
        archive::expect(&mut entries, archive::MANIFEST)?.take(1 << 30).read_to_end(&mut manifest)?;
        let contents: Contents = serde_json::from_slice(&manifest).context("the backup's manifest cannot be read")?;
        let rows = archive::expect(&mut entries, archive::ROWS)?;
        if is_filled(&self.place.data.join(archive::DOCUMENTS)) {
            bail!("{} is not empty: nothing is written over what is there", self.place.data.join(archive::DOCUMENTS).display());
        }
        let url = self.place.url();
        let db = opened(&url)?;
        let _alone = alone(&url, &db).await?;
        let filled = keeping::fill(&db, Clock::System.now(), &contents.database, BufReader::new(GzDecoder::new(rows))).await;
        filled.map_err(said).with_context(|| format!("nothing was restored to {}", shown(&url)))?;
        self.unpack(entries, &contents, &db).await?;
        let heads: String = contents.database.heads.iter().map(|head| format!("\n{head}")).collect();
        say(&format!(
            "Restored to {}, as of {}; the history verifies:{heads}\n\nStart with `cartage serve --hold-outbox`: mail that was waiting \
             when the backup was made has perhaps been sent since, and waits until you start without it.",
            shown(&url),
            contents.database.made_at
        ));
        Ok(())
    }

    async fn unpack<R: Read>(&self, entries: tar::Entries<'_, R>, contents: &Contents, db: &Db) -> anyhow::Result<()> {
        if contents.documents.is_empty() {
            return Ok(());
        }
        std::fs::create_dir_all(&self.place.data)?;
        let unpacked = archive::unpack(entries, contents, &self.place.data);
        if unpacked.is_err() {
            keeping::clear(db).await.map_err(said)?;
            std::fs::remove_dir_all(self.place.data.join(archive::DOCUMENTS))?;
        }
        unpacked.context("nothing was restored")
    }
}

fn is_filled(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}
