//! What staff write about a location: read from the form, compared field by field, and in words.

use kit::web::Fields;
use rules::country;
use rules::location::{self, ALIAS, ALIASES, AliasError};
use rules::opening_hours::{DAYS, HoursError, OpeningHours};
use rules::order::{Address, limits};

use super::table::{Hours, LocationRow, Visible};
use crate::customers::CustomerId;
use crate::failure::Refusal;
use crate::history::{Change, changed};
use crate::shell::{Reading, Typed};

/// The longest name another system may have for a location.
const EXTERNAL_ID: usize = 80;
/// The names of the days' fields.
const DAY_FIELDS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a location's page holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// In whose address book it stands.
    pub visible: Visible,
    /// The one customer; only where it is visible to one.
    pub customer: Option<CustomerId>,
    /// Name and address.
    pub address: Address,
    /// When it is open.
    pub opening_hours: OpeningHours,
    /// What planner and driver must know there.
    pub instructions: String,
    /// An address there; may be empty.
    pub email: String,
    /// A telephone number there; may be empty.
    pub phone: String,
    /// What another system calls it.
    pub external_id: Option<String>,
    /// What else it is called.
    pub aliases: Vec<String>,
}

impl Details {
    /// Of nothing that is there yet: an empty form.
    #[must_use]
    pub fn blank(visible: Visible, customer: Option<CustomerId>, country: &str) -> Details {
        let address = Address { country: country.to_owned(), ..Address::default() };
        let (opening_hours, none) = (OpeningHours::default(), String::new);
        let (instructions, email, phone) = (none(), none(), none());
        Details { visible, customer, address, opening_hours, instructions, email, phone, external_id: None, aliases: Vec::new() }
    }

    /// Reads the desk's form, or says everything that is wrong with it.
    ///
    /// # Errors
    /// Each field that is wrong.
    pub fn read(fields: &Fields) -> Result<Details, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let seen = read_visible(&mut form);
        Details::read_rest(form, seen)
    }

    /// Reads the portal's form: of a location of that customer's own.
    ///
    /// # Errors
    /// Each field that is wrong.
    pub fn read_own(fields: &Fields, customer: CustomerId) -> Result<Details, Vec<Refusal>> {
        Details::read_rest(Reading::of(fields), (Visible::Customer, Some(customer)))
    }

    fn read_rest(mut form: Reading<'_>, (visible, customer): (Visible, Option<CustomerId>)) -> Result<Details, Vec<Refusal>> {
        let details = Details {
            visible,
            customer,
            address: read_address(&mut form),
            opening_hours: read_hours(&mut form),
            instructions: form.text("instructions", "Instructions", limits::LONG_TEXT),
            email: form.email("email", "E-mail"),
            phone: form.line("phone", "Phone", limits::PHONE),
            external_id: Some(form.line("external_id", "External id", EXTERNAL_ID)).filter(|id| !id.is_empty()),
            aliases: read_aliases(&mut form),
        };
        form.done(details)
    }

    /// What a row holds.
    #[must_use]
    pub fn of(row: &LocationRow) -> Details {
        Details {
            visible: row.visible,
            customer: row.customer,
            address: row.address(),
            opening_hours: row.opening_hours.0.clone(),
            instructions: row.instructions.clone(),
            email: row.email.clone(),
            phone: row.phone.clone(),
            external_id: row.external_id.clone(),
            aliases: row.aliases(),
        }
    }

    /// Writes it into a row.
    pub(super) fn fill(&self, row: &mut LocationRow) {
        let fresh = LocationRow::new(row.id, row.organisation, (self.visible, self.customer), &self.address, row.created_at);
        let (archived_at, version) = (row.archived_at, row.version);
        *row = LocationRow {
            opening_hours: Hours(self.opening_hours.clone()),
            instructions: self.instructions.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            external_id: self.external_id.clone(),
            aliases: self.aliases.join("\n"),
            archived_at,
            version,
            ..fresh
        };
    }

    /// The form filled with it.
    #[must_use]
    pub fn form(&self, version: i64) -> Typed {
        let (address, text) = (&self.address, |text: &Option<String>| text.clone().unwrap_or_default());
        let form = Typed::filled([
            ("version", version.to_string()),
            ("visible", self.visible.as_str().to_owned()),
            ("customer", self.customer.map(|customer| customer.to_string()).unwrap_or_default()),
            ("name", address.name.clone()),
            ("street", address.street.clone()),
            ("street_2", text(&address.street_2)),
            ("postcode", address.postcode.clone()),
            ("city", address.city.clone()),
            ("country", address.country.clone()),
            ("instructions", self.instructions.clone()),
            ("email", self.email.clone()),
            ("phone", self.phone.clone()),
            ("external_id", text(&self.external_id)),
            ("aliases", self.aliases.join("\n")),
        ]);
        DAY_FIELDS.into_iter().zip(self.opening_hours.written()).fold(form, |form, (field, hours)| form.with(field, hours))
    }

    /// The fields in which `after` differs, in the words of the page; `whom` says to whom each is visible.
    #[must_use]
    pub fn changes(&self, after: &Details, whom: (String, String)) -> Vec<Change> {
        let (from, to, text) = (&self.address, &after.address, |text: &Option<String>| text.clone().unwrap_or_default());
        let mut changes = changed([
            ("Visible to", whom.0, whom.1),
            ("Name", from.name.clone(), to.name.clone()),
            ("Street and number", from.street.clone(), to.street.clone()),
            ("Building, dock", text(&from.street_2), text(&to.street_2)),
            ("Postcode", from.postcode.clone(), to.postcode.clone()),
            ("City", from.city.clone(), to.city.clone()),
            ("Country", from.country.clone(), to.country.clone()),
            ("Instructions", self.instructions.clone(), after.instructions.clone()),
            ("E-mail", self.email.clone(), after.email.clone()),
            ("Phone", self.phone.clone(), after.phone.clone()),
            ("External id", text(&self.external_id), text(&after.external_id)),
            ("Also known as", self.aliases.join(", "), after.aliases.join(", ")),
        ]);
        for (day, (from, to)) in DAYS.into_iter().zip(self.opening_hours.written().into_iter().zip(after.opening_hours.written())) {
            changes.extend(changed([(&format!("Opening hours, {day}") as &str, from, to)]));
        }
        changes
    }
}

