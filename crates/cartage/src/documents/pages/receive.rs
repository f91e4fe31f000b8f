//! Files as a form sends them: each is read no further than it may be long.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use rules::documents::{AT_ONCE, LARGEST, Unfit};
use tokio::sync::Semaphore;
use tokio::time::{Duration, Instant, timeout_at};

use crate::app::App;
use crate::documents::received::{Received, take};
use crate::failure::Failure;

/// Files of up to [`LARGEST`] that are held in memory at a time.
static HELD: Semaphore = Semaphore::const_new(16);
/// What is read of a request beyond what can be kept, so that its sender hears why rather than a broken connection: 600 MiB.
const DRAINED: usize = 600 * 1024 * 1024;

/// How fast a file has to come: whoever is silent, or sends a byte now and then, holds no turn for long.
#[derive(Clone, Copy)]
struct Pace {
    /// Until anything comes, and for pauses in between.
    patience: Duration,
    /// Bytes that have to come in a second after that.
    per_second: u32,
}

/// Half a minute of patience, and a quarter of a megabit a second: twenty megabytes have eleven minutes.
const PACE: Pace = Pace { patience: Duration::from_secs(30), per_second: 32 * 1024 };

/// What is said when the connection broke.
const BROKEN: &str = "The files did not all arrive. Try again.";

/// What was posted.
#[derive(Debug, Default)]
pub(super) struct Posted {
    pub(super) document_type: String,
    pub(super) consignment: String,
    pub(super) files: Vec<Received>,
    /// What was not taken and why, a sentence each.
    pub(super) not_taken: Vec<String>,
}

/// Reads the form.
pub(super) async fn receive(app: &App, mut parts: Multipart) -> Result<Posted, Failure> {
    let (mut posted, mut drained, mut sent) = (Posted::default(), 0, 0);
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(posted),
            Err(_) => {
                posted.not_taken.push(BROKEN.to_owned());
                return Ok(posted);
            }
        };
        let (field, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().unwrap_or_default().to_owned());
        let _turn = HELD.acquire().await.map_err(Failure::fault)?;
        let Some(bytes) = whole(part, &mut drained, PACE).await else {
            posted.not_taken.push(BROKEN.to_owned());
            return Ok(posted);
        };
        match field.as_str() {
            "type" => posted.document_type = text(bytes),
            "consignment" => posted.consignment = text(bytes),
            "file" if file.is_empty() && bytes.as_ref().is_some_and(Vec::is_empty) => {}
            "file" => {
                sent += 1;
                if sent > AT_ONCE {
                    posted.not_taken.push(format!("{}: at most {AT_ONCE} files are taken at a time.", shown(&file)));
                    continue;
                }
                let taken = match bytes {
                    Some(bytes) => take(app, &file, bytes).await?,
                    None => Err(Unfit::TooLarge),
                };
                match taken {
                    Ok(received) => posted.files.push(received),
                    Err(unfit) => posted.not_taken.push(format!("{}: {}", shown(&file), in_words(unfit))),
                }
            }
            _ => {}
        }
        if drained > DRAINED {
            return Ok(posted);
        }
    }
}

/// A part to its end, but none of it where it is too large; nothing where it broke off, or came too slowly.
async fn whole(mut part: Field<'_>, drained: &mut usize, pace: Pace) -> Option<Option<Vec<u8>>> {
    let (mut bytes, mut large, mut until) = (Vec::new(), false, Instant::now() + pace.patience);
    while let Some(some) = timeout_at(until, part.chunk()).await.ok()?.ok()? {
        until += Duration::from_secs(1).mul_f64(some.len() as f64 / f64::from(pace.per_second));
        *drained += some.len();
        if *drained > DRAINED {
            return Some(None);
        }
        large |= (bytes.len() + some.len()) as u64 > LARGEST;
        if large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&some);
        }
    }
    Some((!large).then_some(bytes))
}

fn text(bytes: Option<Vec<u8>>) -> String {
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()).unwrap_or_default()
}

fn shown(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(80).collect()
}

fn in_words(unfit: Unfit) -> String {
    match unfit {
        Unfit::Empty => "there is nothing in it.".to_owned(),
        Unfit::TooLarge => format!("it is larger than {} MB.", LARGEST / (1024 * 1024)),
        Unfit::Other => {
            "it is not what is kept with orders, whatever it is called. Send a PDF, a picture, a Word or Excel file, or plain text."
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::Body;
    use axum::extract::FromRequest;
    use axum::http::Request;
    use futures_util::{StreamExt as _, stream};

    use super::*;

    const HURRIED: Pace = Pace { patience: Duration::from_millis(200), per_second: 1_000 };
    const HEAD: &str = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";

    /// What comes of a file that is sent in these pieces with a pause before each, and then, unless it ends, of silence.
    async fn sent(pieces: &[&'static str], pause: Duration, ends: bool, pace: Pace) -> Option<Option<Vec<u8>>> {
        let first = stream::iter([Ok::<_, Infallible>(HEAD)]);
        let rest = stream::iter(pieces.to_vec()).then(move |piece| async move {
            tokio::time::sleep(pause).await;
            Ok::<_, Infallible>(piece)
        });
        let end = stream::iter(ends.then_some(Ok("\r\n--x--\r\n")));
        let silence = stream::once(std::future::pending::<Result<&str, Infallible>>());
        let body = Body::from_stream(first.chain(rest).chain(end).chain(silence));
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=x").body(body).expect("a request");
        let mut parts = Multipart::from_request(request, &()).await.expect("a form");
        let part = parts.next_field().await.expect("a part").expect("a file");
        let mut drained = 0;
        tokio::time::timeout(Duration::from_secs(20), whole(part, &mut drained, pace)).await.expect("it is not waited for for ever")
    }

    #[tokio::test]
    async fn a_file_that_comes_is_read_and_one_that_does_not_is_not_waited_for() {
        assert_eq!(sent(&["signed", " by Piet"], Duration::ZERO, true, PACE).await, Some(Some(b"signed by Piet".to_vec())));
        assert_eq!(sent(&[], Duration::ZERO, false, HURRIED).await, None, "silent from the first");
        assert_eq!(sent(&["signed"], Duration::ZERO, false, HURRIED).await, None, "silent in the middle");
        assert_eq!(sent(&["x"; 100], Duration::from_millis(10), true, HURRIED).await, None, "a byte now and then is no file");
    }
}
