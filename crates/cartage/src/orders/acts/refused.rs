//! The rules' refusals in the words of the desk.

use rules::order_status::{ActRefusal, LONGEST_REASON, StopRefusal};

use crate::failure::{Failure, Refusal};
use crate::orders::status_words as words;

/// Why an order stays as it is.
pub(super) fn act(refusal: ActRefusal) -> Failure {
    Failure::refused(match refusal {
        ActRefusal::AlreadyCancelled => "It has been cancelled or declined; undo that first.".to_owned(),
        ActRefusal::AlreadyDelivered(status) => format!("It is {} already; it can no longer be cancelled.", lower(words::status(status))),
        ActRefusal::NotCancelled(status) => format!("It is not cancelled; it is {}.", lower(words::status(status))),
        ActRefusal::NotAQuote(status) => format!("It is no quote; it is {}.", lower(words::status(status))),
    })
}

/// Why a stop stays as it is; `stop` is what the stop is called.
pub(super) fn stop(refusal: StopRefusal, stop: &str) -> Refusal {
    let said = |state| lower(words::stop_state(state));
    match refusal {
        StopRefusal::AlreadyThere(state) => Refusal::at("state", format!("{stop} is {} already.", said(state))),
        StopRefusal::OnlyByCorrection { from, to } => {
            Refusal::at("state", format!("{stop} is {}; going back to {} takes Correct, with a reason.", said(from), said(to)))
        }
        StopRefusal::NotBack { from, to } => {
            Refusal::at("state", format!("{stop} is {}; {} is further on: report it instead of correcting.", said(from), said(to)))
        }
        StopRefusal::Cancelled => Refusal::at("state", format!("{stop} is cancelled; only a correction brings it back.")),
        StopRefusal::CancelInstead => Refusal::at("state", format!("{stop} cannot be reported cancelled.")),
        StopRefusal::AlreadyCompleted => Refusal::at("state", format!("{stop} is completed.")),
        StopRefusal::ReasonNeeded => Refusal::at("reason", format!("Say why it is corrected, in 1 to {LONGEST_REASON} characters.")),
    }
}

fn lower(word: &str) -> String {
    word.to_lowercase()
}
