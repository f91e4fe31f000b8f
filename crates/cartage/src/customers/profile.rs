//! What staff write in a customer's profile: read from the form, compared field by field, and in words.

use kit::text::fold;
use kit::web::Fields;
use rules::creation_status::{Standing, Status};
use rules::order::limits;
use rules::order_import::Overrides;

use super::import;
use super::table::CustomerRow;
use crate::failure::{Failure, Refusal};
use crate::history::{Change, changed};
use crate::shell::{Reading, Typed};

/// The longest number the carrier's books give a customer.
const NUMBER: usize = 40;

/// What a profile holds; before anybody has written in it, nothing, no access, and the standing every customer has at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// The number the carrier's books know it by.
    pub number: Option<String>,
    /// Street and number; may be empty.
    pub street: String,
    /// Postcode; may be empty.
    pub postcode: String,
    /// City; may be empty.
    pub city: String,
    /// Two letters.
    pub country: String,
    /// A note of the carrier.
    pub note: String,
    /// *Access to Customer Portal*.
    pub portal_access: bool,
    /// How the carrier regards it (2.2).
    pub standing: Standing,
    /// *Create order: default values → status* (2.1).
    pub order_status: Option<Status>,
    /// What it has of its own of the order import's settings (5.2).
    pub import: Overrides,
}

impl Profile {
    /// Reads the form, or says everything that is wrong with it.
    ///
    /// # Errors
    /// Each field that is wrong.
    pub fn read(fields: &Fields) -> Result<Profile, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let profile = Profile {
            name: form.required("name", "Name", limits::NAME),
            number: Some(form.line("number", "Number", NUMBER)).filter(|number| !number.is_empty()),
            street: form.line("street", "Street", limits::STREET),
            postcode: form.line("postcode", "Postcode", limits::POSTCODE),
            city: form.line("city", "City", limits::CITY),
            country: form.country("country"),
            note: form.text("note", "Note", limits::LONG_TEXT),
            portal_access: form.ticked("portal_access"),
            standing: standing_of(&mut form),
            order_status: status_of(&mut form),
            import: import::read(&mut form),
        };
        form.done(profile)
    }

    /// What a row holds.
    ///
    /// # Errors
    /// A fault when it holds a word no rule knows.
    pub fn of(row: &CustomerRow) -> Result<Profile, Failure> {
        Ok(Profile {
            name: row.name.clone(),
            number: row.number.clone(),
            street: row.street.clone(),
            postcode: row.postcode.clone(),
            city: row.city.clone(),
            country: row.country.clone(),
            note: row.note.clone(),
            portal_access: row.portal_access,
            standing: row.standing()?,
            order_status: row.order_status()?,
            import: row.import_overrides()?,
        })
    }

    /// The form filled with it.
    #[must_use]
    pub fn form(&self, version: i64) -> Typed {
        let typed = Typed::filled([
            ("version", version.to_string()),
            ("name", self.name.clone()),
            ("number", self.number.clone().unwrap_or_default()),
            ("street", self.street.clone()),
            ("postcode", self.postcode.clone()),
            ("city", self.city.clone()),
            ("country", self.country.clone()),
            ("note", self.note.clone()),
            ("portal_access", if self.portal_access { "on" } else { "" }.to_owned()),
            ("standing", self.standing.as_str().to_owned()),
            ("order_status", self.order_status.map_or("", Status::as_str).to_owned()),
        ]);
        import::filled(typed, &self.import)
    }

    /// Writes it into a row.
    pub(super) fn fill(&self, row: &mut CustomerRow) {
        let it = self.clone();
        row.sort_name = fold(&it.name);
        (row.name, row.number, row.street, row.postcode, row.city) = (it.name, it.number, it.street, it.postcode, it.city);
        (row.country, row.note, row.portal_access) = (it.country, it.note, it.portal_access);
        row.standing = it.standing.as_str().to_owned();
        row.order_status = it.order_status.map(|status| status.as_str().to_owned());
        import::fill(row, &it.import);
    }

    /// The fields in which `after` differs, in the words of the page.
    #[must_use]
    pub fn changes(&self, after: &Profile) -> Vec<Change> {
        let on = |on: bool| if on { "on" } else { "off" }.to_owned();
        let number = |it: &Profile| it.number.clone().unwrap_or_default();
        let mut changes = changed([
            ("Name", self.name.clone(), after.name.clone()),
            ("Number", number(self), number(after)),
            ("Street", self.street.clone(), after.street.clone()),
            ("Postcode", self.postcode.clone(), after.postcode.clone()),
            ("City", self.city.clone(), after.city.clone()),
            ("Country", self.country.clone(), after.country.clone()),
            ("Note", self.note.clone(), after.note.clone()),
            ("Access to Customer Portal", on(self.portal_access), on(after.portal_access)),
            ("Standing", standing_in_words(self.standing).to_owned(), standing_in_words(after.standing).to_owned()),
            (
                "Create order: default values, status",
                status_in_words(self.order_status).to_owned(),
                status_in_words(after.order_status).to_owned(),
            ),
        ]);
        changes.extend(import::changes(&self.import, &after.import));
        changes
    }
}

/// Reads the form of those who may change only the standing.
///
/// # Errors
/// When it names none.
pub(super) fn read_standing(fields: &Fields) -> Result<Standing, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let standing = standing_of(&mut form);
    form.done(standing)
}

fn standing_of(form: &mut Reading<'_>) -> Standing {
    Standing::parse(form.fields.raw("standing")).unwrap_or_else(|| {
        form.refuse("standing", "Choose a standing");
        Standing::default()
    })
}

fn status_of(form: &mut Reading<'_>) -> Option<Status> {
    let word = form.fields.raw("order_status");
    let status = Status::parse(word);
    if status.is_none() && !word.is_empty() {
        form.refuse("order_status", "Choose Quote, To Plan or nothing");
    }
    status
}

/// A standing as pages call it.
#[must_use]
pub fn standing_in_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Approved => "Approved",
        Standing::Prospect => "Prospect",
        Standing::NotApproved => "Not approved",
        Standing::Warning => "Warning",
        Standing::Blocked => "Blocked",
    }
}

/// What a standing does to the orders a customer submits (2.2).
#[must_use]
pub fn standing_does(standing: Standing) -> &'static str {
    match standing {
        Standing::Approved => "Orders get the status the settings say; nothing is held back.",
        Standing::Prospect => "Not a customer yet: every order submitted in the portal becomes a Quote.",
        Standing::NotApproved => "Looked at and not accepted: every order submitted in the portal becomes a Quote.",
        Standing::Warning => {
            "Look before it counts: an order submitted in the portal waits for approval where the order import is on, and becomes a Quote where it is not."
        }
        Standing::Blocked => {
            "No order can be submitted in the portal; the customer is told so. Your staff are warned and can still enter orders."
        }
    }
}

/// A status as the article writes it; empty where none is chosen.
#[must_use]
pub fn status_in_words(status: Option<Status>) -> &'static str {
    match status {
        None => "",
        Some(Status::Quote) => "Quote",
        Some(Status::ToPlan) => "To Plan",
    }
}
