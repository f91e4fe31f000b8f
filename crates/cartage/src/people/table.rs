//! The rows of people: persons, their addresses and sessions, mailed links, staff.

use jiff::Timestamp;

use super::{PersonId, SessionId, StaffId};
use crate::organisations::OrganisationId;

kit::entity! {
    /// Somebody, whatever they are a member of.
    pub struct PersonRow in "person" {
        /// Their id.
        pub id: PersonId,
        /// The name they gave themselves.
        pub name: String,
        /// The argon2id hash of their password, if they have one.
        pub password: Option<String>,
        /// Since when.
        pub created_at: Timestamp,
    }
}

kit::entity! {
    /// An e-mail address somebody has shown to be theirs.
    pub struct PersonEmailRow in "person_email" {
        /// In small letters.
        pub address: String,
        /// Whose.
        pub person: PersonId,
        /// When they showed it.
        pub verified_at: Timestamp,
    }
}

kit::entity! {
    /// A browser that is signed in.
    pub struct SessionRow in "session" {
        /// Of the cookie's secret.
        pub digest: Vec<u8>,
        /// Its id.
        pub id: SessionId,
        /// Whose.
        pub person: PersonId,
        /// Since when.
        pub created_at: Timestamp,
        /// When it was last used; up to ten minutes behind.
        pub seen_at: Timestamp,
        /// It ends by itself then.
        pub expires_at: Timestamp,
        /// LINK or PASSWORD: how it began.
        pub via: String,
        /// `Firefox on Windows`.
        pub device: String,
        /// The network address it began from.
        pub address: String,
    }
}

kit::entity! {
    /// A link that was mailed.
    pub(super) struct LinkRow in "mailed_link" {
        /// Of the link's secret.
        pub digest: Vec<u8>,
        /// Where it was mailed to.
        pub address: String,
        /// Adds the address to this person's own; signs in where there is none.
        pub adds_to: Option<PersonId>,
        /// When.
        pub created_at: Timestamp,
        /// Of no use from then on.
        pub expires_at: Timestamp,
        /// Used once, it is of no use either.
        pub used_at: Option<Timestamp>,
    }
}

kit::entity! {
    /// A membership as staff.
    pub struct StaffRow in "staff" {
        /// Its id.
        pub id: StaffId,
        /// At whose desk.
        pub organisation: OrganisationId,
        /// Who it is; nobody until the invitation was answered.
        pub person: Option<PersonId>,
        /// The name colleagues know them by.
        pub name: String,
        /// In small letters.
        pub email: String,
        /// SUPER_ADMIN, ADMIN, OPERATIONS, FINANCE or VIEWER.
        pub role: String,
        /// Switched off, they are out.
        pub active: bool,
        /// Counts its changes.
        pub version: i64,
        /// When it was written.
        pub created_at: Timestamp,
    }
}
