//! Locations (rule 7.4): who sees one and who may change it, what else it is called, which one somebody means, and whether two may
//! be merged. When it is open is [`crate::opening_hours`]; whether two addresses are one is told by their keys.

mod aliases;
mod matching;
mod merging;

pub use aliases::{ALIAS, ALIASES, AliasError, alias_key, aliases};
pub use matching::{Candidate, How, Wanted, matched};
pub use merging::{MergeRefusal, Mergeable, may_merge};

/// In whose address book a location stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen<C> {
    /// In this customer's.
    By(C),
    /// In every customer's.
    ByAll,
    /// In none: staff find it, whomever they enter for.
    ByNone,
}

impl<C: PartialEq> Seen<C> {
    /// Whether it stands in this customer's address book.
    #[must_use]
    pub fn in_book_of(&self, customer: &C) -> bool {
        match self {
            Seen::By(own) => own == customer,
            Seen::ByAll => true,
            Seen::ByNone => false,
        }
    }

    /// Whether staff find it while they enter for this customer.
    #[must_use]
    pub fn at_the_desk_for(&self, customer: &C) -> bool {
        match self {
            Seen::By(own) => own == customer,
            Seen::ByAll | Seen::ByNone => true,
        }
    }

    /// Whether it is this customer's own: its contacts with the right may change and archive it.
    #[must_use]
    pub fn is_own_of(&self, customer: &C) -> bool {
        matches!(self, Seen::By(own) if own == customer)
    }

    /// Whether everybody who finds `other` finds this one, too.
    #[must_use]
    pub fn covers(&self, other: &Seen<C>) -> bool {
        match (self, other) {
            (Seen::ByAll, _) | (Seen::ByNone, Seen::ByNone) => true,
            (Seen::By(one), Seen::By(another)) => one == another,
            (Seen::ByNone, Seen::By(_) | Seen::ByAll) | (Seen::By(_), Seen::ByAll | Seen::ByNone) => false,
        }
    }

    /// How near it is to a customer: its own first, then everybody's, then nobody's.
    fn distance(&self) -> u8 {
        match self {
            Seen::By(_) => 0,
            Seen::ByAll => 1,
            Seen::ByNone => 2,
        }
    }
}

#[cfg(test)]
mod tests;
