//! The statements of keeping: rows of any table read by their key and written as they are; nothing here knows what they mean.

use kit::args;
use kit::db::{Db, DbError, Field, Tx, Value};

use super::tables::TABLES;
use crate::failure::Failure;

/// A value of a row.
pub(super) type Cell = Value;

/// Stands among the migrations of a database that is still being filled, so that nobody serves it and the next attempt may empty it.
pub(super) const INCOMPLETE: &str = "~ a move or a restore that was broken off";

/// Rows of one INSERT, and arguments a statement may have on both databases.
const ROWS: usize = 100;
const ARGUMENTS: usize = 30_000;

/// Everything read from here on is of one instant. A reading action on SQLite is that by itself.
pub(super) async fn freeze(tx: &mut Tx) -> Result<(), Failure> {
    if tx.is_postgres() {
        tx.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    }
    Ok(())
}

pub(super) async fn thaw(tx: &mut Tx) -> Result<(), Failure> {
    if tx.is_postgres() {
        tx.script("ROLLBACK").await?;
    }
    Ok(())
}

/// Cartage's tables that are there, in an order in which each comes after those it points to. Others' are left where they are.
pub(super) async fn tables(tx: &mut Tx) -> Result<Vec<(&'static str, &'static [&'static str])>, Failure> {
    let there = tx.tables().await?;
    for unknown in there.iter().filter(|name| *name != "migration" && TABLES.iter().all(|(known, _)| known != name)) {
        tracing::warn!(table = unknown, "not Cartage's: it is not carried along");
    }
    Ok(TABLES.iter().copied().filter(|(name, _)| there.iter().any(|is| is == name)).collect())
}

/// The next rows of a table by its key, `most` at most.
pub(super) async fn rows(
    tx: &mut Tx,
    (table, key): (&str, &[&str]),
    fields: &[Field],
    after: Option<Vec<Cell>>,
    most: usize,
) -> Result<Vec<Vec<Cell>>, Failure> {
    let columns: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let (columns, key) = (columns.join(", "), key.join(", "));
    let values = after.unwrap_or_default();
    let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let from = if values.is_empty() { String::new() } else { format!("WHERE ({key}) > ({})", places.join(", ")) };
    let mut rows: Vec<Vec<Cell>> = tx.all(format!("SELECT {columns} FROM {table} {from} ORDER BY {key} LIMIT {most}"), values).await?;
    for row in &mut rows {
        for (cell, _) in row.iter_mut().zip(fields).filter(|(_, field)| field.boolean) {
            if let Value::Int(number) = cell {
                *cell = Value::Bool(*number != 0);
            }
        }
    }
    Ok(rows)
}

/// Writes rows as they are.
pub(super) async fn insert(tx: &mut Tx, table: &str, fields: &[String], rows: Vec<Vec<Cell>>) -> Result<(), Failure> {
    let together = ROWS.min(ARGUMENTS / fields.len().max(1)).max(1);
    for some in rows.chunks(together) {
        let row = |at: usize| {
            let places: Vec<String> = (1..=fields.len()).map(|n| format!("${}", at * fields.len() + n)).collect();
            format!("({})", places.join(", "))
        };
        let groups: Vec<String> = (0..some.len()).map(row).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES {}", fields.join(", "), groups.join(", "));
        tx.later(sql, some.concat()).await?;
    }
    Ok(())
}

/// Takes out what migrations themselves put in.
pub(super) async fn empty(tx: &mut Tx) -> Result<(), Failure> {
    for (table, _) in tables(tx).await?.into_iter().rev() {
        tx.exec(format!("DELETE FROM {table}"), args![]).await?;
    }
    Ok(())
}

/// Removes every table.
pub(super) async fn drop_all(tx: &mut Tx) -> Result<(), Failure> {
    let there = tx.tables().await?;
    for (table, _) in TABLES.iter().rev().filter(|(name, _)| there.iter().any(|is| is == name)) {
        tx.script(&format!("DROP TABLE {table}")).await?;
    }
    Ok(tx.script("DROP TABLE IF EXISTS migration").await?)
}

pub(super) async fn mark_incomplete(tx: &mut Tx) -> Result<(), Failure> {
    let sql = "INSERT INTO migration (name, digest, applied_at) VALUES ($1, '', 0)";
    Ok(tx.exec(sql, args![INCOMPLETE]).await.map(drop)?)
}

pub(super) async fn mark_complete(tx: &mut Tx) -> Result<(), Failure> {
    Ok(tx.exec("DELETE FROM migration WHERE name = $1", args![INCOMPLETE]).await.map(drop)?)
}

/// Which migrations were applied: name and digest, in order.
pub(super) async fn applied(tx: &mut Tx) -> Result<Vec<(String, String)>, Failure> {
    Ok(tx.all("SELECT name, digest FROM migration ORDER BY name", args![]).await?)
}

/// Fresh figures for whoever plans queries after so many rows at once.
pub(super) async fn analyze(db: &Db) -> Result<(), Failure> {
    Ok(db.write::<_, DbError, _>(|tx| Box::pin(async move { tx.script("ANALYZE").await })).await?)
}
