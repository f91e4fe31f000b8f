//! Which customers may select a transport service (rule 3.1): all with portal access, or the named ones. A service that
//! is not permitted does not exist for a customer's new orders; orders that have it keep it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The service's *Customers who can select this service*.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WhoMaySelect {
    /// Every customer with portal access; what a new service starts with.
    #[default]
    All,
    /// Only these customers, by id.
    Named(BTreeSet<String>),
}

impl WhoMaySelect {
    /// The stored word of the choice.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Named(_) => "NAMED",
        }
    }

    /// Whether the customer with this id may select the service for a new order.
    #[must_use]
    pub fn allows(&self, customer: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(customers) => customers.contains(customer),
        }
    }

    /// Whether this customer may have the service on an order: as [`Self::allows`], or because the order has it already.
    #[must_use]
    pub fn allows_on(&self, customer: &str, order_has_it: bool) -> bool {
        order_has_it || self.allows(customer)
    }
}
