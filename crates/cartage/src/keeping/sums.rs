//! What a table holds, as a number of rows and a checksum that does not depend on their order or on the database.

use kit::secret::{hex, sha256};
use serde::{Deserialize, Serialize};

/// A table's rows, counted and summed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// Its name.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// The SHA-256 of each row's canonical bytes, added up; hexadecimal.
    pub checksum: String,
}

/// A sum on its way.
#[derive(Default)]
pub(super) struct Sum {
    rows: u64,
    lanes: [u64; 4],
}

impl Sum {
    pub(super) fn add(&mut self, row: &[u8]) {
        self.rows += 1;
        for (lane, bytes) in self.lanes.iter_mut().zip(sha256(row).chunks_exact(8)) {
            *lane = lane.wrapping_add(bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)));
        }
    }

    pub(super) fn of(&self, table: &str) -> TableSum {
        let bytes: Vec<u8> = self.lanes.iter().flat_map(|lane| lane.to_be_bytes()).collect();
        TableSum { table: table.to_owned(), rows: self.rows, checksum: hex(&bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_and_every_byte_does() {
        let sum = |rows: &[&[u8]]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|row| sum.add(row));
            sum.of("t")
        };
        assert_eq!(sum(&[b"a", b"b"]), sum(&[b"b", b"a"]));
        assert_ne!(sum(&[b"a", b"b"]), sum(&[b"a", b"c"]));
        assert_ne!(sum(&[b"a", b"a"]).checksum, sum(&[]).checksum, "two equal rows do not cancel out");
    }
}
