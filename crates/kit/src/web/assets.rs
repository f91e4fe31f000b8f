//! Files that ship inside the program, served under an address that changes with their content, so browsers keep them for good.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::secret::{hex, sha256};

/// A file inside the program.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its name in the address: `cartage.css`.
    pub name: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

impl Asset {
    /// The first sixteen hexadecimal digits of the content's SHA-256: part of its address.
    #[must_use]
    pub fn digest(&self) -> String {
        hex(&sha256(self.bytes)[..8])
    }
}

/// Answers with the file. One asked for under an old digest is still served, but not for keeping.
#[must_use]
pub fn serve(asset: &Asset, digest: &str, headers: &HeaderMap) -> Response {
    let current = asset.digest();
    let tag = format!("\"{current}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let cache = if digest == current { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = (StatusCode::OK, asset.bytes).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        out.insert(header::ETAG, tag);
    }
    response
}
