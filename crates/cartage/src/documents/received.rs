//! A file that was sent: taken for what its bytes say, and put on the disk before anything is written about it.

use rules::documents::{self as rule, Format, Unfit};

use crate::app::App;
use crate::failure::Failure;

/// A file on the disk that nothing is written about yet.
#[derive(Debug)]
pub struct Received {
    /// Its name, with the ending of what it is.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// Bytes.
    pub size: i64,
    /// Under which it is kept.
    pub digest: String,
}

/// Looks at a file and puts it on the disk, away from the threads that answer others; or says why it is not taken.
///
/// # Errors
/// When the disk cannot be written to.
pub async fn take(app: &App, sent: &str, bytes: Vec<u8>) -> Result<Result<Received, Unfit>, Failure> {
    let (vault, ids, size) = (app.vault(), app.ids, i64::try_from(bytes.len()).map_err(Failure::fault)?);
    let kept =
        tokio::task::spawn_blocking(move || rule::recognise(&bytes).map(|format| vault.keep(&bytes, ids).map(|digest| (format, digest))));
    let (format, digest) = match kept.await.map_err(Failure::fault)? {
        Ok(kept) => kept.map_err(Failure::fault)?,
        Err(unfit) => return Ok(Err(unfit)),
    };
    Ok(Ok(Received { name: rule::name(sent, format), format, size, digest }))
}
