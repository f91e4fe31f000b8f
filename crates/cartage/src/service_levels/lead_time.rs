//! A lead time between the database, the form and people: two numbers, each of which may be empty (rule 3.4).

use rules::lead_time::{LeadTime, MOST_DAYS, MOST_NOTICE_HOURS};

use crate::failure::Failure;
use crate::shell::Reading;

/// Puts stored days and hours together.
///
/// # Errors
/// A fault when they are none a lead time can have.
pub fn from_stored(days: Option<i64>, hours: Option<i64>) -> Result<LeadTime, Failure> {
    let part = |stored: Option<i64>| stored.map(u16::try_from).transpose().map_err(Failure::fault);
    Ok(LeadTime { days: part(days)?, notice_hours: part(hours)? })
}

/// Reads the fields `lead_days` and `notice_hours` of a form.
pub fn read(form: &mut Reading<'_>) -> LeadTime {
    LeadTime {
        days: form.count("lead_days", "Lead time in days", MOST_DAYS),
        notice_hours: form.count("notice_hours", "Hours of notice", MOST_NOTICE_HOURS),
    }
}

/// `2 delivery days`; empty when nothing is stated.
#[must_use]
pub fn days_in_words(lead_time: LeadTime) -> String {
    match lead_time.days {
        None => String::new(),
        Some(0) => "Same day".to_owned(),
        Some(1) => "1 delivery day".to_owned(),
        Some(days) => format!("{days} delivery days"),
    }
}

/// `24 hours`; empty when nothing is stated.
#[must_use]
pub fn hours_in_words(lead_time: LeadTime) -> String {
    match lead_time.notice_hours {
        None => String::new(),
        Some(1) => "1 hour".to_owned(),
        Some(hours) => format!("{hours} hours"),
    }
}
