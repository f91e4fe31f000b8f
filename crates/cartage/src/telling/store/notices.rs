//! The queries of quotes that wait for staff: those that came, that have waited long, whose cut-off may be near; and who is told.

use jiff::Timestamp;
use jiff::civil::Date;
use kit::args;
use kit::db::{DbError, FromRow, Query, Row, Tx};
use rules::telling::Kind;

use crate::failure::Failure;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;
use crate::people::StaffId;
use crate::telling::waiting::Waiting;

/// So many quotes are told of in one mail; the others in the next.
const QUOTES: i64 = 200;

/// A quote that waits, and the cut-off of its service.
#[derive(Clone, Debug)]
pub(in crate::telling) struct Quote {
    pub waiting: Waiting,
    pub cut_off: String,
    pub cut_off_time: Option<String>,
}

impl FromRow for Quote {
    fn from_row(row: &Row<'_>) -> Result<Quote, DbError> {
        let waiting = Waiting {
            order: row.get(0)?,
            import: None,
            number: row.get(1)?,
            reference: row.get(2)?,
            customer: row.get(3)?,
            from_place: row.get(4)?,
            to_place: row.get(5)?,
            collection_date: row.get(6)?,
            since: row.get(7)?,
            cut_off_at: None,
        };
        Ok(Quote { waiting, cut_off: row.get(8)?, cut_off_time: row.get(9)? })
    }
}

/// Which quotes of a kind.
#[derive(Clone, Copy, Debug)]
pub(in crate::telling) enum Within {
    /// Submitted after the first instant, and not after the second.
    Submitted(Timestamp, Timestamp),
    /// Collected on these days, by a service with a cut-off.
    Collected(Date, Date),
}

/// Quotes nobody was told of yet in this kind.
pub(in crate::telling) async fn waiting(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: Kind,
    within: Within,
) -> Result<Vec<Quote>, Failure> {
    let sql =
        "SELECT o.id, o.number, o.reference, k.name, o.from_place, o.to_place, o.collection_date, o.created_at, s.cut_off, s.cut_off_time
               FROM orders o JOIN customer k ON k.organisation = o.organisation AND k.id = o.customer
               JOIN transport_service s ON s.organisation = o.organisation AND s.id = o.service
               WHERE o.organisation = $1 AND o.shelf = 'QUOTE'
                 AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.organisation = o.organisation AND n.kind = $2 AND n.order_id = o.id)";
    let query = Query::new(sql, args![organisation, kind.as_str()]);
    let query = match within {
        Within::Submitted(after, until) => query.with("AND o.created_at > ? AND o.created_at <= ?", args![after, until]),
        Within::Collected(from, until) => {
            query.with("AND o.collection_date >= ? AND o.collection_date <= ? AND s.cut_off <> 'NO_CUT_OFF'", args![from, until])
        }
    };
    let (sql, values) = query.with("ORDER BY o.created_at, o.id LIMIT ?", args![QUOTES]).done();
    Ok(tx.all(sql, values).await?)
}

/// Staff are told of this quote now, and never again in this kind.
pub(in crate::telling) async fn claim(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: Kind,
    order: OrderId,
    now: Timestamp,
) -> Result<(), Failure> {
    let sql = "INSERT INTO notice (organisation, kind, order_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT (organisation, kind, order_id) DO NOTHING";
    Ok(tx.later(sql, args![organisation, kind.as_str(), order, now]).await?)
}

/// A user of the desk, and what they chose.
pub(in crate::telling) struct User {
    pub id: StaffId,
    pub email: String,
    pub role: String,
    pub choices: String,
    pub digest_hour: Option<i64>,
}

impl FromRow for User {
    fn from_row(row: &Row<'_>) -> Result<User, DbError> {
        let choices = row.get::<Option<String>>(3)?.unwrap_or_default();
        Ok(User { id: row.get(0)?, email: row.get(1)?, role: row.get(2)?, choices, digest_hour: row.get(4)? })
    }
}

/// Everybody at the desk who has signed in and is not switched off.
pub(in crate::telling) async fn users(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<User>, Failure> {
    let sql = "SELECT s.id, s.email, s.role, n.choices, n.digest_hour FROM staff s
               LEFT JOIN notification_choice n ON n.membership = s.id
               WHERE s.organisation = $1 AND s.active AND s.person IS NOT NULL ORDER BY s.id";
    Ok(tx.all(sql, args![organisation]).await?)
}
