//! The form of a transport service: filled from its terms, read back, everything wrong said at its field.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use kit::typed;
use kit::web::Fields;
use rules::creation_status::Status;
use rules::cut_off::{CutOff, CutOffError};
use rules::service_area::{Area, AreaError};
use rules::service_days::{ClosedDays, MOST_OWN_CLOSED_DAYS, ServiceDays, Weekdays};

use super::terms::Terms;
use crate::customers::CustomerId;
use crate::failure::{Failure, Refusal};
use crate::service_levels::{LevelId, read_lead_time};
use crate::shell::{Reading, Typed, says};

/// Characters a name may have.
const LONGEST_NAME: usize = 80;
/// Characters a description may have.
const LONGEST_DESCRIPTION: usize = 500;
/// Characters an area may be typed with: 500 ranges for each of twenty countries.
const LONGEST_AREA: usize = 100_000;
/// Customers a service may name; who wants more wants all.
pub(super) const MOST_CUSTOMERS: usize = 5_000;

/// The days of a week as the form numbers them.
pub(super) const WEEK: [(&str, Weekday); 7] = [
    ("1", Weekday::Monday),
    ("2", Weekday::Tuesday),
    ("3", Weekday::Wednesday),
    ("4", Weekday::Thursday),
    ("5", Weekday::Friday),
    ("6", Weekday::Saturday),
    ("7", Weekday::Sunday),
];

/// The terms as a form.
pub(super) fn fill(terms: &Terms, version: i64) -> Typed {
    let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    let closed: Vec<String> = terms.days.closed.own.iter().map(Date::to_string).collect();
    let form = Typed::filled([
        ("version", version.to_string()),
        ("name", terms.name.clone()),
        ("description", terms.description.clone()),
        ("holidays_of", terms.days.closed.holidays_of.clone().unwrap_or_default()),
        ("closed_days", closed.join("\n")),
        ("area", terms.area.to_string().replace("; ", "\n")),
        ("lead_days", number(terms.lead_time.days)),
        ("notice_hours", number(terms.lead_time.notice_hours)),
        ("selectable", if terms.customers.is_some() { "NAMED" } else { "ALL" }.to_owned()),
        ("order_status", terms.order_status.map_or("", Status::as_str).to_owned()),
        ("cut_off", terms.cut_off.as_str().to_owned()),
        ("cut_off_time", terms.cut_off.time().map(says::time).unwrap_or_default()),
    ]);
    let days = [("collects", terms.days.collection), ("delivers", terms.days.delivery)];
    let form = WEEK.iter().fold(form, |form, (number, day)| {
        days.iter().filter(|(_, days)| days.contains(*day)).fold(form, |form, (field, _)| form.with(field, *number))
    });
    let form = terms.levels.keys().fold(form, |form, level| form.with("level", level.to_string()));
    terms.customers.iter().flat_map(BTreeMap::keys).fold(form, |form, customer| form.with("customer", customer.to_string()))
}

/// Reads the form. Levels and customers have no names yet: the action finds them, or answers that they do not exist.
///
/// # Errors
/// An id that is none is something that does not exist; everything else is said at its field.
pub(super) fn read(fields: &Fields) -> Result<Result<Terms, Vec<Refusal>>, Failure> {
    let levels = ids::<LevelId>(fields, "level")?;
    let named = ids::<CustomerId>(fields, "customer")?;
    let mut form = Reading::of(fields);
    let terms = Terms {
        name: form.required("name", "Name", LONGEST_NAME),
        description: form.text("description", "Description", LONGEST_DESCRIPTION),
        levels,
        days: days(&mut form),
        area: area(&mut form),
        lead_time: read_lead_time(&mut form),
        customers: customers(&mut form, named),
        order_status: order_status(&mut form),
        cut_off: cut_off(&mut form),
    };
    Ok(form.done(terms))
}

