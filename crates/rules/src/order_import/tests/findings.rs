//! Errors and remarks.

use jiff::civil::Weekday;

use super::super::*;
use crate::creation_status::Standing;
use crate::lead_time::LeadTimeMissed;
use crate::order::StopKind;
use crate::order_check::{Place, Problem, Severity, What};
use crate::service_days::NotServed;
use crate::testing::{at, day};

const COLLECTION: Place = Place::Stop(0, StopKind::Collection, "date");

fn problem(what: What) -> Problem {
    Problem { at: COLLECTION, what, severity: Severity::HoldsImport }
}

#[test]
fn what_the_check_says_is_an_error_or_a_remark() {
    let deadline = at("2026-05-04T14:00:00Z");
    let missed = LeadTimeMissed::ShortNotice { hours: 24, deadline };
    let said = [
        What::CutOff { deadline },
        What::LeadTime(missed),
        What::Past { today: day("2026-05-04") },
        What::NotServed(NotServed::Weekday(Weekday::Sunday)),
        What::OutsideArea,
        What::ServiceNotPermitted,
        What::Missing,
    ];
    let findings = Findings::of(&said.map(problem));
    let errors: Vec<_> = findings.errors.iter().map(|noted| noted.what.clone()).collect();
    assert_eq!(errors, [ImportError::CutOff { deadline }, ImportError::LeadTime(missed)]);
    let remarks: Vec<_> = findings.remarks.iter().map(|noted| noted.what).collect();
    assert_eq!(remarks, [Remark::DatePassed, Remark::DayNotServed, Remark::OutsideArea, Remark::ServiceNotPermitted]);
    assert!(findings.errors.iter().all(|noted| noted.at.as_deref() == Some("c0.collection.date")));
}

#[test]
fn findings_are_stored_and_read() {
    let mut findings = Findings::of(&[problem(What::CutOff { deadline: at("2026-05-04T14:00:00Z") })]);
    findings.block(ImportError::LeadTime(LeadTimeMissed::TooEarly { earliest: day("2026-05-06") }), None);
    findings.remark(Remark::Warning, None);
    findings.remark(Remark::Warning, None);
    findings.remark(Remark::OutsideArea, Some(COLLECTION));
    assert_eq!(findings.remarks.len(), 2, "one remark once");
    let text = serde_json::to_string(&findings).unwrap();
    assert_eq!(serde_json::from_str::<Findings>(&text).unwrap(), findings);
    assert_eq!(serde_json::from_str::<Findings>(r#"{"newer": 1}"#).unwrap(), Findings::default());
    for remark in Remark::ALL {
        assert_eq!(Remark::parse(remark.as_str()), Some(remark));
        assert_eq!(serde_json::to_value(remark).unwrap(), remark.as_str());
    }
}

#[test]
fn what_a_standing_remarks() {
    let remarks = Standing::ALL.map(Remark::of_standing);
    assert_eq!(remarks, [None, None, None, Some(Remark::Warning), Some(Remark::Blocked)]);
}

#[test]
fn what_a_remark_bars() {
    for kind in Kind::ALL {
        for remark in Remark::ALL {
            let expected = match (remark, kind) {
                (Remark::CollectionBegun, Kind::Cancel) => Some(Bar::RejectOnly),
                (Remark::DatePassed, Kind::Create) => Some(Bar::NewDate),
                (Remark::MergeConflict, Kind::Update) => Some(Bar::Choice),
                _ => None,
            };
            assert_eq!(remark.bars(kind), expected, "{remark:?} {kind:?}");
        }
    }
    let mut plain = Findings::default();
    plain.remark(Remark::FirstOrderOfContact, None);
    assert!(!plain.need_reason());
    plain.remark(Remark::PastLimit, None);
    assert!(plain.need_reason());
    assert!(Findings::of(&[problem(What::CutOff { deadline: at("2026-05-04T14:00:00Z") })]).need_reason());
}
