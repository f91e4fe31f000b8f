//! Ids and random values: the one place that rolls dice. Ids are UUIDv7, so they sort by when they were made.

use jiff::Timestamp;
use uuid::Uuid;

/// Source of ids and random values. Zero-sized today; an argument wherever an act makes something new.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ids;

impl Ids {
    /// A fresh id made at `now`.
    #[must_use]
    pub fn id<T: From<Uuid>>(&self, now: Timestamp) -> T {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid())
    }

    /// `N` random bytes from the operating system.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done then.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }

    /// A random number over the whole range.
    #[must_use]
    pub fn number(&self) -> u64 {
        u64::from_be_bytes(self.bytes())
    }

    /// A short id for a part inside a document: ten characters of a-z and 2-7 (50 random bits), unique within its document.
    #[must_use]
    pub fn part(&self) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        self.bytes::<10>().iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
    }
}

/// Declares an id: a newtype over a UUID that the database layer, serde and URLs understand.
#[macro_export]
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);
        impl From<uuid::Uuid> for $name { fn from(id: uuid::Uuid) -> Self { $name(id) } }
        impl From<$name> for $crate::db::Value { fn from(id: $name) -> Self { $crate::db::Value::Bytes(id.0.as_bytes().to_vec()) } }
        impl $crate::db::Column for $name {
            fn read(row: &$crate::db::Row<'_>, column: usize) -> Result<Option<Self>, $crate::db::DbError> {
                Ok(<uuid::Uuid as $crate::db::Column>::read(row, column)?.map($name))
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { std::fmt::Display::fmt(&self.0, to) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map($name) }
        }
    )* };
}
