//! The row of a rate card.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::rate_card::{Owner, RateCard, Valid};

use super::RateCardId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::transport_services::ServiceId;

kit::entity! {
    /// A rate card.
    pub struct RateCardRow in "rate_card" {
        /// Its id.
        pub id: RateCardId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Its name; only staff read it.
        pub name: String,
        /// The name folded, for the order of lists.
        pub sort_name: String,
        /// Whose orders; none: everybody's.
        pub customer: Option<CustomerId>,
        /// Of which service; none: of every one.
        pub service: Option<ServiceId>,
        /// The first day of collection it prices.
        pub valid_from: Date,
        /// The last; none: until further notice.
        pub valid_until: Option<Date>,
        /// The card, as JSON of `rules::rate_card::RateCard`.
        pub card: String,
        /// Prices no orders since.
        pub archived_at: Option<Timestamp>,
        /// Counts its changes.
        pub version: i64,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

impl RateCardRow {
    /// The card.
    ///
    /// # Errors
    /// A fault when it cannot be read.
    pub fn card(&self) -> Result<RateCard, Failure> {
        serde_json::from_str(&self.card).map_err(Failure::fault)
    }

    /// Whose it is, and when it is valid.
    #[must_use]
    pub fn valid(&self) -> Valid<RateCardId> {
        let owner = match (self.customer, self.service) {
            (Some(_), Some(_)) => Owner::CustomerForService,
            (Some(_), None) => Owner::Customer,
            (None, _) => Owner::Service,
        };
        Valid { card: self.id, owner, from: self.valid_from, until: self.valid_until }
    }
}
