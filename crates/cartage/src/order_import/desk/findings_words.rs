//! What was found in an import, in the desk's words: which limit, by how much, and what can be done about it (3.6, 5.4).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::lead_time::LeadTimeMissed;
use rules::order::{OrderDocument, StopKind};
use rules::order_check::Place;
use rules::order_import::{Findings, ImportError, Kind, Remark};

use super::queue::lasting;
use crate::failure::Failure;
use crate::order_import::Case;
use crate::shell::says;

/// What staff read of an import that came too late; the customer never does.
const TOO_LATE: &str = "Not allowed to create or update the order after the cutoff time";

/// An error or a remark in words.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) error: bool,
    /// What it is.
    pub(super) title: &'static str,
    /// Which limit, by how much, or what to do.
    pub(super) text: String,
    /// The form's field it is about; empty for the whole.
    pub(super) at: String,
}

const NEAR: &str = "Nearly a known location";

/// By what findings are told.
pub(super) struct Told<'a> {
    pub(super) kind: Kind,
    /// The order as it would be.
    pub(super) document: Option<&'a OrderDocument>,
    /// Receipt of what it says.
    pub(super) received: Timestamp,
    pub(super) customer: &'a str,
    pub(super) service: &'a str,
    pub(super) zone: &'a TimeZone,
}

/// All findings, the errors first.
pub(super) fn notes(findings: &Findings, told: &Told<'_>) -> Vec<Note> {
    let errors = findings.errors.iter().map(|noted| {
        let at = noted.at.clone().unwrap_or_default();
        let (title, text) = error(&noted.what, &at, told);
        Note { error: true, title, text, at }
    });
    let remarks = findings.remarks.iter().map(|noted| {
        let (title, text) = match (noted.what, &noted.named) {
            (Remark::NearDuplicateLocation, Some(known)) => (NEAR, format!("Its address is nearly that of {known}, in the address book.")),
            (what, _) => remark(what, told),
        };
        Note { error: false, title, text, at: noted.at.clone().unwrap_or_default() }
    });
    errors.chain(remarks).collect()
}

/// What stands against an open import now: the form's field it is about, and the words.
pub(crate) fn told_against(case: &Case, now: Timestamp) -> Result<Vec<(String, String)>, Failure> {
    let outcome = case.outcome()?;
    let service = case.terms.service.as_ref().map_or("the transport service", |service| service.name.as_str());
    let told = Told {
        kind: case.kind,
        document: outcome.as_ref(),
        received: case.import.received_at,
        customer: case.customer_name(),
        service,
        zone: &case.terms.settings.zone,
    };
    let notes = notes(&case.findings(now)?, &told);
    Ok(notes.into_iter().map(|note| (note.at, format!("{}. {}", note.title, note.text))).collect())
}

fn error(error: &ImportError, at: &str, told: &Told<'_>) -> (&'static str, String) {
    let received = says::instant(told.received, told.zone);
    match error {
        ImportError::CutOff { deadline } => {
            let (cut_off, late) = (says::instant(*deadline, told.zone), lasting(*deadline, told.received));
            let text = format!("The cut-off of {} for this collection was {cut_off}. It came at {received}, {late} late.", told.service);
            (TOO_LATE, text)
        }
        ImportError::LeadTime(LeadTimeMissed::ShortNotice { hours, deadline }) => {
            let (until, late) = (says::instant(*deadline, told.zone), lasting(*deadline, told.received));
            let text = format!("The lead time asks for {hours} hours of notice: until {until}. It came at {received}, {late} late.");
            (TOO_LATE, text)
        }
        ImportError::LeadTime(LeadTimeMissed::TooEarly { earliest }) => {
            let first = plain(*earliest);
            let asked = told.document.and_then(|document| date_at(document, at));
            let text = match asked {
                Some(asked) => {
                    let days = (*earliest - asked).get_days().max(1);
                    let days = if days == 1 { "one day".to_owned() } else { format!("{days} days") };
                    format!("By the lead time {first} is the earliest delivery. Asked for is {}, {days} earlier.", plain(asked))
                }
                None => format!("By the lead time {first} is the earliest delivery."),
            };
            (TOO_LATE, text)
        }
        ImportError::UnknownLocation { named } => ("Unknown location", format!("There is no location {named}.")),
        ImportError::UnknownService { named } => ("Unknown transport service", format!("There is no transport service {named}.")),
    }
}

fn remark(remark: Remark, told: &Told<'_>) -> (&'static str, String) {
    let (customer, service) = (told.customer, told.service);
    match remark {
        Remark::Warning => ("Standing: Warning", format!("{customer} has the standing Warning, so nothing of theirs is made by itself.")),
        Remark::Blocked => {
            ("Standing: Blocked", format!("{customer} has become Blocked since they sent this. Accepting it takes a reason."))
        }
        Remark::AcceptedLate => ("Accepted late", "It came too late and was accepted all the same.".to_owned()),
        Remark::ServiceNotPermitted => {
            ("Transport service not permitted", format!("{customer} may no longer select {service}. Accepting it takes a reason."))
        }
        Remark::DatePassed if told.kind == Kind::Create => {
            ("The collection date has passed", "No order is made for a day that is over: give it a new date, or reject it.".to_owned())
        }
        Remark::DatePassed => ("The collection date has passed", "Accepting it takes a reason.".to_owned()),
        Remark::DayNotServed => ("Day not served", format!("{service} does not run on this day. Accepting it takes a reason.")),
        Remark::OutsideArea => ("Outside the area", format!("This place is outside the area of {service}. Accepting it takes a reason.")),
        Remark::MergeConflict => {
            ("Changed by both sides", "The order says something else by now than what the customer changed: choose which holds.".to_owned())
        }
        Remark::FirstOrderOfContact => ("First order of this contact", "Nobody has had an order from them before.".to_owned()),
        Remark::NearDuplicateLocation => (NEAR, "Its address is nearly that of one in the address book.".to_owned()),
        Remark::PastLimit => (
            "Past the limit",
            "The order is past the last status in which customers may ask for this. Accepting it takes a reason.".to_owned(),
        ),
        Remark::CollectionBegun if told.kind == Kind::Cancel => {
            ("Collection begun", "A driver is or was at a collection stop: it can only be rejected.".to_owned())
        }
        Remark::CollectionBegun => {
            ("Collection begun", "A driver is or was at a collection stop: what changes there cannot be applied.".to_owned())
        }
    }
}

fn plain(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

/// The date that stands at a place of the form.
fn date_at(document: &OrderDocument, at: &str) -> Option<Date> {
    let place = |c: usize, kind: StopKind| Place::Stop(c, kind, "date").to_string();
    document.stops().find(|(c, stop)| place(*c, stop.kind) == at).and_then(|(_, stop)| stop.stop.date)
}
