//! The three ways an act can fail, never mixed: a rule refuses, what was asked for does not match what is there, or a fault.
//!
//! A refusal is put into the user's words at the edge; a mismatch is 401, 403, 404 or 409; a fault is logged once with its
//! whole chain and shown as a short reference. A database error never becomes "not found".

use kit::db::DbError;

/// Why an act did not happen. Nothing was changed.
#[derive(Debug)]
pub enum Failure {
    /// A rule said no.
    Refused(Refusal),
    /// What was asked for is not there, has moved, or is not this viewer's to do.
    Mismatch(Mismatch),
    /// Something broke; trying again may help.
    Fault(anyhow::Error),
}

/// What was asked for does not match what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// Does not exist, or belongs to somebody else: the answer is the same.
    NotFound,
    /// Nobody is signed in; where to go afterwards.
    SignedOut {
        /// Path and query to come back to; empty for a form that was posted.
        next: String,
    },
    /// The organisation asks its staff for a second factor, and this one has none yet; where to go afterwards.
    NoSecondFactor {
        /// Path and query to come back to; empty for a form that was posted.
        next: String,
    },
    /// The viewer's role or right does not allow it.
    Forbidden,
    /// Somebody else changed it meanwhile; what they did, in words.
    Moved(String),
}

/// A rule's refusal in words the user understands: made at the edge of each concept from the rule's own typed refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, one sentence a person can act on.
    pub message: String,
    /// The form field it belongs to, where there is one.
    pub field: Option<String>,
}

impl Refusal {
    /// A refusal of the act as a whole.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Refusal {
        Refusal { message: message.into(), field: None }
    }

    /// A refusal because of one field.
    #[must_use]
    pub fn at(field: impl Into<String>, message: impl Into<String>) -> Refusal {
        Refusal { message: message.into(), field: Some(field.into()) }
    }
}

impl Failure {
    /// The thing does not exist for this viewer.
    #[must_use]
    pub fn not_found() -> Failure {
        Failure::Mismatch(Mismatch::NotFound)
    }

    /// Somebody else was first; `what` says what they did.
    #[must_use]
    pub fn moved(what: impl Into<String>) -> Failure {
        Failure::Mismatch(Mismatch::Moved(what.into()))
    }

    /// A rule refuses the act, in words.
    #[must_use]
    pub fn refused(message: impl Into<String>) -> Failure {
        Failure::Refused(Refusal::new(message))
    }

    /// Something that cannot be, was: a fault of ours.
    #[must_use]
    pub fn fault(what: impl std::fmt::Display) -> Failure {
        Failure::Fault(anyhow::anyhow!("{what}"))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Failure {
        Failure::Fault(error.into())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Fault(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::Fault(error.into())
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Failure {
        Failure::Fault(error.into())
    }
}
