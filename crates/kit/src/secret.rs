//! Secrets that travel in links and cookies: made here, shown once, kept only as a digest.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::ids::Ids;

/// A secret of 32 random bytes. Its text goes to the person, its digest to the database; it never prints itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new secret.
    #[must_use]
    pub fn new(ids: Ids) -> Secret {
        Secret(URL_SAFE_NO_PAD.encode(ids.bytes::<32>()))
    }

    /// What somebody sent as a secret. Any text is accepted: a wrong one simply has another digest.
    #[must_use]
    pub fn given(text: &str) -> Secret {
        Secret(text.to_owned())
    }

    /// The text to put into a link or cookie: 43 characters, safe in URLs.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// SHA-256 of the text: what is stored and looked up.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        sha256(self.0.as_bytes()).to_vec()
    }
}

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal of some bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
