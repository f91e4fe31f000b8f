//! The read side: lists, search, counts over several concepts. Reads any table, writes only its own projections, in the act's
//! own transaction: an order is in the lists, the counts and the search, or nowhere.

mod around;
mod by_name;
mod choices;
mod customers_to_choose;
mod import_queue;
mod lately;
mod line;
mod listing;
mod names;
mod needle;
mod needs;
mod own_import;
mod own_status;
mod projections;
mod shelf;
mod tally;
mod things;
mod words;

use std::collections::BTreeSet;

use kit::db::Tx;

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::{self, ImportRow};
use crate::orders::OrderRow;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

pub use around::{Around, around};
pub use by_name::{Leaf, Listed, Turn, by_name, exported, turned};
pub use choices::{Choices, choices};
pub use customers_to_choose::customers_to_choose;
pub use import_queue::{
    ImportLine, QUEUE, Queue, QueuePage, QueuePlace, around_import, beside, creates_without_remarks, import_lines, import_queue,
    import_stretch,
};
pub use lately::{COUNTED, DayOf, OfDay, PER_DAY, ended_since, of_day, per_day};
pub use line::{Ended, OrderLine};
pub use listing::{Among, At, OrderList, PAGE, Place, Sort, Wanted, lines, list, statement, stretch};
pub use names::{Named, found_by, name};
pub use needle::{Needle, exact};
pub use needs::{charges_to_approve, needs_customer, not_accepted_since};
pub use own_import::{OwnHeld, OwnImport, customers_with_own_import};
pub use own_status::{OwnStatus, customers_with_own_status, services_with_own_status};
pub use projections::{Projections, check_projections};
pub use shelf::{Shelf, shelf};
pub use tally::{AWAITING_ORDERS, Counts, counts, shift};
pub use things::names_of;
pub use words::{Findable, add_words, replace_words};

/// What stands round a list, counts and what can be filtered by, so that it travels with the list itself ([`Tx::ahead`]).
pub fn ahead(tx: &mut Tx, scope: Scope) {
    tally::ahead(tx, scope);
    choices::ahead(tx, scope);
}

/// A new order was written: counts it and makes it findable by `words` ([`crate::orders::search_words`]).
///
/// # Errors
/// When the database does not answer.
pub async fn entered(tx: &mut Tx, row: &OrderRow, words: BTreeSet<String>) -> Result<(), Failure> {
    shift(tx, row.organisation, row.customer, None, Some(shelf(row))).await?;
    // What came through the order import may have waited, and was found by what it said then.
    if row.flow == "IMPORT" { replace_words(tx, row, words).await } else { add_words(tx, row, words).await }
}

/// An order moved from one shelf ([`shelf`]) to another: the counts follow.
///
/// # Errors
/// When the database does not answer.
pub async fn status_moved(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId, from: &str, to: &str) -> Result<(), Failure> {
    shift(tx, organisation, customer, Some(from), Some(to)).await
}

/// An import was written, or something became of it: the counts of the portal's shelves and the desk's tabs follow, and what waits
/// to become an order can be found.
///
/// # Errors
/// When the database does not answer.
pub async fn import_moved(tx: &mut Tx, before: Option<&ImportRow>, after: &ImportRow) -> Result<(), Failure> {
    let (organisation, customer) = (after.organisation, after.customer);
    shift(tx, organisation, customer, before.and_then(order_import::shelf), order_import::shelf(after)).await?;
    shift(tx, organisation, customer, before.and_then(order_import::tab), order_import::tab(after)).await?;
    if order_import::shelf(after).is_none() {
        return Ok(());
    }
    match before {
        None => add_words(tx, after, order_import::words_of(after)?).await,
        Some(_) => Ok(()),
    }
}

/// What waits to become an order says something else from now on, and is found by that.
///
/// # Errors
/// When the database does not answer.
pub async fn import_revised(tx: &mut Tx, import: &ImportRow) -> Result<(), Failure> {
    match order_import::shelf(import) {
        Some(_) => replace_words(tx, import, order_import::words_of(import)?).await,
        None => Ok(()),
    }
}
