//! Colleagues: what a contact who manages them may do to another contact of the same customer (rule 1.5): invite, change
//! rights, switch access off and on.

use super::{Grantor, Right, Rights, RightsRefusal, change_rights};

/// A contact as far as colleagues change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    /// What they may do once they are in.
    pub rights: Rights,
    /// *Access customer portal*.
    pub access: bool,
}

impl Colleague {
    /// Somebody who is not there yet.
    pub const NOBODY: Self = Self { rights: Rights::NONE, access: false };

    fn manages(self) -> bool {
        self.access && self.rights.has(Right::ManageColleagues)
    }
}

/// Judges what a contact with the rights `own` wants to make of a colleague; `other_managers` are the customer's other
/// contacts with access who may manage colleagues. Switching off needs no right but managing: whoever leaves is out at once.
/// Switching on gives everything that comes with it, so each of those rights is needed.
pub fn change_colleague(own: Rights, before: Colleague, after: Colleague, other_managers: usize) -> Result<Colleague, RightsRefusal> {
    change_rights(Grantor::Colleague(own), before.rights, after.rights, if before.access { other_managers } else { usize::MAX })?;
    let gains = after.access && !before.access;
    if let Some(right) = after.rights.iter().find(|right| gains && !own.has(*right)) {
        return Err(RightsRefusal::Lacks(right));
    }
    if before.manages() && !after.manages() && other_managers == 0 { Err(RightsRefusal::LastManager) } else { Ok(after) }
}
