//! The words customers, contacts and locations are found by: folded, so that accents and capitals do not matter, and searched
//! by how each begins. Written in the act that gave the name, read by the lists.

use std::collections::BTreeSet;

use kit::args;
use kit::db::{Query, Tx};
use kit::text::words;
use uuid::Uuid;

use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// A search looks at this many words; what is typed beyond them is left out.
const WORDS_SEARCHED: usize = 6;
/// Something is found by this many words at most.
const WORDS_KEPT: usize = 60;

/// What has a name to be found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A customer.
    Customer,
    /// A contact.
    Contact,
    /// A location.
    Location,
}

impl Named {
    /// The stored word.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Named::Customer => "CUSTOMER",
            Named::Contact => "CONTACT",
            Named::Location => "LOCATION",
        }
    }
}

/// The words that are written down for these texts.
pub(super) fn kept_words(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().flat_map(|text| words(text)).take(WORDS_KEPT).collect()
}

/// Writes down what `subject` is found by, in place of what it was found by before.
///
/// # Errors
/// When the database does not answer.
pub async fn name(tx: &mut Tx, organisation: OrganisationId, named: Named, subject: Uuid, texts: &[&str]) -> Result<(), Failure> {
    tx.later("DELETE FROM name_word WHERE organisation = $1 AND subject = $2", args![organisation, subject]).await?;
    let found_by = kept_words(texts);
    if found_by.is_empty() {
        return Ok(());
    }
    let mut query = Query::new("INSERT INTO name_word (organisation, kind, word, subject) VALUES", Vec::new());
    for (nth, word) in found_by.into_iter().enumerate() {
        let row = if nth == 0 { "(?, ?, ?, ?)" } else { ", (?, ?, ?, ?)" };
        query = query.with(row, args![organisation, named.as_str(), word, subject]);
    }
    let (sql, values) = query.done();
    Ok(tx.later(sql, values).await?)
}

/// Narrows a query over a table called `t` to what is found by every word of `needle`; to all when there is no word in it.
#[must_use]
pub fn found_by(query: Query, organisation: OrganisationId, named: Named, needle: &str) -> Query {
    words(needle).take(WORDS_SEARCHED).fold(query, |query, word| {
        let past = format!("{word}\u{10FFFF}");
        query.with(
            "AND t.id IN (SELECT subject FROM name_word WHERE organisation = ? AND kind = ? AND word >= ? AND word < ?)",
            args![organisation, named.as_str(), word, past],
        )
    })
}
