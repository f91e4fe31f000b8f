//! Dates, days, places, cut-off and lead time, and what they weigh for whom.

use jiff::civil::Weekday;

use super::super::*;
use super::samples::{Form, further, one, same_day};
use crate::lead_time::{LeadTime, LeadTimeMissed};
use crate::order::Window;
use crate::service_days::NotServed;
use crate::testing::{amsterdam, day, local, time};

fn collected(date: &str, delivered: &str) -> Form {
    Form::carrying(|c| (c.collection.date, c.delivery.date) = (Some(day(date)), Some(day(delivered))))
}

#[test]
fn dates_on_both_sides_of_their_bounds() {
    let today = day("2026-05-04");
    let cases = [
        // collected, delivered, said
        ("2026-05-04", "2026-05-04", vec![]),
        ("2026-05-06", "2026-05-05", one("c0.delivery.date", What::BeforeEarlierStop { earlier: day("2026-05-06") })),
        ("2026-05-08", "2026-05-11", vec![]),
        ("2026-05-05", "2026-05-09", one("c0.delivery.date", What::NotServed(NotServed::Weekday(Weekday::Saturday)))),
        ("2026-05-10", "2026-05-11", one("c0.collection.date", What::NotServed(NotServed::Weekday(Weekday::Sunday)))),
        ("2026-05-14", "2026-05-15", one("c0.collection.date", What::NotServed(NotServed::Holiday("Ascension Day")))),
        ("2026-05-05", "2028-05-04", vec![]),
        ("2026-05-05", "2028-05-05", one("c0.delivery.date", What::TooFarAhead { latest: day("2028-05-04") })),
    ];
    for (collection, delivery, said) in cases {
        assert_eq!(collected(collection, delivery).said(), said, "{collection} to {delivery}");
    }
    // a Friday that is over: told as past alone, whatever the cut-off says besides
    let mut past = collected("2026-05-01", "2026-05-05");
    past.cut_off = same_day("09:00");
    past.lead_time = LeadTime { days: None, notice_hours: Some(4) };
    assert_eq!(past.said(), one("c0.collection.date", What::Past { today }));
}

#[test]
fn further_stops_keep_the_order_of_driving() {
    let form = Form::carrying(|c| {
        c.delivery.date = Some(day("2026-05-07"));
        c.stops = vec![further("2026-05-06"), further("2026-05-05"), further("2026-05-07")];
    });
    assert_eq!(form.said(), one("c0.s1.date", What::BeforeEarlierStop { earlier: day("2026-05-06") }));
    let undated = Form::carrying(|c| {
        c.stops = vec![further("2026-05-05")];
        c.stops[0].date = None;
    });
    assert_eq!(undated.said(), []);
}

#[test]
fn addresses_outside_the_area() {
    let mut form = Form::with(|form| form.area = "NL 2000-2999; BE".parse().unwrap());
    form.document.consignments[0].delivery.address.country = "BE".to_owned();
    form.document.consignments[0].stops = vec![further("2026-05-05")];
    let outside = |at: &str| (at.to_owned(), What::OutsideArea);
    assert_eq!(form.said(), [outside("c0.collection.postcode"), outside("c0.s0.postcode")]);
}

#[test]
fn the_cut_off_at_its_second() {
    let zone = amsterdam();
    let mut form = collected("2026-05-04", "2026-05-05");
    form.cut_off = same_day("10:30");
    form.now = "2026-05-04T10:29:59";
    assert_eq!(form.said(), []);
    form.now = "2026-05-04T10:30:00";
    let deadline = local("2026-05-04T10:30:00", &zone);
    assert_eq!(form.said(), one("c0.collection.date", What::CutOff { deadline }));
}

#[test]
fn the_lead_time_of_a_consignment() {
    let zone = amsterdam();
    let mut form = collected("2026-05-08", "2026-05-11");
    form.lead_time = LeadTime { days: Some(2), notice_hours: None };
    let early = What::LeadTime(LeadTimeMissed::TooEarly { earliest: day("2026-05-12") });
    assert_eq!(form.said(), one("c0.delivery.date", early));
    form.document.consignments[0].delivery.date = Some(day("2026-05-12"));
    assert_eq!(form.said(), []);
    form.document.consignments[0].delivery.date = Some(day("2026-05-07"));
    let backwards = What::BeforeEarlierStop { earlier: day("2026-05-08") };
    assert_eq!(form.said(), one("c0.delivery.date", backwards), "told as that alone");
    form.document.consignments[0].delivery.date = Some(day("2026-05-12"));

    form.lead_time = LeadTime { days: None, notice_hours: Some(24) };
    let short = |starts: &str| What::LeadTime(LeadTimeMissed::ShortNotice { hours: 24, deadline: local(starts, &zone) });
    form.now = "2026-05-07T13:00:00";
    assert_eq!(form.said(), one("c0.collection.date", short("2026-05-07T00:00:00")), "no window, no opening: from midnight");
    form.opens = Some(time("08:00"));
    assert_eq!(form.said(), one("c0.collection.date", short("2026-05-07T08:00:00")), "the location's opening");
    form.document.consignments[0].collection.window = Some(Window { from: Some(time("14:00")), until: None });
    assert_eq!(form.said(), [], "the window's start");
}

#[test]
fn what_weighs_how_much_for_whom() {
    use Severity::{Error, HoldsImport, Warning};
    let late = {
        let mut form = collected("2026-05-04", "2026-05-05");
        form.cut_off = same_day("09:00");
        form
    };
    let short = {
        let mut form = collected("2026-05-05", "2026-05-06");
        form.lead_time = LeadTime { days: None, notice_hours: Some(48) };
        form
    };
    let forms = [
        // form, customer direct, customer import, staff
        (late, [Error, HoldsImport, Warning]),
        (short, [Error, HoldsImport, Warning]),
        (collected("2026-05-01", "2026-05-05"), [Error, Error, Warning]),
        (collected("2026-05-10", "2026-05-11"), [Error, Error, Warning]),
        (Form::with(|form| form.area = "BE; NL 2".parse().unwrap()), [Error, Error, Warning]),
        (Form::with(|form| form.permitted = false), [Error, Error, Warning]),
        (collected("2026-05-06", "2026-05-05"), [Error, Error, Error]),
        (Form::carrying(|c| c.collection.date = None), [Error, Error, Error]),
        (Form::carrying(|c| c.goods.clear()), [Error, Error, Error]),
    ];
    let acts = [(Side::Customer, Flow::Direct), (Side::Customer, Flow::Import), (Side::Staff, Flow::Direct), (Side::Staff, Flow::Import)];
    for (mut form, [direct, import, staff]) in forms {
        for ((side, flow), severity) in acts.into_iter().zip([direct, import, staff, staff]) {
            form = form.by(side, flow);
            let problems = form.problems();
            assert!(!problems.is_empty());
            assert!(problems.iter().all(|problem| problem.severity == severity), "{side:?} {flow:?}: {problems:?}");
            assert_eq!(refuses(&problems), severity == Error);
        }
    }
}
