//! People: who somebody is, how they sign in, and the memberships that let them in (rules 1.1 to 1.6).

kit::id!(
    /// A person.
    PersonId,
    /// A signed-in browser.
    SessionId,
    /// A membership as staff of an organisation.
    StaffId,
);

mod invitation;
mod membership;
mod store;

pub use invitation::{Invitation, address, invite, unlink};
pub use membership::{Membership, by_session, contact, memberships, staff};
