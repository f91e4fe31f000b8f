//! The queries of handling units. Every one starts from the organisation.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Query, Tx};

use super::Whose;
use super::table::{BlockRow, UnitRow};
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// Units that are written, or named, in one statement.
const AT_ONCE: usize = 500;

/// The units of an order, those that are void among them, as they came.
pub(super) async fn of_order(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<Vec<UnitRow>, Failure> {
    let condition = "organisation = $1 AND order_id = $2 ORDER BY ordinal";
    Ok(tx.all(UnitRow::select(condition), args![organisation, order]).await?)
}

/// The block of an order whose units nothing has happened to.
pub(super) async fn block(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<Option<BlockRow>, Failure> {
    Ok(tx.opt(BlockRow::select("organisation = $1 AND order_id = $2"), args![organisation, order]).await?)
}

/// The blocks that hold a number of any of these sources.
pub(super) async fn blocks_holding(tx: &mut Tx, scope: Scope, numbers: &[(String, i64)]) -> Result<Vec<BlockRow>, Failure> {
    // Of each the last that begins before it: the index tells it without reading those in front.
    const HOLDS: &str = "OR (source = ? AND first + units > ? AND first = (
      SELECT max(b.first) FROM unit_block b WHERE b.organisation = $1 AND b.source = ? AND b.first <= ?))";
    let query = Query::new(BlockRow::select("organisation = $1 AND (FALSE"), args![scope.organisation]);
    let query = numbers.iter().fold(query, |query, (source, number)| query.with(HOLDS, args![source, *number, source, *number])).text(")");
    let query = match scope.customer {
        Some(customer) => query.with("AND customer = ?", args![customer]),
        None => query,
    };
    let (sql, values) = query.done();
    Ok(tx.all(sql, values).await?)
}

