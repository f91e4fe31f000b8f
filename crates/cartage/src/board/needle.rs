//! Search: every word typed must begin a word of the order, or all of them together do (`or-12` also finds `Or12`).
//!
//! A rare word leads to its orders, which are then sorted; where every word is frequent the list is walked in its own order and
//! each order asked for the words. A bounded look into the word table decides, so that neither way meets its bad case.

use kit::db::{Query, Tx, Value};
use kit::{args, text};

use super::tally;
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

const PROBE: &str = "SELECT CAST(? AS BIGINT), count(*), count(*) FROM (SELECT 1 AS one FROM search_word w
  WHERE w.organisation = ? AND w.word >= ? AND w.word < ? LIMIT 4000) p";
const PROBE_OF: &str = "SELECT CAST(? AS BIGINT), count(*), CAST(COALESCE(sum(CASE WHEN p.customer = ? THEN 1 ELSE 0 END), 0) AS BIGINT)
  FROM (SELECT w.customer FROM search_word w WHERE w.organisation = ? AND w.word >= ? AND w.word < ? LIMIT ?) p";

/// A term, and how often it is there: as far as was counted, and of those the customer's.
type Found = (i64, i64, i64);

/// Decides how to search: one bounded query over all terms. Words stand behind one another whoever's they are. So the orders of a
/// customer with few are walked without a look; with many, what others have counts as far as it costs less than to walk.
pub(super) async fn plan(tx: &mut Tx, scope: Scope, needle: Needle) -> Result<Search, Failure> {
    let most = match scope.customer {
        None => RARE,
        Some(_) => match tally::counts(tx, scope).await?.all() {
            few if few < RARE => return Ok(Search { needle, lead: Vec::new() }),
            many => RARE.max(many / 4),
        },
    };
    let mut query = Query::default();
    for (n, term) in (0_i64..).zip(needle.terms()) {
        if n > 0 {
            query = query.text("UNION ALL");
        }
        query = match scope.customer {
            None => query.with(PROBE, args![n, scope.organisation, term, until(term)]),
            Some(customer) => query.with(PROBE_OF, args![n, customer, scope.organisation, term, until(term), most]),
        };
    }
    let (sql, values) = query.done();
    let found: Vec<Found> = tx.all(sql, values).await?;
    let times = |n: usize| found.iter().find(|(at, ..)| usize::try_from(*at) == Ok(n)).map_or((0, 0), |(_, all, own)| (*own, *all));
    let rare = |n: usize| times(n).0 < RARE && times(n).1 < most;
    let rarest = (0..needle.words.len()).filter(|n| rare(*n)).min_by_key(|n| times(*n));
    let lead = match rarest {
        Some(rarest) if needle.whole.is_empty() => vec![needle.words[rarest].clone()],
        Some(rarest) if rare(needle.words.len()) => vec![needle.words[rarest].clone(), needle.whole.clone()],
        _ => Vec::new(),
    };
    Ok(Search { needle, lead })
}

const LED: &str = "SELECT w.order_id FROM search_word w WHERE w.organisation = ? AND w.word >= ? AND w.word < ?";
const LED_OF: &str = "SELECT w.order_id FROM search_word w WHERE w.organisation = ? AND w.word >= ? AND w.word < ? AND w.customer = ?";

impl Search {
    /// Whether rare words lead to the orders.
    pub(super) fn leads(&self) -> bool {
        !self.lead.is_empty()
    }

    /// The same search over a list that is walked.
    pub(super) fn walked(&self) -> Search {
        Search { lead: Vec::new(), ..self.clone() }
    }

    /// Adds `orders o`, led to by the rare words. CROSS JOIN keeps SQLite from beginning at the orders all the same.
    pub(super) fn orders(&self, mut query: Query, scope: Scope) -> Query {
        for (n, term) in self.lead.iter().enumerate() {
            query = query.text(if n == 0 { "(SELECT DISTINCT order_id FROM (" } else { "UNION ALL" });
            query = match scope.customer {
                None => query.with(LED, args![scope.organisation, term, until(term)]),
                Some(customer) => query.with(LED_OF, args![scope.organisation, term, until(term), customer]),
            };
        }
        query.text(") l) m CROSS JOIN orders o")
    }

    /// Adds the conditions to a query over `orders o`: asked by the order's id alone; as a value and not as EXISTS, which both
    /// databases may turn into a join that begins at the words. NOT NULL is what PostgreSQL believes to be true of nearly every order.
    pub(super) fn narrow(&self, mut query: Query) -> Query {
        // What leads is asked first: a database that does not know how many orders there are would ask all of them.
        query = query.text(if self.leads() {
            "AND o.id = m.order_id AND (SELECT 1 FROM search_text t WHERE t.order_id = m.order_id AND (("
        } else {
            "AND (SELECT 1 FROM search_text t WHERE t.order_id = o.id AND (("
        });
        for (n, word) in self.needle.words.iter().enumerate() {
            query = query.text(if n == 0 { "" } else { "AND" }).with("t.words LIKE ?", begins(word));
        }
        query = query.text(")");
        if !self.needle.whole.is_empty() {
            query = query.text("OR").with("t.words LIKE ?", begins(&self.needle.whole));
        }
        query.text(")) IS NOT NULL")
    }
}

/// That a word in a text of words begins so. Folded words have no signs in them, none that LIKE knows either.
fn begins(word: &str) -> Vec<Value> {
    args![format!("% {word}%")]
}

/// The order somebody means who typed a whole number, quote number or submission code, or what waits to become one: none unless it is
/// exactly one.
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
    match found[..] {
        [one] => Ok(Some(one)),
        [] if !code.is_empty() => waiting(tx, scope, &code).await,
        _ => Ok(None),
    }
}

/// What waits to become an order and has this submission code.
async fn waiting(tx: &mut Tx, scope: Scope, code: &str) -> Result<Option<crate::orders::OrderId>, Failure> {
    let sql = "SELECT i.order_id, i.submission_code, i.customer FROM search_word w JOIN order_import i ON i.order_id = w.order_id
               WHERE w.organisation = $1 AND w.word = $2 AND i.organisation = $1 AND i.shelf = 'AWAITING' LIMIT 50";
    let rows: Vec<(crate::orders::OrderId, String, CustomerId)> = tx.all(sql, args![scope.organisation, code]).await?;
    let own = |customer: &CustomerId| scope.customer.is_none_or(|own| own == *customer);
    Ok(rows.into_iter().find(|(_, of, customer)| own(customer) && joined(of) == code).map(|(order, ..)| order))
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
