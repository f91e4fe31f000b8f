//! Uploads over HTTP: the page with the file, the example, what the dry run found, and how far the orders are.

use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use kit::web::{Fields, QueryFields};
use rules::upload::{Column, Kind};

use super::said::Said;
use super::table::{LineRow, UploadRow};
use super::{UploadId, actions, columns_shown, receive, store};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::shell::{self, Frame, Here, says};
use crate::viewer::{Contact, Viewer};
use crate::{defaults, order_form};

/// What is read of a file that is too large, so that its sender hears why rather than a broken connection: 256 MiB, of which
/// nothing is kept.
const DRAINED: usize = 256 * 1024 * 1024;

#[derive(Template)]
#[template(path = "uploads/upload.html")]
struct UploadPage {
    frame: Frame,
    root: String,
    upload: String,
    problem: String,
    most: usize,
    columns: Vec<(&'static str, Vec<String>)>,
    /// The customer has default order values, which fill what rows leave unsaid.
    defaults: bool,
    before: Vec<Before>,
}

/// An upload of before.
struct Before {
    href: String,
    file: String,
    by: String,
    at: (String, String),
    orders: i64,
    state: &'static str,
}

fn state_in_words(state: &str) -> &'static str {
    match state {
        "RECEIVING" | "CHECKING" => "Being checked",
        "CHECKED" => "Checked, not submitted",
        "RUNNING" => "Being submitted",
        "DONE" => "Submitted",
        _ => "Discarded",
    }
}

async fn upload_page(app: &App, contact: &Contact, query: &Fields, problem: String) -> Result<UploadPage, Failure> {
    let (scope, root, zone) = (contact.scope(), contact.root(), contact.carrier.zone.clone());
    let customer = contact.customer;
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let rows = store::latest(tx, scope, Kind::Orders.as_str()).await?;
            let (form, _) = order_form::arranged(tx, scope.organisation).await?;
            let (defaults, _) = defaults::of_customer(tx, scope.organisation, customer).await?;
            Ok((rows, columns_shown::columns_with(Kind::Orders, &form), defaults.is_some()))
        })
    });
    let (rows, columns, defaults) = read.await?;
    let before = |row: UploadRow| Before {
        href: format!("{root}/uploads/{}", row.id),
        file: row.file_name,
        by: row.sent_by,
        at: (row.created_at.to_string(), says::instant(row.created_at, &zone)),
        orders: row.line_count,
        state: state_in_words(&row.state),
    };
    Ok(UploadPage {
        frame: Frame::portal(app, contact, "Upload orders", Here::Nowhere, query).await?,
        upload: app.ids.id::<UploadId>(app.clock.now()).to_string(),
        problem,
        most: receive::ROWS,
        columns: columns_shown::by_part(&columns),
        defaults,
        before: rows.into_iter().map(before).collect(),
        root: contact.root(),
    })
}

/// `GET /p/{organisation}/{customer}/orders/upload`.
///
/// # Errors
/// When the database does not answer.
pub async fn form(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    shell::page(&upload_page(&app, &contact, &query, String::new()).await?)
}

/// The columns an upload of orders may have at this carrier.
async fn columns(app: &App, contact: &Contact) -> Result<Vec<Column>, Failure> {
    let organisation = contact.carrier.id;
    let (form, _) = app.db.read(move |tx| Box::pin(order_form::arranged(tx, organisation))).await?;
    Ok(columns_shown::columns_with(Kind::Orders, &form))
}

/// `GET /p/{organisation}/{customer}/orders/upload/example`: `?format=csv` or `xlsx`.
///
/// # Errors
/// A fault.
pub async fn example(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let columns = columns(&app, &contact).await?;
    let format = shell::format_asked(&query);
    let file = format!("attachment; filename=\"orders-example.{}\"", format.extension());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(file).map_err(Failure::fault)?),
    ];
    Ok((headers, columns_shown::example(Kind::Orders, &columns, format)?).into_response())
}

/// What was posted.
#[derive(Default)]
struct Posted {
    upload: String,
    name: String,
    bytes: Vec<u8>,
    too_large: bool,
}

