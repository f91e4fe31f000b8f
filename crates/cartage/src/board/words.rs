//! The words orders are found by: folded, one row a word, so that a plain B-tree finds prefixes on both databases.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kit::args;
use kit::db::{Query, Tx, Value};

use crate::failure::Failure;
use crate::orders::OrderRow;

/// Rows of one statement at most. There is a text for each number of rows up to it, so that an order's words take one statement and
/// the set of texts stays finite.
const MOST: usize = 40;

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (1..=MOST).map(text).collect());

fn text(rows: usize) -> String {
    let groups: Vec<String> = (5..5 + rows).map(|n| format!("($1, ${n}, $2, $3, $4)")).collect();
    format!(
        "INSERT INTO search_word (organisation, word, customer, order_id, created_at) VALUES {} ON CONFLICT DO NOTHING",
        groups.join(", ")
    )
}

/// Makes an order findable by more words; those it has stay.
///
/// # Errors
/// When the database does not answer.
pub async fn add_words(tx: &mut Tx, row: &OrderRow, words: BTreeSet<String>) -> Result<(), Failure> {
    let words: Vec<String> = words.into_iter().collect();
    for some in words.chunks(MOST) {
        let mut values = args![row.organisation, row.customer, row.id, row.created_at];
        values.extend(some.iter().map(Value::from));
        tx.later(TEXTS[some.len() - 1].as_str(), values).await?;
    }
    Ok(())
}

/// An order is found by other words from now on: those it no longer has go, new ones come.
///
/// # Errors
/// When the database does not answer.
pub async fn replace_words(tx: &mut Tx, row: &OrderRow, before: BTreeSet<String>, after: BTreeSet<String>) -> Result<(), Failure> {
    let gone: Vec<&String> = before.difference(&after).collect();
    if !gone.is_empty() {
        let sql = "DELETE FROM search_word WHERE organisation = ? AND customer = ? AND order_id = ? AND word IN (";
        let mut query = Query::new("", Vec::new()).with(sql, args![row.organisation, row.customer, row.id]);
        for (n, word) in gone.into_iter().enumerate() {
            query = query.with(if n == 0 { "?" } else { ", ?" }, args![word]);
        }
        let (sql, values) = query.text(")").done();
        tx.later(sql, values).await?;
    }
    add_words(tx, row, after.difference(&before).cloned().collect()).await
}
