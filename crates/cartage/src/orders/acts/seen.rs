//! What an act needs to know besides the order: at which desk it happens, what the one who acts had seen, and why they do it.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::{LONGEST_REASON, OrderStatus};

use crate::app::App;
use crate::board;
use crate::failure::{Failure, Refusal};
use crate::history::Act;
use crate::orders::{OrderId, OrderRow, store, told_last};
use crate::telling::{self, About, House, News};
use crate::viewer::{Scope, Staff, Viewer};

/// The desk an act happens at.
#[derive(Clone, Debug)]
pub struct Desk {
    /// What staff there see.
    pub scope: Scope,
    /// Where acts are timed.
    pub zone: TimeZone,
    /// The carrier, as its mails speak of it.
    pub house: House,
}

impl Desk {
    /// Where this member of staff sits.
    #[must_use]
    pub fn of(app: &App, staff: &Staff) -> Desk {
        let carrier = staff.carrier();
        Desk { scope: staff.scope(), zone: carrier.zone.clone(), house: House::of(app, carrier) }
    }
}

/// The order somebody had before them, and its version then.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Which order.
    pub order: OrderId,
    /// As it was when they saw it.
    pub version: i64,
}

/// Why somebody does it: the reason its customer reads as written, and a note only staff see.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// 1 to 500 characters.
    pub reason: String,
    /// May be empty.
    pub note: String,
}

impl Why {
    /// The reason and the note without blanks round them.
    ///
    /// # Errors
    /// Refused when the reason is missing or too long, or the note is too long.
    pub(crate) fn check(&self) -> Result<Why, Refusal> {
        let (reason, note) = (self.reason.trim(), self.note.trim());
        let (reasons, notes) = (reason.chars().count(), note.chars().count());
        if reasons == 0 {
            return Err(Refusal::at("reason", "Give a reason; the customer reads it as you write it."));
        }
        if reasons > LONGEST_REASON {
            return Err(Refusal::at("reason", format!("The reason has {reasons} characters; {LONGEST_REASON} are the most.")));
        }
        if notes > LONGEST_REASON {
            return Err(Refusal::at("note", format!("The note has {notes} characters; {LONGEST_REASON} are the most.")));
        }
        Ok(Why { reason: reason.to_owned(), note: note.to_owned() })
    }
}

/// The order as it was seen.
///
/// # Errors
/// Not found; moved, with what happened meanwhile; or the database does not answer.
pub(super) async fn as_seen(tx: &mut Tx, desk: &Desk, seen: Seen) -> Result<OrderRow, Failure> {
    let row = store::by_id(tx, desk.scope, seen.order).await?;
    if row.version == seen.version { Ok(row) } else { Err(moved(tx, desk, &row).await?) }
}

/// What the last one did who was here.
pub(super) async fn moved(tx: &mut Tx, desk: &Desk, row: &OrderRow) -> Result<Failure, Failure> {
    let last = told_last(tx, desk.scope, row.id, &desk.zone).await?;
    Ok(Failure::moved(format!("{} has changed since you opened it. {last} Nothing of yours was done.", row.number)))
}

/// The status of a row.
pub(super) fn status(row: &OrderRow) -> Result<OrderStatus, Failure> {
    OrderStatus::parse(&row.status).ok_or_else(|| Failure::fault(format!("an order in status {:?}", row.status)))
}

/// Writes what became of an order: its row, and where it lies in the lists.
pub(super) async fn save(tx: &mut Tx, before: &OrderRow, after: &OrderRow) -> Result<(), Failure> {
    if !store::lock_version(tx, before).await? {
        return Err(Failure::moved(format!("{} was changed by somebody else at this moment.", before.number)));
    }
    store::save_status(tx, after).await?;
    board::status_moved(tx, before.organisation, before.customer, board::shelf(before), board::shelf(after)).await
}

/// Tells whoever is concerned what happened to an order, in the act's transaction.
pub(super) async fn tell(tx: &mut Tx, act: &Act, desk: &Desk, row: &OrderRow, news: News<'_>) -> Result<(), Failure> {
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    telling::tell(tx, act, &desk.house, &About::from(row), &document, news).await
}
