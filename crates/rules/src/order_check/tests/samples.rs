//! A form with nothing wrong, and a way to ask what is said about it.

use super::super::*;
use crate::lead_time::LeadTime;
use crate::order::{Address, Consignment, GoodsLine, PartId};
use crate::service_days::{ClosedDays, Weekdays};
use crate::testing::{amsterdam, day, local, time};

/// Monday morning, ten o'clock in Amsterdam.
pub(super) const MONDAY_TEN: &str = "2026-05-04T10:00:00";

pub(super) struct Form {
    pub(super) document: OrderDocument,
    pub(super) before: Option<OrderDocument>,
    pub(super) now: &'static str,
    pub(super) side: Side,
    pub(super) flow: Flow,
    pub(super) service: bool,
    pub(super) permitted: bool,
    pub(super) cut_off: CutOff,
    pub(super) lead_time: LeadTime,
    pub(super) days: ServiceDays,
    pub(super) area: Area,
    pub(super) reference_required: bool,
    pub(super) email_domains: Option<Vec<String>>,
    pub(super) opens: Option<Time>,
}

fn stop(id: &str, date: &str) -> Stop {
    let address = Address {
        name: "Jansen".to_owned(),
        street: "Kade 1".to_owned(),
        postcode: "1011 AB".to_owned(),
        city: "Amsterdam".to_owned(),
        country: "NL".to_owned(),
        ..Address::default()
    };
    Stop { id: PartId::new(id), address, date: Some(day(date)), ..Stop::default() }
}

pub(super) fn consignment(number: usize) -> Consignment {
    let goods =
        GoodsLine { id: PartId::new(format!("g{number}")), quantity: 2, packaging: Some("pallet".to_owned()), ..GoodsLine::default() };
    Consignment {
        id: PartId::new(format!("c{number}")),
        collection: stop(&format!("from{number}"), "2026-05-05"),
        delivery: stop(&format!("to{number}"), "2026-05-06"),
        goods: vec![goods],
        ..Consignment::default()
    }
}

pub(super) fn further(date: &str) -> Stop {
    stop("between", date)
}

impl Form {
    /// Tuesday to Wednesday, by a customer in the direct flow, under a service that drives on working days all over.
    pub(super) fn fine() -> Self {
        let document = OrderDocument { service: "groupage".to_owned(), consignments: vec![consignment(0)], ..OrderDocument::default() };
        let closed = ClosedDays { holidays_of: Some("NL".to_owned()), ..ClosedDays::default() };
        Self {
            document,
            before: None,
            now: MONDAY_TEN,
            side: Side::Customer,
            flow: Flow::Direct,
            service: true,
            permitted: true,
            cut_off: CutOff::NoCutOff,
            lead_time: LeadTime::default(),
            days: ServiceDays { collection: Weekdays::WORKING, delivery: Weekdays::WORKING, closed },
            area: Area::default(),
            reference_required: false,
            email_domains: None,
            opens: None,
        }
    }

    pub(super) fn with(change: impl FnOnce(&mut Self)) -> Self {
        let mut form = Self::fine();
        change(&mut form);
        form
    }

    /// The fine form with its only consignment changed.
    pub(super) fn carrying(change: impl FnOnce(&mut Consignment)) -> Self {
        Self::with(|form| change(&mut form.document.consignments[0]))
    }

    pub(super) fn by(mut self, side: Side, flow: Flow) -> Self {
        (self.side, self.flow) = (side, flow);
        self
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        let zone = amsterdam();
        let terms = ServiceTerms {
            permitted: self.permitted,
            cut_off: self.cut_off,
            lead_time: self.lead_time,
            days: &self.days,
            area: &self.area,
        };
        check(&Check {
            document: &self.document,
            before: self.before.as_ref(),
            now: local(self.now, &zone),
            zone: &zone,
            side: self.side,
            flow: self.flow,
            service: self.service.then_some(terms),
            reference_required: self.reference_required,
            form: &Default::default(),
            form_before: self.before.as_ref(),
            email_domains: self.email_domains.as_deref(),
            opens: &|_| self.opens,
        })
    }

    /// Each problem's place as the form names it, and what it is.
    pub(super) fn said(&self) -> Vec<(String, What)> {
        self.problems().into_iter().map(|problem| (problem.at.to_string(), problem.what)).collect()
    }
}

pub(super) fn one(at: &str, what: What) -> Vec<(String, What)> {
    vec![(at.to_owned(), what)]
}

pub(super) fn same_day(text: &str) -> CutOff {
    CutOff::SameDay { time: time(text) }
}
