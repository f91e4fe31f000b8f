//! What an import wants, and where it stands (rule 5.4).

use serde::{Deserialize, Serialize};

/// What an import wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// An order to be made.
    Create,
    /// An order to be changed.
    Update,
    /// An order to be cancelled.
    Cancel,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Create, Self::Update, Self::Cancel];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "CREATE",
            Self::Update => "UPDATE",
            Self::Cancel => "CANCEL",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Where an import stands: open in the first two, final in the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// For staff to decide.
    Waiting,
    /// For staff to put right or to accept late; the customer sees it as waiting.
    Error,
    /// Applied, by automation or by staff.
    Completed,
    /// Staff did not accept it.
    Rejected,
    /// The customer took it back.
    Withdrawn,
    /// Another import of the order, or the order's end, took its place.
    Superseded,
}

impl State {
    /// Every state, the open ones first.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Error, Self::Completed, Self::Rejected, Self::Withdrawn, Self::Superseded];

    /// The open states: an order has at most one import in one of them, of any kind.
    pub const OPEN: [Self; 2] = [Self::Waiting, Self::Error];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "WAITING",
            Self::Error => "ERROR",
            Self::Completed => "COMPLETED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Superseded => "SUPERSEDED",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The word the API publishes.
    #[must_use]
    pub fn published(self) -> &'static str {
        match self {
            Self::Waiting => "READY_TO_UPSERT",
            Self::Error => "ERROR",
            Self::Completed => "COMPLETED",
            Self::Rejected | Self::Withdrawn | Self::Superseded => "SKIPPED",
        }
    }

    /// Whether something may still happen to it.
    #[must_use]
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}
