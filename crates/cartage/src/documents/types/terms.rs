//! What staff set of a type of documents: read from its form, kept in its row, told in its history.

use kit::text::fold;
use kit::web::Fields;
use rules::documents::LONGEST_KEPT;

use crate::documents::TypeRow;
use crate::failure::Refusal;
use crate::history::{Change, changed};
use crate::shell::{Reading, Typed};

/// Characters a name may have.
const LONGEST_NAME: usize = 60;

/// What staff set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub name: String,
    pub customers_see: bool,
    pub customers_upload: bool,
    /// None: for good.
    pub kept_months: Option<i64>,
}

impl Terms {
    pub(super) fn of(row: &TypeRow) -> Terms {
        Terms {
            name: row.name.clone(),
            customers_see: row.customers_see,
            customers_upload: row.customers_upload,
            kept_months: row.kept_months,
        }
    }

    /// Reads the form, or says everything that is wrong with it.
    pub(super) fn read(fields: &Fields) -> Result<Terms, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let most = u16::try_from(LONGEST_KEPT).unwrap_or(u16::MAX);
        let kept = form.count("kept_months", "Kept for", most).map(i64::from);
        if kept == Some(0) {
            form.refuse("kept_months", "Documents are kept at least one month; leave it empty to keep them for good.");
        }
        let terms = Terms {
            name: form.required("name", "Name", LONGEST_NAME),
            customers_see: form.ticked("customers_see"),
            customers_upload: form.ticked("customers_upload"),
            kept_months: kept,
        };
        form.done(terms)
    }

    /// The form filled with them.
    pub(super) fn form(&self, version: i64) -> Typed {
        let tick = |on: bool| if on { "on" } else { "" }.to_owned();
        Typed::filled([
            ("version", version.to_string()),
            ("name", self.name.clone()),
            ("customers_see", tick(self.customers_see)),
            ("customers_upload", tick(self.customers_upload)),
            ("kept_months", self.kept_months.map(|months| months.to_string()).unwrap_or_default()),
        ])
    }

    /// Field by field, what becomes of `before`.
    pub(super) fn changes(&self, before: &Terms) -> Vec<Change> {
        let yes = |on: bool| if on { "Yes" } else { "No" }.to_owned();
        changed([
            ("Name", before.name.clone(), self.name.clone()),
            ("Customers see them", yes(before.customers_see), yes(self.customers_see)),
            ("Customers may add them", yes(before.customers_upload), yes(self.customers_upload)),
            ("Kept for", kept_in_words(before.kept_months), kept_in_words(self.kept_months)),
        ])
    }

    /// Puts them into a row.
    pub(super) fn write(&self, row: &mut TypeRow) {
        row.name.clone_from(&self.name);
        row.sort_name = fold(&self.name);
        (row.customers_see, row.customers_upload, row.kept_months) = (self.customers_see, self.customers_upload, self.kept_months);
    }
}

/// `84 months`, `for good`.
pub(super) fn kept_in_words(months: Option<i64>) -> String {
    match months {
        None => "for good".to_owned(),
        Some(1) => "1 month".to_owned(),
        Some(months) => format!("{months} months"),
    }
}
