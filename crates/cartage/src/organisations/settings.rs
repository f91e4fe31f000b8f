//! The settings of an organisation as the rules want them: read from its row, or a fault when the row holds what no rule knows.

use jiff::tz::TimeZone;
use rules::creation_status::Status;
use rules::label::Series;
use rules::numbering::{DatePart, Pattern};
use rules::order_import::Switches;

use super::import::form;
use super::table::OrganisationRow;
use crate::failure::Failure;

/// How portal orders arrive, how they are numbered, and how the order import goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// *Customer portal order creation statuses*: what counts when customer and service say nothing (2.1).
    pub order_status: Status,
    /// How quotes are numbered (2.5).
    pub quotes: Pattern,
    /// How orders are numbered (2.5).
    pub orders: Pattern,
    /// Where acts and cut-offs are timed.
    pub zone: TimeZone,
    /// In which amounts are asked for.
    pub currency: String,
    /// Whether the order import was provisioned: before that nothing of it is shown (5.1).
    pub import_provisioned: bool,
    /// The order import as the organisation has it; a customer's profile may differ (5.2).
    pub import: Switches,
    /// Whether rate cards price its orders at all (8.5).
    pub has_rate_cards: bool,
    /// Which SSCCs are given to units; none: they get licence plates (9.1).
    pub series: Option<Series>,
    /// *Labels before approval* (9.3).
    pub labels_before_approval: bool,
}

impl Settings {
    /// Reads a row.
    ///
    /// # Errors
    /// A fault when it holds a word or a zone that does not exist.
    pub fn of(row: &OrganisationRow) -> Result<Settings, Failure> {
        Ok(Settings {
            order_status: Status::parse(&row.order_status).ok_or_else(|| odd("order_status", &row.order_status))?,
            quotes: pattern(&row.quote_prefix, row.quote_length, &row.quote_date_part)?,
            orders: pattern(&row.order_prefix, row.order_length, &row.order_date_part)?,
            zone: TimeZone::get(&row.zone).map_err(Failure::fault)?,
            currency: row.currency.clone(),
            import_provisioned: row.import_provisioned_at.is_some(),
            import: form::of(row)?,
            has_rate_cards: row.has_rate_cards,
            series: series(row)?,
            labels_before_approval: row.labels_before_approval,
        })
    }
}

/// The series of an organisation that has a prefix.
fn series(row: &OrganisationRow) -> Result<Option<Series>, Failure> {
    if row.gs1_prefix.is_empty() {
        return Ok(None);
    }
    let extension = u8::try_from(row.sscc_extension).map_err(|_| odd("sscc_extension", &row.sscc_extension.to_string()))?;
    Series::new(&row.gs1_prefix, extension).map(Some).map_err(|_| odd("gs1_prefix", &row.gs1_prefix))
}

fn pattern(prefix: &str, length: i64, date_part: &str) -> Result<Pattern, Failure> {
    Ok(Pattern {
        prefix: prefix.to_owned(),
        length: u8::try_from(length).map_err(|_| odd("length", &length.to_string()))?,
        date_part: DatePart::parse(date_part).ok_or_else(|| odd("date_part", date_part))?,
    })
}

fn odd(what: &str, value: &str) -> Failure {
    Failure::fault(format!("an organisation whose {what} is {value:?}"))
}
