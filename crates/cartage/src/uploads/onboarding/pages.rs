//! The desk's pages to upload customers, contacts and locations, each behind the right to change what it uploads.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::upload::Kind;

use super::super::actions::Wish;
use super::super::counter::Counter;
use super::super::pages::{after, attached, posted};
use super::super::words;
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::shell::{self, Frame};
use crate::viewer::Staff;

/// What is uploaded at a route.
pub trait Rows: 'static {
    /// Its kind.
    const KIND: Kind;
}

/// Customers.
pub struct Customers;
/// Contacts.
pub struct Contacts;
/// Locations.
pub struct Locations;

impl Rows for Customers {
    const KIND: Kind = Kind::Customers;
}
impl Rows for Contacts {
    const KIND: Kind = Kind::Contacts;
}
impl Rows for Locations {
    const KIND: Kind = Kind::Locations;
}

fn counter<'a, R: Rows>(app: &'a App, staff: &'a Staff) -> Counter<'a, Staff> {
    Counter::of(app, staff, R::KIND, staff.root())
}

async fn frame<R: Rows>(app: &App, staff: &Staff, query: &Fields) -> Result<Frame, Failure> {
    let title = format!("Upload {}", words::of(R::KIND).many);
    let frame = Frame::desk(app, staff, &title, words::here(R::KIND), query).await?;
    // The file that was chosen must not be lost to a page that fetches itself.
    Ok(Frame { follows: String::new(), ..frame })
}

/// `GET /d/{organisation}/customers/upload`, `…/contacts/upload`, `…/locations/upload`.
///
/// # Errors
/// When the database does not answer.
pub async fn form<R: Rows>(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let frame = frame::<R>(&app, &staff, &query).await?;
    shell::page(&counter::<R>(&app, &staff).upload_page(frame, String::new()).await?)
}

/// `GET /d/{organisation}/customers/upload/example` and the others: `?format=csv` or `xlsx`.
///
/// # Errors
/// A fault.
pub async fn example<R: Rows>(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let format = shell::format_asked(&query);
    attached(words::of(R::KIND).many, format, counter::<R>(&app, &staff).example(format).await?)
}

/// `POST /d/{organisation}/customers/upload` and the others: takes the file in and leads to its dry run.
///
/// # Errors
/// When the database does not answer; a file that cannot be read comes back as the page that says why.
pub async fn send<R: Rows>(
    State(app): State<App>,
    staff: Staff,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let counter = counter::<R>(&app, &staff);
    match counter.take(posted(parts).await).await? {
        Ok(id) => Ok(shell::redirect(&counter.page_of(id), "")),
        Err(problem) => {
            let frame = frame::<R>(&app, &staff, &Fields::default()).await?;
            shell::unprocessable(&counter.upload_page(frame, problem).await?)
        }
    }
}

type At = Path<(String, String)>;

/// `GET /d/{organisation}/customer-uploads/{upload}` and the others.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show<R: Rows>(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): At,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    let counter = counter::<R>(&app, &staff);
    let upload = counter.known(&id).await?;
    shell::page(&counter.shown(frame::<R>(&app, &staff, &query).await?, upload, after(&query), String::new()).await?)
}

/// `POST /d/{organisation}/customer-uploads/{upload}` and the others: `which=all`, `good` or `discard`; `invites=on` lets new contacts in.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn decide<R: Rows>(State(app): State<App>, staff: Staff, Path((_, id)): At, fields: Fields) -> Result<Response, Failure> {
    let counter = counter::<R>(&app, &staff);
    let upload = counter.known(&id).await?;
    let all = match fields.raw("which") {
        "discard" => {
            let (to, done) = counter.discard(&upload).await?;
            return Ok(shell::redirect(&to, done));
        }
        which => which != "good",
    };
    match counter.confirm(&upload, Wish { all, invites: fields.ticked("invites") }).await {
        Ok(_) => Ok(shell::redirect(&counter.page_of(&id), "")),
        Err(Failure::Refused(Refusal { message, .. })) => {
            let frame = frame::<R>(&app, &staff, &Fields::default()).await?;
            shell::unprocessable(&counter.shown(frame, upload, 0, message).await?)
        }
        Err(other) => Err(other),
    }
}
