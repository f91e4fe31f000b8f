//! What the rules found, in the user's words: one sentence beside the field, saying what to write instead.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::lead_time::LeadTimeMissed;
use rules::measure::MeasureError;
use rules::order_check::{Place, Problem, What};
use rules::order_form::{CustomError, Form};
use rules::reference::ReferenceError;
use rules::service_days::NotServed;

use super::asked::own_label;
use crate::orders::field_names;
use crate::shell::says;

/// The problem in words, own fields called as the form calls them.
#[must_use]
pub(crate) fn of_form(problem: &Problem, zone: &TimeZone, form: &Form) -> String {
    let Place::Own(_, key) = problem.at else { return self::problem(problem, zone) };
    let label = own_label(form, key.as_str());
    match &problem.what {
        What::Missing => format!("{label} is missing."),
        What::Own(error) => own(error, &label),
        _ => self::problem(problem, zone),
    }
}

fn own(error: &CustomError, label: &str) -> String {
    match error {
        CustomError::NotANumber => format!("{label}: write a number such as 12 or 12,5."),
        CustomError::NotADate => format!("{label}: write a date such as 2026-05-04 or 4-5-2026."),
        CustomError::NotALink => format!("{label}: write a link that begins with https://."),
        CustomError::NotYesOrNo => format!("{label}: yes or no."),
        CustomError::NotAChoice(typed) => format!("{label}: {typed} cannot be chosen (any more). Choose another."),
        CustomError::TooLong { length, limit } => format!("{label} has {length}; {limit} are the most."),
        CustomError::ControlCharacter => format!("{label} has a character that cannot be printed. Type it anew."),
    }
}

/// The problem in words. `zone` is the organisation's: deadlines are told in it.
#[must_use]
pub(crate) fn problem(problem: &Problem, zone: &TimeZone) -> String {
    let field = match problem.at {
        Place::Order("reference") => "Customer reference",
        Place::Stop(_, _, "from") => "Window",
        Place::Goods(_, _, "unit_length_m") => "Length, width and height of one",
        Place::Goods(_, _, "transport_temperature_c") if problem.what == What::Missing => "A temperature",
        at => field_names::of(at.field()).unwrap_or("This"),
    };
    match &problem.what {
        What::Missing => format!("{field} is missing."),
        What::TooLong { length, limit } => format!("{field} has {length} characters; {limit} are the most."),
        What::TooMany { count, limit } => format!("{field}: {count} is too many; {limit} are the most."),
        What::ControlCharacter => format!("{field} has a character that cannot be printed. Type it anew."),
        What::NotAnEmail => format!("{field} is not an e-mail address such as dock@example.com."),
        What::DomainNotAllowed(domain) => format!("Mail about orders may not go to {domain}. Use an address of your own company."),
        What::UnknownCountry(code) => format!("{code} is no country. Choose one from the list."),
        What::Reference(error) => reference(*error),
        What::Measure(error) => measure(error),
        What::Negative => format!("{field} cannot be below zero."),
        What::WindowBackwards => "The window ends before it begins.".to_owned(),
        What::TemperaturesBackwards => "The highest temperature is below the lowest.".to_owned(),
        What::Past { today } => format!("This date has passed; today is {}.", plain(*today)),
        What::TooFarAhead { latest } => format!("This is too far ahead; the last date is {}.", plain(*latest)),
        What::BeforeEarlierStop { earlier } => format!("This is before the stop driven earlier, on {}.", plain(*earlier)),
        What::ServiceNotPermitted if problem.at == Place::Order("level") => {
            "This service level is not to be had. Choose another.".to_owned()
        }
        What::ServiceNotPermitted => "Choose a transport service.".to_owned(),
        What::NotServed(why) => not_served(why),
        What::OutsideArea => "This place is outside the area of the transport service.".to_owned(),
        What::CutOff { deadline } => {
            format!("The cut-off for this date was {}. Choose a later collection date.", says::instant(*deadline, zone))
        }
        What::LeadTime(missed) => lead_time(missed, zone),
        What::Own(error) => own(error, field),
    }
}

fn plain(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

fn reference(error: ReferenceError) -> String {
    match error {
        ReferenceError::Empty => "Customer reference is missing.".to_owned(),
        ReferenceError::TooLong { length } => {
            format!("Customer reference has {length} characters; {} are the most.", rules::reference::LONGEST)
        }
        ReferenceError::ControlCharacter { .. } => "Customer reference has a character that cannot be printed. Type it anew.".to_owned(),
    }
}

/// A number that could not be taken, in words.
#[must_use]
pub(super) fn measure(error: &MeasureError) -> String {
    match error {
        MeasureError::Empty | MeasureError::NotANumber => "Write a number such as 12 or 12,5.".to_owned(),
        MeasureError::Ambiguous { thousands, decimal } => {
            let (thousands, decimal) = (rules::measure::show(*thousands), rules::measure::show(*decimal));
            format!("This could be {thousands} or {decimal}. Write {thousands} without a separator, or {decimal} with fewer decimals.")
        }
        MeasureError::TooPrecise { places: 0 } => "Write a whole number.".to_owned(),
        MeasureError::TooPrecise { places } => format!("At most {places} decimals."),
        MeasureError::TooSmall { least } => format!("The least is {least}."),
        MeasureError::TooLarge { most } => format!("The most is {most}."),
    }
}

fn not_served(why: &NotServed) -> String {
    match why {
        NotServed::Weekday(day) => format!("The transport service does not run on {}s.", says::weekday(*day)),
        NotServed::Holiday(name) => format!("The transport service does not run on {name}."),
        NotServed::OwnClosedDay => "The transport service does not run on this date.".to_owned(),
    }
}

fn lead_time(missed: &LeadTimeMissed, zone: &TimeZone) -> String {
    match missed {
        LeadTimeMissed::TooEarly { earliest } => format!("The earliest delivery for this collection is {}.", plain(*earliest)),
        LeadTimeMissed::ShortNotice { deadline, .. } => {
            format!("This collection had to be entered before {}. Choose a later one.", says::instant(*deadline, zone))
        }
    }
}
