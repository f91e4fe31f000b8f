//! The settings of the tab *Customer portal*: what customers' orders become, and how the carrier looks to them.

use kit::web::Fields;
use rules::creation_status::Status;

use super::table::OrganisationRow;
use crate::creation_status::status_word;
use crate::failure::{Failure, Refusal};
use crate::history::{Change, changed};
use crate::shell::{Reading, Typed};

/// Characters an organisation's name may have.
const LONGEST_NAME: usize = 80;
/// The most hours until staff are told that a quote waits: thirty days.
const LONGEST_WAIT: u16 = 720;

/// What the tab sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Portal {
    /// *Customer portal order creation statuses* (2.1).
    pub order_status: Status,
    /// The carrier's name.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
    /// After how many hours staff are told that a quote still waits; none: nobody is told (10.2).
    pub waiting_hours: Option<i64>,
}

impl Portal {
    pub(super) fn of(row: &OrganisationRow) -> Result<Portal, Failure> {
        let status = Status::parse(&row.order_status);
        let order_status = status.ok_or_else(|| Failure::fault(format!("an organisation whose order_status is {:?}", row.order_status)))?;
        Ok(Portal { order_status, name: row.name.clone(), colour: row.colour.clone(), waiting_hours: row.quote_waiting_hours })
    }

    /// Reads the form, or says everything that is wrong with it.
    pub(super) fn read(fields: &Fields) -> Result<Portal, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let status = Status::parse(fields.raw("order_status"));
        if status.is_none() {
            form.refuse("order_status", "Choose Quote or To Plan; without one nobody could submit an order");
        }
        let name = form.required("name", "Name", LONGEST_NAME);
        let colour = form.line("colour", "Colour", LONGEST_NAME).to_ascii_lowercase();
        let digits = colour.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            form.refuse("colour", "Write the colour as # and six hexadecimal digits, such as #1f5fbf");
        }
        let waiting_hours = form.count("waiting_hours", "Hours", LONGEST_WAIT).map(i64::from);
        if waiting_hours == Some(0) {
            form.refuse("waiting_hours", "Give at least one hour, or leave it empty: nobody is told then");
        }
        form.done(Portal { order_status: status.unwrap_or(Status::ToPlan), name, colour, waiting_hours })
    }

    /// The form filled with it.
    pub(super) fn form(&self, version: i64) -> Typed {
        Typed::filled([
            ("version", version.to_string()),
            ("order_status", self.order_status.as_str().to_owned()),
            ("name", self.name.clone()),
            ("colour", self.colour.clone()),
            ("waiting_hours", self.waiting_hours.map(|hours| hours.to_string()).unwrap_or_default()),
        ])
    }

    /// Field by field, what becomes of `before`.
    pub(super) fn changes(&self, before: &Portal) -> Vec<Change> {
        let status = |portal: &Portal| status_word(portal.order_status).to_owned();
        let hours = |portal: &Portal| portal.waiting_hours.map_or_else(|| "never".to_owned(), |hours| hours.to_string());
        changed([
            ("Customer portal order creation statuses", status(before), status(self)),
            ("Name", before.name.clone(), self.name.clone()),
            ("Colour", before.colour.clone(), self.colour.clone()),
            ("Hours until staff are told that a quote waits", hours(before), hours(self)),
        ])
    }
}
