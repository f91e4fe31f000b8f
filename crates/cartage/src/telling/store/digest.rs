//! The queries of digests: what is written into one, and what is due.

use jiff::Timestamp;
use kit::args;
use kit::db::{DbError, FromRow, Query, Row, Tx};
use uuid::Uuid;

use crate::contacts::ContactId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::people::StaffId;
use crate::telling::table::DigestRow;

/// So many members get their digest in one transaction.
const MEMBERS: i64 = 20;

pub(in crate::telling) async fn add(tx: &mut Tx, row: &DigestRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// A line that is due, with whom it is for.
pub(in crate::telling) struct Due {
    pub membership: Uuid,
    pub contact: Option<ContactId>,
    pub staff: Option<StaffId>,
    pub email: String,
    pub name: String,
    /// Of a contact: the customer's word in paths and name.
    pub customer: Option<(String, String)>,
    pub kind: String,
    /// None of a submission that is no order yet.
    pub order_status: Option<String>,
    /// The import that waits for staff, and its state.
    pub import: Option<(Uuid, String)>,
    /// Whether a charge of the order waits for the contact's customer, who is shown charges.
    pub charge_waits: bool,
    pub line: String,
    pub at: Timestamp,
    /// Of a question to the customer: whether it still waits for its answer.
    pub asked: bool,
}

impl FromRow for Due {
    fn from_row(row: &Row<'_>) -> Result<Due, DbError> {
        Ok(Due {
            membership: row.get(0)?,
            contact: row.get(1)?,
            staff: row.get(2)?,
            email: row.get(3)?,
            name: row.get(4)?,
            customer: row.get::<Option<String>>(5)?.zip(row.get::<Option<String>>(6)?),
            kind: row.get(7)?,
            order_status: row.get(8)?,
            line: row.get(9)?,
            at: row.get(10)?,
            charge_waits: row.get(14)?,
            import: row.get::<Option<Uuid>>(11)?.zip(row.get::<Option<String>>(12)?),
            asked: row.get(13)?,
        })
    }
}

/// Takes what is due for the next few members out of the table: member by member, in the order it happened. None when nothing is.
pub(in crate::telling) async fn take(tx: &mut Tx, organisation: OrganisationId, now: Timestamp) -> Result<Vec<Due>, Failure> {
    let sql = "SELECT DISTINCT membership FROM digest_item WHERE organisation = $1 AND due_at <= $2 ORDER BY membership LIMIT $3";
    let members: Vec<(Uuid,)> = tx.all(sql, args![organisation, now, MEMBERS]).await?;
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let lines = "SELECT d.membership, d.contact, d.staff, COALESCE(c.email, s.email), COALESCE(c.name, s.name), k.slug, k.name, d.kind,
                   o.status, d.line, d.at, i.id, i.state,
                   EXISTS (SELECT 1 FROM import_question q JOIN order_import a ON a.organisation = q.organisation AND a.id = q.import
                     WHERE q.organisation = d.organisation AND a.order_id = d.order_id AND a.state IN ('WAITING', 'ERROR')
                       AND q.asked_at = d.at AND q.answered_at IS NULL),
                   CASE WHEN k.show_charges AND EXISTS (SELECT 1 FROM charge g WHERE g.organisation = d.organisation AND g.customer = k.id
                     AND g.order_id = d.order_id AND g.approval = 'REQUESTED' AND g.removed_at IS NULL) THEN TRUE ELSE FALSE END
                 FROM digest_item d
                 LEFT JOIN orders o ON o.organisation = d.organisation AND o.id = d.order_id
                 LEFT JOIN order_import i ON i.organisation = d.organisation AND i.id = d.import
                 LEFT JOIN contact c ON c.organisation = d.organisation AND c.id = d.contact
                 LEFT JOIN customer k ON k.organisation = c.organisation AND k.id = c.customer
                 LEFT JOIN staff s ON s.organisation = d.organisation AND s.id = d.staff
                 WHERE d.organisation = $1 AND d.due_at <= $2 AND d.membership IN (";
    let (sql, values) = among(Query::new(lines, args![organisation, now]), &members).text(") ORDER BY d.membership, d.at, d.id").done();
    let due = tx.all(sql, values).await?;
    let gone = Query::new("DELETE FROM digest_item WHERE organisation = $1 AND due_at <= $2 AND membership IN (", args![organisation, now]);
    let (sql, values) = among(gone, &members).text(")").done();
    tx.later(sql, values).await?;
    Ok(due)
}

fn among(query: Query, members: &[(Uuid,)]) -> Query {
    members.iter().enumerate().fold(query, |query, (n, (id,))| query.with(if n == 0 { "?" } else { ", ?" }, args![*id]))
}
