//! Customers to choose from on a form: a few at a time, found by their words, so that no page lists thousands.

use kit::args;
use kit::db::{Query, Tx};

use super::names::{Named, found_by};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Customers that are not archived, by name: those found by every word of `needle`, `most` at most; and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn customers_to_choose(
    tx: &mut Tx,
    organisation: OrganisationId,
    needle: &str,
    most: usize,
) -> Result<(Vec<(CustomerId, String)>, bool), Failure> {
    let query = Query::new("SELECT t.id, t.name FROM customer t WHERE t.organisation = $1 AND t.archived_at IS NULL", args![organisation]);
    let query = found_by(query, organisation, Named::Customer, needle);
    let limit = i64::try_from(most).unwrap_or(i64::MAX - 1) + 1;
    let (sql, values) = query.with("ORDER BY t.sort_name, t.id LIMIT ?", args![limit]).done();
    let mut rows: Vec<(CustomerId, String)> = tx.all(sql, values).await?;
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((rows, more))
}
