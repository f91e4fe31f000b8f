//! What waits for staff, in words: as a mail of its own, and as a line of a digest.

use jiff::Timestamp;
use kit::mail::Mail;
use rules::access::Act;
use rules::telling::Kind;
use uuid::Uuid;

use super::house::House;
use super::words;
use crate::orders::OrderId;
use crate::shell::says;

/// What waits: a quote, or an order import.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    /// The order it is, or becomes, or is about.
    pub order: OrderId,
    /// None of a quote.
    pub import: Option<Import>,
    /// The number; of what is no order yet the submission code.
    pub number: String,
    /// Empty for none.
    pub reference: String,
    /// The customer's name.
    pub customer: String,
    /// Place and country.
    pub from_place: String,
    /// Place and country.
    pub to_place: String,
    /// ISO.
    pub collection_date: String,
    /// When its customer sent it, as it is now.
    pub since: Timestamp,
    /// The first instant that is too late for its collection; none without a cut-off.
    pub cut_off_at: Option<Timestamp>,
}

/// What is told of an import besides.
#[derive(Clone, Debug)]
pub(super) struct Import {
    /// Its id.
    pub id: Uuid,
    /// CREATE, UPDATE or CANCEL.
    pub kind: String,
    /// Whether it must be put right before it can be accepted.
    pub in_error: bool,
    /// Whether a question to the customer waits for its answer.
    pub asked: bool,
}

/// Quotes, or order imports: each is told apart, to those who may answer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Quotes,
    Imports,
}

impl Source {
    /// What somebody must be allowed to do for it to wait for them.
    pub(super) fn answered_by(self) -> Act {
        match self {
            Source::Quotes => Act::SendToPlanning,
            Source::Imports => Act::DecideImports,
        }
    }
}

/// What waits, of one source, that staff are to be told of in one kind.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub kind: Kind,
    pub source: Source,
    pub waiting: Vec<Waiting>,
}

impl Batch {
    /// What waits: `Order imports waiting too long`.
    fn what(&self) -> &'static str {
        match (self.kind, self.source) {
            (Kind::WaitingTooLong, Source::Quotes) => "Quotes waiting too long",
            (Kind::WaitingTooLong, Source::Imports) => "Order imports waiting too long",
            (kind, _) => words::in_words(kind.as_str()),
        }
    }

    /// One mail of all; none when there is nothing.
    pub(super) fn mail(&self, house: &House, to: &str) -> Option<Mail> {
        let subject = match self.waiting.as_slice() {
            [] => return None,
            [one] => format!("{}: {}", self.what(), one.number),
            more => format!("{}: {}", self.what(), more.len()),
        };
        let lines: Vec<String> = self.waiting.iter().map(|one| self.one(house, one)).collect();
        let foot = words::foot(words::in_words(self.kind.as_str()), &format!("{}/notifications", house.desk));
        Some(Mail { to: to.to_owned(), subject, text: format!("{}\n{foot}", lines.join("\n\n")) })
    }

    /// In a digest: without the time, which is put before it.
    pub(super) fn line(&self, house: &House, one: &Waiting) -> String {
        format!("{}: {}", self.what(), self.one(house, one))
    }

    fn one(&self, house: &House, one: &Waiting) -> String {
        let name = if one.reference.is_empty() { one.number.clone() } else { format!("{} ({})", one.number, one.reference) };
        let since = says::instant(one.since, &house.zone);
        let why = match (self.kind, one.cut_off_at) {
            (Kind::CutOffNear, Some(at)) => format!("Cut-off {}", says::instant(at, &house.zone)),
            (Kind::DatePassed, _) => "Its collection date has passed: it can be accepted only with a new one".to_owned(),
            _ => match &one.import {
                Some(import) if import.asked => format!("Waits since {since}, now for the customer's answer"),
                Some(import) if import.in_error => format!("Waits since {since}, with an error to be fixed"),
                _ => format!("Waits since {since}"),
            },
        };
        let (what, link) = match &one.import {
            None => ("", format!("{}/orders/{}", house.desk, one.order)),
            Some(import) => (asks(&import.kind), format!("{}/imports/{}", house.desk, import.id)),
        };
        format!("{what}{name}, {}: {} to {}, collection {}\n{why}\n{link}", one.customer, one.from_place, one.to_place, one.collection_date)
    }
}

/// What an import asks for, before the name of the order.
fn asks(kind: &str) -> &'static str {
    match kind {
        "UPDATE" => "Update of ",
        "CANCEL" => "Cancellation of ",
        _ => "",
    }
}
