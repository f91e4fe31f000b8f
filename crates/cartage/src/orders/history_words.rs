//! The verbs of an order's history in words: said here once, for the timeline and for whoever was overtaken.

use jiff::tz::TimeZone;
use kit::db::Tx;

use super::OrderId;
use crate::failure::Failure;
use crate::history::{self, Told};
use crate::shell::says;
use crate::viewer::Scope;

/// A verb in words and the class of its mark in a timeline.
pub(super) fn verb(verb: &str) -> (&'static str, &'static str) {
    match verb {
        "order.submitted" => ("Submitted", ""),
        "order.quoted" => ("Submitted as a quote", ""),
        "order.accepted" => ("Accepted", "ok"),
        "order.edited" => ("Changed by the carrier", "warn"),
        "order.changed" => ("Changed", ""),
        "import.submitted" => ("Submitted, waits for approval", ""),
        "import.changed" => ("Changed while it waits", ""),
        "import.withdrawn" => ("Cancelled before it was accepted", "danger"),
        "import.not_accepted" => ("Not accepted", "danger"),
        "import.asked" => ("Asked", "warn"),
        "import.answered" => ("Answered", ""),
        "update.submitted" => ("Change submitted, waits for approval", "warn"),
        "update.accepted" => ("Change accepted", "ok"),
        "update.not_accepted" => ("Update not accepted", "danger"),
        "update.taken_back" => ("Change taken back", ""),
        "update.found_done" => ("The order says already what the change asked for", ""),
        "update.seen" => ("Change seen by the carrier", "ok"),
        "cancellation.submitted" => ("Cancellation submitted, waits for approval", "warn"),
        "cancellation.accepted" => ("Cancellation accepted", "danger"),
        "cancellation.not_accepted" => ("Cancellation not accepted", "danger"),
        "cancellation.taken_back" => ("Cancellation taken back", ""),
        "answer.seen" => ("Answer seen", ""),
        "order.sent_to_planning" => ("Sent to planning", "ok"),
        "order.declined" => ("Not accepted", "danger"),
        "order.cancelled" => ("Cancelled", "danger"),
        "order.cancellation_undone" => ("Cancellation undone", "warn"),
        "order.stops_reported" => ("Reported", ""),
        "order.stop_corrected" => ("Corrected", "warn"),
        "charge.added" => ("Charge added", ""),
        "charge.changed" => ("Charge changed", "warn"),
        "charge.must_be_approved" => ("Charge to be approved", ""),
        "charge.requested" => ("Approval of a charge requested", "warn"),
        "charge.request_taken_back" => ("Request to approve a charge taken back", ""),
        "charge.rejected_internally" => ("Charge rejected internally", ""),
        "charge.approved" => ("Charge approved", "ok"),
        "charge.rejected" => ("Charge rejected", "danger"),
        "charge.invoicing_changed" => ("Invoicing of a charge changed", ""),
        "charge.removed" => ("Charge removed", ""),
        "labels.printed" => ("Labels printed", ""),
        "document.added" => ("Document filed", ""),
        "document.removed" => ("Document taken off", "warn"),
        "document.expired" => ("Document no longer kept", ""),
        "charge.priced" => ("Priced by the rate card", ""),
        "charge.not_priced" => ("Not priced: the rate card has no price", "warn"),
        "charge.rerated" => ("Priced anew by the rate card", "warn"),
        "charge.left_alone" => ("Charges do not follow the order any more", ""),
        "charge.follows" => ("Charges follow the order again", ""),
        history::ERASED => ("Erased what was recorded before", "warn"),
        "order.mail_sent_again" => ("Mail sent again", ""),
        "order.mail_hurried" => ("Mail tried by hand", ""),
        "order.mail_dropped" => ("Mail dropped", "warn"),
        _ => ("Changed", ""),
    }
}

/// The detail of such an entry is what it was done to, not the number it was done as.
pub(super) fn of_something(verb: &str) -> bool {
    verb.starts_with("charge.") || verb.starts_with("document.") || verb == "labels.printed"
}

/// Whether nobody did it but a rate card, in whosever act it was.
pub(super) fn is_computed(verb: &str) -> bool {
    matches!(verb, "charge.priced" | "charge.not_priced" | "charge.rerated")
}

/// What was done last with an order, or with what waits to become one, in a sentence; empty for nothing.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn told_last(tx: &mut Tx, scope: Scope, order: OrderId, zone: &TimeZone) -> Result<String, Failure> {
    let told = history::of_subject(tx, scope, order.0).await?;
    Ok(told.last().map(|told| sentence(told, zone)).unwrap_or_default())
}

/// What happened in one sentence: `Sent to planning as Or-0007 by Ann Smit, 4 May 2026, 10:12.`
fn sentence(told: &Told, zone: &TimeZone) -> String {
    let detail = match told.detail.as_str() {
        "" => String::new(),
        what if of_something(&told.verb) => format!(": {what},"),
        number => format!(" as {number}"),
    };
    let by = told.actor.as_ref().map(|actor| format!(" by {}", actor.name)).unwrap_or_default();
    let status =
        told.changes.iter().find(|change| change.field == "Status").map(|change| format!(", now {}", change.to)).unwrap_or_default();
    format!("{}{detail}{by}{status}, {}.", verb(&told.verb).0, says::instant(told.at, zone))
}
