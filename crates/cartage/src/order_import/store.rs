//! The queries of order imports.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Tx};
use uuid::Uuid;

use super::table::{ClaimRow, ImportRow, QuestionRow, ReaderRow};
use super::{ImportId, QuestionId};
use crate::contacts::ContactId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// The import, if this viewer can see it.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn by_id(tx: &mut Tx, scope: Scope, id: ImportId) -> Result<ImportRow, Failure> {
    let row: Option<ImportRow> = tx.opt(ImportRow::select("organisation = $1 AND id = $2"), args![scope.organisation, id]).await?;
    row.filter(|row| scope.customer.is_none_or(|customer| customer == row.customer)).ok_or_else(Failure::not_found)
}

/// The open import of an order, of any kind; there is at most one.
///
/// # Errors
/// When the database does not answer.
pub async fn open_of(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<Option<ImportRow>, Failure> {
    let condition = "organisation = $1 AND order_id = $2 AND state IN ('WAITING', 'ERROR')";
    Ok(tx.opt(ImportRow::select(condition), args![organisation, order]).await?)
}

/// All imports of an order, the first first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_order(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<Vec<ImportRow>, Failure> {
    let condition = "organisation = $1 AND order_id = $2 ORDER BY submitted_at, id";
    Ok(tx.all(ImportRow::select(condition), args![organisation, order]).await?)
}

/// How many imports wait in an organisation, whoever they wait for.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Failure> {
    let counts = crate::board::counts(tx, Scope { organisation, customer: None }).await?;
    Ok([super::TO_APPROVE, super::ERRORS, super::ASKED].iter().map(|tab| counts.of(tab)).sum())
}

/// The import made of an order's first submission, if this viewer can see it.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn create_of(tx: &mut Tx, scope: Scope, order: OrderId) -> Result<ImportRow, Failure> {
    let condition = "organisation = $1 AND order_id = $2 AND kind = 'CREATE'";
    let row: Option<ImportRow> = tx.opt(ImportRow::select(condition), args![scope.organisation, order]).await?;
    row.filter(|row| scope.customer.is_none_or(|customer| customer == row.customer)).ok_or_else(Failure::not_found)
}

