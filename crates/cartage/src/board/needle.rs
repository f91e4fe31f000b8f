//! Search: every word typed must begin a word of the order, or all of them together do (`or-12` also finds `Or12`).
//!
//! A rare word leads to its orders, which are then sorted; where every word is frequent the list is walked in its own order and
//! each order asked for the words. A bounded look into the word table decides, so that neither way meets its bad case.

use kit::db::{Query, Tx, Value};
use kit::{args, text};

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::joined;
use crate::viewer::Scope;

/// Words of a search that count; more are left out.
const MOST_WORDS: usize = 6;
/// Characters of a search that are read.
const MOST_CHARACTERS: usize = 300;
/// A word found fewer times than this is rare. The limit in [`PROBE`] is the same.
const RARE: i64 = 4000;

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    words: Vec<String>,
    /// All words as one; empty when there is only one.
    whole: String,
}

impl Needle {
    /// Reads what was typed; none when nothing in it can be searched for.
    #[must_use]
    pub fn read(typed: &str) -> Option<Needle> {
        let typed: String = typed.chars().take(MOST_CHARACTERS).collect();
        let mut words: Vec<String> = text::words(&typed).take(MOST_WORDS).collect();
        let whole = if words.len() > 1 { joined(&typed) } else { String::new() };
        words.dedup();
        (!words.is_empty()).then_some(Needle { words, whole })
    }

    fn terms(&self) -> impl Iterator<Item = &String> {
        self.words.iter().chain(Some(&self.whole).filter(|whole| !whole.is_empty()))
    }
}

/// A needle and the rare words that lead to its orders; without any the list is walked.
#[derive(Clone, Debug)]
pub(super) struct Search {
    needle: Needle,
    lead: Vec<String>,
}

fn until(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}

const PROBE: &str = "SELECT CAST(? AS BIGINT), count(*) FROM (SELECT 1 AS one FROM search_word w
  WHERE w.organisation = ? AND w.word >= ? AND w.word < ? LIMIT 4000) p";
const PROBE_OF: &str = "SELECT CAST(? AS BIGINT), count(*) FROM (SELECT 1 AS one FROM search_word w
  WHERE w.organisation = ? AND w.customer = ? AND w.word >= ? AND w.word < ? LIMIT 4000) p";

/// Decides how to search: one bounded query over all terms.
pub(super) async fn plan(tx: &mut Tx, scope: Scope, needle: Needle) -> Result<Search, Failure> {
    let mut query = Query::default();
    for (n, term) in (0_i64..).zip(needle.terms()) {
        if n > 0 {
            query = query.text("UNION ALL");
        }
        query = match scope.customer {
            None => query.with(PROBE, args![n, scope.organisation, term, until(term)]),
            Some(customer) => query.with(PROBE_OF, args![n, scope.organisation, customer, term, until(term)]),
        };
    }
    let (sql, values) = query.done();
    let found: Vec<(i64, i64)> = tx.all(sql, values).await?;
    let times = |n: usize| found.iter().find(|(at, _)| usize::try_from(*at) == Ok(n)).map_or(0, |(_, times)| *times);
    let rarest = (0..needle.words.len()).min_by_key(|n| times(*n)).unwrap_or_default();
    let whole = if needle.whole.is_empty() { 0 } else { times(needle.words.len()) };
    let rare = times(rarest) < RARE && whole < RARE;
    let lead = if rare {
        std::iter::once(&needle.words[rarest]).chain(needle.terms().nth(needle.words.len())).cloned().collect()
    } else {
        Vec::new()
    };
    Ok(Search { needle, lead })
}

const LED: &str = "SELECT DISTINCT w.order_id FROM search_word w WHERE w.organisation = ? AND w.word >= ? AND w.word < ?";
const LED_OF: &str =
    "SELECT DISTINCT w.order_id FROM search_word w WHERE w.organisation = ? AND w.customer = ? AND w.word >= ? AND w.word < ?";
