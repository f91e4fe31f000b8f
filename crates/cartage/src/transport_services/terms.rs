//! What staff set of a transport service: from its row, told in its history, shown to whoever may only look.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use kit::text::fold;
use rules::creation_status::Status;
use rules::cut_off::CutOff;
use rules::lead_time::LeadTime;
use rules::service_area::Area;
use rules::service_days::{NotServed, ServiceDays, Weekdays};

use super::table::ServiceRow;
use crate::creation_status::status_word;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::Change;
use crate::service_levels::{LevelId, days_in_words, hours_in_words, lead_time};
use crate::shell::says;

/// Everything staff set of a service; levels and customers with their names, so that it can be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Terms {
    pub name: String,
    pub description: String,
    pub levels: BTreeMap<LevelId, String>,
    pub days: ServiceDays,
    pub area: Area,
    pub lead_time: LeadTime,
    /// *Customers who can select this service*: all, or these.
    pub customers: Option<BTreeMap<CustomerId, String>>,
    pub order_status: Option<Status>,
    pub cut_off: CutOff,
}

/// The sections of the page, with what stands in each: label and value.
pub(super) type Section = (&'static str, Vec<(&'static str, String)>);

impl Terms {
    pub(super) fn of(row: &ServiceRow, levels: BTreeMap<LevelId, String>, named: BTreeMap<CustomerId, String>) -> Result<Terms, Failure> {
        Ok(Terms {
            name: row.name.clone(),
            description: row.description.clone(),
            levels,
            days: row.days()?,
            area: row.area.parse().map_err(Failure::fault)?,
            lead_time: lead_time(row.lead_days, row.notice_hours)?,
            customers: (row.selectable != "ALL").then_some(named),
            order_status: row.status()?,
            cut_off: row.cut_off()?,
        })
    }

    /// Puts them into a row; levels and customers have tables of their own.
    pub(super) fn write(&self, row: &mut ServiceRow) {
        row.name.clone_from(&self.name);
        row.sort_name = fold(&self.name);
        row.description.clone_from(&self.description);
        row.selectable = if self.customers.is_some() { "NAMED" } else { "ALL" }.to_owned();
        row.order_status = self.order_status.map(|status| status.as_str().to_owned());
        row.cut_off = self.cut_off.as_str().to_owned();
        row.cut_off_time = self.cut_off.time();
        row.collection_days = self.days.collection.as_i64();
        row.delivery_days = self.days.delivery.as_i64();
        row.holidays_of.clone_from(&self.days.closed.holidays_of);
        row.closed_dates = self.days.closed.own.iter().map(Date::to_string).collect::<Vec<_>>().join("\n");
        row.area = self.area.to_string();
        row.lead_days = self.lead_time.days.map(i64::from);
        row.notice_hours = self.lead_time.notice_hours.map(i64::from);
    }

    /// Everything in words, section by section as the page shows it.
    pub(super) fn in_words(&self) -> Vec<Section> {
        let closed: Vec<String> = self.days.closed.own.iter().map(Date::to_string).collect();
        vec![
            (
                "General",
                vec![("Name", self.name.clone()), ("Description", self.description.clone()), ("Service levels", names(&self.levels))],
            ),
            (
                "Service days",
                vec![
                    ("Collects on", weekdays(self.days.collection)),
                    ("Delivers on", weekdays(self.days.delivery)),
                    ("Closed on public holidays of", self.days.closed.holidays_of.as_deref().map(country).unwrap_or_default().to_owned()),
                    ("Own closed days", closed.join(", ")),
                ],
            ),
            (
                "Area and lead time",
                vec![
                    ("Service area", if self.area.is_everywhere() { "Everywhere".to_owned() } else { self.area.to_string() }),
                    ("Lead time", days_in_words(self.lead_time)),
                    ("Notice", hours_in_words(self.lead_time)),
                ],
            ),
            (
                "Customer Portal Permissions",
                vec![
                    ("Customers who can select this service", self.customers.as_ref().map_or_else(|| ALL.to_owned(), names)),
                    ("Default customer portal order status", self.order_status.map_or("No value", status_word).to_owned()),
                    ("Cutoff orders with same day collection", kind(self.cut_off).to_owned()),
                    ("Cut-off time", self.cut_off.time().map(says::time).unwrap_or_default()),
                ],
            ),
        ]
    }

