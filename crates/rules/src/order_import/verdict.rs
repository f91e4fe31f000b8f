//! Whether an import is applied at once, waits, or is blocked (rules 2.2, 5.5, 5.6, 5.8).

use super::{Effective, Findings, Kind, State};

/// What becomes of an import that was just submitted or revised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Applied in the same transaction.
    Apply,
    /// Waits for staff.
    Wait,
    /// Waits for staff to put it right or to accept it late.
    Error,
}

impl Verdict {
    /// The state it gives.
    #[must_use]
    pub fn state(self) -> State {
        match self {
            Self::Apply => State::Completed,
            Self::Wait => State::Waiting,
            Self::Error => State::Error,
        }
    }
}

/// Judges an import by the settings and findings of this moment. An error blocks; any remark, WARNING among them, holds;
/// else the automation of its kind decides. A cancellation is never in error (rule 3.5).
#[must_use]
pub fn judge(kind: Kind, settings: &Effective, findings: &Findings) -> Verdict {
    let automatic = settings.enabled
        && match kind {
            Kind::Create => settings.create_automatically.value,
            Kind::Update => settings.apply_changes.value,
            Kind::Cancel => settings.apply_cancellations.value,
        };
    match kind {
        Kind::Create | Kind::Update if !findings.errors.is_empty() => Verdict::Error,
        _ if automatic && findings.remarks.is_empty() && findings.errors.is_empty() => Verdict::Apply,
        _ => Verdict::Wait,
    }
}
