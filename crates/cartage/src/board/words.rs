//! The words orders are found by: folded, one row a word, so that a plain B-tree finds prefixes on both databases.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kit::args;
use kit::db::{Tx, Value};

use crate::failure::Failure;
use crate::orders::OrderRow;

/// Rows of one statement: a few sizes, so that the set of texts stays finite.
const CHUNKS: [usize; 4] = [64, 16, 4, 1];

static TEXTS: LazyLock<[String; 4]> = LazyLock::new(|| CHUNKS.map(text));

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
    let mut rest = words.as_slice();
    for (size, text) in CHUNKS.iter().zip(TEXTS.iter()) {
        while rest.len() >= *size {
            let (now, later) = rest.split_at(*size);
            let mut values = args![row.organisation, row.customer, row.id, row.created_at];
            values.extend(now.iter().map(Value::from));
            tx.later(text.as_str(), values).await?;
            rest = later;
        }
    }
    Ok(())
}
