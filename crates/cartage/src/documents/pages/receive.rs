//! Files as a form sends them: each is read no further than it may be long.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use rules::documents::{AT_ONCE, LARGEST, Unfit};
use tokio::sync::Semaphore;

use crate::app::App;
use crate::documents::received::{Received, take};
use crate::failure::Failure;

/// Files of up to [`LARGEST`] that are held in memory at a time.
static HELD: Semaphore = Semaphore::const_new(16);
/// What is read of a request beyond what can be kept, so that its sender hears why rather than a broken connection: 600 MiB.
const DRAINED: usize = 600 * 1024 * 1024;

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
        let Some(bytes) = whole(part, &mut drained).await else {
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

/// A part to its end, but none of it where it is too large; nothing where it broke off.
async fn whole(mut part: Field<'_>, drained: &mut usize) -> Option<Option<Vec<u8>>> {
    let (mut bytes, mut large) = (Vec::new(), false);
    while let Some(some) = part.chunk().await.ok()? {
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