    /// Field by field, what becomes of `before`; everything that is said where there was nothing before.
    pub(super) fn changes(&self, before: Option<&Terms>) -> Vec<Change> {
        let fields = |terms: &Terms| terms.in_words().into_iter().flat_map(|(_, fields)| fields).collect::<Vec<_>>();
        let now = fields(self);
        let was = before.map_or_else(|| now.iter().map(|(field, _)| (*field, String::new())).collect(), fields);
        let pairs = was.into_iter().zip(now).filter(|((_, from), (_, to))| from != to);
        pairs.map(|((field, from), (_, to))| Change { field: field.to_owned(), from, to }).collect()
    }
}

/// The article's words for everybody.
pub(super) const ALL: &str = "All customers with access to the portal";

/// The article's words for the three kinds of cut-off.
pub(super) fn kind(cut_off: CutOff) -> &'static str {
    match cut_off {
        CutOff::NoCutOff => "No cutoff for same day collections",
        CutOff::DayBefore { .. } => "Orders need to be entered 1 day before collection",
        CutOff::SameDay { .. } => "Define cutoff time for same day orders",
    }
}

/// A cut-off in the article's words, with its time.
#[must_use]
pub fn cut_off_in_words(cut_off: CutOff) -> String {
    cut_off.time().map_or_else(|| kind(cut_off).to_owned(), |time| format!("{}, {}", kind(cut_off), says::time(time)))
}

/// When a service collects: `Monday to Friday, not on public holidays of Belgium`.
#[must_use]
pub fn collection_days_in_words(days: &ServiceDays) -> String {
    let holidays = days.closed.holidays_of.as_deref().map(|code| format!(", not on public holidays of {}", country(code)));
    format!("{}{}", weekdays(days.collection), holidays.unwrap_or_default())
}

/// Why a day is not served: `Saturday`, `Ascension Day`.
#[must_use]
pub fn not_served_in_words(reason: NotServed) -> &'static str {
    match reason {
        NotServed::Weekday(day) => weekday(day),
        NotServed::Holiday(name) => name,
        NotServed::OwnClosedDay => "an own closed day",
    }
}

/// A cut-off as a list shows it: `Day before, 14:00`.
pub(super) fn short(cut_off: CutOff) -> String {
    match cut_off {
        CutOff::NoCutOff => "No cutoff".to_owned(),
        CutOff::DayBefore { time } => format!("Day before, {}", says::time(time)),
        CutOff::SameDay { time } => format!("Same day, {}", says::time(time)),
    }
}

/// `Monday`.
pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn weekdays(days: Weekdays) -> String {
    match days {
        Weekdays::ALL => "Every day".to_owned(),
        Weekdays::WORKING => "Monday to Friday".to_owned(),
        days => days.iter().map(weekday).collect::<Vec<_>>().join(", "),
    }
}

fn names<K>(named: &BTreeMap<K, String>) -> String {
    let mut names: Vec<&str> = named.values().map(String::as_str).collect();
    names.sort_unstable_by_key(|name| fold(name));
    names.join(", ")
}

/// The names of the countries whose public holidays we know ([`rules::holidays::countries`]); other codes stay as they are.
pub(super) fn country(code: &str) -> &str {
    match code {
        "NL" => "the Netherlands",
        "BE" => "Belgium",
        "LU" => "Luxembourg",
        "DE" => "Germany",
        "FR" => "France",
        "AT" => "Austria",
        "PL" => "Poland",
        "CZ" => "Czechia",
        "DK" => "Denmark",
        "SE" => "Sweden",
        "ES" => "Spain",
        "IT" => "Italy",
        "IE" => "Ireland",
        "GB" => "Great Britain",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_field_by_field_in_the_pages_words() {
        let before = Terms { name: "Groupage".to_owned(), ..Terms::default() };
        let time = jiff::civil::time(14, 0, 0, 0);
        let now = Terms { cut_off: CutOff::SameDay { time }, order_status: Some(Status::Quote), ..before.clone() };
        let told: Vec<String> = now.changes(Some(&before)).iter().map(|c| format!("{}: {} > {}", c.field, c.from, c.to)).collect();
        assert_eq!(
            told,
            [
                "Default customer portal order status: No value > Quote",
                "Cutoff orders with same day collection: No cutoff for same day collections > Define cutoff time for same day orders",
                "Cut-off time:  > 14:00",
            ]
        );
        assert!(now.changes(Some(&now)).is_empty());
        assert!(now.changes(None).iter().all(|change| change.from.is_empty() && !change.to.is_empty()));
    }

    #[test]
    fn every_country_with_holidays_has_a_name() {
        for code in rules::holidays::countries() {
            assert_ne!(country(code), code);
        }
    }
}
