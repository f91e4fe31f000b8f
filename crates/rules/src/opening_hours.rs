//! When a location is open: any number of spans a weekday, typed as people write them (`8-12, 13:00-17:00`); what that makes of a
//! stop's window, and what is odd about a window somebody typed (rule 7.4).

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::order::Window;

/// Spans of one day; more is a typing mistake.
const SPANS_A_DAY: usize = 6;

/// The days in the order the form shows them.
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Open without a pause between two times of one day; what is typed as 24:00 ends a minute before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// It opens.
    pub from: Time,
    /// It closes.
    pub until: Time,
}

/// When a location is open, Monday first. A day without a span is closed; when no day has one nobody has said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpeningHours([Vec<Span>; 7]);

/// What is wrong with the hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursError {
    /// Not written as `8:00-17:00`.
    NotASpan,
    /// A span that ends before it begins, or as it begins.
    Backwards,
    /// Spans that overlap or do not follow one another.
    Disorder,
    /// More than anybody pauses.
    TooMany,
}

/// What a stop gets from the opening hours of its location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefill {
    /// This window.
    Window(Window),
    /// Any time it is open that day.
    AnyTimeOpen,
}

/// What is odd about a stop's day or window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// It is closed all that day.
    Closed,
    /// It is open that day, but at no time of the window.
    Outside,
}

impl OpeningHours {
    /// The hours of these days, as typed, Monday first.
    ///
    /// # Errors
    /// Every day that is not understood, by its place in [`DAYS`].
    pub fn typed(days: [&str; 7]) -> Result<OpeningHours, Vec<(usize, HoursError)>> {
        let mut hours = OpeningHours::default();
        let mut wrong = Vec::new();
        for (day, typed) in days.into_iter().enumerate() {
            match spans(typed) {
                Ok(spans) => hours.0[day] = spans,
                Err(error) => wrong.push((day, error)),
            }
        }
        if wrong.is_empty() { Ok(hours) } else { Err(wrong) }
    }

    /// Whether anybody has said when it is open.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.0.iter().any(|day| !day.is_empty())
    }

    /// When it opens on that date; nothing when it is closed or nobody has said.
    #[must_use]
    pub fn opens_at(&self, date: Date) -> Option<Time> {
        self.on(date).first().map(|span| span.from)
    }

    /// The spans of that date, in order.
    #[must_use]
    pub fn on(&self, date: Date) -> &[Span] {
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        &self.0[day]
    }

    /// What a stop there gets where nobody says when: the hours of that day, where it is open without a pause; else any time it is
    /// open. Nothing when nobody has said when it is open, and on a day it is closed.
    #[must_use]
    pub fn prefill(&self, date: Option<Date>) -> Option<Prefill> {
        if !self.is_known() {
            return None;
        }
        match date.map(|date| self.on(date)) {
            None => Some(Prefill::AnyTimeOpen),
            Some([]) => None,
            Some([span]) => Some(Prefill::Window(Window { from: Some(span.from), until: Some(span.until) })),
            Some([_, ..]) => Some(Prefill::AnyTimeOpen),
        }
    }

    /// What is odd about coming there on that day within that window; nothing where somebody could be met, or nobody has said.
    #[must_use]
    pub fn oddity(&self, date: Date, window: Option<Window>) -> Option<Oddity> {
        if !self.is_known() {
            return None;
        }
        if self.on(date).is_empty() {
            return Some(Oddity::Closed);
        }
        let window = window?;
        let (from, until) = (window.from.unwrap_or(Time::MIN), window.until.unwrap_or(Time::MAX));
        let met = |span: &Span| span.from <= until && from <= span.until;
        if self.on(date).iter().any(met) { None } else { Some(Oddity::Outside) }
    }

    /// Each day as the form shows it: `08:00-12:00, 13:00-17:00`; empty when closed.
    #[must_use]
    pub fn written(&self) -> [String; 7] {
        self.0
            .each_ref()
            .map(|day| day.iter().map(|span| format!("{}-{}", clock(span.from), clock(span.until))).collect::<Vec<_>>().join(", "))
    }
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn spans(typed: &str) -> Result<Vec<Span>, HoursError> {
    let typed = typed.trim();
    if typed.is_empty() || typed.eq_ignore_ascii_case("closed") {
        return Ok(Vec::new());
    }
    let spans = typed.split([',', ';', '&']).map(span).collect::<Result<Vec<_>, _>>()?;
    if spans.len() > SPANS_A_DAY {
        return Err(HoursError::TooMany);
    }
    if spans.is_sorted_by(|one, next| one.until <= next.from) { Ok(spans) } else { Err(HoursError::Disorder) }
}

fn span(typed: &str) -> Result<Span, HoursError> {
    let (from, until) = typed.split_once(['-', '–', '—']).ok_or(HoursError::NotASpan)?;
    let span = Span { from: time(from)?, until: time(until)? };
    if span.from < span.until { Ok(span) } else { Err(HoursError::Backwards) }
}

