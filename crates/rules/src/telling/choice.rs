//! The closed list of what somebody can be told of, and what each chose: at once, in a digest, not at all.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::civil_time::{days_later, instant, today};

/// A kind of event somebody can be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An order was submitted: as a quote, straight to planning, or to wait for approval.
    Submitted,
    /// A quote was accepted and sent to planning, or an order was made of a submission that waited.
    Accepted,
    /// The labels of an order that had to wait can be printed: it was accepted, or its quote sent to planning.
    LabelsReady,
    /// A quote was declined, or a submission was not accepted.
    NotAccepted,
    /// An order was cancelled, by the carrier or by one of its customer's contacts.
    Cancelled,
    /// A cancellation, or a declined quote, was undone.
    Undone,
    /// A contact's change of an order was applied at once.
    Updated,
    /// The carrier answered a change that waited, either way.
    UpdateDecided,
    /// The carrier answered a cancellation that waited, either way.
    CancellationDecided,
    /// The carrier asks something about what waits.
    Question,
    /// The carrier asks to approve a charge.
    ChargeToApprove,
    /// A quote waits to be sent to planning; for staff.
    NewQuote,
    /// An order import waits for approval; for staff.
    NewImport,
    /// A quote or an order import has waited longer than the settings say; for staff.
    WaitingTooLong,
    /// The cut-off of the collection day of a quote, or of an order import, is near; for staff.
    CutOffNear,
    /// The collection date of an order that waits for approval has passed; for staff.
    DatePassed,
    /// A customer approved or rejected a charge; for staff.
    ChargeAnswered,
}

impl Kind {
    /// What a customer's contacts are told of, in the order the page shows it.
    pub const OF_CONTACTS: [Self; 11] = [
        Self::Submitted,
        Self::Accepted,
        Self::LabelsReady,
        Self::NotAccepted,
        Self::Updated,
        Self::UpdateDecided,
        Self::Cancelled,
        Self::CancellationDecided,
        Self::Undone,
        Self::Question,
        Self::ChargeToApprove,
    ];
    /// What staff are told of.
    pub const OF_STAFF: [Self; 6] =
        [Self::NewQuote, Self::NewImport, Self::WaitingTooLong, Self::CutOffNear, Self::DatePassed, Self::ChargeAnswered];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "SUBMITTED",
            Self::Accepted => "ACCEPTED",
            Self::LabelsReady => "LABELS_READY",
            Self::NotAccepted => "NOT_ACCEPTED",
            Self::Cancelled => "CANCELLED",
            Self::Undone => "UNDONE",
            Self::Updated => "UPDATED",
            Self::UpdateDecided => "UPDATE_DECIDED",
            Self::CancellationDecided => "CANCELLATION_DECIDED",
            Self::Question => "QUESTION",
            Self::NewQuote => "NEW_QUOTE",
            Self::NewImport => "NEW_IMPORT",
            Self::WaitingTooLong => "WAITING_TOO_LONG",
            Self::DatePassed => "DATE_PASSED",
            Self::CutOffNear => "CUT_OFF_NEAR",
            Self::ChargeToApprove => "CHARGE_TO_APPROVE",
            Self::ChargeAnswered => "CHARGE_ANSWERED",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::OF_CONTACTS.into_iter().chain(Self::OF_STAFF).find(|kind| kind.as_str() == text)
    }

    /// What goes otherwise than expected, or may, and is told at once unless somebody chose otherwise. A kind that holds both
    /// answers is told at once, because one of them is a refusal.
    #[must_use]
    pub fn is_exception(self) -> bool {
        match self {
            Self::NotAccepted | Self::Cancelled | Self::Undone | Self::WaitingTooLong | Self::CutOffNear | Self::DatePassed => true,
            Self::UpdateDecided | Self::CancellationDecided | Self::Question => true,
            Self::ChargeToApprove | Self::ChargeAnswered => true,
            Self::Submitted | Self::Accepted | Self::LabelsReady | Self::Updated | Self::NewQuote | Self::NewImport => false,
        }
    }

    /// Whether it happens only where there is an order import: nobody is asked about it elsewhere.
    #[must_use]
    pub fn is_of_imports(self) -> bool {
        match self {
            Self::Updated | Self::UpdateDecided | Self::CancellationDecided | Self::Question => true,
            Self::NewImport | Self::DatePassed => true,
            Self::Submitted | Self::Accepted | Self::LabelsReady | Self::NotAccepted | Self::Cancelled | Self::Undone => false,
            Self::NewQuote | Self::WaitingTooLong | Self::CutOffNear => false,
            Self::ChargeToApprove | Self::ChargeAnswered => false,
        }
    }
}

/// How somebody wants to be told; what is told sooner comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// A mail of its own.
    AtOnce,
    /// In one mail a day with everything else.
    Digest,
    /// Not at all.
    Never,
}

impl Choice {
    /// Every choice, in the order the page offers them.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Digest, Self::Never];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "AT_ONCE",
            Self::Digest => "DIGEST",
            Self::Never => "NEVER",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text)
    }
}

/// In what capacity somebody is told: what counts until they choose depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// The contact who submitted the order.
    Submitter,
    /// Named by address in the order: to be told at once is what naming somebody is for.
    Named,
    /// Staff who may answer what waits: send quotes to planning, accept order imports.
    Planner,
    /// Other staff.
    Onlooker,
}

/// What a member chose, kind by kind; a kind they never chose for is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(BTreeMap<Kind, Choice>);

impl Choices {
    /// Chooses for a kind.
    pub fn set(&mut self, kind: Kind, choice: Choice) {
        self.0.insert(kind, choice);
    }

    /// What counts for a kind: what was chosen, else the first value for that capacity.
    #[must_use]
    pub fn of(&self, kind: Kind, capacity: Capacity) -> Choice {
        self.0.get(&kind).copied().unwrap_or(match capacity {
            Capacity::Named => Choice::AtOnce,
            Capacity::Onlooker => Choice::Never,
            Capacity::Submitter | Capacity::Planner if kind.is_exception() => Choice::AtOnce,
            Capacity::Submitter | Capacity::Planner => Choice::Digest,
        })
    }

    /// One piece of news may be of several kinds, and is told once: as the kind that is told soonest; of those told alike, as the first.
    #[must_use]
    pub fn soonest(&self, first: Kind, also: &[Kind], capacity: Capacity) -> (Kind, Choice) {
        let mut soonest = (first, self.of(first, capacity));
        for kind in also {
            let choice = self.of(*kind, capacity);
            if choice < soonest.1 {
                soonest = (*kind, choice);
            }
        }
        soonest
    }

    /// Whether anything was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As it is stored: `SUBMITTED=DIGEST CANCELLED=AT_ONCE`.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(kind, choice)| format!("{}={}", kind.as_str(), choice.as_str())).collect::<Vec<_>>().join(" ")
    }

    /// Reads what is stored; words this program does not know are left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let pair = |word: &str| {
            let (kind, choice) = word.split_once('=')?;
            Some((Kind::parse(kind)?, Choice::parse(choice)?))
        };
        Self(text.split(' ').filter_map(pair).collect())
    }
}

/// When a digest that is sent at `hour` in that zone goes out next, after `now`.
#[must_use]
pub fn next_digest(now: Timestamp, zone: &TimeZone, hour: i8) -> Timestamp {
    let (date, time) = (today(now, zone), Time::new(hour.clamp(0, 23), 0, 0, 0).unwrap_or(Time::midnight()));
    let first = instant(date, time, zone);
    if first > now { first } else { instant(days_later(date, 1), time, zone) }
}
