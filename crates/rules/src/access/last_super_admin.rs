//! Somebody must be able to manage users: the last super admin is neither demoted nor switched off (rule 1.6).

use super::Role;

/// A staff member as far as this rule goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staffing {
    /// The role.
    pub role: Role,
    /// Not switched off.
    pub active: bool,
}

/// The change would leave nobody who may manage users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastSuperAdmin;

/// Judges a change of a staff member; `others` are the organisation's other active super admins who have signed in at least
/// once: an invitation that nobody has answered yet is no one to rely on.
pub fn keep_a_super_admin(before: Staffing, after: Staffing, others: usize) -> Result<Staffing, LastSuperAdmin> {
    let manages = |staffing: Staffing| staffing.active && staffing.role == Role::SuperAdmin;
    if manages(before) && !manages(after) && others == 0 { Err(LastSuperAdmin) } else { Ok(after) }
}
