//! How far the stops of an order are: its document says which stops there are, the rows beside it how far each has got.

use std::collections::HashMap;

use jiff::Timestamp;
use rules::order::OrderDocument;
use rules::order_status::{StopFact, StopState};

use super::table::ProgressRow;
use crate::failure::Failure;

/// The states of an order's stops; a stop nobody reported is to plan.
#[derive(Clone, Debug, Default)]
pub(super) struct StopsSoFar(HashMap<String, (StopState, Timestamp)>);

impl StopsSoFar {
    /// Reads the rows.
    pub(super) fn of(rows: Vec<ProgressRow>) -> Result<StopsSoFar, Failure> {
        let read = |row: ProgressRow| {
            let state = StopState::parse(&row.state).ok_or_else(|| Failure::fault(format!("a stop in state {:?}", row.state)))?;
            Ok((row.stop, (state, row.at)))
        };
        rows.into_iter().map(read).collect::<Result<_, Failure>>().map(StopsSoFar)
    }

    /// How far a stop is.
    pub(super) fn state(&self, stop: &str) -> StopState {
        self.0.get(stop).map_or_else(StopState::default, |(state, _)| *state)
    }

    /// Since when; none for a stop nobody reported.
    pub(super) fn since(&self, stop: &str) -> Option<Timestamp> {
        self.0.get(stop).map(|(_, at)| *at)
    }

    /// A stop is that far as of now.
    pub(super) fn put(&mut self, stop: &str, state: StopState, now: Timestamp) {
        self.0.insert(stop.to_owned(), (state, now));
    }

    /// What the status is derived from (6).
    pub(super) fn facts(&self, document: &OrderDocument) -> Vec<Vec<StopFact>> {
        let fact = |at: rules::order::StopAt<'_>| StopFact { kind: at.kind, state: self.state(at.stop.id.as_str()) };
        document.consignments.iter().map(|consignment| consignment.stops_in_order().map(fact).collect()).collect()
    }
}