/// The days with the names of their fields, as the form shows them.
pub(super) fn days() -> impl Iterator<Item = (&'static str, &'static str)> {
    DAY_FIELDS.into_iter().zip(DAYS)
}

fn read_visible(form: &mut Reading<'_>) -> (Visible, Option<CustomerId>) {
    let Some(visible) = Visible::parse(form.fields.raw("visible")) else {
        form.refuse("visible", "Choose to whom it is visible");
        return (Visible::None, None);
    };
    if visible != Visible::Customer {
        return (visible, None);
    }
    let customer = form.fields.get("customer").and_then(|customer| customer.parse().ok());
    if customer.is_none() {
        form.refuse("customer", "Choose the customer it is visible to");
    }
    (visible, customer)
}

fn read_address(form: &mut Reading<'_>) -> Address {
    let country = form.country("country");
    Address {
        name: form.required("name", "Name", limits::NAME),
        street: form.required("street", "Street and number", limits::STREET),
        street_2: Some(form.line("street_2", "Building, dock", limits::STREET)).filter(|line| !line.is_empty()),
        postcode: match country::uses_postcode(&country) {
            true => form.required("postcode", "Postcode", limits::POSTCODE),
            false => form.line("postcode", "Postcode", limits::POSTCODE),
        },
        city: form.required("city", "City", limits::CITY),
        country,
        unknown: Default::default(),
    }
}

fn read_aliases(form: &mut Reading<'_>) -> Vec<String> {
    location::aliases(form.fields.raw("aliases")).unwrap_or_else(|wrong| {
        let said = match wrong {
            AliasError::TooLong { alias, length } => {
                let begin: String = alias.chars().take(20).collect();
                format!("“{begin}…” has {length} characters; {ALIAS} are allowed in a line")
            }
            AliasError::TooMany { given } => format!("{given} lines are too many; {ALIASES} are allowed"),
            AliasError::ControlCharacter => "Also known as contains a character that cannot be shown".to_owned(),
        };
        form.refuse("aliases", said);
        Vec::new()
    })
}

fn read_hours(form: &mut Reading<'_>) -> OpeningHours {
    let fields = form.fields;
    OpeningHours::typed(DAY_FIELDS.map(|day| fields.raw(day))).unwrap_or_else(|wrong| {
        for (day, error) in wrong {
            let what = match error {
                HoursError::NotASpan => "is not understood; write 8:00-12:00, 13:00-17:00, or leave it empty when closed",
                HoursError::Backwards => "closes before it opens",
                HoursError::Disorder => "has hours that overlap; write the earlier ones first",
                HoursError::TooMany => "has more hours than a day should; six spans are the most",
            };
            form.refuse(DAY_FIELDS[day], format!("{} {what}", DAYS[day]));
        }
        OpeningHours::default()
    })
}
