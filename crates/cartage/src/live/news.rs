//! What is told after an act: which organisation, up to which entry of its history, and whom and what it concerns. Ids only.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::customers::CustomerId;
use crate::organisations::OrganisationId;
use crate::people::PersonId;

/// An act that concerns more things than this is told as "look for yourselves".
const MOST_THINGS: usize = 40;

/// Something that open pages may have to follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// An act was done.
    Act(Told),
    /// A person's sessions or memberships changed: streams of theirs are checked.
    Person(PersonId),
    /// Something of this organisation may have changed: streams look for themselves.
    Look(OrganisationId),
}

/// What an act concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Whose history.
    pub organisation: OrganisationId,
    /// Its newest entry after the act.
    pub entry: i64,
    /// Customers whose portal shows it.
    pub customers: Vec<CustomerId>,
    /// The things it was done to: `order`, `customer`, … and their ids.
    pub things: Vec<(Cow<'static, str>, Uuid)>,
}

impl Told {
    /// Whether somebody's access may have ended by it.
    #[must_use]
    pub fn moves_access(&self) -> bool {
        self.things.iter().any(|(kind, _)| matches!(kind.as_ref(), "contact" | "customer" | "staff" | "organisation"))
    }
}

impl News {
    /// What `told` is to be told as: a long list travels as "look".
    #[must_use]
    pub fn of(told: Told) -> News {
        if told.things.len() + told.customers.len() > MOST_THINGS { News::Look(told.organisation) } else { News::Act(told) }
    }
}
