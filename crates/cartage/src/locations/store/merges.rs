//! Which location became which other.

use kit::args;
use kit::db::{DbError, Entity, FromRow, Query, Row, Tx};

use super::{Book, columns};
use crate::failure::Failure;
use crate::locations::LocationId;
use crate::locations::table::{LocationRow, MergeRow};
use crate::organisations::OrganisationId;

/// A location that is still named, and the one it became.
struct Became {
    named: LocationId,
    row: LocationRow,
}

impl FromRow for Became {
    fn from_row(row: &Row<'_>) -> Result<Became, DbError> {
        Ok(Became { row: LocationRow::from_row(row)?, named: row.get(LocationRow::COLUMNS.len())? })
    }
}

/// What those of `ids` became that were merged, where it is in the book.
pub(super) async fn became(tx: &mut Tx, book: Book, ids: &[LocationId]) -> Result<Vec<(LocationId, LocationRow)>, Failure> {
    let sql = format!(
        "SELECT {}, m.location FROM location_merge m JOIN location t ON t.organisation = m.organisation AND t.id = m.survivor
         WHERE m.organisation = $1 AND m.location IN (",
        columns()
    );
    let query = Query::new(sql, args![book.organisation]);
    let query = ids.iter().enumerate().fold(query, |query, (n, id)| query.with(if n == 0 { "?" } else { ", ?" }, args![*id]));
    let (sql, values) = book.narrow(query.text(")")).done();
    let rows: Vec<Became> = tx.all(sql, values).await?;
    Ok(rows.into_iter().map(|became| (became.named, became.row)).collect())
}

/// What a location became when it was merged.
pub(in crate::locations) async fn survivor(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: LocationId,
) -> Result<Option<LocationRow>, Failure> {
    let sql = format!(
        "SELECT {} FROM location_merge m JOIN location t ON t.organisation = m.organisation AND t.id = m.survivor
         WHERE m.organisation = $1 AND m.location = $2",
        columns()
    );
    Ok(tx.opt(sql, args![organisation, id]).await?)
}

/// From now on `row.survivor` is meant by `row.location`, and by whatever had become that.
pub(in crate::locations) async fn merge(tx: &mut Tx, row: &MergeRow) -> Result<(), Failure> {
    let sql = "UPDATE location_merge SET survivor = $3 WHERE organisation = $1 AND survivor = $2";
    tx.exec(sql, args![row.organisation, row.location, row.survivor]).await?;
    Ok(tx.insert(row).await?)
}
