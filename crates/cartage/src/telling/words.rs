//! The kinds of mail in words, as pages and mails name them.

use rules::telling::{Choice, Kind};

/// What a message is, by the word that stands on it.
#[must_use]
pub fn in_words(what: &str) -> &'static str {
    match what {
        "WELCOME" => "Welcome",
        "DIGEST" => "Digest",
        what => Kind::parse(what).map_or("Mail", kind),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Submitted => "Submitted",
        Kind::Accepted => "Accepted",
        Kind::LabelsReady => "Labels ready",
        Kind::NotAccepted => "Not accepted",
        Kind::Cancelled => "Cancelled",
        Kind::Undone => "Cancellation undone",
        Kind::Updated => "Updates applied",
        Kind::UpdateDecided => "Updates decided",
        Kind::CancellationDecided => "Cancellations decided",
        Kind::Question => "Questions",
        Kind::ChargeToApprove => "Charges to approve",
        Kind::ChargeAnswered => "Charges answered",
        Kind::NewQuote => "New quotes",
        Kind::NewImport => "New order imports",
        Kind::WaitingTooLong => "Waiting too long",
        Kind::CutOffNear => "Cut-off near",
        Kind::DatePassed => "Collection date passed",
    }
}

/// What a kind is, in a line of the page that asks; where there is an order import, with what it adds.
pub(super) fn explained(kind: Kind, imports: bool) -> &'static str {
    match kind {
        Kind::Accepted if !imports => "A quote was accepted and sent to planning.",
        Kind::LabelsReady if !imports => "A quote was sent to planning, and its labels can be printed; told once, with Accepted.",
        Kind::NotAccepted if !imports => "A quote was not accepted, with the reason.",
        Kind::Cancelled if !imports => "The carrier cancelled an order, with the reason.",
        Kind::WaitingTooLong if !imports => "Quotes that wait longer than Organisation settings, Customer portal says.",
        Kind::CutOffNear if !imports => "Quotes whose cut-off is less than two hours away.",
        Kind::Submitted => "An order you submitted has arrived.",
        Kind::Accepted => "A quote, or an order that waited for approval, was accepted: with what the carrier changed.",
        Kind::LabelsReady => "A quote, or an order that waited for approval, can have its labels printed now; told once, with Accepted.",
        Kind::NotAccepted => "A quote, or an order that waited for approval, was not accepted, with the reason.",
        Kind::Cancelled => "An order was cancelled, by the carrier or a colleague, with the reason.",
        Kind::Undone => "A cancellation was taken back.",
        Kind::Updated => "A change that needed no approval was made, by you or a colleague.",
        Kind::UpdateDecided => "The carrier accepted a change of an order, or did not, with the reason.",
        Kind::CancellationDecided => "The carrier accepted a cancellation, or did not, with the reason.",
        Kind::Question => "The carrier asks something about an order or a change that waits for approval.",
        Kind::ChargeToApprove => "The carrier asks you or a colleague to approve a charge.",
        Kind::ChargeAnswered => "A customer approved a charge or rejected it, with the reason; until you choose, only those you asked for.",
        Kind::NewQuote => "Quotes that wait to be sent to planning.",
        Kind::NewImport => "Orders, changes and cancellations of customers that wait for approval.",
        Kind::WaitingTooLong => "Quotes and order imports that wait longer than Organisation settings, Customer portal says.",
        Kind::CutOffNear => "Quotes and order imports whose cut-off is less than two hours away.",
        Kind::DatePassed => "Orders that wait for approval although the date of their collection has passed.",
    }
}

/// How somebody is told.
pub(super) fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::AtOnce => "At once",
        Choice::Digest => "In the digest",
        Choice::Never => "Not at all",
    }
}

/// At the foot of a mail: which choice sent it, and where to change it.
pub(super) fn foot(what: &str, page: &str) -> String {
    format!("\n-- \nYou get this at once by your choice for \"{what}\". Change it here: {page}\n")
}
