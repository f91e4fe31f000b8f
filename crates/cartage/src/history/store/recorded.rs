//! What was recorded about settings and rights, or about one thing, newest first: the rows of the Audit page.

use jiff::Timestamp;
use kit::args;
use kit::db::{Query, Tx};
use uuid::Uuid;

use super::{Told, told};
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// An entry with the kind of thing it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// `customer`, `staff`, …
    pub kind: String,
    /// What it says.
    pub told: Told,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Among {
    /// Entries before this one.
    pub before: i64,
    /// Only about things of this kind.
    pub kind: Option<String>,
    /// Only about this thing, an order too; else about settings and rights.
    pub subject: Option<Uuid>,
}

/// The same words as in the partial index `history_settings`.
const SETTINGS: &str = "AND h.subject_kind IN ('organisation', 'staff', 'customer', 'contact', 'transport_service', 'service_level',
    'location', 'order_form', 'template', 'rate_card', 'document_type', 'upload')";

/// The newest `most` of them, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn recorded(tx: &mut Tx, organisation: OrganisationId, among: &Among, most: usize) -> Result<Vec<Recorded>, Failure> {
    let sql = "SELECT h.entry, h.subject, h.at, h.verb, p.payload, h.subject_kind FROM history h
               JOIN history_payload p ON p.organisation = h.organisation AND p.entry = h.entry
               WHERE h.organisation = $1 AND h.entry < $2";
    let query = Query::new(sql, args![organisation, among.before]);
    let query = match among.subject {
        Some(subject) => query.with("AND h.subject = ?", args![subject]),
        None => query.text(SETTINGS),
    };
    let query = match &among.kind {
        Some(kind) => query.with("AND h.subject_kind = ?", args![kind]),
        None => query,
    };
    let (sql, values) = query.with("ORDER BY h.entry DESC LIMIT ?", args![i64::try_from(most).unwrap_or(i64::MAX)]).done();
    let rows: Vec<(i64, Uuid, Timestamp, String, String, String)> = tx.all(sql, values).await?;
    let read = |(entry, subject, at, verb, payload, kind): (i64, Uuid, Timestamp, String, String, String)| Recorded {
        kind,
        told: told(entry, subject, at, verb, &payload, false),
    };
    Ok(rows.into_iter().map(read).collect())
}