/// The series an organisation has given numbers of out.
pub(super) async fn heads(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<String>, Failure> {
    let rows: Vec<(String,)> = tx.all("SELECT head FROM sscc_series WHERE organisation = $1", args![organisation]).await?;
    Ok(rows.into_iter().map(|(head,)| head).collect())
}

/// How many units of an order are not void; of these, how many were never printed, and how many say something else since.
pub(super) async fn counts(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<(i64, i64, i64), Failure> {
    let sql = "SELECT count(*), CAST(COALESCE(sum(CASE WHEN printed IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
               CAST(COALESCE(sum(CASE WHEN printed < revision THEN 1 ELSE 0 END), 0) AS BIGINT),
               COALESCE((SELECT units FROM unit_block WHERE organisation = $1 AND order_id = $2), 0)
               FROM handling_unit WHERE organisation = $1 AND order_id = $2 AND void_at IS NULL";
    let (rows, never, outdated, untouched): (i64, i64, i64, i64) = tx.one(sql, args![organisation, order]).await?;
    Ok((rows + untouched, never + untouched, outdated))
}

/// The units a code names, as far as this viewer sees them: the one that is not void first, then the youngest.
pub(super) async fn by_code(tx: &mut Tx, scope: Scope, code: &str) -> Result<Vec<UnitRow>, Failure> {
    let named = "organisation = $1 AND code = $2 AND";
    let (own, values) = match scope.customer {
        Some(customer) => ("AND customer = $3", args![scope.organisation, code, customer]),
        None => ("", args![scope.organisation, code]),
    };
    let sql = format!(
        "{} UNION ALL {} ORDER BY void_at DESC NULLS FIRST LIMIT 20",
        UnitRow::select(&format!("{named} void_at IS NULL {own}")),
        UnitRow::select(&format!("{named} void_at IS NOT NULL {own}"))
    );
    Ok(tx.all(sql, values).await?)
}

/// Which of these codes a unit bears that is not void.
pub(super) async fn borne(tx: &mut Tx, organisation: OrganisationId, codes: &[&str]) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for some in codes.chunks(AT_ONCE) {
        let sql = "SELECT code FROM handling_unit WHERE organisation = $1 AND void_at IS NULL AND code IN (";
        let query = some.iter().fold(Query::new(sql, args![organisation]), |query, code| query.with("?,", args![*code]));
        let (sql, values) = query.text("NULL)").done();
        let rows: Vec<(String,)> = tx.all(sql, values).await?;
        found.extend(rows.into_iter().map(|(code,)| code));
    }
    Ok(found)
}

/// Counts a series on by `count`: how many were given out before. One statement, so that nobody gets the same.
pub(super) async fn take(tx: &mut Tx, organisation: OrganisationId, head: &str, count: i64) -> Result<i64, Failure> {
    let sql = "INSERT INTO sscc_series (organisation, head, used) VALUES ($1, $2, $3)
               ON CONFLICT (organisation, head) DO UPDATE SET used = sscc_series.used + $3 RETURNING used";
    let (used,): (i64,) = tx.one(sql, args![organisation, head, count]).await?;
    Ok(used - count)
}

/// How many of a series were given out.
///
/// # Errors
/// When the database does not answer.
pub async fn used(tx: &mut Tx, organisation: OrganisationId, head: &str) -> Result<i64, Failure> {
    let sql = "SELECT used FROM sscc_series WHERE organisation = $1 AND head = $2";
    let found: Option<(i64,)> = tx.opt(sql, args![organisation, head]).await?;
    Ok(found.map_or(0, |(used,)| used))
}

/// Writes the units of what is submitted as a block.
pub(super) async fn insert_block(tx: &mut Tx, block: &BlockRow) -> Result<(), Failure> {
    Ok(tx.insert(block).await?)
}

/// Units of a block have become rows of their own.
pub(super) async fn delete_block(tx: &mut Tx, whose: &Whose<'_>) -> Result<(), Failure> {
    let sql = "DELETE FROM unit_block WHERE organisation = $1 AND order_id = $2";
    Ok(tx.later(sql, args![whose.organisation, whose.order]).await?)
}

/// A unit as it is numbered.
pub(super) struct Numbered {
    pub(super) ordinal: i64,
    pub(super) line: String,
    pub(super) code: String,
    pub(super) own: bool,
}

/// Writes new units.
pub(super) async fn insert(tx: &mut Tx, whose: &Whose<'_>, units: Vec<Numbered>, at: Timestamp) -> Result<(), Failure> {
    let mut units = units.into_iter().peekable();
    while units.peek().is_some() {
        let sql = "INSERT INTO handling_unit (organisation, order_id, customer, created_at, ordinal, line, code, own, revision) VALUES";
        let mut query = Query::new(sql, args![whose.organisation, whose.order, whose.customer, at]);
        for (n, unit) in units.by_ref().take(AT_ONCE).enumerate() {
            let group = if n == 0 { "($1, $2, $3, $4, ?, ?, ?, ?, 1)" } else { ", ($1, $2, $3, $4, ?, ?, ?, ?, 1)" };
            query = query.with(group, args![unit.ordinal, unit.line, unit.code, unit.own]);
        }
        let (sql, values) = query.done();
        tx.later(sql, values).await?;
    }
    Ok(())
}

/// These units, as far as they are not void: the beginning of a statement about them in `query`, without the bracket's end.
async fn about(tx: &mut Tx, start: &'static str, values: Vec<kit::db::Value>, ordinals: &[i64]) -> Result<(), Failure> {
    for some in ordinals.chunks(AT_ONCE) {
        let query =
            Query::new(start, values.clone()).text("WHERE organisation = $1 AND order_id = $2 AND void_at IS NULL AND ordinal IN (");
        let (sql, values) = some.iter().fold(query, |query, ordinal| query.with("?,", args![*ordinal])).text("NULL)").done();
        tx.later(sql, values).await?;
    }
    Ok(())
}

/// These units are void as of now.
pub(super) async fn make_void(tx: &mut Tx, whose: &Whose<'_>, ordinals: &[i64], (by, now): (&str, Timestamp)) -> Result<(), Failure> {
    let values = args![whose.organisation, whose.order, now, by];
    about(tx, "UPDATE handling_unit SET void_at = $3, void_by = $4", values, ordinals).await
}

/// The labels of these units say something else from now on.
pub(super) async fn revise(tx: &mut Tx, whose: &Whose<'_>, ordinals: &[i64]) -> Result<(), Failure> {
    about(tx, "UPDATE handling_unit SET revision = revision + 1", args![whose.organisation, whose.order], ordinals).await
}

/// This revision of these units' labels was printed.
pub(super) async fn put_printed(
    tx: &mut Tx,
    (organisation, order): (OrganisationId, OrderId),
    revision: i64,
    ordinals: &[i64],
    (by, now): (&str, Timestamp),
) -> Result<(), Failure> {
    let values = args![organisation, order, revision, now, by];
    about(tx, "UPDATE handling_unit SET printed = $3, printed_at = $4, printed_by = $5", values, ordinals).await
}
