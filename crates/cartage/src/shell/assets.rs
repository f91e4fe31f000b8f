//! The files that ship inside the program, and the carrier's colour as a stylesheet of one rule.

use std::sync::LazyLock;

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kit::secret::{hex, sha256};
use kit::web::{Asset, serve_asset};

use crate::failure::Failure;

macro_rules! asset {
    ($name:literal, $kind:literal) => {
        Asset { name: $name, kind: $kind, bytes: include_bytes!(concat!("../../../../assets/", $name)) }
    };
}

static ALL: [Asset; 11] = [
    asset!("cartage.css", "text/css; charset=utf-8"),
    asset!("cartage.js", "text/javascript; charset=utf-8"),
    asset!("order-entry.js", "text/javascript; charset=utf-8"),
    asset!("documents.js", "text/javascript; charset=utf-8"),
    asset!("live.js", "text/javascript; charset=utf-8"),
    asset!("live-worker.js", "text/javascript; charset=utf-8"),
    asset!("icon.svg", "image/svg+xml"),
    asset!("icons.svg", "image/svg+xml"),
    asset!("vendor/htmx-4.0.1.min.js", "text/javascript; charset=utf-8"),
    asset!("vendor/inter-latin.woff2", "font/woff2"),
    asset!("vendor/inter-latin-ext.woff2", "font/woff2"),
];

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let digests: Vec<String> = ALL.iter().map(Asset::digest).collect();
    hex(&sha256(digests.concat().as_bytes())[..6])
});

/// Changes whenever one of the files does: `?v=` in their addresses.
#[must_use]
pub fn version() -> &'static str {
    &VERSION
}

/// `GET /assets/{*file}`.
///
/// # Errors
/// Not found.
pub async fn asset(Path(file): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Failure> {
    let asset = ALL.iter().find(|asset| asset.name == file).ok_or_else(Failure::not_found)?;
    let wanted = query.as_deref().and_then(|query| query.strip_prefix("v="));
    let digest = if wanted == Some(version()) { asset.digest() } else { String::new() };
    Ok(serve_asset(asset, &digest, &headers))
}

/// `GET /brand/{colour}.css`: `:root { --brand: #rrggbb }`.
///
/// # Errors
/// Not found, unless it is six hexadecimal digits.
pub async fn brand(Path(file): Path<String>) -> Result<Response, Failure> {
    let colour = file.strip_suffix(".css").filter(|colour| colour.len() == 6 && colour.chars().all(|c| c.is_ascii_hexdigit()));
    let colour = colour.ok_or_else(Failure::not_found)?;
    let mut response = format!(":root {{ --brand: #{colour}; }}\n").into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
