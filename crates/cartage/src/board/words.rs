//! The words orders are found by: folded, one row a word, so that a plain B-tree finds prefixes on both databases, and once more in
//! one text an order, so that a list that is walked can ask each order for them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kit::args;
use kit::db::{Query, Tx, Value};

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::ImportRow;
use crate::orders::{OrderId, OrderRow};
use crate::organisations::OrganisationId;

/// Rows of one statement at most. There is a text for each number of rows up to it, so that an order's words take one statement and
/// the set of texts stays finite.
const MOST: usize = 40;

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (1..=MOST).map(text).collect());

fn text(rows: usize) -> String {
    let groups: Vec<String> = (4..4 + rows).map(|n| format!("($1, ${n}, $2, $3)")).collect();
    format!("INSERT INTO search_word (organisation, word, customer, order_id) VALUES {} ON CONFLICT DO NOTHING", groups.join(", "))
}

/// What is found by words: an order, or what was submitted to become one, under the order's id.
#[derive(Clone, Copy, Debug)]
pub struct Findable {
    /// Whose tenant.
    pub(super) organisation: OrganisationId,
    /// Whose order.
    pub(super) customer: CustomerId,
    /// The order's id.
    pub(super) id: OrderId,
}

impl From<&OrderRow> for Findable {
    fn from(row: &OrderRow) -> Findable {
        Findable { organisation: row.organisation, customer: row.customer, id: row.id }
    }
}

impl From<&ImportRow> for Findable {
    fn from(row: &ImportRow) -> Findable {
        Findable { organisation: row.organisation, customer: row.customer, id: row.order_id }
    }
}

/// Makes an order findable by more words; those it has stay.
///
/// # Errors
/// When the database does not answer.
pub async fn add_words(tx: &mut Tx, row: impl Into<Findable>, words: BTreeSet<String>) -> Result<(), Failure> {
    let row = row.into();
    let sql = "INSERT INTO search_text (order_id, organisation, words) VALUES ($1, $2, $3)
               ON CONFLICT (order_id) DO UPDATE SET words = search_text.words || $3";
    tx.later(sql, args![row.id, row.organisation, together(&words)]).await?;
    rows(tx, row, words).await
}

/// Makes an order findable by these words in place of those it had. Rows of words it no longer has are left to whoever finds them.
pub(super) async fn put_words(tx: &mut Tx, row: Findable, words: BTreeSet<String>) -> Result<(), Failure> {
    let sql = "INSERT INTO search_text (order_id, organisation, words) VALUES ($1, $2, $3)
               ON CONFLICT (order_id) DO UPDATE SET organisation = $2, words = $3";
    tx.later(sql, args![row.id, row.organisation, together(&words)]).await?;
    rows(tx, row, words).await
}

async fn rows(tx: &mut Tx, row: Findable, words: BTreeSet<String>) -> Result<(), Failure> {
    let words: Vec<String> = words.into_iter().collect();
    for some in words.chunks(MOST) {
        let mut values = args![row.organisation, row.customer, row.id];
        values.extend(some.iter().map(Value::from));
        tx.later(TEXTS[some.len() - 1].as_str(), values).await?;
    }
    Ok(())
}

/// An order is found by these words from now on: those it no longer has go, new ones come. What it had stands in its text.
///
/// # Errors
/// When the database does not answer.
pub async fn replace_words(tx: &mut Tx, row: impl Into<Findable>, words: BTreeSet<String>) -> Result<(), Failure> {
    let row = row.into();
    let sql = "SELECT words FROM search_text WHERE order_id = $1 AND organisation = $2";
    let before: Option<(String,)> = tx.opt(sql, args![row.id, row.organisation]).await?;
    let before = before.map(|(text,)| text).unwrap_or_default();
    if before == together(&words) {
        return Ok(());
    }
    let gone: BTreeSet<&str> = before.split_whitespace().filter(|word| !words.contains(*word)).collect();
    if !gone.is_empty() {
        let sql = "DELETE FROM search_word WHERE organisation = ? AND customer = ? AND order_id = ? AND word IN (";
        let mut query = Query::new("", Vec::new()).with(sql, args![row.organisation, row.customer, row.id]);
        for (n, word) in gone.into_iter().enumerate() {
            query = query.with(if n == 0 { "?" } else { ", ?" }, args![word]);
        }
        let (sql, values) = query.text(")").done();
        tx.later(sql, values).await?;
    }
    put_words(tx, row, words).await
}

/// The words as one text, each with a blank before it.
fn together(words: &BTreeSet<String>) -> String {
    words.iter().fold(String::new(), |text, word| text + " " + word)
}
