//! A scan in the search box: the unit it names leads to its order's labels, where the page says whether that label is still right.

use kit::db::Tx;
use rules::label::Scan;

use super::table::UnitRow;
use super::units;
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::viewer::Scope;

/// What a scan found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The order, or what waits to become one.
    pub order: OrderId,
    /// What was read, as the labels' page takes it in its address.
    pub scan: String,
}

/// The unit that something typed or scanned names, if it does and this viewer sees it.
///
/// # Errors
/// When the database does not answer.
pub async fn scanned(tx: &mut Tx, scope: Scope, typed: &str) -> Result<Option<Found>, Failure> {
    let Some(scan) = Scan::read(typed) else { return Ok(None) };
    let units = units::named(tx, scope, &scan.code).await?;
    let text = scan.revision.map_or_else(|| scan.code.as_str().to_owned(), |revision| scan.code.with_revision(revision));
    Ok(units.first().map(|unit| Found { order: unit.order_id, scan: text }))
}

/// What the page says of a scanned label: a class of banner, and a sentence. `rows` are the units of the order.
pub(super) fn said(rows: &[UnitRow], typed: &str) -> Option<(&'static str, String)> {
    let scan = Scan::read(typed)?;
    let here = rows.iter().filter(|row| row.code == scan.code.as_str());
    let unit = here.min_by_key(|row| (row.void_at.is_some(), -row.ordinal))?;
    let code = &unit.code;
    if unit.void_at.is_some() {
        return Some(("danger", format!("The label {code} is void: that unit is no longer part of the order. Do not load it under it.")));
    }
    let revision = scan.revision.map(i64::from);
    Some(match revision {
        Some(revision) if revision < unit.revision => {
            ("warn", format!("The label {code} is outdated: it is revision {revision}, and {} is right. Print it again.", unit.revision))
        }
        Some(revision) if revision == unit.revision => ("ok", format!("The label {code} is right.")),
        Some(_) => ("warn", format!("There is no such revision of the label {code}; {} is right.", unit.revision)),
        None if unit.is_outdated() => (
            "warn",
            format!(
                "{code} is one of this order. Its bars do not say which revision it is: what was \
             printed last is outdated. Scan the square code to be sure."
            ),
        ),
        None => ("ok", format!("{code} is one of this order.")),
    })
}
