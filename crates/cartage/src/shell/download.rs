//! A table sent as it is read: a stretch of rows at a time, so that a hundred thousand cost no more memory than five hundred, and
//! each stretch is a short read beside those of others.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kit::web::Fields;
use sheet::{Cell, Format, Writer};
use tokio::sync::{Semaphore, mpsc};

use crate::failure::Failure;

/// Exports that are written at a time; more wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(3);

/// A stretch of rows, and what to ask for the next one; none at the end.
pub type Stretch<P> = (Vec<Vec<Cell>>, Option<P>);

/// The kind of file that `?format=` asks for; CSV where it asks for nothing known.
#[must_use]
pub fn format_asked(query: &Fields) -> Format {
    Format::parse(query.raw("format")).unwrap_or(Format::Csv)
}

/// Sends a table called `name`: `next` is asked for stretch after stretch, first with `None`. A fault on the way breaks the download
/// off, so that nobody takes half a table for a whole one.
///
/// # Errors
/// When the first stretch cannot be read: the answer then is a page that says so.
pub async fn download<P, F, N>(format: Format, name: &str, heads: &'static [&'static str], mut next: F) -> Result<Response, Failure>
where
    P: Send + 'static,
    F: FnMut(Option<P>) -> N + Send + 'static,
    N: Future<Output = Result<Stretch<P>, Failure>> + Send,
{
    let mut stretch = next(None).await?;
    let (give, taken) = mpsc::channel::<Result<Bytes, io::Error>>(1);
    tokio::spawn(async move {
        let Ok(_turn) = TURNS.acquire().await else { return };
        let mut writer = match Writer::begin(format, heads) {
            Ok(writer) => writer,
            Err(error) => return drop(give.send(Err(error)).await),
        };
        loop {
            let (rows, on) = stretch;
            // Packing is work: not on a thread that answers others.
            let written = tokio::task::spawn_blocking(move || {
                rows.iter().try_for_each(|row| writer.row(row)).map(|()| {
                    let bytes = writer.take();
                    (writer, bytes)
                })
            });
            let bytes = match written.await.map_err(io::Error::other).flatten() {
                Ok((back, bytes)) => {
                    writer = back;
                    bytes
                }
                Err(error) => return drop(give.send(Err(error)).await),
            };
            if give.send(Ok(bytes.into())).await.is_err() {
                return; // whoever asked has gone
            }
            let Some(place) = on else { break };
            stretch = match next(Some(place)).await {
                Ok(stretch) => stretch,
                Err(failure) => {
                    tracing::warn!(?failure, "an export was broken off");
                    return drop(give.send(Err(io::Error::other("the database did not answer"))).await);
                }
            };
        }
        drop(give.send(writer.end().map(Bytes::from)).await);
    });
    let rows = futures_util::stream::unfold(taken, |mut taken| async move { taken.recv().await.map(|bytes| (bytes, taken)) });
    let file = format!("attachment; filename=\"{name}.{}\"", format.extension());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(file).unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(rows)).into_response())
}
