//! The answer in words: what the order becomes, until when it must be in, the next possible collection, the earliest delivery,
//! and whatever stands in the way; each with the setting it comes from.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::creation_status::{DecidedBy, Flow, Levels, Side, by_levels, decide};
use rules::lead_time::LeadTime;

use super::facts::{Facts, Question};
use super::import::{ImportSaid, import};
use crate::creation_status::{Level, level_rows, standing_word, status_word, why};
use crate::failure::Failure;
use crate::service_levels::{days_in_words, hours_in_words};
use crate::shell::says;
use crate::transport_services::{ForDate, NotPossible, Outlook, collection_days_in_words, cut_off_in_words, not_served_in_words, outlook};

/// A setting an answer comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct From {
    /// What it says.
    pub says: String,
    /// Where it is set, under the desk's root.
    pub href: String,
    /// The place in words.
    pub place: String,
}

/// An answer, short, with a sentence, and what it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// `Quote`, `4 May 2026, 14:00`, `Too late`.
    pub short: String,
    pub sentence: String,
    pub from: Vec<From>,
}

/// Everything the page answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// What stands in the way of an order at all.
    pub hindrances: Vec<From>,
    pub status: Said,
    /// What each place holds, with where it is set.
    pub levels: Vec<(Level, String)>,
    pub cut_off: Said,
    pub next: Said,
    pub delivery: Said,
    /// What the order import does with it; none where it is not provisioned.
    pub import: Option<ImportSaid>,
}

/// Answers a question from the facts.
///
/// # Errors
/// A fault when a row holds what no rule knows.
pub(super) fn answer(facts: &Facts, asked: &Question) -> Result<Answer, Failure> {
    let zone = &facts.settings.zone;
    let now = asked.moment(zone);
    let lead_time = facts.level.as_ref().and_then(|(_, _, lead_time)| *lead_time);
    let ahead = outlook(&facts.service, lead_time, now, zone, asked.collection);
    let (status, levels) = status(facts)?;
    let at = At { zone, today: says::today(now, zone) };
    Ok(Answer {
        hindrances: hindrances(facts),
        status,
        levels,
        cut_off: cut_off(facts, &ahead, &at),
        next: next(facts, &ahead, &at),
        delivery: delivery(facts, &ahead, &at),
        import: import(facts, &ahead)?,
    })
}

/// How instants and dates are told.
struct At<'a> {
    zone: &'a TimeZone,
    today: Date,
}

impl At<'_> {
    fn instant(&self, at: Timestamp) -> String {
        says::instant(at, self.zone)
    }

    fn date(&self, date: Date) -> String {
        says::date(date, self.today)
    }
}

impl Facts {
    pub(super) fn customer_profile(&self, says: impl Into<String>) -> From {
        From { says: says.into(), href: format!("/customers/{}", self.customer.id), place: format!("Customer {}", self.customer.name) }
    }

    fn of_service(&self, section: &str, says: impl Into<String>) -> From {
        let href = format!("/services/{}#{section}", self.service.id);
        From { says: says.into(), href, place: format!("Transport service {}", self.service.name) }
    }

    /// Where a part of the lead time comes from: the level where it states the part, the service otherwise.
    fn lead(&self, part: impl Fn(LeadTime) -> String) -> Option<From> {
        if let Some((id, name, Some(lead_time))) = &self.level {
            let says = part(*lead_time);
            if !says.is_empty() {
                return Some(From { says, href: format!("/levels/{id}"), place: format!("Service level {name}") });
            }
        }
        let says = part(self.service.lead_time);
        (!says.is_empty()).then(|| self.of_service("where", says))
    }
}

fn hindrances(facts: &Facts) -> Vec<From> {
    let mut found = Vec::new();
    let (customer, service) = (&facts.customer, &facts.service);
    if customer.archived_at.is_some() {
        found.push(facts.customer_profile("The customer is archived; nobody of them can enter an order."));
    } else if !customer.portal_access {
        found.push(facts.customer_profile("Access to Customer Portal is off; nobody of them can enter an order."));
    }
    if service.archived {
        found.push(facts.of_service("general", "The service is archived; no customer can select it."));
    } else if !service.permitted {
        let says = format!("Customers who can select this service: {} is not among them.", customer.name);
        found.push(facts.of_service("permissions", says));
    }
    if let Some((id, name, None)) = &facts.level {
        let says = format!("{} does not offer this level; below it is left out.", service.name);
        found.push(From { says, href: format!("/levels/{id}"), place: format!("Service level {name}") });
    }
    found
}

