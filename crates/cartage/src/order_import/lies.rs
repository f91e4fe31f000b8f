//! Where an import lies in the lists: on a shelf of the portal while it is no order, and under a tab of the desk. The generated columns
//! of its table say the same to the database.

use std::collections::BTreeSet;

use super::case::read;
use super::table::ImportRow;
use crate::failure::Failure;
use crate::orders;

/// Shelf of the portal: waits to become an order.
pub const AWAITING: &str = "AWAITING";
/// Shelf of the portal: a submission the carrier did not accept.
pub const NOT_ACCEPTED: &str = "NOT_ACCEPTED";
/// Shelf of the portal: taken back before it was an order.
pub const WITHDRAWN: &str = "WITHDRAWN";
/// Tab of the desk: for staff to decide.
pub const TO_APPROVE: &str = "TO_APPROVE";
/// Tab of the desk: to be put right or accepted late.
pub const ERRORS: &str = "ERRORS";
/// Tab of the desk: waits for the customer's answer.
pub const ASKED: &str = "ASKED";

/// The shelf of the portal's lists; none where an order lies there instead.
#[must_use]
pub fn shelf(row: &ImportRow) -> Option<&'static str> {
    match (row.kind.as_str(), row.state.as_str()) {
        ("CREATE", "WAITING" | "ERROR") => Some(AWAITING),
        ("CREATE", "REJECTED") => Some(NOT_ACCEPTED),
        ("CREATE", "WITHDRAWN") => Some(WITHDRAWN),
        _ => None,
    }
}

/// The tab of the desk's Order imports that is counted; none for what is done with.
#[must_use]
pub fn tab(row: &ImportRow) -> Option<&'static str> {
    match (row.state.as_str(), row.asked) {
        ("WAITING" | "ERROR", true) => Some(ASKED),
        ("WAITING", false) => Some(TO_APPROVE),
        ("ERROR", false) => Some(ERRORS),
        _ => None,
    }
}

/// The words under which a submission that is no order is found.
///
/// # Errors
/// When its document cannot be read.
pub fn words_of(row: &ImportRow) -> Result<BTreeSet<String>, Failure> {
    Ok(orders::search_words(&read(&row.document)?, &[&row.submission_code]))
}
