//! The status of an order sent to planning follows from its stops; cancelled stops do not count (rule 6).

use super::{OrderStatus, StopState};
use crate::order::StopKind;

/// One stop of a consignment and how far it has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StopFact {
    /// Which stop.
    pub kind: StopKind,
    /// Its state.
    pub state: StopState,
}

/// Derives the status from the stops of each consignment, in driving order. The furthest status that holds is the
/// order's; with no stop that counts it is TO_PLAN.
#[must_use]
pub fn derive(consignments: &[Vec<StopFact>]) -> OrderStatus {
    let counting = || consignments.iter().flatten().filter(|fact| fact.state != StopState::Cancelled);
    let all_reached = |state| counting().next().is_some() && counting().all(|fact| fact.state.reached(state));
    if all_reached(StopState::Completed) {
        return OrderStatus::Completed;
    }
    let mut collections = counting().filter(|fact| fact.kind == StopKind::Collection).peekable();
    if collections.peek().is_some() && collections.all(|fact| fact.state == StopState::Completed) {
        return OrderStatus::InTransit;
    }
    let mut first_stops = consignments.iter().filter_map(|stops| stops.iter().find(|fact| fact.state != StopState::Cancelled));
    if first_stops.any(|fact| fact.state.reached(StopState::RouteToStop)) {
        return OrderStatus::Departed;
    }
    if all_reached(StopState::Planned) { OrderStatus::Planned } else { OrderStatus::ToPlan }
}

/// Whether a collection has begun: a driver is or was at a collection stop. Customers may then neither edit nor cancel.
#[must_use]
pub fn collection_begun(consignments: &[Vec<StopFact>]) -> bool {
    let mut collections = consignments.iter().flatten().filter(|fact| fact.kind == StopKind::Collection);
    collections.any(|fact| fact.state.reached(StopState::AtStop))
}
