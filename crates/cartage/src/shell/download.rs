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
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, attachment(&format!("{name}.{}", format.extension()))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(rows)).into_response())
}

/// `Content-Disposition` of a file to be saved under this name, in whatever alphabet (RFC 6266).
#[must_use]
pub fn attachment(name: &str) -> HeaderValue {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' }).collect();
    let whole = name.bytes().fold(String::new(), |mut whole, b| {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => whole.push(char::from(b)),
            _ => whole.push_str(&format!("%{b:02X}")),
        }
        whole
    });
    let named = if plain == name {
        format!("attachment; filename=\"{plain}\"")
    } else {
        format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
    };
    HeaderValue::try_from(named).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn names_in_every_alphabet_reach_the_browser() {
        for (name, header) in [
            ("orders.csv", "attachment; filename=\"orders.csv\""),
            ("CMR 7.pdf", "attachment; filename=\"CMR 7.pdf\""),
            ("żółć.pdf", "attachment; filename=\"____.pdf\"; filename*=UTF-8''%C5%BC%C3%B3%C5%82%C4%87.pdf"),
            ("a\"b;c.pdf", "attachment; filename=\"a_b_c.pdf\"; filename*=UTF-8''a%22b%3Bc.pdf"),
        ] {
            assert_eq!(attachment(name), header);
        }
    }
}
