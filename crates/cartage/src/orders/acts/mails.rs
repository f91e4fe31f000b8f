//! What a customer is told by mail of the carrier's acts on an order: those named in it, and the contact who submitted it.
//! A reason stands in it as written; the internal note never does.

use std::collections::BTreeSet;

use kit::db::Tx;
use kit::mail::Mail;
use rules::order::OrderDocument;
use rules::submission_code::SubmissionCode;

use super::seen::Desk;
use super::store;
use crate::failure::Failure;
use crate::history::Act;
use crate::orders::OrderRow;
use crate::orders::document::NO_DATE;

/// What happened.
pub(super) enum News<'a> {
    /// A quote became an order; the quote's number before.
    Accepted(&'a str),
    /// A quote was declined, and why.
    Declined(&'a str),
    /// An order was cancelled, and why.
    Cancelled(&'a str),
    /// The cancellation, or the declining, was undone; what it is again.
    Undone(&'a str),
}

/// Tells it, in the act's transaction.
pub(super) async fn tell(tx: &mut Tx, act: &Act, desk: &Desk, row: &OrderRow, news: News<'_>) -> Result<(), Failure> {
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let mut receivers: BTreeSet<String> = document.contact_emails.iter().cloned().collect();
    receivers.extend(store::submitter(tx, row).await?);
    if receivers.is_empty() {
        return Ok(());
    }
    let link = format!("{}/{}/orders/{}", desk.portals, store::customer_slug(tx, row).await?, row.id);
    let (subject, text) = words(row, &desk.carrier, &news);
    let code = SubmissionCode::parse(&row.submission_code).map_or_else(|_| row.submission_code.clone(), |code| code.to_string());
    let text = format!("{text}\n\n{}\nSubmission code {code}\n{link}\n", about(row));
    for to in receivers {
        act.mail(tx, &Mail { to, subject: subject.clone(), text: text.clone() }).await?;
    }
    Ok(())
}

fn name(row: &OrderRow) -> String {
    if row.reference.is_empty() { row.number.clone() } else { format!("{} ({})", row.number, row.reference) }
}

fn about(row: &OrderRow) -> String {
    let day = if row.collection_date == NO_DATE { String::new() } else { format!(", collection {}", row.collection_date) };
    format!("{} to {}{day}, {}.", row.from_place, row.to_place, row.goods)
}

fn words(row: &OrderRow, carrier: &str, news: &News<'_>) -> (String, String) {
    let name = name(row);
    match news {
        News::Accepted(quote) => (
            format!("Accepted: {name}"),
            format!("{carrier} accepted {quote} and sent it to planning. Its order number is {}.", row.number),
        ),
        News::Declined(reason) => (format!("Not accepted: {name}"), format!("{carrier} did not accept {name}.\n\n{reason}")),
        News::Cancelled(reason) => (format!("Cancelled: {name}"), format!("{carrier} cancelled {name}.\n\n{reason}")),
        News::Undone(status) => (
            format!("Cancellation undone: {name}"),
            format!("{carrier} took back that {name} was cancelled or not accepted. Its status is {status} again."),
        ),
    }
}
