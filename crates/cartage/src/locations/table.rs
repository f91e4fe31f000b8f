//! The row of a location, and of what became of one that was merged.

use std::ops::Deref;

use jiff::Timestamp;
use kit::db::{Column, DbError, Row, Value};
use kit::text::fold;
use rules::location::Seen;
use rules::opening_hours::OpeningHours;
use rules::order::Address;

use super::LocationId;
use crate::customers::CustomerId;
use crate::organisations::OrganisationId;

/// Whose address book a location stands in (7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visible {
    /// One customer's, and the desk's.
    Customer,
    /// Every customer's, and the desk's.
    All,
    /// The desk's only.
    None,
}

impl Visible {
    /// Each, in the order the page offers them.
    pub const ALL: [Visible; 3] = [Visible::Customer, Visible::All, Visible::None];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Visible::Customer => "CUSTOMER",
            Visible::All => "ALL",
            Visible::None => "NONE",
        }
    }

    /// Reads the stored word; nothing for any other.
    #[must_use]
    pub fn parse(word: &str) -> Option<Visible> {
        Visible::ALL.into_iter().find(|visible| visible.as_str() == word)
    }
}

impl From<Visible> for Value {
    fn from(visible: Visible) -> Value {
        Value::from(visible.as_str())
    }
}

impl Column for Visible {
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Visible>, DbError> {
        let word = String::read(row, column)?;
        word.map(|word| Visible::parse(&word).ok_or_else(|| DbError::fault(format!("visible to {word:?}")))).transpose()
    }
}

/// Opening hours in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours(pub OpeningHours);

impl Deref for Hours {
    type Target = OpeningHours;

    fn deref(&self) -> &OpeningHours {
        &self.0
    }
}

impl From<Hours> for Value {
    fn from(hours: Hours) -> Value {
        // Nothing but weekdays and times: it cannot fail.
        Value::from(serde_json::to_string(&hours.0).unwrap_or_default())
    }
}

impl Column for Hours {
    fn read(row: &Row<'_>, column: usize) -> Result<Option<Hours>, DbError> {
        let read = |text: String| serde_json::from_str(&text).map(Hours).map_err(DbError::fault);
        String::read(row, column)?.map(read).transpose()
    }
}

kit::entity! {
    /// Which location another became: whoever still names the one means the other.
    pub struct MergeRow in "location_merge" {
        /// Whose.
        pub organisation: OrganisationId,
        /// The one that was merged.
        pub location: LocationId,
        /// The one that stayed.
        pub survivor: LocationId,
        /// When.
        pub merged_at: Timestamp,
        /// Who, by name.
        pub merged_by: String,
    }
}

kit::entity! {
    /// An address kept to be used again.
    pub struct LocationRow in "location" {
        /// Its id.
        pub id: LocationId,
        /// Whose.
        pub organisation: OrganisationId,
        /// In whose address book it stands.
        pub visible: Visible,
        /// The one customer it is visible to; only then.
        pub customer: Option<CustomerId>,
        /// The company or place.
        pub name: String,
        /// The name folded, for sorting.
        pub sort_name: String,
        /// Street and number.
        pub street: String,
        /// A second line: building, dock. May be empty.
        pub street_2: String,
        /// Postcode; empty where the country has none.
        pub postcode: String,
        /// City.
        pub city: String,
        /// Two letters.
        pub country: String,
        /// The address without what differs from one typing to the next; equal keys are one address.
        pub address_key: String,
        /// When it is open.
        pub opening_hours: Hours,
        /// What planner and driver must know there.
        pub instructions: String,
        /// An address there; may be empty.
        pub email: String,
        /// A telephone number there; may be empty.
        pub phone: String,
        /// What another system calls it.
        pub external_id: Option<String>,
        /// What else it is called, one a line.
        pub aliases: String,
        /// Country and postcode, by which those are found that a new address is compared with.
        pub place_key: String,
        /// When it was archived.
        pub archived_at: Option<Timestamp>,
        /// Counts its changes.
        pub version: i64,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

impl LocationRow {
    /// The texts whose words it is found by.
    #[must_use]
    pub fn found_by(&self) -> [&str; 7] {
        let external = self.external_id.as_deref().unwrap_or_default();
        [&self.name, &self.street, &self.street_2, &self.postcode, &self.city, external, &self.aliases]
    }

    /// In whose address book it stands.
    #[must_use]
    pub fn seen(&self) -> Seen<CustomerId> {
        match (self.visible, self.customer) {
            (Visible::Customer, Some(customer)) => Seen::By(customer),
            (Visible::All, _) => Seen::ByAll,
            (Visible::Customer | Visible::None, _) => Seen::ByNone,
        }
    }

    /// What else it is called.
    #[must_use]
    pub fn aliases(&self) -> Vec<String> {
        self.aliases.lines().map(ToOwned::to_owned).collect()
    }

    /// A location of `address`, of which nothing else is known yet.
    #[must_use]
    pub fn new(
        id: LocationId,
        organisation: OrganisationId,
        visible: (Visible, Option<CustomerId>),
        address: &Address,
        now: Timestamp,
    ) -> LocationRow {
        LocationRow {
            id,
            organisation,
            visible: visible.0,
            customer: visible.1,
            name: address.name.clone(),
            sort_name: fold(&address.name),
            street: address.street.clone(),
            street_2: address.street_2.clone().unwrap_or_default(),
            postcode: address.postcode.clone(),
            city: address.city.clone(),
            country: address.country.clone(),
            address_key: address_key(address),
            opening_hours: Hours::default(),
            instructions: String::new(),
            email: String::new(),
            phone: String::new(),
            external_id: None,
            aliases: String::new(),
            place_key: place_key(address),
            archived_at: None,
            version: 1,
            created_at: now,
        }
    }

    /// The address as an order writes it down.
    #[must_use]
    pub fn address(&self) -> Address {
        Address {
            name: self.name.clone(),
            street: self.street.clone(),
            street_2: Some(self.street_2.clone()).filter(|line| !line.is_empty()),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            country: self.country.clone(),
            unknown: Default::default(),
        }
    }

    /// `Havenweg 12, 4251 AB Werkendam (NL)`: the address on one line, without the name.
    #[must_use]
    pub fn line(&self) -> String {
        let place = [self.postcode.as_str(), self.city.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let parts = [self.street.as_str(), self.street_2.as_str(), place.as_str()];
        let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        format!("{line} ({})", self.country)
    }
}

/// Country and postcode without what people put between its letters and digits; as the migration writes it, too.
pub(super) fn place_key(address: &Address) -> String {
    let letters = address.postcode.chars().filter(|c| !matches!(c, ' ' | '-' | '.'));
    address.country.chars().chain(letters).collect::<String>().to_lowercase()
}

/// Letters and digits of the address, folded: what stays the same however it is typed. The name belongs to it, because two
/// companies at one gate are two locations.
#[must_use]
pub(crate) fn address_key(address: &Address) -> String {
    let line = address.street_2.as_deref().unwrap_or_default();
    let parts = [&address.name, &address.street, line, &address.postcode, &address.city, &address.country];
    parts.map(|part| fold(part).chars().filter(|c| c.is_alphanumeric()).collect::<String>()).join("|")
}
