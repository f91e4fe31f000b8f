//! The queries of verifying: whose chains there are, where each ends, and its links in order.

use kit::args;
use kit::db::{DbError, Entity, FromRow, Row, Tx};

use crate::failure::Failure;
use crate::history::erase::ERASED;
use crate::history::head::Head;
use crate::history::table::HistoryRow;
use crate::organisations::OrganisationId;

/// An organisation with a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Whose.
    pub organisation: OrganisationId,
    /// Its word in paths.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Every organisation, by its word in paths.
///
/// # Errors
/// When the database does not answer.
pub async fn chains(tx: &mut Tx) -> Result<Vec<Chain>, Failure> {
    let found: Vec<(OrganisationId, String, String)> = tx.all("SELECT id, slug, name FROM organisation ORDER BY slug", args![]).await?;
    Ok(found.into_iter().map(|(organisation, slug, name)| Chain { organisation, slug, name }).collect())
}

/// The organisation with this word in paths.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn chain_of(tx: &mut Tx, slug: String) -> Result<Chain, Failure> {
    let found: Option<(OrganisationId, String, String)> =
        tx.opt("SELECT id, slug, name FROM organisation WHERE slug = $1", args![slug]).await?;
    found.map(|(organisation, slug, name)| Chain { organisation, slug, name }).ok_or_else(Failure::not_found)
}

/// The end of every chain that has one, by the organisation's word.
///
/// # Errors
/// When the database does not answer.
pub async fn heads(tx: &mut Tx) -> Result<Vec<Head>, Failure> {
    let sql = "SELECT o.slug, c.entries, c.head FROM chain_head c JOIN organisation o ON o.id = c.organisation
               WHERE c.entries > 0";
    let mut heads: Vec<(String, i64, Vec<u8>)> = tx.all(sql, args![]).await?;
    heads.sort();
    Ok(heads.into_iter().map(|(organisation, entry, link)| Head { organisation, entry, link }).collect())
}

/// What the head says, and the last row there is.
pub(in crate::history) struct End {
    pub(in crate::history) entries: i64,
    pub(in crate::history) head: Vec<u8>,
    pub(in crate::history) last: i64,
}

/// Where a chain ends, at one instant.
pub(in crate::history) async fn end(tx: &mut Tx, organisation: OrganisationId) -> Result<End, Failure> {
    let sql = "SELECT c.entries, c.head, COALESCE((SELECT max(h.entry) FROM history h WHERE h.organisation = c.organisation), 0)
               FROM chain_head c WHERE c.organisation = $1";
    let (entries, head, last) = tx.one(sql, args![organisation]).await?;
    Ok(End { entries, head, last })
}

/// A row with what it said, and the last erasure of what was recorded about its subject, where it is empty.
pub(in crate::history) struct Link {
    pub(in crate::history) row: HistoryRow,
    pub(in crate::history) payload: Option<(Vec<u8>, String)>,
    pub(in crate::history) erased_by: Option<i64>,
}

impl FromRow for Link {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        let columns = HistoryRow::COLUMNS.len();
        let payload = match row.get::<Option<Vec<u8>>>(columns)? {
            Some(salt) => Some((salt, row.get(columns + 1)?)),
            None => None,
        };
        Ok(Link { row: HistoryRow::from_row(row)?, payload, erased_by: row.get(columns + 2)? })
    }
}

/// The next links after `after`, up to `until`, `most` at most.
pub(in crate::history) async fn links(
    tx: &mut Tx,
    organisation: OrganisationId,
    after: i64,
    until: i64,
    most: i64,
) -> Result<Vec<Link>, Failure> {
    let columns: Vec<String> = HistoryRow::COLUMNS.iter().map(|column| format!("h.{column}")).collect();
    let sql = format!(
        "SELECT {}, p.salt, p.payload, CASE WHEN p.payload = '' THEN
           (SELECT max(e.entry) FROM history e WHERE e.organisation = h.organisation AND e.subject = h.subject AND e.verb = $5) END
         FROM history h LEFT JOIN history_payload p ON p.organisation = h.organisation AND p.entry = h.entry
         WHERE h.organisation = $1 AND h.entry > $2 AND h.entry <= $3 ORDER BY h.entry LIMIT $4",
        columns.join(", ")
    );
    Ok(tx.all(sql, args![organisation, after, until, most, ERASED]).await?)
}

/// Empties what was recorded about a subject, and says of what kind it is and how many entries were emptied.
pub(in crate::history) async fn empty(
    tx: &mut Tx,
    organisation: OrganisationId,
    subject: uuid::Uuid,
) -> Result<Option<(String, u64)>, Failure> {
    let kind = "SELECT subject_kind FROM history WHERE organisation = $1 AND subject = $2 ORDER BY entry DESC LIMIT 1";
    let Some((kind,)) = tx.opt::<(String,)>(kind, args![organisation, subject]).await? else { return Ok(None) };
    let sql = "UPDATE history_payload SET salt = $3, payload = '' WHERE organisation = $1 AND payload <> '' AND entry IN
               (SELECT entry FROM history WHERE organisation = $1 AND subject = $2 AND verb <> $4)";
    let emptied = tx.exec(sql, args![organisation, subject, Vec::<u8>::new(), ERASED]).await?;
    Ok(Some((kind, emptied)))
}