/// `8`, `8:30`, `08.30`, `0830`.
fn time(typed: &str) -> Result<Time, HoursError> {
    let typed = typed.trim();
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (hour, minute) = match typed.split_once([':', '.']) {
        Some(parts) => parts,
        None if typed.len() == 4 && typed.is_ascii() => typed.split_at(2),
        None => (typed, "00"),
    };
    if !digits(hour) || !digits(minute) || minute.len() != 2 {
        return Err(HoursError::NotASpan);
    }
    let read = |text: &str| text.parse::<i8>().map_err(|_| HoursError::NotASpan);
    match (read(hour)?, read(minute)?) {
        (24, 0) => Ok(Time::constant(23, 59, 0, 0)),
        (hour, minute) => Time::new(hour, minute, 0, 0).map_err(|_| HoursError::NotASpan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monday(typed: &str) -> Result<String, HoursError> {
        let hours = OpeningHours::typed([typed, "", "", "", "", "", ""]).map_err(|wrong| wrong[0].1)?;
        Ok(hours.written()[0].clone())
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (typed, written) in [
            ("", ""),
            ("Closed", ""),
            ("8-17", "08:00-17:00"),
            ("08.30–12.00, 13:00 - 17:15", "08:30-12:00, 13:00-17:15"),
            ("0600-1400; 22:00-24:00", "06:00-14:00, 22:00-23:59"),
            ("0-24", "00:00-23:59"),
        ] {
            assert_eq!(monday(typed).as_deref(), Ok(written), "{typed}");
        }
    }

    #[test]
    fn hours_that_are_not_understood() {
        for (typed, error) in [
            ("morning", HoursError::NotASpan),
            ("8", HoursError::NotASpan),
            ("8-25", HoursError::NotASpan),
            ("8:5-12", HoursError::NotASpan),
            ("8-éé12", HoursError::NotASpan),
            ("17-8", HoursError::Backwards),
            ("8-8", HoursError::Backwards),
            ("13-17, 8-12", HoursError::Disorder),
            ("8-12, 11-17", HoursError::Disorder),
            ("1-2,3-4,5-6,7-8,9-10,11-12,13-14", HoursError::TooMany),
        ] {
            assert_eq!(monday(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn it_opens_when_the_first_span_of_that_weekday_begins() {
        let hours = OpeningHours::typed(["8-12, 13-17", "", "", "", "", "", ""]).unwrap();
        let monday: Date = "2026-05-04".parse().unwrap();
        assert_eq!(hours.opens_at(monday), Some(Time::constant(8, 0, 0, 0)));
        assert_eq!(hours.opens_at(monday.tomorrow().unwrap()), None);
        assert!(hours.is_known() && !OpeningHours::default().is_known());
    }

    #[test]
    fn what_a_stop_gets_of_the_hours_of_its_day() {
        let hours = OpeningHours::typed(["8-17", "8-12, 13-17", "", "", "", "", ""]).unwrap();
        let at = |hour: i8| Some(Time::constant(hour, 0, 0, 0));
        for (date, prefill) in [
            (Some("2026-05-04"), Some(Prefill::Window(Window { from: at(8), until: at(17) }))), // Monday
            (Some("2026-05-05"), Some(Prefill::AnyTimeOpen)),                                   // Tuesday: closed at noon
            (Some("2026-05-06"), None),                                                         // Wednesday: closed
            (None, Some(Prefill::AnyTimeOpen)),
        ] {
            assert_eq!(hours.prefill(date.map(|date| date.parse().unwrap())), prefill, "{date:?}");
        }
        assert_eq!(OpeningHours::default().prefill(None), None, "nobody has said");
    }

    #[test]
    fn what_is_odd_about_coming_there() {
        let hours = OpeningHours::typed(["8-12, 13-17", "8-17", "", "", "", "", ""]).unwrap();
        let at = |hour: i8| Time::constant(hour, 0, 0, 0);
        for (date, from, until, odd) in [
            ("2026-05-04", Some(8), Some(17), None),
            ("2026-05-04", Some(7), Some(8), None), // there when it opens
            ("2026-05-04", Some(17), None, None),
            ("2026-05-04", None, Some(7), Some(Oddity::Outside)),
            ("2026-05-04", Some(18), None, Some(Oddity::Outside)),
            ("2026-05-05", None, None, None),
            ("2026-05-06", None, None, Some(Oddity::Closed)),
            ("2026-05-06", Some(9), Some(10), Some(Oddity::Closed)),
        ] {
            let window = (from, until) != (None, None);
            let window = window.then(|| Window { from: from.map(at), until: until.map(at) });
            assert_eq!(hours.oddity(date.parse().unwrap(), window), odd, "{date} {from:?} {until:?}");
        }
        assert_eq!(OpeningHours::default().oddity("2026-05-06".parse().unwrap(), None), None, "nobody has said");
    }

    #[test]
    fn hours_come_back_from_the_database_as_they_went() {
        let hours = OpeningHours::typed(["8-12", "", "", "", "", "0-24", ""]).unwrap();
        let stored = serde_json::to_string(&hours).unwrap();
        assert_eq!(serde_json::from_str::<OpeningHours>(&stored).unwrap(), hours);
    }
}
