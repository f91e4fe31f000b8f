//! What was found in an import: errors block it, remarks hold back automation and may be accepted by staff (rules 3.6, 5.4).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::creation_status::Standing;
use crate::lead_time::LeadTimeMissed;
use crate::order_check::{Place, Problem, What};

/// What blocks an import. Staff see it; a customer never does (rule 3.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ImportError {
    /// Received after the cut-off.
    CutOff {
        /// The first instant that was too late.
        deadline: Timestamp,
    },
    /// The lead time is not kept.
    LeadTime(LeadTimeMissed),
    /// A message names a location that is not known.
    UnknownLocation {
        /// As the message names it.
        named: String,
    },
    /// A message names a service that is not known.
    UnknownService {
        /// As the message names it.
        named: String,
    },
}

/// What holds back automation; staff may accept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Remark {
    /// The customer's standing is WARNING.
    Warning,
    /// The customer's standing has become BLOCKED since it was submitted.
    Blocked,
    /// Staff accepted what was too late.
    AcceptedLate,
    /// The customer may no longer select the service.
    ServiceNotPermitted,
    /// The date of a collection lies in the past.
    DatePassed,
    /// The service does not drive on that day (any more).
    DayNotServed,
    /// The service does not drive there (any more).
    OutsideArea,
    /// Customer and staff changed one field to different values.
    MergeConflict,
    /// The first order of this contact.
    FirstOrderOfContact,
    /// A location nearly the same as one that is known.
    NearDuplicateLocation,
    /// The order is past the last status in which customers may do this.
    PastLimit,
    /// A driver is or was at a collection stop.
    CollectionBegun,
}

/// What an import with a remark takes before staff may accept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bar {
    /// Nothing makes it possible: what is on the vehicle cannot be cancelled. Reject only.
    RejectOnly,
    /// An order is not made for a day that is over: a new collection date.
    NewDate,
    /// Somebody chooses for each field both sides changed.
    Choice,
}

impl Remark {
    /// Every remark, the gravest for the desk first.
    pub const ALL: [Self; 12] = [
        Self::Blocked,
        Self::Warning,
        Self::CollectionBegun,
        Self::MergeConflict,
        Self::DatePassed,
        Self::PastLimit,
        Self::ServiceNotPermitted,
        Self::DayNotServed,
        Self::OutsideArea,
        Self::AcceptedLate,
        Self::FirstOrderOfContact,
        Self::NearDuplicateLocation,
    ];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "WARNING",
            Self::Blocked => "BLOCKED",
            Self::AcceptedLate => "ACCEPTED_LATE",
            Self::ServiceNotPermitted => "SERVICE_NOT_PERMITTED",
            Self::DatePassed => "DATE_PASSED",
            Self::DayNotServed => "DAY_NOT_SERVED",
            Self::OutsideArea => "OUTSIDE_AREA",
            Self::MergeConflict => "MERGE_CONFLICT",
            Self::FirstOrderOfContact => "FIRST_ORDER_OF_CONTACT",
            Self::NearDuplicateLocation => "NEAR_DUPLICATE_LOCATION",
            Self::PastLimit => "PAST_LIMIT",
            Self::CollectionBegun => "COLLECTION_BEGUN",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|remark| remark.as_str() == text)
    }

    /// The remark a customer's standing makes on what they submitted. PROSPECT and NOT_APPROVED make a quote instead.
    #[must_use]
    pub fn of_standing(standing: Standing) -> Option<Self> {
        match standing {
            Standing::Warning => Some(Self::Warning),
            Standing::Blocked => Some(Self::Blocked),
            Standing::Approved | Standing::Prospect | Standing::NotApproved => None,
        }
    }

    /// What it takes before staff may accept an import of this kind; `None` when they may as it is.
    #[must_use]
    pub fn bars(self, kind: Kind) -> Option<Bar> {
        match (self, kind) {
            (Self::CollectionBegun, Kind::Cancel) => Some(Bar::RejectOnly),
            (Self::DatePassed, Kind::Create) => Some(Bar::NewDate),
            (Self::MergeConflict, Kind::Update) => Some(Bar::Choice),
            _ => None,
        }
    }

    /// Whether accepting it asks staff for a reason: where something is forbidden that was or is a rule (rule 2.3). What is
    /// only unusual is accepted without.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        match self {
            Self::Blocked
            | Self::AcceptedLate
            | Self::ServiceNotPermitted
            | Self::DatePassed
            | Self::DayNotServed
            | Self::OutsideArea
            | Self::PastLimit => true,
            Self::Warning | Self::MergeConflict | Self::FirstOrderOfContact | Self::NearDuplicateLocation | Self::CollectionBegun => false,
        }
    }
}

