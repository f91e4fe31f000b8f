//! Uploads over HTTP: a file as it comes, and the portal's pages of orders.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kit::web::{Fields, QueryFields};
use rules::upload::Kind;

use super::actions::Wish;
use super::counter::{Counter, Posted};
use super::receive;
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::shell::{self, Frame, Here};
use crate::viewer::Contact;

/// What is read of a file that is too large, so that its sender hears why rather than a broken connection: 256 MiB, of which
/// nothing is kept.
const DRAINED: usize = 256 * 1024 * 1024;

/// Reads the form as it comes; of a file beyond the limit nothing is kept.
pub(super) async fn posted(parts: Result<Multipart, MultipartRejection>) -> Result<Posted, String> {
    const BROKEN: &str = "The file did not arrive whole. Try again.";
    let Ok(mut parts) = parts else { return Ok(Posted::default()) };
    let mut posted = Posted::default();
    let mut seen = 0;
    while let Some(mut part) = parts.next_field().await.map_err(|_| BROKEN.to_owned())? {
        let is_file = part.name() == Some("file");
        if is_file {
            posted.name = part.file_name().unwrap_or_default().to_owned();
        }
        let known = is_file || part.name() == Some("upload");
        let mut bytes = Vec::new();
        while let Some(some) = part.chunk().await.map_err(|_| BROKEN.to_owned())? {
            seen += some.len();
            if seen > receive::LARGEST {
                posted.too_large = true;
                bytes = Vec::new();
            }
            if seen > DRAINED {
                return Ok(posted);
            }
            if known && !posted.too_large {
                bytes.extend_from_slice(&some);
            }
        }
        if is_file {
            posted.bytes = bytes;
        } else if known {
            posted.upload = String::from_utf8_lossy(&bytes).trim().to_owned();
        }
    }
    Ok(posted)
}

/// An example as a file to keep.
pub(super) fn attached(kind: &str, format: sheet::Format, bytes: Vec<u8>) -> Result<Response, Failure> {
    let name = format!("{kind}-example.{}", format.extension());
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())), (header::CONTENT_DISPOSITION, shell::attachment(&name))];
    Ok((headers, bytes).into_response())
}

/// The line after which a page begins.
pub(super) fn after(query: &Fields) -> i64 {
    query.get("after").and_then(|after| after.parse().ok()).unwrap_or(0)
}

fn counter<'a>(app: &'a App, contact: &'a Contact) -> Counter<'a, Contact> {
    Counter::of(app, contact, Kind::Orders, contact.root())
}

async fn frame(app: &App, contact: &Contact, title: &str, query: &Fields) -> Result<Frame, Failure> {
    Frame::portal(app, contact, title, Here::Nowhere, query).await
}

/// `GET /p/{organisation}/{customer}/orders/upload`.
///
/// # Errors
/// When the database does not answer.
pub async fn form(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let frame = frame(&app, &contact, "Upload orders", &query).await?;
    shell::page(&counter(&app, &contact).upload_page(frame, String::new()).await?)
}

/// `GET /p/{organisation}/{customer}/orders/upload/example`: `?format=csv` or `xlsx`.
///
/// # Errors
/// A fault.
pub async fn example(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let format = shell::format_asked(&query);
    attached("orders", format, counter(&app, &contact).example(format).await?)
}

/// `POST /p/{organisation}/{customer}/orders/upload`: takes the file in and leads to its dry run.
///
/// # Errors
/// When the database does not answer; a file that cannot be read comes back as the page that says why.
pub async fn send(State(app): State<App>, contact: Contact, parts: Result<Multipart, MultipartRejection>) -> Result<Response, Failure> {
    let counter = counter(&app, &contact);
    match counter.take(posted(parts).await).await? {
        Ok(id) => Ok(shell::redirect(&counter.page_of(id), "")),
        Err(problem) => {
            let frame = frame(&app, &contact, "Upload orders", &Fields::default()).await?;
            shell::unprocessable(&counter.upload_page(frame, problem).await?)
        }
    }
}

type At = Path<(String, String, String)>;

/// `GET /p/{organisation}/{customer}/uploads/{upload}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): At,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    let counter = counter(&app, &contact);
    let upload = counter.known(&id).await?;
    let frame = frame(&app, &contact, "Upload", &query).await?;
    shell::page(&counter.shown(frame, upload, after(&query), String::new()).await?)
}

/// `POST /p/{organisation}/{customer}/uploads/{upload}/submit`: `which=all` or `good`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn submit(State(app): State<App>, contact: Contact, Path((_, _, id)): At, fields: Fields) -> Result<Response, Failure> {
    let counter = counter(&app, &contact);
    let upload = counter.known(&id).await?;
    let wish = Wish { all: fields.raw("which") != "good", invites: false };
    match counter.confirm(&upload, wish).await {
        Ok(_) => Ok(shell::redirect(&counter.page_of(&id), "")),
        Err(Failure::Refused(Refusal { message, .. })) => {
            let frame = frame(&app, &contact, "Upload", &Fields::default()).await?;
            shell::unprocessable(&counter.shown(frame, upload, 0, message).await?)
        }
        Err(other) => Err(other),
    }
}

/// `POST /p/{organisation}/{customer}/uploads/{upload}/discard`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn discard(State(app): State<App>, contact: Contact, Path((_, _, id)): At) -> Result<Response, Failure> {
    let counter = counter(&app, &contact);
    let (to, done) = counter.discard(&counter.known(&id).await?).await?;
    Ok(shell::redirect(&to, done))
}
