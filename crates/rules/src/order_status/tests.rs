//! Every step of a stop, the status that follows from them, and what staff may do to an order.

use proptest::prelude::*;

use super::*;
use crate::order::StopKind;
use StopState::{AtStop, Cancelled, Completed, Dispatched, Planned, RouteToStop, ToPlan};

/// The six driven states in order.
const DRIVEN: [StopState; 6] = [ToPlan, Planned, Dispatched, RouteToStop, AtStop, Completed];

#[test]
fn every_step_of_a_stop() {
    const YES: bool = true;
    const NO: bool = false;
    let reported = [
        // to: TO_PLAN PLANNED DISPATCHED ROUTE AT_STOP COMPLETED
        (ToPlan, [NO, YES, YES, YES, YES, YES]),
        (Planned, [YES, NO, YES, YES, YES, YES]),
        (Dispatched, [NO, NO, NO, YES, YES, YES]),
        (RouteToStop, [NO, NO, NO, NO, YES, YES]),
        (AtStop, [NO, NO, NO, NO, NO, YES]),
        (Completed, [NO, NO, NO, NO, NO, NO]),
    ];
    for (from, allowed) in reported {
        assert_eq!(DRIVEN.map(|to| advance(from, to).is_ok()), allowed, "{from:?}");
        assert_eq!(advance(from, Cancelled), Err(StopRefusal::CancelInstead));
        assert_eq!(advance(Cancelled, from), Err(StopRefusal::Cancelled));
        for to in DRIVEN {
            let back = to < from && (from, to) != (Planned, ToPlan);
            assert_eq!(advance(from, to) == Err(StopRefusal::OnlyByCorrection { from, to }), back, "{from:?} {to:?}");
            assert!(advance(from, to).is_ok_and(|state| state == to) || advance(from, to).is_err());
        }
    }
    assert_eq!(advance(Planned, Planned), Err(StopRefusal::AlreadyThere(Planned)));
    assert_eq!(advance(Cancelled, Cancelled), Err(StopRefusal::AlreadyThere(Cancelled)));
}

#[test]
fn every_correction_of_a_stop() {
    for (place, from) in DRIVEN.into_iter().enumerate() {
        for (goal, to) in DRIVEN.into_iter().enumerate() {
            let expected = match goal.cmp(&place) {
                std::cmp::Ordering::Less => Ok(to),
                std::cmp::Ordering::Equal => Err(StopRefusal::AlreadyThere(to)),
                std::cmp::Ordering::Greater => Err(StopRefusal::NotBack { from, to }),
            };
            assert_eq!(correct(from, to, "wrong lorry"), expected, "{from:?} {to:?}");
        }
        assert_eq!(correct(Cancelled, from, "cancelled by mistake"), Ok(from));
        assert_eq!(correct(from, Cancelled, "no"), Err(StopRefusal::CancelInstead));
    }
}

#[test]
fn a_correction_needs_a_reason() {
    for reason in ["", "   ", &"x".repeat(LONGEST_REASON + 1)] {
        assert_eq!(correct(Completed, AtStop, reason), Err(StopRefusal::ReasonNeeded));
    }
    assert_eq!(correct(Completed, AtStop, &"é".repeat(LONGEST_REASON)), Ok(AtStop));
}

#[test]
fn a_stop_is_cancelled_until_it_is_done() {
    for from in [ToPlan, Planned, Dispatched, RouteToStop, AtStop] {
        assert_eq!(cancel_stop(from), Ok(Cancelled));
    }
    assert_eq!(cancel_stop(Completed), Err(StopRefusal::AlreadyCompleted));
    assert_eq!(cancel_stop(Cancelled), Err(StopRefusal::AlreadyThere(Cancelled)));
}

/// A consignment of these states: collection, further stops, delivery.
fn consignment(states: &[StopState]) -> Vec<StopFact> {
    let last = states.len() - 1;
    let kind = |place: usize| match place {
        0 => StopKind::Collection,
        place if place == last => StopKind::Delivery,
        place => StopKind::Further(place - 1),
    };
    states.iter().enumerate().map(|(place, state)| StopFact { kind: kind(place), state: *state }).collect()
}