/// An error or a remark, and the field it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted<T> {
    /// What.
    pub what: T,
    /// The name of the form's input, as [`Place`] writes it, in the revision that was judged; `None` for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What it is about besides, by name: the known location an address is near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
}

/// What was found in one revision of an import. Stored with it as one JSON object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Findings {
    /// What blocks it.
    pub errors: Vec<Noted<ImportError>>,
    /// What holds back automation.
    pub remarks: Vec<Noted<Remark>>,
}

impl Findings {
    /// Sorts what the check of an order said into errors and remarks: late is an error, a day, a place or a service that
    /// will not do is a remark. At submission the form is refused first by [`crate::order_check::refuses`], so that a
    /// customer's remarks of this kind are only what became forbidden meanwhile (rules 2.3, 3.6, 3.8). What else the check
    /// says is a form error and has no place here.
    #[must_use]
    pub fn of(problems: &[Problem]) -> Self {
        let mut findings = Self::default();
        for problem in problems {
            match &problem.what {
                What::CutOff { deadline } => findings.block(ImportError::CutOff { deadline: *deadline }, Some(problem.at)),
                What::LeadTime(missed) => findings.block(ImportError::LeadTime(*missed), Some(problem.at)),
                What::Past { .. } => findings.remark(Remark::DatePassed, Some(problem.at)),
                What::NotServed(_) => findings.remark(Remark::DayNotServed, Some(problem.at)),
                What::OutsideArea => findings.remark(Remark::OutsideArea, Some(problem.at)),
                What::ServiceNotPermitted => findings.remark(Remark::ServiceNotPermitted, Some(problem.at)),
                What::Missing
                | What::TooLong { .. }
                | What::TooMany { .. }
                | What::ControlCharacter
                | What::NotAnEmail
                | What::DomainNotAllowed(_)
                | What::UnknownCountry(_)
                | What::Reference(_)
                | What::Measure(_)
                | What::Negative
                | What::WindowBackwards
                | What::TemperaturesBackwards
                | What::Own(_)
                | What::TooFarAhead { .. }
                | What::BeforeEarlierStop { .. } => {}
            }
        }
        findings
    }

    /// Adds an error.
    pub fn block(&mut self, what: ImportError, at: Option<Place>) {
        let noted = Noted { what, at: at.map(|at| at.to_string()), named: None };
        if !self.errors.contains(&noted) {
            self.errors.push(noted);
        }
    }

    /// Adds a remark; one that is there already is not added again.
    pub fn remark(&mut self, what: Remark, at: Option<Place>) {
        self.remark_of(what, at, None);
    }

    /// Adds a remark about something that has a name.
    pub fn remark_of(&mut self, what: Remark, at: Option<Place>, named: Option<String>) {
        let at = at.map(|at| at.to_string());
        if !self.remarks.iter().any(|noted| noted.what == what && noted.at == at) {
            self.remarks.push(Noted { what, at, named });
        }
    }

    /// Whether it holds this remark, anywhere.
    #[must_use]
    pub fn has(&self, remark: Remark) -> bool {
        self.remarks.iter().any(|noted| noted.what == remark)
    }

    /// Whether accepting asks staff for a reason: late, or a remark that does.
    #[must_use]
    pub fn need_reason(&self) -> bool {
        !self.errors.is_empty() || self.remarks.iter().any(|noted| noted.what.needs_reason())
    }
}
