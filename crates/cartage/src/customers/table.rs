//! The row of a customer.

use jiff::Timestamp;
use rules::creation_status::{Standing, Status};
use rules::order_import::{Effective, Limit, Overrides, effective};

use super::CustomerId;
use crate::failure::Failure;
use crate::organisations::{OrganisationId, Settings};

kit::entity! {
    /// A company that buys transport.
    pub struct CustomerRow in "customer" {
        /// Its id.
        pub id: CustomerId,
        /// Whose customer.
        pub organisation: OrganisationId,
        /// Its word in paths; stays when the name changes, so that no link breaks.
        pub slug: String,
        /// Its name.
        pub name: String,
        /// The number the carrier's books know it by.
        pub number: Option<String>,
        /// The name folded, for sorting.
        pub sort_name: String,
        /// Street and number.
        pub street: String,
        /// Postcode.
        pub postcode: String,
        /// City.
        pub city: String,
        /// Two letters.
        pub country: String,
        /// *Access to Customer Portal*.
        pub portal_access: bool,
        /// How the carrier regards it; see [`CustomerRow::standing`].
        pub standing: String,
        /// *Create order: default values → status*; see [`CustomerRow::order_status`].
        pub order_status: Option<String>,
        /// A note of the carrier, never shown to the customer.
        pub note: String,
        /// *Enable updates* for this customer; none: as the organisation (5.2).
        pub import_updates: Option<bool>,
        /// *Automatically create orders*, the same way.
        pub import_create_automatically: Option<bool>,
        /// *Apply changes automatically*, the same way.
        pub import_apply_changes: Option<bool>,
        /// *Apply cancellations automatically*, the same way.
        pub import_apply_cancellations: Option<bool>,
        /// *Last status in which customers may update*, the same way.
        pub import_update_limit: Option<String>,
        /// *Last status in which customers may cancel*, the same way.
        pub import_cancel_limit: Option<String>,
        /// *Show charges on customer portal* (8.2).
        pub show_charges: bool,
        /// When it was archived.
        pub archived_at: Option<Timestamp>,
        /// Counts its changes.
        pub version: i64,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

impl CustomerRow {
    /// A customer of which nothing is known yet: no access, everything by the organisation's settings.
    #[must_use]
    pub fn blank(id: CustomerId, organisation: OrganisationId, now: Timestamp) -> CustomerRow {
        CustomerRow {
            id,
            organisation,
            slug: String::new(),
            name: String::new(),
            number: None,
            sort_name: String::new(),
            street: String::new(),
            postcode: String::new(),
            city: String::new(),
            country: String::new(),
            portal_access: false,
            standing: String::new(),
            order_status: None,
            note: String::new(),
            import_updates: None,
            import_create_automatically: None,
            import_apply_changes: None,
            import_apply_cancellations: None,
            import_update_limit: None,
            import_cancel_limit: None,
            show_charges: false,
            archived_at: None,
            version: 1,
            created_at: now,
        }
    }

    /// The texts whose words it is found by.
    #[must_use]
    pub fn found_by(&self) -> [&str; 4] {
        [&self.name, self.number.as_deref().unwrap_or_default(), &self.postcode, &self.city]
    }

    /// How the carrier regards it (2.2).
    ///
    /// # Errors
    /// A fault when the row holds a word that is no standing.
    pub fn standing(&self) -> Result<Standing, Failure> {
        Standing::parse(&self.standing).ok_or_else(|| Failure::fault(format!("a standing that does not exist: {:?}", self.standing)))
    }

    /// What its portal orders become by its own profile, the primary setting if included (2.1).
    ///
    /// # Errors
    /// A fault when the row holds a word that is no status.
    pub fn order_status(&self) -> Result<Option<Status>, Failure> {
        let word = self.order_status.as_deref();
        word.map(|word| Status::parse(word).ok_or_else(|| Failure::fault(format!("an order status that does not exist: {word:?}"))))
            .transpose()
    }

    /// What it has of its own of the order import's settings (5.2).
    ///
    /// # Errors
    /// A fault when the row holds a word that is no limit.
    pub fn import_overrides(&self) -> Result<Overrides, Failure> {
        let limit = |word: &Option<String>| {
            let word = word.as_deref();
            word.map(|word| Limit::parse(word).ok_or_else(|| Failure::fault(format!("a limit that does not exist: {word:?}")))).transpose()
        };
        Ok(Overrides {
            updates: self.import_updates,
            create_automatically: self.import_create_automatically,
            apply_changes: self.import_apply_changes,
            apply_cancellations: self.import_apply_cancellations,
            update_limit: limit(&self.import_update_limit)?,
            cancel_limit: limit(&self.import_cancel_limit)?,
        })
    }

    /// The order import as it holds for this customer now: the organisation's settings and its own (5.2).
    ///
    /// # Errors
    /// As [`CustomerRow::import_overrides`].
    pub fn import(&self, organisation: &Settings) -> Result<Effective, Failure> {
        Ok(effective(&organisation.import, &self.import_overrides()?))
    }
}