pub(super) async fn insert(tx: &mut Tx, row: &ImportRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// Writes what became of an import that is still as it was seen; whether it was.
pub(super) async fn save(tx: &mut Tx, before: &ImportRow, after: &ImportRow) -> Result<bool, Failure> {
    let sql = "UPDATE order_import SET state = $4, revision = $5, received_at = $6, document = $7, operations = $8, findings = $9,
               remarks = $10, wish = $11, reason = $12, internal_note = $13, asked = $14, service = $15, level = $16, reference = $17,
               reference_key = $18, collection_date = $19, delivery_date = $20, from_place = $21, to_place = $22, goods = $23,
               cut_off_at = $24, decided_at = $25, decided_by = $26, decided_side = $27, with_changes = $28, seen_at = $29, seen_by = $30
               WHERE organisation = $1 AND id = $2 AND revision = $3";
    let values = args![
        before.organisation,
        before.id,
        before.revision,
        &after.state,
        after.revision,
        after.received_at,
        &after.document,
        &after.operations,
        &after.findings,
        after.remarks,
        &after.wish,
        &after.reason,
        &after.internal_note,
        after.asked,
        after.service,
        after.level,
        &after.reference,
        &after.reference_key,
        &after.collection_date,
        &after.delivery_date,
        &after.from_place,
        &after.to_place,
        &after.goods,
        after.cut_off_at,
        after.decided_at,
        after.decided_by.clone(),
        after.decided_side.clone(),
        after.with_changes,
        after.seen_at,
        after.seen_by.clone()
    ];
    Ok(tx.exec(sql, values).await? == 1)
}

/// Whether a contact submitted anything before.
pub(super) async fn submitted_before(tx: &mut Tx, organisation: OrganisationId, contact: ContactId) -> Result<bool, Failure> {
    let sql = "SELECT CAST(1 AS BIGINT) FROM submission WHERE organisation = $1 AND membership = $2 LIMIT 1";
    let any: Option<(i64,)> = tx.opt(sql, args![organisation, contact]).await?;
    Ok(any.is_some())
}

/// Claims a reference; false when an order has it already, this one included.
pub(super) async fn claim(tx: &mut Tx, row: &ClaimRow) -> Result<bool, Failure> {
    let sql = "INSERT INTO reference_claim (organisation, customer, reference_key, order_id, claimed_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (organisation, customer, reference_key) DO NOTHING";
    let values = args![row.organisation, row.customer, &row.reference_key, row.order_id, row.claimed_at];
    Ok(tx.exec(sql, values).await? == 1)
}

/// The order that has a reference.
pub(super) async fn holder(tx: &mut Tx, scope: (OrganisationId, CustomerId), key: &str) -> Result<Option<OrderId>, Failure> {
    let sql = "SELECT order_id FROM reference_claim WHERE organisation = $1 AND customer = $2 AND reference_key = $3";
    let found: Option<(OrderId,)> = tx.opt(sql, args![scope.0, scope.1, key]).await?;
    Ok(found.map(|(order,)| order))
}

/// Frees every reference of an order but the two that are kept; an empty one keeps none.
pub(super) async fn free(
    tx: &mut Tx,
    scope: (OrganisationId, CustomerId),
    order: OrderId,
    (own, wanted): (&str, &str),
) -> Result<(), Failure> {
    let sql = "DELETE FROM reference_claim WHERE organisation = $1 AND customer = $2 AND order_id = $3 AND reference_key NOT IN ($4, $5)";
    Ok(tx.later(sql, args![scope.0, scope.1, order, own, wanted]).await?)
}

pub(super) async fn insert_question(tx: &mut Tx, row: &QuestionRow) -> Result<(), Failure> {
    Ok(tx.insert(row).await?)
}

/// The questions about an import, the first first.
///
/// # Errors
/// When the database does not answer.
pub async fn questions(tx: &mut Tx, organisation: OrganisationId, import: ImportId) -> Result<Vec<QuestionRow>, Failure> {
    let condition = "organisation = $1 AND import = $2 ORDER BY asked_at, id";
    Ok(tx.all(QuestionRow::select(condition), args![organisation, import]).await?)
}

/// Answers a question that has no answer; whether it had none.
pub(super) async fn put_answer(
    tx: &mut Tx,
    organisation: OrganisationId,
    question: QuestionId,
    (answer, by, now): (&str, &str, Timestamp),
) -> Result<bool, Failure> {
    let sql = "UPDATE import_question SET answer = $3, answered_by = $4, answered_at = $5
               WHERE organisation = $1 AND id = $2 AND answered_at IS NULL";
    Ok(tx.exec(sql, args![organisation, question, answer, by, now]).await? == 1)
}

/// Who else has an import open, since a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn readers(tx: &mut Tx, organisation: OrganisationId, import: ImportId, since: Timestamp) -> Result<Vec<ReaderRow>, Failure> {
    let condition = "organisation = $1 AND import = $2 AND at > $3 ORDER BY name, staff";
    Ok(tx.all(ReaderRow::select(condition), args![organisation, import, since]).await?)
}

/// A member of staff gives a sign of having an import open.
///
/// # Errors
/// When the database does not answer.
pub async fn put_reader(tx: &mut Tx, row: &ReaderRow) -> Result<(), Failure> {
    let sql = "INSERT INTO import_reader (organisation, import, staff, name, at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (import, staff) DO UPDATE SET at = excluded.at, name = excluded.name";
    Ok(tx.later(sql, args![row.organisation, row.import, row.staff, &row.name, row.at]).await?)
}

/// A member of staff has closed an import; nothing is left of signs older than `before`.
///
/// # Errors
/// When the database does not answer.
pub async fn drop_readers(
    tx: &mut Tx,
    organisation: OrganisationId,
    import: ImportId,
    staff: Uuid,
    before: Timestamp,
) -> Result<(), Failure> {
    let sql = "DELETE FROM import_reader WHERE organisation = $1 AND import = $2 AND (staff = $3 OR at < $4)";
    Ok(tx.later(sql, args![organisation, import, staff, before]).await?)
}