#[test]
fn the_status_that_follows_from_the_stops() {
    use OrderStatus as O;
    let cases: [(&[&[StopState]], OrderStatus); 26] = [
        (&[&[ToPlan, ToPlan]], O::ToPlan),
        (&[&[Planned, ToPlan]], O::ToPlan),
        (&[&[Planned, Planned]], O::Planned),
        (&[&[Planned, Planned], &[ToPlan, Planned]], O::ToPlan),
        (&[&[Planned, Planned], &[Planned, Planned]], O::Planned),
        (&[&[Dispatched, Planned]], O::Planned),
        (&[&[RouteToStop, Planned]], O::Departed),
        (&[&[AtStop, Planned]], O::Departed),
        (&[&[RouteToStop, ToPlan]], O::Departed), // the driver is under way, planned or not
        (&[&[Planned, Planned], &[RouteToStop, Planned]], O::Departed),
        (&[&[Completed, Planned]], O::InTransit),
        (&[&[Completed, Planned], &[Planned, Planned]], O::Departed),
        (&[&[Completed, Planned], &[Completed, RouteToStop]], O::InTransit),
        (&[&[Completed, Completed], &[Planned, Planned]], O::Departed),
        (&[&[Completed, AtStop, Planned]], O::InTransit),
        (&[&[Completed, Completed]], O::Completed),
        (&[&[Completed, Completed], &[Completed, AtStop]], O::InTransit),
        (&[&[Completed, Completed], &[Completed, Completed]], O::Completed),
        // cancelled stops do not count
        (&[&[Planned, Cancelled, Planned]], O::Planned),
        (&[&[Completed, Cancelled, Completed]], O::Completed),
        (&[&[Planned, Planned], &[Cancelled, Cancelled]], O::Planned),
        (&[&[Cancelled, RouteToStop]], O::Departed), // its first stop that counts is the delivery
        (&[&[Cancelled, Planned]], O::Planned),      // no collection counts, so none is completed
        (&[&[Cancelled, Planned], &[Completed, Planned]], O::InTransit),
        (&[&[Cancelled, Cancelled]], O::ToPlan),
        (&[], O::ToPlan),
    ];
    for (stops, status) in cases {
        let facts: Vec<_> = stops.iter().map(|states| consignment(states)).collect();
        assert_eq!(derive(&facts), status, "{stops:?}");
    }
}

#[test]
fn a_collection_has_begun_when_a_driver_is_there() {
    let cases: [(&[&[StopState]], bool); 7] = [
        (&[&[RouteToStop, Planned]], false),
        (&[&[AtStop, Planned]], true),
        (&[&[Completed, Planned]], true),
        (&[&[Planned, AtStop]], false),
        (&[&[Planned, Planned], &[AtStop, Planned]], true),
        (&[&[Cancelled, AtStop]], false),
        (&[], false),
    ];
    for (stops, begun) in cases {
        let facts: Vec<_> = stops.iter().map(|states| consignment(states)).collect();
        assert_eq!(collection_begun(&facts), begun, "{stops:?}");
    }
}

#[test]
fn every_status_has_its_rank_and_tabs() {
    use OrderStatus as O;
    let cases = [
        (O::Draft, Some(0), None, None),
        (O::Quote, Some(1), Some(PortalTab::Quotes), None),
        (O::ToPlan, Some(2), Some(PortalTab::ToPlan), Some(DeskTab::ToPlan)),
        (O::Planned, Some(3), Some(PortalTab::Planned), Some(DeskTab::Planned)),
        (O::Departed, Some(4), Some(PortalTab::Planned), Some(DeskTab::Planned)),
        (O::InTransit, Some(5), Some(PortalTab::InTransit), Some(DeskTab::InTransit)),
        (O::Completed, Some(6), Some(PortalTab::Delivered), Some(DeskTab::Delivered)),
        (O::InvoiceReady, Some(7), Some(PortalTab::Delivered), Some(DeskTab::Delivered)),
        (O::DontInvoice, Some(7), Some(PortalTab::Delivered), Some(DeskTab::Delivered)),
        (O::InvoiceCreated, Some(8), Some(PortalTab::Delivered), Some(DeskTab::Delivered)),
        (O::Invoiced, Some(9), Some(PortalTab::Delivered), Some(DeskTab::Delivered)),
        (O::InvoicePosted, Some(10), Some(PortalTab::Delivered), Some(DeskTab::Delivered)),
        (O::Cancelled, None, Some(PortalTab::Cancelled), Some(DeskTab::Cancelled)),
    ];
    assert_eq!(cases.map(|(status, ..)| status), O::ALL);
    for (status, rank, portal, desk) in cases {
        assert_eq!((status.rank(), PortalTab::of(status), DeskTab::of(status)), (rank, portal, desk), "{status:?}");
        assert_eq!(OrderStatus::parse(status.as_str()), Some(status));
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
    }
    assert_eq!(PortalTab::ALL.map(|tab| PortalTab::parse(tab.as_str())), PortalTab::ALL.map(Some));
    assert_eq!(DeskTab::ALL.map(|tab| DeskTab::parse(tab.as_str())), DeskTab::ALL.map(Some));
    assert_eq!(DeskTab::parse("quotes"), None);
    assert_eq!(StopState::ALL.map(|state| StopState::parse(state.as_str())), StopState::ALL.map(Some));
}

