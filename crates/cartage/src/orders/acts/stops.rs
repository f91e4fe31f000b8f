//! Reporting how far stops are. Forward by any number of steps, back only as a correction with a reason; the order's status
//! follows from its stops after every report (6).

use kit::db::Tx;
use rules::order::{OrderDocument, StopAt};
use rules::order_status::{self, OrderStatus, StopState};

use super::cancel::status_change;
use super::seen::{Desk, Seen, as_seen, save, status};
use super::{refused, store};
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Change, Entry, Subject};
use crate::orders::stops_so_far::StopsSoFar;
use crate::orders::{OrderRow, progress, status_words, stop_names};

/// How far stops are, as staff report it.
#[derive(Clone, Debug)]
pub struct Report {
    /// What they had before them.
    pub seen: Seen,
    /// Which stops; none for every stop that is not that far yet.
    pub stops: Vec<String>,
    /// How far.
    pub to: StopState,
}

/// A wrong report put right.
#[derive(Clone, Debug)]
pub struct Correction {
    /// What they had before them.
    pub seen: Seen,
    /// Which stop.
    pub stop: String,
    /// Back to where.
    pub to: StopState,
    /// Why; only staff read it.
    pub reason: String,
}

/// An order whose stops can be reported: neither quote nor cancelled.
struct Open {
    row: OrderRow,
    document: OrderDocument,
    stops: StopsSoFar,
}

async fn open(tx: &mut Tx, desk: &Desk, seen: Seen) -> Result<Open, Failure> {
    let row = as_seen(tx, desk, seen).await?;
    match status(&row)? {
        OrderStatus::Quote => return Err(Failure::refused("It is a quote; send it to planning before its stops are reported.")),
        OrderStatus::Cancelled => return Err(Failure::refused("It is cancelled; undo that before its stops are reported.")),
        _ => {}
    }
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let stops = StopsSoFar::of(progress(tx, row.organisation, row.id).await?)?;
    Ok(Open { row, document, stops })
}

impl Open {
    fn find(&self, id: &str) -> Result<(usize, StopAt<'_>), Failure> {
        self.document.stops().find(|(_, at)| at.stop.id.as_str() == id).ok_or_else(Failure::not_found)
    }

    fn name(&self, id: &str) -> Result<String, Failure> {
        self.find(id).map(|(consignment, at)| stop_names::whole(&self.document, consignment, at))
    }

    /// The stops that are not that far yet.
    fn behind(&self, to: StopState) -> Vec<String> {
        let all = self.document.stops().map(|(_, at)| at.stop.id.to_string());
        all.filter(|stop| self.stops.state(stop) != StopState::Cancelled && self.stops.state(stop) < to).collect()
    }

    /// Writes what was reported and derives the order's status from it.
    async fn write(mut self, tx: &mut Tx, act: &Act, stops: &[String], to: StopState) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::new();
        for stop in stops {
            let words = |state| status_words::stop_state(state).to_owned();
            changes.push(Change { field: self.name(stop)?, from: words(self.stops.state(stop)), to: words(to) });
            self.stops.put(stop, to, act.now);
        }
        store::put_progress(tx, &self.row, stops, to, act.now).await?;
        let derived = order_status::derive(&self.stops.facts(&self.document));
        changes.extend(status_change(&self.row, derived)?);
        save(tx, &self.row, &OrderRow { status: derived.as_str().to_owned(), ..self.row.clone() }).await?;
        Ok(changes)
    }
}

/// Staff report how far stops are.
///
/// # Errors
/// Not found; moved; refused by the rules; or the database does not answer.
pub async fn report(tx: &mut Tx, act: &mut Act, desk: &Desk, report: Report) -> Result<(), Failure> {
    let order = open(tx, desk, report.seen).await?;
    let stops = if report.stops.is_empty() { order.behind(report.to) } else { report.stops };
    if stops.is_empty() {
        let words = status_words::stop_state(report.to).to_lowercase();
        return Err(Refusal::at("state", format!("Every stop is {words} already, or further.")).into());
    }
    for stop in &stops {
        let name = order.name(stop)?;
        order_status::advance(order.stops.state(stop), report.to).map_err(|refusal| refused::stop(refusal, &name))?;
    }
    let (id, customer) = (order.row.id, order.row.customer);
    let changes = order.write(tx, act, &stops, report.to).await?;
    act.record(tx, Entry::new(Subject("order", id.0), "order.stops_reported").of(customer).changes(changes)).await
}

/// Staff put a wrong report right.
///
/// # Errors
/// Not found; moved; refused by the rules or for its reason; or the database does not answer.
pub async fn correct(tx: &mut Tx, act: &mut Act, desk: &Desk, correction: Correction) -> Result<(), Failure> {
    let order = open(tx, desk, correction.seen).await?;
    let name = order.name(&correction.stop)?;
    let from = order.stops.state(&correction.stop);
    order_status::correct(from, correction.to, &correction.reason).map_err(|refusal| refused::stop(refusal, &name))?;
    let (id, customer) = (order.row.id, order.row.customer);
    let changes = order.write(tx, act, &[correction.stop], correction.to).await?;
    let entry = Entry::new(Subject("order", id.0), "order.stop_corrected").of(customer).changes(changes).note(correction.reason.trim());
    act.record(tx, entry).await
}