fn status(facts: &Facts) -> Result<(Said, Vec<(Level, String)>), Failure> {
    let (customer, service) = (&facts.customer, &facts.service);
    let held = Levels { customer: customer.order_status()?, service: service.order_status, organisation: facts.settings.order_status };
    let standing = customer.standing()?;
    let places = [format!("/customers/{}", customer.id), format!("/services/{}#permissions", service.id), "/settings/portal".to_owned()];
    let from_standing = facts.customer_profile(format!("Standing: {}", standing_word(standing)));
    let flow = if facts.settings.import.enabled { Flow::Import } else { Flow::Direct };
    let (said, decided_by): (Said, DecidedBy) = match decide(held, standing, Side::Customer, flow) {
        Ok(decision) => {
            let told = why(&decision, &customer.name, &service.name);
            let from = decision.bound.map(|_| from_standing).into_iter().collect();
            (Said { short: told.status.to_owned(), sentence: told.sentence, from }, decision.decided_by)
        }
        Err(rules::creation_status::Blocked) => {
            let (status, decided_by) = by_levels(None, held);
            let sentence = format!(
                "The standing of {} is Blocked, so no order of theirs is taken. Otherwise it would be {}.",
                customer.name,
                status_word(status)
            );
            (Said { short: "Refused".to_owned(), sentence, from: vec![from_standing] }, decided_by)
        }
    };
    Ok((said, level_rows(held, Some(decided_by), &service.name).into_iter().zip(places).collect()))
}

fn cut_off(facts: &Facts, ahead: &Outlook, at: &At<'_>) -> Said {
    let mut from = vec![facts.of_service("permissions", cut_off_in_words(facts.service.cut_off))];
    from.extend(facts.lead(hours_in_words).map(|from| From { says: format!("{} of notice", from.says), ..from }));
    let (short, sentence) = match (&ahead.date, &ahead.next) {
        (Some(date), _) => for_date(date, at),
        (None, Some(next)) => match next.deadline {
            Some(deadline) => (
                format!("before {}", at.instant(deadline)),
                format!("An order for {} must be entered before {}.", at.date(next.date), at.instant(deadline)),
            ),
            None => ("None".to_owned(), format!("An order for {} can be entered at any time until that day is over.", at.date(next.date))),
        },
        (None, None) => ("None".to_owned(), "There is no collection to be in time for.".to_owned()),
    };
    Said { short, sentence, from }
}

fn for_date(date: &ForDate, at: &At<'_>) -> (String, String) {
    let day = at.date(date.date);
    match (date.against, date.deadline) {
        (None, Some(deadline)) => {
            ("In time".to_owned(), format!("An order for {day} must be entered before {}; this one is in time.", at.instant(deadline)))
        }
        (None, None) => ("In time".to_owned(), format!("An order for {day} can be entered at any time until that day is over.")),
        (Some(NotPossible::Past), _) => ("Refused".to_owned(), format!("{day} is over.")),
        (Some(NotPossible::NotServed(reason)), _) => {
            ("Refused".to_owned(), format!("The service does not collect on {day}: {}.", not_served_in_words(reason)))
        }
        (Some(NotPossible::CutOff { deadline }), _) => {
            ("Too late".to_owned(), format!("An order for {day} had to be entered before {}.", at.instant(deadline)))
        }
        (Some(NotPossible::ShortNotice { hours, deadline }), _) => {
            let sentence =
                format!("An order for {day} needs {hours} hours of notice and had to be entered before {}.", at.instant(deadline));
            ("Too late".to_owned(), sentence)
        }
    }
}

fn next(facts: &Facts, ahead: &Outlook, at: &At<'_>) -> Said {
    let from = vec![facts.of_service("days", collection_days_in_words(&facts.service.days))];
    match &ahead.next {
        Some(next) => {
            let until = next.deadline.map(|deadline| format!(", if entered before {}", at.instant(deadline))).unwrap_or_default();
            let day = at.date(next.date);
            Said { sentence: format!("The first day the customer can choose is {day}{until}."), short: day, from }
        }
        None => Said { short: "None".to_owned(), sentence: "The service collects on no day within a year.".to_owned(), from },
    }
}

fn delivery(facts: &Facts, ahead: &Outlook, at: &At<'_>) -> Said {
    let from: Vec<From> = facts.lead(days_in_words).into_iter().collect();
    let (collection, earliest) = match (&ahead.date, &ahead.next) {
        (Some(date), _) => (Some(date.date), date.delivery),
        (None, Some(next)) => (Some(next.date), ahead.next_delivery),
        (None, None) => (None, None),
    };
    match (collection, earliest) {
        (Some(collection), Some(earliest)) => Said {
            short: at.date(earliest),
            sentence: format!("Collected on {}, it is delivered on {} at the earliest.", at.date(collection), at.date(earliest)),
            from,
        },
        (Some(_), None) if from.is_empty() => Said {
            short: "Open".to_owned(),
            sentence: "No lead time in days is set; the customer chooses the delivery date.".to_owned(),
            from,
        },
        _ => Said { short: "None".to_owned(), sentence: "The service delivers on no day that could be reached.".to_owned(), from },
    }
}
