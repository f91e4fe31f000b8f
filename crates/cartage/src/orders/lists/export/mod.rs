//! A list of orders as a file: the same filters, the same order, every page of it, and what the lines themselves say (rule 7.5).

pub mod pages;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::order_status::OrderStatus;
use rules::submission_code::SubmissionCode;
use sheet::Cell;

use super::super::document::NO_DATE;
use super::super::status_words as words;
use crate::board::OrderLine;
use crate::order_import::AWAITING;

/// The heads of what a customer takes along.
pub(super) const PORTAL: &[&str] = &[
    "Reference",
    "Number",
    "Quote number",
    "Submission code",
    "Status",
    "Transport service",
    "Collection date",
    "From",
    "Delivery date",
    "To",
    "Goods",
    "Submitted",
    "Ended",
    "Reason",
];

/// The heads of what staff take along.
pub(super) const DESK: &[&str] = &[
    "Number",
    "Quote number",
    "Customer",
    "Reference",
    "Submission code",
    "Source",
    "Status",
    "Transport service",
    "Collection date",
    "From",
    "Delivery date",
    "To",
    "Goods",
    "Submitted",
    "Ended",
    "Reason",
];

/// A line as a row of the file.
pub(super) fn row(line: OrderLine, portal: bool, zone: &TimeZone) -> Vec<Cell> {
    let status = OrderStatus::parse(&line.status).unwrap_or(OrderStatus::Draft);
    let said = match line.import.as_deref() {
        None => words::status(status),
        Some(AWAITING) => "Waiting for approval",
        Some(_) if line.ended.as_ref().is_some_and(|ended| ended.kind == "DECLINED") => "Not accepted",
        Some(_) => words::status(OrderStatus::Cancelled),
    };
    let code = SubmissionCode::parse(&line.code).map_or_else(|_| line.code.clone(), |code| code.to_string());
    let ended = line.ended.as_ref().map_or("", |ended| words::ended(&ended.kind, &ended.by_side, portal));
    let reason = line.ended.map_or_else(|| if portal { line.not_accepted_why } else { String::new() }, |ended| ended.reason);
    let (number, quote, reference) =
        (Cell::text(line.number), Cell::text(line.quote_number.unwrap_or_default()), Cell::text(line.reference));
    let mut cells = match portal {
        true => vec![reference, number, quote, Cell::text(code)],
        false => {
            let source = if line.source == "PORTAL" { "Portal" } else { "Desk" };
            vec![number, quote, Cell::text(line.customer), reference, Cell::text(code), Cell::text(source)]
        }
    };
    cells.extend([
        Cell::text(said),
        Cell::text(line.service),
        day(&line.collection_date),
        Cell::text(line.from_place),
        day(&line.delivery_date),
        Cell::text(line.to_place),
        Cell::text(line.goods),
        Cell::Moment(line.created_at.to_zoned(zone.clone()).datetime()),
        Cell::text(ended),
        Cell::text(reason),
    ]);
    cells
}

fn day(stored: &str) -> Cell {
    match stored.parse::<Date>() {
        Ok(date) if stored != NO_DATE => Cell::Day(date),
        _ => Cell::Empty,
    }
}
