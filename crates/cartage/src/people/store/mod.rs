//! The queries of people: memberships, sessions, the ways to sign in, and staff.

pub(super) mod mail;
pub(super) mod memberships;
pub(super) mod persons;
pub(super) mod second_factor;
pub(super) mod sessions;
pub(super) mod setup;
pub(super) mod sign_in;
pub(super) mod staff;
