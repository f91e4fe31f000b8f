//! Why something does not happen, in words: the same sentence beside a greyed-out button and in answer to a post (5.10).

use jiff::tz::TimeZone;
use rules::order_import::{Refused, State, WhyNot};

use super::case::Case;
use super::table::ImportRow;
use crate::failure::Failure;
use crate::orders::status_name;
use crate::shell::says;

/// Why a customer may not have it `done`: `changed`, `cancelled`, `taken back`.
#[must_use]
pub fn why_not_in_words(why: &WhyNot, done: &str) -> String {
    match why {
        WhyNot::Cancelled => format!("It is cancelled or was not accepted; it can no longer be {done}."),
        WhyNot::DirectFlow => {
            format!("It was made at once when it was submitted; such orders cannot be {done} here. Please call the carrier.")
        }
        WhyNot::ThirdParty(_) => format!("It came from another system and can only be {done} there."),
        WhyNot::DeskOrder => format!("The carrier entered it. To have it {done}, please call them."),
        WhyNot::FlowOff => format!("The carrier has switched this off: orders cannot be {done} here. Please call them."),
        WhyNot::UpdatesOff => "The carrier does not take changes here. Please call them.".to_owned(),
        WhyNot::CollectionBegun => format!("The collection has begun; it can no longer be {done} here."),
        WhyNot::PastLimit { status, limit } => format!(
            "It is {} already; orders can be {done} here until they are {}. Please call the carrier.",
            status_name(*status),
            status_name(limit.status())
        ),
        WhyNot::CancellationWaits => "Your cancellation waits for the carrier. Take it back first.".to_owned(),
        WhyNot::NothingWaits => "Nothing of it waits any more.".to_owned(),
    }
}

pub(super) fn why_not(why: &WhyNot, done: &str) -> Failure {
    Failure::refused(why_not_in_words(why, done))
}

/// It is no longer as somebody saw it; `last` says what was done last.
pub(super) fn moved(name: &str, last: &str) -> Failure {
    Failure::moved(format!("{name} has changed since you opened it. {last} Nothing of yours was done; look at it as it is now."))
}

/// Why an event does nothing to an import: what has been decided names who, what and when.
pub(super) fn step(refused: &Refused, case: &Case) -> Failure {
    match refused {
        Refused::Final(state) => Failure::moved(decided(*state, &case.import, &case.terms.settings.zone)),
        Refused::NoOrderYet => Failure::refused("There is no order yet."),
        Refused::CancellationWaits => why_not(&WhyNot::CancellationWaits, "changed"),
        Refused::InError => Failure::refused("It was not in time: take Fix the error, or Accept late with a reason."),
        Refused::NotInError => Failure::refused("There is nothing late about it any more: accept it."),
        Refused::StillInError => Failure::refused("What it says now is still too late: choose another date, or take Accept late."),
        Refused::NewDateNeeded => Failure::refused("Its collection date has passed: give it a new date, or reject it."),
        Refused::ChoiceNeeded => Failure::refused("Both sides changed the same field: choose which holds."),
        Refused::CollectionBegun => Failure::refused("The collection has begun: it can only be rejected."),
    }
}

/// `Ann Smit accepted it on 3 May 2026, 10:12. Nothing of yours was done.`
pub(crate) fn decided(state: State, import: &ImportRow, zone: &TimeZone) -> String {
    let did = match state {
        State::Completed => "accepted it",
        State::Rejected => "rejected it",
        State::Withdrawn => "took it back",
        State::Superseded => "sent another version",
        State::Waiting | State::Error => "has it",
    };
    let by = import.decided_by.as_deref().unwrap_or("Somebody");
    let at = import.decided_at.map(|at| format!(", {}", says::instant(at, zone))).unwrap_or_default();
    format!("{by} {did}{at}. Nothing of yours was done.")
}
