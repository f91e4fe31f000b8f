//! `cartage backup`: database and documents of one instant in one file, while the program serves.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use cartage::keeping;
use clap::Args;
use flate2::Compression;
use flate2::write::GzEncoder;
use kit::clock::Clock;

use crate::archive::{self, Contents};
use crate::place::Place;
use crate::told::{said, say};

/// What to back up, and where to.
#[derive(Debug, Clone, Args)]
pub(crate) struct Backup {
    /// The file to write; it must not be there yet.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// A file that is removed unless it is finished.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _removed = std::fs::remove_file(&self.0);
    }
}

impl Backup {
    /// Backs up; the file is there whole or not at all.
    ///
    /// # Errors
    /// When the file is there already, the disk is full or the database does not answer.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        if self.file.exists() {
            bail!("{} is there already; a backup is never written over another", self.file.display());
        }
        let db = self.place.open().await?;
        for left in [beside(&self.file, ".rows"), beside(&self.file, ".part")] {
            let _of_one_that_was_broken_off = std::fs::remove_file(left);
        }
        let (rows, whole) = (Unfinished(beside(&self.file, ".rows")), Unfinished(beside(&self.file, ".part")));
        let to = GzEncoder::new(BufWriter::new(create(&rows.0)?), Compression::fast());
        let exported = keeping::export(&db, Clock::System.now(), to).await.map_err(said)?;
        exported.to.finish().and_then(|mut file| file.flush()).context("the rows cannot be written")?;
        let contents = Contents { database: exported.manifest, documents: archive::documents(&self.place.data)? };
        let written = archive::write(create(&whole.0)?, &contents, &rows.0, &self.place.data);
        written.with_context(|| format!("{} cannot be written", self.file.display()))?;
        std::fs::rename(&whole.0, &self.file)?;
        say(&told(&self.file, &contents));
        Ok(())
    }
}

/// A file that only its owner reads: there are password hashes in it.
pub(crate) fn create(path: &Path) -> anyhow::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| format!("{} cannot be written", path.display()))
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// What is in it, and the heads to keep elsewhere.
fn told(file: &Path, contents: &Contents) -> String {
    let rows: u64 = contents.database.tables.iter().map(|table| table.rows).sum();
    let heads: String = contents.database.heads.iter().map(|head| format!("\n{head}")).collect();
    let documents = match contents.documents.len() {
        1 => "1 document".to_owned(),
        many => format!("{many} documents"),
    };
    format!("{}: {rows} rows, {documents}, as of {}{heads}", file.display(), contents.database.made_at)
}