fn ids<T: std::str::FromStr + Ord>(fields: &Fields, name: &str) -> Result<BTreeMap<T, String>, Failure> {
    let ids = fields.every(name).map(|id| id.parse::<T>().map(|id| (id, String::new())));
    ids.collect::<Result<_, _>>().map_err(|_| Failure::not_found())
}

fn days(form: &mut Reading<'_>) -> ServiceDays {
    let ticked = |form: &Reading<'_>, field| {
        let ticked: BTreeSet<&str> = form.fields.every(field).collect();
        WEEK.iter().filter(|(number, _)| ticked.contains(number)).fold(Weekdays::NONE, |days, (_, day)| days.with(*day))
    };
    let (collection, delivery) = (ticked(form, "collects"), ticked(form, "delivers"));
    if collection.is_empty() {
        form.refuse("collects", "Choose at least one day to collect on; otherwise nobody can order this service");
    }
    if delivery.is_empty() {
        form.refuse("delivers", "Choose at least one day to deliver on; otherwise nobody can order this service");
    }
    let holidays_of = form.fields.get("holidays_of").map(ToOwned::to_owned);
    if holidays_of.as_deref().is_some_and(|country| !rules::holidays::countries().contains(&country)) {
        form.refuse("holidays_of", "Choose a country from the list");
    }
    ServiceDays { collection, delivery, closed: ClosedDays { holidays_of, own: closed_days(form) } }
}

fn closed_days(form: &mut Reading<'_>) -> BTreeSet<Date> {
    let mut own = BTreeSet::new();
    let lines = form.fields.raw("closed_days").lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    for (nth, line) in lines {
        match typed::date(line) {
            Some(date) => drop(own.insert(date)),
            None => {
                let shown: String = line.chars().take(40).collect();
                form.refuse("closed_days", format!("Line {}: “{shown}” is no date; write 24-12-2026 or 2026-12-24", nth + 1));
                return own;
            }
        }
    }
    if own.len() > MOST_OWN_CLOSED_DAYS {
        form.refuse("closed_days", format!("{} closed days; {MOST_OWN_CLOSED_DAYS} are allowed. Take out those that are over", own.len()));
    }
    own
}

fn area(form: &mut Reading<'_>) -> Area {
    let typed = form.text("area", "Service area", LONGEST_AREA);
    typed.parse().unwrap_or_else(|error| {
        form.refuse("area", area_in_words(&error));
        Area::default()
    })
}

/// What is wrong with an area, and how to write it.
#[must_use]
pub fn area_in_words(error: &AreaError) -> String {
    match error {
        AreaError::UnknownCountry(text) => {
            let text: String = text.chars().take(20).collect();
            format!("“{text}” is no country; begin each line with its two letters, such as NL or BE")
        }
        AreaError::CountryTwice(country) => format!("{country} stands there twice; write all its postcodes on one line"),
        AreaError::BadPostcode { country, text } => {
            let text: String = text.chars().take(20).collect();
            format!("“{text}” is no beginning of a postcode in {country}; write NL 1000-1999, 5600-5999 or GB AB-DD, M1")
        }
        AreaError::UnequalEnds { text } => format!("{text}: both ends of a range need the same length, such as 1000-1999"),
        AreaError::Backwards { text } => format!("{text} runs backwards; write the lower end first"),
        AreaError::TooManyRanges { country } => {
            format!("{country} has more than {} ranges; join some of them", rules::service_area::MOST_RANGES)
        }
    }
}

fn customers(form: &mut Reading<'_>, named: BTreeMap<CustomerId, String>) -> Option<BTreeMap<CustomerId, String>> {
    match form.fields.raw("selectable") {
        "ALL" => None,
        "NAMED" => {
            if named.is_empty() {
                form.refuse("selectable", "Choose at least one customer, or let all customers select this service");
            } else if named.len() > MOST_CUSTOMERS {
                form.refuse("selectable", format!("{} customers; {MOST_CUSTOMERS} can be named", named.len()));
            }
            Some(named)
        }
        _ => {
            form.refuse("selectable", "Choose who can select this service");
            None
        }
    }
}

