//! Lists of locations by name, a page at a time: the desk's, and a customer's.

use kit::args;
use kit::db::{DbError, Entity, FromRow, Query, Row, Tx};
use uuid::Uuid;

use super::columns;
use crate::board::{self, Leaf, Listed, Named, Turn};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::table::LocationRow;
use crate::organisations::OrganisationId;

/// A line of the list of locations.
pub(in crate::locations) struct Line {
    pub(in crate::locations) row: LocationRow,
    pub(in crate::locations) customer_name: Option<String>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Line, DbError> {
        Ok(Line { row: LocationRow::from_row(row)?, customer_name: row.get(LocationRow::COLUMNS.len())? })
    }
}

impl Listed for Line {
    fn id(&self) -> Uuid {
        self.row.id.0
    }
}

const SORT_NAME: &str = "SELECT sort_name FROM location WHERE organisation = $1 AND id = $2";

fn lines(organisation: OrganisationId, archived: bool) -> Query {
    let sql = format!(
        "SELECT {}, k.name FROM location t LEFT JOIN customer k ON k.organisation = t.organisation AND k.id = t.customer
         WHERE t.organisation = $1",
        columns()
    );
    Query::new(sql, args![organisation]).text(if archived { "AND t.archived_at IS NOT NULL" } else { "AND t.archived_at IS NULL" })
}

/// A page of the locations that are archived, or are not, found by every word of `needle`.
pub(in crate::locations) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    archived: bool,
    needle: &str,
    turn: Turn,
) -> Result<Leaf<Line>, Failure> {
    let query = board::found_by(lines(organisation, archived), organisation, Named::Location, needle);
    board::by_name(tx, organisation, turn, SORT_NAME, query).await
}

/// The same as a customer sees it: its own locations and everybody's; of archived ones, its own.
pub(in crate::locations) async fn list_of(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    archived: bool,
    needle: &str,
    turn: Turn,
) -> Result<Leaf<Line>, Failure> {
    let query = lines(organisation, archived);
    let query = match archived {
        true => query.with("AND t.customer = ?", args![customer]),
        false => query.with("AND (t.customer = ? OR t.visible = 'ALL')", args![customer]),
    };
    let query = board::found_by(query, organisation, Named::Location, needle);
    board::by_name(tx, organisation, turn, SORT_NAME, query).await
}
