//! The row of a contact.

use jiff::Timestamp;
use rules::access::{Right, Rights};

use super::ContactId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::people::PersonId;

kit::entity! {
    /// A person at a customer, as the carrier knows them; the membership of the person behind it.
    pub struct ContactRow in "contact" {
        /// Its id.
        pub id: ContactId,
        /// Whose.
        pub organisation: OrganisationId,
        /// At which customer.
        pub customer: CustomerId,
        /// Who has shown that the address is theirs. Never shown: it would say whether an address is known (1.3).
        pub person: Option<PersonId>,
        /// The name the carrier knows them by.
        pub name: String,
        /// The name folded, for sorting.
        pub sort_name: String,
        /// In small letters.
        pub email: String,
        /// May be empty.
        pub phone: String,
        /// *Access customer portal*.
        pub portal_access: bool,
        /// What they may do; see [`ContactRow::rights`].
        pub rights: i64,
        /// When they were archived.
        pub archived_at: Option<Timestamp>,
        /// Counts its changes.
        pub version: i64,
        /// When they were added.
        pub created_at: Timestamp,
    }
}

impl ContactRow {
    /// The texts whose words it is found by.
    #[must_use]
    pub fn found_by(&self) -> [&str; 2] {
        [&self.name, &self.email]
    }

    /// What they may do in the portal (1.5).
    ///
    /// # Errors
    /// A fault when the row holds a number that is no set of rights.
    pub fn rights(&self) -> Result<Rights, Failure> {
        Rights::from_i64(self.rights).ok_or_else(|| Failure::fault("rights that do not exist"))
    }

    /// Whether they are in and manage colleagues (1.5).
    #[must_use]
    pub fn manages(&self) -> bool {
        let has = self.rights().is_ok_and(|rights| rights.has(Right::ManageColleagues));
        has && self.portal_access && self.archived_at.is_none()
    }
}