/// Asked by the order's id alone, which has an index with the word behind it; as a value and not as EXISTS, which both
/// databases may turn into a join that begins at the words. NOT NULL is what PostgreSQL believes to be true of nearly every order.
const HAS: &str = "(SELECT 1 FROM search_word w WHERE w.order_id = o.id AND w.word >= ? AND w.word < ? LIMIT 1) IS NOT NULL";

impl Search {
    /// Whether rare words lead to the orders.
    pub(super) fn leads(&self) -> bool {
        !self.lead.is_empty()
    }

    /// Adds `orders o`, led to by the rare words. CROSS JOIN keeps SQLite from beginning at the orders all the same.
    pub(super) fn orders(&self, mut query: Query, scope: Scope) -> Query {
        for (n, term) in self.lead.iter().enumerate() {
            query = query.text(if n == 0 { "(" } else { "UNION" });
            query = match scope.customer {
                None => query.with(LED, args![scope.organisation, term, until(term)]),
                Some(customer) => query.with(LED_OF, args![scope.organisation, customer, term, until(term)]),
            };
        }
        query.text(") m CROSS JOIN orders o")
    }

    /// Adds the conditions to a query over `orders o`.
    pub(super) fn narrow(&self, mut query: Query) -> Query {
        query = query.text(if self.leads() { "AND o.id = m.order_id AND ((" } else { "AND ((" });
        for (n, word) in self.needle.words.iter().enumerate() {
            query = query.text(if n == 0 { "" } else { "AND" }).with(HAS, range(word));
        }
        query = query.text(")");
        if !self.needle.whole.is_empty() {
            query = query.text("OR").with(HAS, range(&self.needle.whole));
        }
        query.text(")")
    }
}

fn range(word: &str) -> Vec<Value> {
    args![word, until(word)]
}

/// The order somebody means who typed a whole number, quote number or submission code: none unless it is exactly one.
///
/// # Errors
/// When the database does not answer.
pub async fn exact(tx: &mut Tx, scope: Scope, typed: &str) -> Result<Option<crate::orders::OrderId>, Failure> {
    let word = joined(typed);
    let code = rules::submission_code::SubmissionCode::parse(typed).map(|code| joined(code.as_str())).unwrap_or_default();
    let query = Query::new(
        "SELECT o.id, o.number, o.quote_number, o.submission_code, o.customer FROM search_word w JOIN orders o ON o.id = w.order_id
         WHERE w.organisation = $1 AND w.word IN ($2, $3) ORDER BY w.order_id DESC LIMIT 50",
        args![scope.organisation, &word, &code],
    );
    let (sql, values) = query.done();
    let rows: Vec<(crate::orders::OrderId, String, Option<String>, String, CustomerId)> = tx.all(sql, values).await?;
    let means = |number: &str, quote: Option<&str>, of: &str| {
        joined(number) == word || quote.is_some_and(|quote| joined(quote) == word) || joined(of) == word || joined(of) == code
    };
    let mut found: Vec<crate::orders::OrderId> = rows
        .into_iter()
        .filter(|(_, number, quote, of, customer)| scope.customer.is_none_or(|own| own == *customer) && means(number, quote.as_deref(), of))
        .map(|(id, ..)| id)
        .collect();
    found.sort_unstable();
    found.dedup();
    Ok(if let [one] = found[..] { Some(one) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_words_and_the_whole() {
        let needle = Needle::read(" PO 47-11 ").unwrap();
        assert_eq!((needle.words.as_slice(), needle.whole.as_str()), (["po".to_owned(), "47".into(), "11".into()].as_slice(), "po4711"));
        assert_eq!(Needle::read("gent").unwrap().whole, "");
        assert_eq!(Needle::read(" -/ "), None);
        assert_eq!(Needle::read(&"a b ".repeat(300)).unwrap().words.len(), 6);
    }
}