fn order_status(form: &mut Reading<'_>) -> Option<Status> {
    let word = form.fields.get("order_status")?;
    let status = Status::parse(word);
    if status.is_none() {
        form.refuse("order_status", "Choose Quote, To Plan or no value");
    }
    status
}

fn cut_off(form: &mut Reading<'_>) -> CutOff {
    let typed_time = form.fields.get("cut_off_time");
    let kind = form.fields.raw("cut_off");
    let time = typed_time.and_then(typed::time);
    if typed_time.is_some() && time.is_none() && kind != CutOff::NoCutOff.as_str() {
        form.refuse("cut_off_time", "Write the cut-off time as hours and minutes, such as 14:00");
        return CutOff::NoCutOff;
    }
    match CutOff::from_parts(kind, time) {
        Ok(cut_off) => cut_off,
        Err(CutOffError::TimeRequired) => {
            form.refuse("cut_off_time", "A cut-off time is needed with this choice, such as 14:00");
            CutOff::NoCutOff
        }
        Err(CutOffError::UnknownKind(_)) => {
            form.refuse("cut_off", "Choose one of the three");
            CutOff::NoCutOff
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(fields: &str) -> Vec<(String, String)> {
        let fields = format!("name=Groupage&collects=1&delivers=2&selectable=ALL&cut_off=NO_CUT_OFF&{fields}");
        let wrong = read(&Fields::parse(fields.as_bytes())).unwrap().err().unwrap_or_default();
        wrong.into_iter().map(|refusal| (refusal.field.unwrap(), refusal.message)).collect()
    }

    #[test]
    fn terms_come_back_from_the_form_as_they_went() {
        let mut days = ServiceDays { collection: Weekdays::WORKING, ..ServiceDays::default() };
        days.closed = ClosedDays { holidays_of: Some("NL".to_owned()), own: [Date::constant(2026, 12, 24)].into() };
        let terms = Terms {
            name: "Groupage".to_owned(),
            description: "Two lines,\nof which this is one".to_owned(),
            days,
            area: "NL 1000-1999; BE".parse().unwrap(),
            lead_time: rules::lead_time::LeadTime { days: Some(2), notice_hours: None },
            order_status: Some(Status::ToPlan),
            cut_off: CutOff::DayBefore { time: jiff::civil::time(14, 30, 0, 0) },
            ..Terms::default()
        };
        let fields = fill(&terms, 3).fields().clone();
        assert_eq!(read(&Fields::parse(fields.encode().as_bytes())).unwrap().unwrap(), terms);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        assert_eq!(said(""), []);
        for (fields, field, words) in [
            ("closed_days=2026-12-24%0D%0Anext+week", "closed_days", "Line 2: “next week” is no date"),
            ("area=XX+1000", "area", "“XX” is no country"),
            ("area=NL+1000-19", "area", "1000-19: both ends of a range need the same length"),
            ("area=NL+abc", "area", "“abc” is no beginning of a postcode in NL"),
            ("holidays_of=XX", "holidays_of", "Choose a country"),
            ("order_status=DRAFT", "order_status", "Choose Quote"),
        ] {
            let said = said(fields);
            assert!(said.len() == 1 && said[0].0 == field && said[0].1.starts_with(words), "{fields}: {said:?}");
        }
    }

    #[test]
    fn the_last_two_kinds_of_cut_off_need_a_time() {
        for (kind, time, wrong) in [
            ("NO_CUT_OFF", "", false),
            ("NO_CUT_OFF", "noon", false),
            ("DAY_BEFORE", "", true),
            ("SAME_DAY", "", true),
            ("SAME_DAY", "noon", true),
            ("SAME_DAY", "14.30", false),
            ("LATER", "14:00", true),
        ] {
            let fields = format!("name=G&collects=1&delivers=2&selectable=ALL&cut_off={kind}&cut_off_time={time}");
            assert_eq!(read(&Fields::parse(fields.as_bytes())).unwrap().is_err(), wrong, "{kind} {time}");
        }
    }
}
