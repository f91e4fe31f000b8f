//! Refusals of people's rules, in words.

use rules::access::Role;
use rules::password::{LONGEST, PasswordRefusal, SHORTEST};

use crate::people::second_factor::NotProven;
use crate::people::throttle::TooOften;

/// Why a password is not taken.
pub(super) fn password(refusal: PasswordRefusal) -> String {
    match refusal {
        PasswordRefusal::TooShort { length } => {
            format!("The password has {length} characters; {SHORTEST} is the least. Several words are easiest to keep")
        }
        PasswordRefusal::TooLong { length } => format!("The password has {length} characters; {LONGEST} is the most"),
        PasswordRefusal::Common => {
            "This password is among the first that everybody tries. Take several words that do not belong together".to_owned()
        }
        PasswordRefusal::Repeats => {
            "The password repeats the same few characters. Take several words that do not belong together".to_owned()
        }
        PasswordRefusal::HoldsAddress => "The password holds the name of your e-mail address, which is easy to guess".to_owned(),
    }
}

/// Too many attempts; when to come back.
pub(super) fn too_often(seconds: i64) -> String {
    match (seconds + 59) / 60 {
        1 => "Too many attempts. Try again in a minute".to_owned(),
        minutes => format!("Too many attempts. Try again in {minutes} minutes"),
    }
}

/// Why a code is not taken.
pub(super) fn not_proven(no: NotProven) -> String {
    match no {
        NotProven::Wrong => "This code is not right. Take the one the app shows now".to_owned(),
        NotProven::Used => "This code was used already. Wait for the next one".to_owned(),
        NotProven::TooOften(TooOften { seconds }) => too_often(seconds),
    }
}

/// A role as people say it.
pub(in crate::people) fn role(role: Role) -> &'static str {
    match role {
        Role::SuperAdmin => "Super admin",
        Role::Admin => "Admin",
        Role::Operations => "Operations",
        Role::Finance => "Finance",
        Role::Viewer => "Viewer",
    }
}

/// What a role may do, in a line.
pub(super) fn role_may(role: Role) -> &'static str {
    match role {
        Role::SuperAdmin => "Everything, settings, numbering and users included",
        Role::Admin => "Customers, contacts, services and locations, and the daily work",
        Role::Operations => "The daily work: enters, plans, changes and cancels orders",
        Role::Finance => "Sees everything, sets customers' standing",
        Role::Viewer => "Sees everything and changes nothing",
    }
}
