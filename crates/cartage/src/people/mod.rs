//! People: who somebody is, how they sign in, and the memberships that let them in (rules 1.1 to 1.6).

kit::id!(
    /// A person.
    PersonId,
    /// A signed-in browser.
    SessionId,
    /// A membership as staff of an organisation.
    StaffId,
);

mod demo_mail;
mod invitation;
mod membership;
pub mod pages;
mod profile;
mod second_factor;
mod session;
mod setup;
mod sign_in;
mod store;
mod table;
mod throttle;
mod users;

pub use invitation::{Invitation, address, invite, unlink};
pub use membership::{Entering, Membership, contact, contact_entering, memberships, note_seen, staff, staff_entering};
pub use second_factor::reset as reset_second_factor;
pub use session::{by_session, session_lives};
pub use setup::setup_token;
pub use store::memberships::last_seen;
pub use store::staff::{list as users_of, super_admins};
pub use table::{PersonEmailRow, PersonRow, StaffRow};
