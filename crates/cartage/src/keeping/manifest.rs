//! What a backup says of itself: which program made it when, of which migrations, and what every table held.

use jiff::Timestamp;
use kit::db::Migration;
use kit::secret::{hex, sha256};
use serde::{Deserialize, Serialize};

use super::sums::TableSum;
use crate::failure::Failure;
use crate::migrations;

/// What was carried away, to be compared with what arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program.
    pub program: String,
    /// When.
    pub made_at: Timestamp,
    /// Name and digest of every migration of the database.
    pub migrations: Vec<(String, String)>,
    /// Every table.
    pub tables: Vec<TableSum>,
    /// The head of every history, as `verify-history --against` takes it.
    pub heads: Vec<String>,
}

impl Manifest {
    /// The migrations of this program it was made with: all of them, or the first ones.
    ///
    /// # Errors
    /// Refused when it was made with others.
    pub(super) fn known(&self) -> Result<&'static [Migration], Failure> {
        let first = migrations::ALL.get(..self.migrations.len());
        let same =
            |(known, (name, digest)): (&Migration, &(String, String))| known.name == name && hex(&sha256(known.sql.as_bytes())) == *digest;
        match first {
            Some(first) if first.iter().zip(&self.migrations).all(same) => Ok(first),
            _ => Err(Failure::refused(format!("it was made by Cartage {}, whose database this program does not know", self.program))),
        }
    }
}
