//! What staff set of a service level: read from its form, kept in its row, told in its history.

use kit::text::fold;
use kit::web::Fields;
use rules::lead_time::LeadTime;

use super::lead_time::{days_in_words, from_stored, hours_in_words, read as read_lead_time};
use super::table::LevelRow;
use crate::failure::{Failure, Refusal};
use crate::history::{Change, changed};
use crate::shell::{Reading, Typed};

/// Characters a name may have.
const LONGEST_NAME: usize = 80;
/// Characters a description may have.
const LONGEST_DESCRIPTION: usize = 500;

/// What staff set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub name: String,
    pub description: String,
    pub lead_time: LeadTime,
}

impl Terms {
    pub(super) fn of(row: &LevelRow) -> Result<Terms, Failure> {
        let lead_time = from_stored(row.lead_days, row.notice_hours)?;
        Ok(Terms { name: row.name.clone(), description: row.description.clone(), lead_time })
    }

    /// Reads the form, or says everything that is wrong with it.
    pub(super) fn read(fields: &Fields) -> Result<Terms, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let terms = Terms {
            name: form.required("name", "Name", LONGEST_NAME),
            description: form.text("description", "Description", LONGEST_DESCRIPTION),
            lead_time: read_lead_time(&mut form),
        };
        form.done(terms)
    }

    /// The form filled with them.
    pub(super) fn form(&self, version: i64) -> Typed {
        let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
        Typed::filled([
            ("version", version.to_string()),
            ("name", self.name.clone()),
            ("description", self.description.clone()),
            ("lead_days", number(self.lead_time.days)),
            ("notice_hours", number(self.lead_time.notice_hours)),
        ])
    }

    /// Field by field, what becomes of `before`.
    pub(super) fn changes(&self, before: &Terms) -> Vec<Change> {
        changed([
            ("Name", before.name.clone(), self.name.clone()),
            ("Description", before.description.clone(), self.description.clone()),
            ("Lead time", days_in_words(before.lead_time), days_in_words(self.lead_time)),
            ("Notice", hours_in_words(before.lead_time), hours_in_words(self.lead_time)),
        ])
    }

    /// Puts them into a row.
    pub(super) fn write(&self, row: &mut LevelRow) {
        row.name.clone_from(&self.name);
        row.sort_name = fold(&self.name);
        row.description.clone_from(&self.description);
        row.lead_days = self.lead_time.days.map(i64::from);
        row.notice_hours = self.lead_time.notice_hours.map(i64::from);
    }
}
