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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_select_a_service() {
        let named = WhoMaySelect::Named(BTreeSet::from(["acme".to_owned(), "jansen".to_owned()]));
        let nobody = WhoMaySelect::Named(BTreeSet::new());
        let cases = [
            // who, customer, the order has it already, may
            (&WhoMaySelect::All, "acme", false, true),
            (&named, "acme", false, true),
            (&named, "Acme", false, false),
            (&named, "other", false, false),
            (&named, "other", true, true),
            (&nobody, "acme", false, false),
            (&nobody, "acme", true, true),
        ];
        for (who, customer, has_it, may) in cases {
            assert_eq!(who.allows_on(customer, has_it), may, "{who:?} {customer} {has_it}");
            assert_eq!(who.allows(customer), may && !has_it, "{who:?} {customer}");
        }
        assert_eq!(WhoMaySelect::default(), WhoMaySelect::All);
    }

    #[test]
    fn the_choice_is_read_back() {
        for who in [WhoMaySelect::All, WhoMaySelect::Named(BTreeSet::from(["acme".to_owned()]))] {
            let json = serde_json::to_string(&who).unwrap();
            assert!(json.contains(who.as_str()), "{json}");
            assert_eq!(serde_json::from_str::<WhoMaySelect>(&json).unwrap(), who);
        }
    }
}
