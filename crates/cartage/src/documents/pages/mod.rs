//! The addresses of an order's documents, on both sides: add, download, remove.

mod receive;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rules::documents::{Format, customer_sees};

use super::actions::{self, Filing};
use super::table::DocumentRow;
use super::{DocumentId, store};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::orders::{OrderId, desk_after, portal_after};
use crate::shell;
use crate::viewer::{Contact, Staff, Viewer};

type Sent = Result<Multipart, MultipartRejection>;

/// What came of a request to file documents: where to go, or what is said on the order's page.
async fn filed<V: Viewer>(app: &App, viewer: &V, order: &str, sent: Sent) -> Result<Result<(), Refusal>, Failure> {
    let order: OrderId = order.parse().map_err(|_| Failure::not_found())?;
    let Ok(parts) = sent else { return Ok(Err(Refusal::new("Choose at least one file."))) };
    let posted = receive::receive(app, parts).await?;
    let (good, bad) = (posted.files.len(), posted.not_taken.len());
    if good == 0 && bad == 0 {
        return Ok(Err(Refusal::new("Choose at least one file.")));
    }
    if good > 0 {
        let document_type = posted.document_type.parse().ok();
        let filing = Filing { order, consignment: posted.consignment, document_type, files: posted.files };
        match actions::file(app, viewer, filing).await {
            Err(Failure::Refused(refusal)) => return Ok(Err(Refusal::new(refusal.message))),
            done => done?,
        }
    }
    if bad == 0 {
        return Ok(Ok(()));
    }
    let rest = match good {
        0 => "Nothing was filed.",
        1 => "The other file is filed.",
        _ => "The other files are filed.",
    };
    Ok(Err(Refusal::new(format!("{} {rest}", posted.not_taken.join(" ")))))
}

/// `POST /d/{organisation}/orders/{id}/documents`.
///
/// # Errors
/// Not found, or the database or the disk does not answer.
pub async fn desk_add(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Failure> {
    match filed(&app, &staff, &id, sent).await? {
        Ok(()) => Ok(shell::redirect(&format!("{}/orders/{id}", staff.root()), "filed")),
        Err(refusal) => desk_after(&app, &staff, &id, refusal.message).await,
    }
}

/// `POST /p/{organisation}/{customer}/orders/{id}/documents`.
///
/// # Errors
/// Not found, or the database or the disk does not answer.
pub async fn portal_add(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Failure> {
    match filed(&app, &contact, &id, sent).await? {
        Ok(()) => Ok(shell::redirect(&format!("{}/orders/{id}", contact.root()), "filed")),
        Err(refusal) => portal_after(&app, &contact, &id, refusal, "").await,
    }
}

/// `GET /d/{organisation}/orders/{id}/documents/{document}`.
///
/// # Errors
/// Not found, or the database or the disk does not answer.
pub async fn desk_download(
    State(app): State<App>,
    staff: Staff,
    Path((_, order, document)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    download(&app, &staff, &order, &document).await
}

/// `GET /p/{organisation}/{customer}/orders/{id}/documents/{document}`.
///
/// # Errors
/// Not found, or the database or the disk does not answer.
pub async fn portal_download(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, order, document)): Path<(String, String, String, String)>,
) -> Result<Response, Failure> {
    download(&app, &contact, &order, &document).await
}

fn ids(order: &str, document: &str) -> Result<(OrderId, DocumentId), Failure> {
    Ok((order.parse().map_err(|_| Failure::not_found())?, document.parse().map_err(|_| Failure::not_found())?))
}

/// The file, always to be saved and never to be shown by the browser itself.
async fn download<V: Viewer>(app: &App, viewer: &V, order: &str, document: &str) -> Result<Response, Failure> {
    let (scope, (order, document)) = (viewer.scope(), ids(order, document)?);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row: DocumentRow = store::by_id(tx, scope, order, document).await?;
            let of = store::type_by_id(tx, scope.organisation, row.document_type).await?;
            Ok((row, of))
        })
    });
    let (row, of) = read.await?;
    let sees = scope.customer.is_none() || customer_sees(of.to_customers(), row.sent_by_customer);
    if row.removed_at.is_some() || !sees {
        return Err(Failure::not_found());
    }
    let format = Format::parse(&row.format).ok_or_else(|| Failure::fault(format!("a document of format {:?}", row.format)))?;
    let vault = app.vault();
    let bytes = tokio::task::spawn_blocking(move || vault.read(&row.digest)).await.map_err(Failure::fault)?.map_err(Failure::fault)?;
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, shell::attachment(&row.name)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}

/// `POST /d/{organisation}/orders/{id}/documents/{document}/remove`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn desk_remove(
    State(app): State<App>,
    staff: Staff,
    Path((_, id, document)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let (order, document) = ids(&id, &document)?;
    match actions::remove(&app, &staff, order, document).await {
        Err(Failure::Refused(refusal)) => desk_after(&app, &staff, &id, refusal.message).await,
        done => done.map(|()| shell::redirect(&format!("{}/orders/{id}", staff.root()), "document-removed")),
    }
}

/// `POST /p/{organisation}/{customer}/orders/{id}/documents/{document}/remove`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn portal_remove(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id, document)): Path<(String, String, String, String)>,
) -> Result<Response, Failure> {
    let (order, document) = ids(&id, &document)?;
    match actions::remove(&app, &contact, order, document).await {
        Err(Failure::Refused(refusal)) => portal_after(&app, &contact, &id, refusal, "").await,
        done => done.map(|()| shell::redirect(&format!("{}/orders/{id}", contact.root()), "document-removed")),
    }
}
