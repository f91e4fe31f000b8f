//! Files beside the database, each under the digest of what is in it: the same bytes are kept once, a file never changes, and whoever
//! holds a digest can tell whether the file is still what it was. A file is whole or not there: it is written aside, put on the disk,
//! and only then given its name.
//!
//! Everything here waits for the disk: call it away from the threads that answer others.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use crate::ids::Ids;
use crate::secret::{hex, sha256};

/// Under which files are kept.
const KEPT: &str = "documents";
/// Where they are while they arrive.
const ARRIVING: &str = "arriving";

/// A directory of such files.
#[derive(Clone, Debug)]
pub struct Vault {
    home: PathBuf,
}

impl Vault {
    /// The one in a data directory; nothing is made yet.
    #[must_use]
    pub fn at(data: &Path) -> Vault {
        Vault { home: data.to_owned() }
    }

    fn place(&self, digest: &str) -> io::Result<PathBuf> {
        if digest.len() != 64 || !digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a digest"));
        }
        Ok(self.home.join(KEPT).join(&digest[..2]).join(digest))
    }

    /// Keeps a file; it is on the disk when this returns. Its digest: SHA-256, in 64 small hexadecimal digits.
    ///
    /// # Errors
    /// When the disk is full or the directory cannot be written to.
    pub fn keep(&self, bytes: &[u8], ids: Ids) -> io::Result<String> {
        let arriving = self.home.join(ARRIVING);
        fs::create_dir_all(&arriving)?;
        let path = arriving.join(hex(&ids.bytes::<16>()));
        let kept = self.keep_through(&path, bytes);
        if kept.is_err() {
            drop(fs::remove_file(&path));
        }
        kept
    }

    fn keep_through(&self, path: &Path, bytes: &[u8]) -> io::Result<String> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        let digest = hex(&sha256(bytes));
        let place = self.place(&digest)?;
        let folder = place.parent().unwrap_or(&self.home);
        fs::create_dir_all(folder)?;
        fs::rename(path, &place)?; // over one with the same bytes: it counts as put in now
        File::open(folder)?.sync_all()?;
        Ok(digest)
    }

    /// What is in a file.
    ///
    /// # Errors
    /// When it is not there, cannot be read or is not what it was.
    pub fn read(&self, digest: &str) -> io::Result<Vec<u8>> {
        let bytes = fs::read(self.place(digest)?)?;
        match hex(&sha256(&bytes)) == digest {
            true => Ok(bytes),
            false => Err(io::Error::new(io::ErrorKind::InvalidData, "the file is not what it was")),
        }
    }

    /// The digests of the files that begin with these two digits, and that nobody has put in since `before`.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn untouched(&self, prefix: &str, before: Timestamp) -> io::Result<Vec<String>> {
        untouched(&self.home.join(KEPT).join(prefix), before)
    }

    /// Forgets a file; that it is gone already is as good.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn forget(&self, digest: &str) -> io::Result<()> {
        gone(fs::remove_file(self.place(digest)?))
    }

    /// Removes what began to arrive before that and never did, as a program that was killed leaves it.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn tidy(&self, before: Timestamp) -> io::Result<()> {
        let folder = self.home.join(ARRIVING);
        untouched(&folder, before)?.iter().try_for_each(|name| gone(fs::remove_file(folder.join(name))))
    }
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn untouched(folder: &Path, before: Timestamp) -> io::Result<Vec<String>> {
    let before = SystemTime::from(before);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.metadata()?.modified()? < before
            && let Ok(name) = entry.file_name().into_string()
        {
            found.push(name);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_kept_once_and_come_back() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::at(home.path());
        let digest = vault.keep(b"a consignment note", Ids).unwrap();
        assert_eq!(vault.keep(b"a consignment note", Ids).unwrap(), digest);
        assert_eq!(vault.read(&digest).unwrap(), b"a consignment note");
        assert_eq!(vault.untouched(&digest[..2], Timestamp::MAX).unwrap(), std::slice::from_ref(&digest));
        assert!(vault.untouched(&digest[..2], Timestamp::UNIX_EPOCH).unwrap().is_empty());
        vault.forget(&digest).unwrap();
        vault.forget(&digest).unwrap();
        assert_eq!(vault.read(&digest).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_file_that_was_altered_is_not_given_out() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::at(home.path());
        let digest = vault.keep(b"signed by Piet", Ids).unwrap();
        fs::write(vault.place(&digest).unwrap(), b"signed by Jan").unwrap();
        assert_eq!(vault.read(&digest).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn what_never_arrived_is_removed_after_a_while() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::at(home.path());
        let left = home.path().join(ARRIVING).join("half");
        fs::create_dir_all(left.parent().unwrap()).unwrap();
        fs::write(&left, b"half").unwrap();
        vault.tidy(Timestamp::UNIX_EPOCH).unwrap();
        assert!(left.exists(), "it may still be arriving");
        vault.tidy(Timestamp::MAX).unwrap();
        assert!(!left.exists());
    }

    #[test]
    fn only_digests_name_files() {
        let vault = Vault::at(Path::new("/nowhere"));
        for odd in ["", "../../etc/passwd", "abcdef", &"g".repeat(64), &"A".repeat(64)] {
            assert_eq!(vault.read(odd).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{odd:?}");
        }
    }
}
