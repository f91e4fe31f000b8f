//! Who may do what: when a contact may use the portal (rule 1.4), which rights a contact has among colleagues, and what
//! those may do to one another (1.5), which acts each staff role may do, and that somebody is left to manage users (1.6).

mod colleagues;
mod last_super_admin;
mod portal;
mod rights;
mod roles;

pub use colleagues::{Colleague, change_colleague};
pub use last_super_admin::{LastSuperAdmin, Staffing, keep_a_super_admin};
pub use portal::{Denied, PortalAccess};
pub use rights::{Grantor, Right, Rights, RightsRefusal, change_rights};
pub use roles::{Act, Role, may};

#[cfg(test)]
mod tests;
