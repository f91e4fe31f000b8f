//! The states of a stop: forward by any number of steps, from PLANNED back to TO_PLAN, and back otherwise only as a
//! correction with a reason (rule 6).

use serde::{Deserialize, Serialize};

/// Characters the reason of a correction may have.
pub const LONGEST_REASON: usize = 500;

/// How far a stop has got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StopState {
    /// Not planned.
    #[default]
    ToPlan,
    /// On a trip.
    Planned,
    /// The driver has it.
    Dispatched,
    /// The driver is on the way to it.
    RouteToStop,
    /// The driver is there.
    AtStop,
    /// Done.
    Completed,
    /// Not driven; counts for nothing.
    Cancelled,
}

/// Why a stop stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopRefusal {
    /// It is in that state already.
    AlreadyThere(StopState),
    /// Going back takes a correction with a reason.
    OnlyByCorrection {
        /// Where it stands.
        from: StopState,
        /// Where it should go.
        to: StopState,
    },
    /// A correction goes back; this would go on.
    NotBack {
        /// Where it stands.
        from: StopState,
        /// Where it should go.
        to: StopState,
    },
    /// The stop is cancelled; only a correction brings it back.
    Cancelled,
    /// Cancelling is an act of its own.
    CancelInstead,
    /// What was done cannot be cancelled.
    AlreadyCompleted,
    /// A correction needs a reason of 1 to [`LONGEST_REASON`] characters.
    ReasonNeeded,
}

impl StopState {
    /// Every state, in driving order, cancelled last.
    pub const ALL: [Self; 7] =
        [Self::ToPlan, Self::Planned, Self::Dispatched, Self::RouteToStop, Self::AtStop, Self::Completed, Self::Cancelled];

    /// The stored and published word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ToPlan => "TO_PLAN",
            Self::Planned => "PLANNED",
            Self::Dispatched => "DISPATCHED",
            Self::RouteToStop => "ROUTE_TO_STOP",
            Self::AtStop => "AT_STOP",
            Self::Completed => "COMPLETED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Reads the stored and published word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether the stop counts and has got at least this far.
    #[must_use]
    pub fn reached(self, state: Self) -> bool {
        self != Self::Cancelled && self >= state
    }
}

/// A report on a stop: forward, or from PLANNED back to TO_PLAN.
pub fn advance(from: StopState, to: StopState) -> Result<StopState, StopRefusal> {
    match (from, to) {
        _ if from == to => Err(StopRefusal::AlreadyThere(to)),
        (StopState::Cancelled, _) => Err(StopRefusal::Cancelled),
        (_, StopState::Cancelled) => Err(StopRefusal::CancelInstead),
        (StopState::Planned, StopState::ToPlan) => Ok(to),
        _ if to > from => Ok(to),
        _ => Err(StopRefusal::OnlyByCorrection { from, to }),
    }
}

/// Staff put a wrong report right: back to an earlier state, or a cancelled stop to any.
pub fn correct(from: StopState, to: StopState, reason: &str) -> Result<StopState, StopRefusal> {
    match (from, to) {
        _ if from == to => Err(StopRefusal::AlreadyThere(to)),
        (_, StopState::Cancelled) => Err(StopRefusal::CancelInstead),
        _ if to > from => Err(StopRefusal::NotBack { from, to }),
        _ if !(1..=LONGEST_REASON).contains(&reason.trim().chars().count()) => Err(StopRefusal::ReasonNeeded),
        _ => Ok(to),
    }
}

/// Staff cancel a stop that is not done.
pub fn cancel_stop(from: StopState) -> Result<StopState, StopRefusal> {
    match from {
        StopState::Cancelled => Err(StopRefusal::AlreadyThere(from)),
        StopState::Completed => Err(StopRefusal::AlreadyCompleted),
        _ => Ok(StopState::Cancelled),
    }
}
