//! The rights of a contact among the colleagues of one customer, and how they may be changed (rule 1.5): nobody grants or
//! takes what they lack, and nobody removes the last one who may manage colleagues.

use serde::{Deserialize, Serialize};

/// One right of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Right {
    /// Place orders, and edit, cancel, take back.
    PlaceOrders,
    /// See charges, where the customer sees any.
    SeeCharges,
    /// Approve and reject charges.
    ApproveCharges,
    /// Create and change the customer's locations.
    ManageLocations,
    /// Invite colleagues and change their rights.
    ManageColleagues,
}

impl Right {
    /// Every right, in the order the page shows them.
    pub const ALL: [Self; 5] = [Self::PlaceOrders, Self::SeeCharges, Self::ApproveCharges, Self::ManageLocations, Self::ManageColleagues];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlaceOrders => "PLACE_ORDERS",
            Self::SeeCharges => "SEE_CHARGES",
            Self::ApproveCharges => "APPROVE_CHARGES",
            Self::ManageLocations => "MANAGE_LOCATIONS",
            Self::ManageColleagues => "MANAGE_COLLEAGUES",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.as_str() == text)
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// The rights a contact has; stored as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rights(u8);

impl Default for Rights {
    /// What a new contact has: all but managing colleagues.
    fn default() -> Self {
        Self::ALL.without(Right::ManageColleagues)
    }
}

impl Rights {
    /// No right at all: may look.
    pub const NONE: Self = Self(0);
    /// Every right.
    pub const ALL: Self = Self(0b1_1111);

    /// The set of these rights.
    #[must_use]
    pub fn of(rights: &[Right]) -> Self {
        rights.iter().fold(Self::NONE, |set, right| set.with(*right))
    }

    /// These and `right`.
    #[must_use]
    pub fn with(self, right: Right) -> Self {
        Self(self.0 | right.bit())
    }

    /// These less `right`.
    #[must_use]
    pub fn without(self, right: Right) -> Self {
        Self(self.0 & !right.bit())
    }

    /// Whether `right` is among them.
    #[must_use]
    pub fn has(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }

    /// The rights of the set, in the order the page shows them.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }

    /// The number to store.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        i64::from(self.0)
    }

    /// Reads the stored number; `None` when it is no set of rights.
    #[must_use]
    pub fn from_i64(stored: i64) -> Option<Self> {
        u8::try_from(stored).ok().filter(|bits| *bits <= Self::ALL.0).map(Self)
    }
}

/// Who changes a contact's rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grantor {
    /// Staff who may change contacts; they lack nothing.
    Staff,
    /// A contact of the same customer, with these rights.
    Colleague(Rights),
}

/// Why a contact's rights stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RightsRefusal {
    /// The one who asks may not manage colleagues.
    NotAManager,
    /// The one who asks lacks this right: they cannot give it, take it, or switch on somebody who has it.
    Lacks(Right),
    /// The contact is the last one who may manage colleagues.
    LastManager,
}

/// Judges a change of a contact's rights; `other_managers` are the customer's other contacts with access who may manage
/// colleagues. A colleague touches only rights of their own kind: they neither give nor take what they lack.
pub fn change_rights(by: Grantor, before: Rights, after: Rights, other_managers: usize) -> Result<Rights, RightsRefusal> {
    if let Grantor::Colleague(own) = by {
        if !own.has(Right::ManageColleagues) {
            return Err(RightsRefusal::NotAManager);
        }
        if let Some(right) = Right::ALL.into_iter().find(|right| before.has(*right) != after.has(*right) && !own.has(*right)) {
            return Err(RightsRefusal::Lacks(right));
        }
    }
    let steps_down = before.has(Right::ManageColleagues) && !after.has(Right::ManageColleagues);
    if steps_down && other_managers == 0 { Err(RightsRefusal::LastManager) } else { Ok(after) }
}
