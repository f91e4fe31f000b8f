//! A backup's file: a tar of a manifest, the rows (the same from SQLite and PostgreSQL, compressed), and the documents.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use cartage::keeping::Manifest;
use kit::secret::{hex, sha256};
use serde::{Deserialize, Serialize};

/// The names inside, in this order.
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const ROWS: &str = "rows.gz";
pub(crate) const DOCUMENTS: &str = "documents";

/// What is in a backup.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Contents {
    #[serde(flatten)]
    pub(crate) database: Manifest,
    pub(crate) documents: Vec<Document>,
}

/// A document, by its path under `documents`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) path: String,
    pub(crate) sha256: String,
}

/// Every document under `home`, in the order of their paths.
///
/// # Errors
/// When one cannot be read or its name is not text.
pub(crate) fn documents(home: &Path) -> anyhow::Result<Vec<Document>> {
    let (mut found, mut folders) = (Vec::new(), vec![home.join(DOCUMENTS)]);
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(home.join(DOCUMENTS))?;
            let name = inside.to_str().with_context(|| format!("{} has a name that is no text", path.display()))?;
            found.push(Document { path: name.to_owned(), sha256: sum(&path)? });
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn sum(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(hex(&sha256(&bytes)))
}

/// Writes the archive.
///
/// # Errors
/// When the disk does not take it.
pub(crate) fn write(to: File, contents: &Contents, rows: &Path, home: &Path) -> anyhow::Result<()> {
    let mut tar = tar::Builder::new(to);
    let manifest = serde_json::to_vec_pretty(contents)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(manifest.len() as u64);
    header.set_mode(0o600);
    header.set_cksum();
    tar.append_data(&mut header, MANIFEST, manifest.as_slice())?;
    tar.append_path_with_name(rows, ROWS)?;
    for document in &contents.documents {
        let inside = Path::new(DOCUMENTS).join(&document.path);
        tar.append_path_with_name(home.join(&inside), inside)?;
    }
    let mut file = tar.into_inner()?;
    file.flush()?;
    Ok(file.sync_all()?)
}

/// The entry that comes next must be this one.
///
/// # Errors
/// When the file is not a backup.
pub(crate) fn expect<'a, R: Read>(entries: &mut tar::Entries<'a, R>, name: &str) -> anyhow::Result<tar::Entry<'a, R>> {
    let entry = entries.next().transpose().context("the file cannot be read as a backup")?;
    match entry {
        Some(entry) if entry.path()?.as_ref() == Path::new(name) => Ok(entry),
        _ => bail!("this is not a backup of Cartage: {name} is missing"),
    }
}

/// Writes the documents that follow into `home`, and compares each with the manifest.
///
/// # Errors
/// When one is damaged, missing or not announced.
pub(crate) fn unpack<R: Read>(entries: tar::Entries<'_, R>, contents: &Contents, home: &Path) -> anyhow::Result<()> {
    for entry in entries {
        let mut entry = entry?;
        let path: PathBuf = entry.path()?.into_owned();
        let announced = |document: &Document| Path::new(DOCUMENTS).join(&document.path) == path;
        if !contents.documents.iter().any(announced) || !entry.unpack_in(home)? {
            bail!("{} does not belong into this backup", path.display());
        }
    }
    match documents(home)? == contents.documents {
        true => Ok(()),
        false => bail!("a document is missing or damaged"),
    }
}
