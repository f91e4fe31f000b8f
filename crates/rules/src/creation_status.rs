//! Quote or To Plan: what a new order becomes, which of the three levels decided it, and what the customer's standing
//! does to that (rules 2.1, 2.2). The decision is kept with the order, so that anybody can read later why (rule 2.4).

use serde::{Deserialize, Serialize};

/// What a new order becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Not sent to planning: the carrier looks at it first.
    Quote,
    /// Goes straight to the planners.
    ToPlan,
}

impl Status {
    /// Every status, in the order the settings page offers them.
    pub const ALL: [Self; 2] = [Self::Quote, Self::ToPlan];

    /// The stored and published word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quote => "QUOTE",
            Self::ToPlan => "TO_PLAN",
        }
    }

    /// Reads the stored and published word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// How the carrier regards a customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Standing {
    /// Nothing in the way; what every customer is at first.
    #[default]
    Approved,
    /// Not a customer yet.
    Prospect,
    /// Looked at and not accepted (yet).
    NotApproved,
    /// Orders must be looked at before they count.
    Warning,
    /// No orders from this customer.
    Blocked,
}

impl Standing {
    /// Every standing, in the order the settings page offers them.
    pub const ALL: [Self; 5] = [Self::Approved, Self::Prospect, Self::NotApproved, Self::Warning, Self::Blocked];

    /// The stored and published word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "APPROVED",
            Self::Prospect => "PROSPECT",
            Self::NotApproved => "NOT_APPROVED",
            Self::Warning => "WARNING",
            Self::Blocked => "BLOCKED",
        }
    }

    /// Reads the stored and published word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == text)
    }
}

/// What each level holds at the moment of the act. Only the organisation's is mandatory (first value: To Plan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    /// The customer's *Create order: default values → status*.
    pub customer: Option<Status>,
    /// The service's *Default customer portal order status*.
    pub service: Option<Status>,
    /// The organisation's *Customer portal order creation statuses*.
    pub organisation: Status,
}

/// Which level the status came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DecidedBy {
    /// The message itself named a status, which an API client may (rule 12.1).
    Message,
    /// The customer's default.
    Customer,
    /// The service's default.
    Service,
    /// The organisation's, which is always there.
    Organisation,
}

/// Whose act it is: only a customer's is bounded by the standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Side {
    /// A customer's act, in the portal or through an API client.
    Customer,
    /// An act of the carrier's staff, who are warned and never bound.
    Staff,
}

/// How a submission becomes an order in this organisation at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Flow {
    /// At once (rule 4.1).
    Direct,
    /// By way of an order import (rule 5).
    Import,
}

/// What the standing did to a customer's act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Bound {
    /// The levels said To Plan; the standing made it a Quote.
    ForcedQuote,
    /// The import waits for staff whatever the automation; their act then decides anew.
    Held,
}

/// Why an order became what it became; kept with the order and shown as a sentence (rule 2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The status the message itself named, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Status>,
    /// What each level held.
    pub levels: Levels,
    /// Where the status came from, before the standing was looked at.
    pub decided_by: DecidedBy,
    /// The customer's standing at that moment.
    pub standing: Standing,
    /// Whose act it was.
    pub side: Side,
    /// The flow it came through.
    pub flow: Flow,
    /// What the standing did, if anything.
    pub bound: Option<Bound>,
    /// Staff acted although the standing is not Approved, and were told.
    pub warned: bool,
    /// What the order becomes.
    pub status: Status,
}

/// The customer's standing is BLOCKED: nothing may be made by them (rule 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked;

/// Decides what a new order becomes by the levels alone (rule 2.1); `stated` is a status named by the message itself.
#[must_use]
pub fn by_levels(stated: Option<Status>, levels: Levels) -> (Status, DecidedBy) {
    match (stated, levels.customer, levels.service) {
        (Some(status), _, _) => (status, DecidedBy::Message),
        (None, Some(status), _) => (status, DecidedBy::Customer),
        (None, None, Some(status)) => (status, DecidedBy::Service),
        (None, None, None) => (levels.organisation, DecidedBy::Organisation),
    }
}

/// Decides what a new order becomes (rules 2.1 and 2.2), judged with the settings of this act.
pub fn decide(levels: Levels, standing: Standing, side: Side, flow: Flow) -> Result<Decision, Blocked> {
    decide_stated(None, levels, standing, side, flow)
}

/// As [`decide`], for a message that may name a status itself (rule 12.1): it counts before the levels and is bounded alike.
pub fn decide_stated(stated: Option<Status>, levels: Levels, standing: Standing, side: Side, flow: Flow) -> Result<Decision, Blocked> {
    let (chosen, decided_by) = by_levels(stated, levels);
    let bound = match side {
        Side::Staff => None,
        Side::Customer => bound(chosen, standing, flow)?,
    };
    let status = if bound == Some(Bound::ForcedQuote) { Status::Quote } else { chosen };
    let warned = side == Side::Staff && standing != Standing::Approved;
    Ok(Decision { stated, levels, decided_by, standing, side, flow, bound, warned, status })
}

fn bound(chosen: Status, standing: Standing, flow: Flow) -> Result<Option<Bound>, Blocked> {
    match (standing, flow) {
        (Standing::Approved, _) => Ok(None),
        (Standing::Blocked, _) => Err(Blocked),
        (Standing::Warning, Flow::Import) => Ok(Some(Bound::Held)),
        (Standing::Warning, Flow::Direct) | (Standing::Prospect | Standing::NotApproved, _) => {
            Ok((chosen == Status::ToPlan).then_some(Bound::ForcedQuote))
        }
    }
}

#[cfg(test)]
mod tests;
