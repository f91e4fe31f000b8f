//! One problem of a form, and how much it weighs for whose act.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Place;
use crate::creation_status::{Flow, Side};
use crate::lead_time::LeadTimeMissed;
use crate::measure::MeasureError;
use crate::order_form::CustomError;
use crate::reference::ReferenceError;
use crate::service_days::NotServed;

/// Something wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub at: Place,
    /// What.
    pub what: What,
    /// How much it weighs.
    pub severity: Severity,
}

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// A form error: nothing is made until it is put right.
    Error,
    /// The import flow takes it and holds the import for staff (rule 3.6).
    HoldsImport,
    /// Staff are told and give a reason (rule 3.6).
    Warning,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Nothing there, and something must be.
    Missing,
    /// Too long a text.
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// Too many of something.
    TooMany {
        /// How many there are.
        count: usize,
        /// How many may be.
        limit: usize,
    },
    /// A character that no label, mail or database can hold.
    ControlCharacter,
    /// Not an e-mail address.
    NotAnEmail,
    /// Nobody allowed e-mails to this domain.
    DomainNotAllowed(String),
    /// No country has this code.
    UnknownCountry(String),
    /// Not a reference.
    Reference(ReferenceError),
    /// Not a measure.
    Measure(MeasureError),
    /// An amount below zero.
    Negative,
    /// The window ends before it begins, or as it begins.
    WindowBackwards,
    /// The coldest is warmer than the warmest.
    TemperaturesBackwards,
    /// The date lies before today.
    Past {
        /// Today, in the organisation's zone.
        today: Date,
    },
    /// The date lies further ahead than anybody plans.
    TooFarAhead {
        /// The last date that would do.
        latest: Date,
    },
    /// The stop's date lies before that of a stop driven before it.
    BeforeEarlierStop {
        /// The date of the earlier stop.
        earlier: Date,
    },
    /// The customer may not select the service, or there is none such.
    ServiceNotPermitted,
    /// The service does not drive that day.
    NotServed(NotServed),
    /// The service does not drive there.
    OutsideArea,
    /// After the cut-off.
    CutOff {
        /// The first instant that was too late.
        deadline: Timestamp,
    },
    /// The lead time is not kept.
    LeadTime(LeadTimeMissed),
    /// Not what an own field of the organisation holds.
    Own(CustomError),
}

impl What {
    /// How much this weighs: what is late is held in the import flow; staff are only warned of times, days and places.
    #[must_use]
    pub fn severity(&self, side: Side, flow: Flow) -> Severity {
        let late = matches!(self, Self::CutOff { .. } | Self::LeadTime(_));
        let day_or_place = matches!(self, Self::Past { .. } | Self::NotServed(_) | Self::OutsideArea | Self::ServiceNotPermitted);
        match (side, flow) {
            (Side::Staff, _) if late || day_or_place => Severity::Warning,
            (Side::Customer, Flow::Import) if late => Severity::HoldsImport,
            _ => Severity::Error,
        }
    }
}
