//! The queries of heads kept every day: which organisations are due, and the row that claims a day.

use jiff::Timestamp;
use jiff::civil::Date;
use kit::args;
use kit::db::Tx;

use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// The heads that were kept every day: entry and link, oldest first.
pub(in crate::history) async fn daily(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(i64, Vec<u8>)>, Failure> {
    Ok(tx.all("SELECT entries, head FROM daily_head WHERE organisation = $1 ORDER BY day", args![organisation]).await?)
}

/// An organisation and the last day its head was kept.
pub(in crate::history) struct Keeping {
    pub(in crate::history) slug: String,
    pub(in crate::history) name: String,
    pub(in crate::history) zone: String,
    pub(in crate::history) created_at: Timestamp,
    pub(in crate::history) last: Option<Date>,
}

/// The organisation, when its chain has grown since its head was last kept.
pub(in crate::history) async fn grown(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<Keeping>, Failure> {
    let sql = "SELECT o.slug, o.name, o.zone, o.created_at, (SELECT max(d.day) FROM daily_head d WHERE d.organisation = o.id)
               FROM organisation o JOIN chain_head c ON c.organisation = o.id
               WHERE o.id = $1 AND c.entries > COALESCE((SELECT max(d.entries) FROM daily_head d WHERE d.organisation = o.id), 0)";
    let row: Option<(String, String, String, Timestamp, Option<Date>)> = tx.opt(sql, args![organisation]).await?;
    Ok(row.map(|(slug, name, zone, created_at, last)| Keeping { slug, name, zone, created_at, last }))
}

/// Claims the day for this head; false when another copy of the program was first.
pub(in crate::history) async fn claim(
    tx: &mut Tx,
    organisation: OrganisationId,
    day: Date,
    (entries, head): (i64, Vec<u8>),
    now: Timestamp,
) -> Result<bool, Failure> {
    let sql = "INSERT INTO daily_head (organisation, day, entries, head, kept_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (organisation, day) DO NOTHING";
    Ok(tx.exec(sql, args![organisation, day, entries, head, now]).await? > 0)
}

/// How far a chain reaches now with its head, and when a head of it was last kept.
pub(in crate::history) async fn reach(tx: &mut Tx, organisation: OrganisationId) -> Result<(i64, Vec<u8>, Option<Timestamp>), Failure> {
    let sql = "SELECT c.entries, c.head, (SELECT max(d.kept_at) FROM daily_head d WHERE d.organisation = c.organisation)
               FROM chain_head c WHERE c.organisation = $1";
    Ok(tx.one(sql, args![organisation]).await?)
}