/// Reads the form as it comes; of a file beyond the limit nothing is kept.
async fn posted(mut parts: Multipart) -> Result<Posted, String> {
    const BROKEN: &str = "The file did not arrive whole. Try again.";
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

/// `POST /p/{organisation}/{customer}/orders/upload`: takes the file in and leads to its dry run.
///
/// # Errors
/// When the database does not answer; a file that cannot be read comes back as the page that says why.
pub async fn send(State(app): State<App>, contact: Contact, parts: Result<Multipart, MultipartRejection>) -> Result<Response, Failure> {
    let posted = match parts {
        Ok(parts) => posted(parts).await,
        Err(_) => Ok(Posted::default()),
    };
    let read = match posted {
        Err(problem) => Err(problem),
        Ok(posted) if posted.too_large => Err(receive::too_large()),
        Ok(posted) if posted.bytes.is_empty() && posted.name.is_empty() => Err("Choose a file.".to_owned()),
        Ok(posted) => {
            let id: UploadId = posted.upload.parse().unwrap_or_else(|_| app.ids.id(app.clock.now()));
            let scope = contact.scope();
            if app.db.read(move |tx| Box::pin(store::find(tx, scope, id))).await?.is_some() {
                return Ok(shell::redirect(&format!("{}/uploads/{id}", contact.root()), ""));
            }
            receive::read(Kind::Orders, columns(&app, &contact).await?, posted.bytes).await?.map(|drafts| (id, posted.name, drafts))
        }
    };
    match read {
        Ok((id, name, drafts)) => {
            actions::take_in(&app, &contact, id, &name, drafts).await?;
            Ok(shell::redirect(&format!("{}/uploads/{id}", contact.root()), ""))
        }
        Err(problem) => shell::unprocessable(&upload_page(&app, &contact, &Fields::default(), problem).await?),
    }
}

#[derive(Template)]
#[template(path = "uploads/shown.html")]
struct ShownPage {
    frame: Frame,
    here: String,
    back: String,
    file: String,
    sent: (String, String),
    by: String,
    state: String,
    rows: i64,
    total: i64,
    fresh: i64,
    good: i64,
    wrong: i64,
    done: i64,
    refused: i64,
    left_out: Vec<String>,
    said: Vec<(String, Vec<Said>)>,
    more_said: bool,
    lines: Vec<Line>,
    on: Option<String>,
    problem: String,
}

/// A line as it is shown.
struct Line {
    rows: String,
    title: String,
    state: (&'static str, &'static str),
    order: Option<(String, String)>,
    words: String,
}

impl ShownPage {
    fn working(&self) -> bool {
        matches!(self.state.as_str(), "RECEIVING" | "CHECKING" | "RUNNING")
    }
    /// How far it is.
    fn so_far(&self) -> i64 {
        if self.state == "RUNNING" { self.done + self.refused } else { self.total - self.fresh }
    }
    fn out_of(&self) -> i64 {
        if self.state == "RUNNING" { self.done + self.refused + self.good } else { self.total }
    }
    fn orders(&self, count: &i64) -> String {
        if *count == 1 { "1 order".to_owned() } else { format!("{count} orders") }
    }
    fn heading(&self) -> String {
        match self.state.as_str() {
            "RECEIVING" | "CHECKING" => format!("Checking {}", self.file),
            "CHECKED" => format!("Checked: {}", self.file),
            "RUNNING" => format!("Submitting {}", self.file),
            "DONE" => format!("Submitted: {}", self.file),
            _ => format!("Discarded: {}", self.file),
        }
    }
}

fn line(row: LineRow, root: &str) -> Result<Line, Failure> {
    let said: Vec<Said> = serde_json::from_str(&row.said)?;
    let state = match row.state.as_str() {
        "GOOD" => ("ok", "Good"),
        "WRONG" => ("danger", "To mend"),
        "REFUSED" => ("danger", "Not submitted"),
        "DONE" if row.number.is_empty() => ("ok", "Submitted, waits for approval"),
        "DONE" => ("ok", "Submitted"),
        _ => ("", "Not checked yet"),
    };
    let order =
        row.made.map(|id| (format!("{root}/orders/{id}"), if row.number.is_empty() { "Open".to_owned() } else { row.number.clone() }));
    let words = said.iter().map(|said| format!("{}: {}", said.place(), said.words)).collect::<Vec<_>>().join(" ");
    Ok(Line { rows: row.file_rows, title: row.title, state, order, words })
}

async fn shown(app: &App, contact: &Contact, id: &str, query: &Fields, problem: String) -> Result<ShownPage, Failure> {
    let (scope, id): (_, UploadId) = (contact.scope(), id.parse().map_err(|_| Failure::not_found())?);
    let after = query.get("after").and_then(|after| after.parse::<i64>().ok()).unwrap_or(0);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::find(tx, scope, id).await?.ok_or_else(Failure::not_found)?;
            let counts = store::counts(tx, id).await?;
            let state = if row.state == "DONE" { "REFUSED" } else { "WRONG" };
            let wrong = store::lines_in(tx, id, state, 0).await?;
            let lines = store::lines(tx, id, after).await?;
            Ok((row, counts, wrong, lines))
        })
    });
    let (row, counts, wrong, mut lines) = read.await?;
    let of = |state: &str| counts.iter().find(|(known, _)| known == state).map_or(0, |(_, count)| *count);
    let more = lines.len() > usize::try_from(store::CHUNK).unwrap_or(usize::MAX);
    lines.truncate(usize::try_from(store::CHUNK).unwrap_or(usize::MAX));
    let (root, zone): (String, &TimeZone) = (contact.root(), &contact.carrier.zone);
    let here = format!("{root}/uploads/{id}");
    let on = lines.last().filter(|_| more).map(|last| format!("{here}?after={}", last.line));
    let mut said = Vec::new();
    for line in &wrong {
        let title = if line.title.is_empty() { format!("Row {}", line.file_rows) } else { line.title.clone() };
        said.push((title, serde_json::from_str(&line.said)?));
    }
    let lines = lines.into_iter().map(|row| line(row, &root)).collect::<Result<Vec<Line>, Failure>>()?;
    Ok(ShownPage {
        frame: Frame::portal(app, contact, "Upload", Here::Nowhere, query).await?,
        back: format!("{root}/orders/upload"),
        here,
        file: row.file_name,
        sent: (row.created_at.to_string(), says::instant(row.created_at, zone)),
        by: row.sent_by,
        rows: row.row_count,
        total: row.line_count,
        fresh: of("NEW"),
        good: of("GOOD"),
        wrong: of("WRONG"),
        done: of("DONE"),
        refused: of("REFUSED"),
        more_said: wrong.len() >= usize::try_from(store::CHUNK).unwrap_or(usize::MAX),
        left_out: serde_json::from_str(&row.left_out)?,
        state: row.state,
        said,
        lines,
        on,
        problem,
    })
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
    shell::page(&shown(&app, &contact, &id, &query, String::new()).await?)
}

