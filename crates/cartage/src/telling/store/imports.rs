//! The queries of order imports that wait for staff: those that came, that have waited long, whose cut-off is near, whose collection
//! date has passed.

use jiff::Timestamp;
use jiff::civil::Date;
use kit::args;
use kit::db::{DbError, FromRow, Query, Row, Tx};
use rules::submission_code::SubmissionCode;
use rules::telling::Kind;
use uuid::Uuid;

use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::telling::waiting::{Import, Waiting};

/// So many imports are told of in one mail; the others in the next.
const IMPORTS: i64 = 200;

/// Which imports of a kind.
#[derive(Clone, Copy, Debug)]
pub(in crate::telling) enum Open {
    /// Sent after the first instant, and not after the second.
    Received(Timestamp, Timestamp),
    /// Their cut-off comes after the first instant, and not after the second. A cancellation has none.
    CutOff(Timestamp, Timestamp),
    /// Submissions, no order yet, to be collected before that day.
    CollectedBefore(Date),
}

struct Found(Waiting);

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> Result<Found, DbError> {
        let state: String = row.get(3)?;
        let import = Import { id: row.get(0)?, kind: row.get(2)?, in_error: state == "ERROR", asked: row.get(4)? };
        let code: String = row.get(6)?;
        let code = || SubmissionCode::parse(&code).map_or_else(|_| code.clone(), |code| code.to_string());
        Ok(Found(Waiting {
            order: row.get(1)?,
            import: Some(import),
            number: row.get::<Option<String>>(5)?.unwrap_or_else(code),
            reference: row.get(7)?,
            customer: row.get(8)?,
            from_place: row.get(9)?,
            to_place: row.get(10)?,
            collection_date: row.get(11)?,
            since: row.get(12)?,
            cut_off_at: row.get(13)?,
        }))
    }
}

/// Open imports nobody was told of yet in this kind, as their customers sent them last. What a cancellation is about says the order.
pub(in crate::telling) async fn waiting(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: Kind,
    open: Open,
) -> Result<Vec<Waiting>, Failure> {
    let sql = "SELECT i.id, i.order_id, i.kind, i.state, i.asked, o.number, i.submission_code,
                 COALESCE(CASE WHEN i.kind = 'CANCEL' THEN o.reference END, i.reference), k.name,
                 COALESCE(CASE WHEN i.kind = 'CANCEL' THEN o.from_place END, i.from_place),
                 COALESCE(CASE WHEN i.kind = 'CANCEL' THEN o.to_place END, i.to_place),
                 COALESCE(CASE WHEN i.kind = 'CANCEL' THEN o.collection_date END, i.collection_date), i.received_at, i.cut_off_at
               FROM order_import i JOIN customer k ON k.organisation = i.organisation AND k.id = i.customer
               LEFT JOIN orders o ON o.organisation = i.organisation AND o.id = i.order_id
               WHERE i.organisation = $1 AND i.state IN ('WAITING', 'ERROR')
                 AND NOT EXISTS (SELECT 1 FROM import_notice n WHERE n.organisation = i.organisation AND n.kind = $2 AND n.import = i.id
                   AND n.received_at = i.received_at)";
    let query = Query::new(sql, args![organisation, kind.as_str()]);
    let query = match open {
        Open::Received(after, until) => query.with("AND i.received_at > ? AND i.received_at <= ?", args![after, until]),
        Open::CutOff(after, until) => query.with("AND i.kind <> 'CANCEL' AND i.cut_off_at > ? AND i.cut_off_at <= ?", args![after, until]),
        Open::CollectedBefore(day) => query.with("AND i.kind = 'CREATE' AND i.collection_date < ?", args![day]),
    };
    let (sql, values) = query.with("ORDER BY i.received_at, i.id LIMIT ?", args![IMPORTS]).done();
    let found: Vec<Found> = tx.all(sql, values).await?;
    Ok(found.into_iter().map(|Found(waiting)| waiting).collect())
}

/// Staff are told now of this import as it was sent then, and never again in this kind.
pub(in crate::telling) async fn claim(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: Kind,
    (import, received_at): (Uuid, Timestamp),
    now: Timestamp,
) -> Result<(), Failure> {
    let sql = "INSERT INTO import_notice (organisation, kind, import, received_at, at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (organisation, kind, import, received_at) DO NOTHING";
    Ok(tx.later(sql, args![organisation, kind.as_str(), import, received_at, now]).await?)
}
