//! What is wrong with an order about to be submitted (rule 3.8), everything at once and each with its place in the form.
//! Customers must put right what is an error; staff are told and give a reason where only a time, day or place rule is
//! broken (rule 3.6). A change is judged only for what it moves (rule 3.5). BLOCKED is [`crate::creation_status`]'s.

mod dates;
mod form;
mod goods;
mod place;
mod problem;
mod stops;
mod texts;
mod whole;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::creation_status::{Flow, Side};
use crate::cut_off::CutOff;
use crate::lead_time::LeadTime;
use crate::order::{OrderDocument, Stop};
use crate::order_form::Form;
use crate::service_area::Area;
use crate::service_days::ServiceDays;

pub use place::{Place, Spot};
pub use problem::{Problem, Severity, What};

/// The transport service ordered, as far as it bounds an order.
#[derive(Debug, Clone, Copy)]
pub struct ServiceTerms<'a> {
    /// Whether the customer may select it, or the order has it already (rule 3.1).
    pub permitted: bool,
    /// Its cut-off.
    pub cut_off: CutOff,
    /// Its lead time, the chosen level's included.
    pub lead_time: LeadTime,
    /// Its days.
    pub days: &'a ServiceDays,
    /// Its area.
    pub area: &'a Area,
}

/// What is checked, and against what.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// The order as it would be.
    pub document: &'a OrderDocument,
    /// The order as it is, where this is a change of one.
    pub before: Option<&'a OrderDocument>,
    /// Receipt.
    pub now: Timestamp,
    /// The organisation's zone.
    pub zone: &'a TimeZone,
    /// Whose act.
    pub side: Side,
    /// Which flow: the import flow holds what is late instead of refusing it (rule 3.6).
    pub flow: Flow,
    /// The service named in the document; `None` when there is no such service for this customer.
    pub service: Option<ServiceTerms<'a>>,
    /// Whether a reference is required: always in the import flow, else by the form.
    pub reference_required: bool,
    /// The form as the organisation arranged it for this service (rule 7.2).
    pub form: &'a Form,
    /// What stood there when the form was opened: a field that has come to be required since binds only where its block is
    /// touched. `None` for a new order.
    pub form_before: Option<&'a OrderDocument>,
    /// Domains contact e-mails may have (rule 7.1); `None` allows all.
    pub email_domains: Option<&'a [String]>,
    /// When a stop's location opens on the stop's day, for the notice (rule 3.4).
    pub opens: &'a dyn Fn(&Stop) -> Option<Time>,
}

/// Everything that is wrong, in the form's order.
#[must_use]
pub fn check(asked: &Check<'_>) -> Vec<Problem> {
    let mut found = Findings { side: asked.side, flow: asked.flow, problems: Vec::new() };
    whole::check(asked, &mut found);
    for (index, consignment) in asked.document.consignments.iter().enumerate() {
        whole::check_consignment(index, consignment, &mut found);
        for at in consignment.stops_in_order() {
            stops::check(index, at, &mut found);
        }
        dates::check(asked, index, consignment, &mut found);
        goods::check(asked.form, index, &consignment.goods, &mut found);
    }
    form::check(asked, &mut found);
    found.problems
}

/// Whether any of these must be put right before anything can be made of the form.
#[must_use]
pub fn refuses(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// Problems as they are found, each weighed for whose act it is.
struct Findings {
    side: Side,
    flow: Flow,
    problems: Vec<Problem>,
}

impl Findings {
    fn add(&mut self, at: Place, what: What) {
        let severity = what.severity(self.side, self.flow);
        let problem = Problem { at, what, severity };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn add_if(&mut self, wrong: bool, at: Place, what: What) {
        if wrong {
            self.add(at, what);
        }
    }
}

#[cfg(test)]
mod tests;