#[test]
fn a_limit_bounds_by_rank() {
    use OrderStatus as O;
    assert!(O::Planned.within(O::Planned) && O::Quote.within(O::Planned));
    assert!(!O::Departed.within(O::Planned) && !O::Cancelled.within(O::Departed));
}

#[test]
fn what_staff_may_do_to_an_order() {
    use OrderStatus as O;
    for status in O::ALL {
        let before_delivery = matches!(status, O::Draft | O::Quote | O::ToPlan | O::Planned | O::Departed | O::InTransit);
        let cancelled = match status {
            O::Cancelled => Err(ActRefusal::AlreadyCancelled),
            _ if before_delivery => Ok(O::Cancelled),
            _ => Err(ActRefusal::AlreadyDelivered(status)),
        };
        assert_eq!(cancel(status), cancelled, "{status:?}");
        let not_a_quote = if status == O::Cancelled { ActRefusal::AlreadyCancelled } else { ActRefusal::NotAQuote(status) };
        let is_quote = status == O::Quote;
        assert_eq!(send_to_planning(status), if is_quote { Ok(O::ToPlan) } else { Err(not_a_quote) });
        assert_eq!(decline(status), if is_quote { Ok(O::Cancelled) } else { Err(not_a_quote) });
        let stops = [consignment(&[Completed, Planned])];
        let undone = if status == O::Cancelled { Ok(O::InTransit) } else { Err(ActRefusal::NotCancelled(status)) };
        assert_eq!(undo_cancel(status, false, &stops), undone);
    }
    assert_eq!(undo_cancel(O::Cancelled, true, &[consignment(&[ToPlan, ToPlan])]), Ok(O::Quote));
}

fn any_order() -> impl Strategy<Value = Vec<Vec<StopFact>>> {
    let states = prop::collection::vec(prop::sample::select(&StopState::ALL[..]), 2..5);
    prop::collection::vec(states.prop_map(|states| consignment(&states)), 1..4)
}

proptest! {
    /// A report forward never takes the order back.
    #[test]
    fn a_report_forward_never_takes_the_order_back(order in any_order(), at in any::<prop::sample::Index>(), stop in any::<prop::sample::Index>(), to in prop::sample::select(&DRIVEN[..])) {
        let before = derive(&order);
        let mut after = order.clone();
        let consignment = at.get(&order);
        let fact = &mut after[at.index(order.len())][stop.index(consignment.len())];
        if to > fact.state {
            fact.state = advance(fact.state, to).unwrap();
            prop_assert!(derive(&after).rank() >= before.rank(), "{before:?} became {:?}", derive(&after));
        }
    }

    /// Taking the cancelled stops out changes nothing: they do not count.
    #[test]
    fn cancelled_stops_do_not_count(order in any_order()) {
        let without: Vec<Vec<_>> = order.iter().map(|stops| stops.iter().copied().filter(|fact| fact.state != Cancelled).collect()).collect();
        prop_assert_eq!(derive(&order), derive(&without));
        prop_assert_eq!(collection_begun(&order), collection_begun(&without));
    }
}