async fn mine(app: &App, contact: &Contact, id: &str) -> Result<UploadRow, Failure> {
    let (scope, id): (_, UploadId) = (contact.scope(), id.parse().map_err(|_| Failure::not_found())?);
    app.db.read(move |tx| Box::pin(store::find(tx, scope, id))).await?.ok_or_else(Failure::not_found)
}

/// `POST /p/{organisation}/{customer}/uploads/{upload}/submit`: `which=all` or `good`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn submit(State(app): State<App>, contact: Contact, Path((_, _, id)): At, fields: Fields) -> Result<Response, Failure> {
    let upload = mine(&app, &contact, &id).await?;
    match actions::confirm(&app, &contact, &upload, fields.raw("which") != "good").await {
        Ok(_) => Ok(shell::redirect(&format!("{}/uploads/{id}", contact.root()), "")),
        Err(Failure::Refused(Refusal { message, .. })) => {
            shell::unprocessable(&shown(&app, &contact, &id, &Fields::default(), message).await?)
        }
        Err(other) => Err(other),
    }
}

/// `POST /p/{organisation}/{customer}/uploads/{upload}/discard`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn discard(State(app): State<App>, contact: Contact, Path((_, _, id)): At) -> Result<Response, Failure> {
    let upload = mine(&app, &contact, &id).await?;
    let discarded = actions::discard(&app, &contact, upload.id).await?;
    let to = if discarded { format!("{}/orders/upload", contact.root()) } else { format!("{}/uploads/{id}", contact.root()) };
    Ok(shell::redirect(&to, if discarded { "discarded" } else { "" }))
}
