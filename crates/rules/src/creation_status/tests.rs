//! The eighteen combinations of levels, and each standing for both sides in both flows.

use super::*;

const Q: Option<Status> = Some(Status::Quote);
const P: Option<Status> = Some(Status::ToPlan);

#[test]
fn the_eighteen_combinations() {
    use DecidedBy::{Customer, Organisation, Service};
    let cases = [
        // customer, service, organisation: what, by whom
        (None, None, Status::Quote, Status::Quote, Organisation),
        (None, None, Status::ToPlan, Status::ToPlan, Organisation),
        (None, Q, Status::Quote, Status::Quote, Service),
        (None, Q, Status::ToPlan, Status::Quote, Service),
        (None, P, Status::Quote, Status::ToPlan, Service),
        (None, P, Status::ToPlan, Status::ToPlan, Service),
        (Q, None, Status::Quote, Status::Quote, Customer),
        (Q, None, Status::ToPlan, Status::Quote, Customer),
        (Q, Q, Status::Quote, Status::Quote, Customer),
        (Q, Q, Status::ToPlan, Status::Quote, Customer),
        (Q, P, Status::Quote, Status::Quote, Customer),
        (Q, P, Status::ToPlan, Status::Quote, Customer),
        (P, None, Status::Quote, Status::ToPlan, Customer),
        (P, None, Status::ToPlan, Status::ToPlan, Customer),
        (P, Q, Status::Quote, Status::ToPlan, Customer),
        (P, Q, Status::ToPlan, Status::ToPlan, Customer),
        (P, P, Status::Quote, Status::ToPlan, Customer),
        (P, P, Status::ToPlan, Status::ToPlan, Customer),
    ];
    for (customer, service, organisation, status, by) in cases {
        let levels = Levels { customer, service, organisation };
        for (side, flow) in acts() {
            let decision = decide(levels, Standing::Approved, side, flow).unwrap();
            assert_eq!((decision.status, decision.decided_by), (status, by), "{levels:?}");
            assert_eq!((decision.levels, decision.bound, decision.warned), (levels, None, false));
        }
    }
}

fn acts() -> [(Side, Flow); 4] {
    [(Side::Customer, Flow::Direct), (Side::Customer, Flow::Import), (Side::Staff, Flow::Direct), (Side::Staff, Flow::Import)]
}

fn levels(organisation: Status) -> Levels {
    Levels { customer: None, service: None, organisation }
}

#[test]
fn each_standing_bounds_a_customers_act() {
    use Bound::{ForcedQuote, Held};
    use Flow::{Direct, Import};
    let plan = Status::ToPlan;
    let cases = [
        // standing, flow, levels say: what, bounded how
        (Standing::Approved, Direct, plan, Ok((plan, None))),
        (Standing::Approved, Import, plan, Ok((plan, None))),
        (Standing::Prospect, Direct, plan, Ok((Status::Quote, Some(ForcedQuote)))),
        (Standing::Prospect, Import, plan, Ok((Status::Quote, Some(ForcedQuote)))),
        (Standing::NotApproved, Direct, plan, Ok((Status::Quote, Some(ForcedQuote)))),
        (Standing::NotApproved, Import, plan, Ok((Status::Quote, Some(ForcedQuote)))),
        (Standing::Warning, Direct, plan, Ok((Status::Quote, Some(ForcedQuote)))),
        (Standing::Warning, Import, plan, Ok((plan, Some(Held)))),
        (Standing::Blocked, Direct, plan, Err(Blocked)),
        (Standing::Blocked, Import, plan, Err(Blocked)),
        // what is a Quote anyway was not forced
        (Standing::Approved, Direct, Status::Quote, Ok((Status::Quote, None))),
        (Standing::Prospect, Direct, Status::Quote, Ok((Status::Quote, None))),
        (Standing::NotApproved, Import, Status::Quote, Ok((Status::Quote, None))),
        (Standing::Warning, Direct, Status::Quote, Ok((Status::Quote, None))),
        (Standing::Warning, Import, Status::Quote, Ok((Status::Quote, Some(Held)))),
        (Standing::Blocked, Direct, Status::Quote, Err(Blocked)),
        (Standing::Blocked, Import, Status::Quote, Err(Blocked)),
    ];
    for (standing, flow, organisation, expected) in cases {
        let decided = decide(levels(organisation), standing, Side::Customer, flow);
        assert_eq!(decided.map(|d| (d.status, d.bound)), expected, "{standing:?} {flow:?} {organisation:?}");
        assert!(decided.is_ok_and(|d| !d.warned) || standing == Standing::Blocked);
    }
}

#[test]
fn staff_are_warned_and_never_bound() {
    for standing in Standing::ALL {
        for flow in [Flow::Direct, Flow::Import] {
            for organisation in Status::ALL {
                let decision = decide(levels(organisation), standing, Side::Staff, flow).unwrap();
                assert_eq!((decision.status, decision.bound), (organisation, None), "{standing:?}");
                assert_eq!(decision.warned, standing != Standing::Approved, "{standing:?}");
            }
        }
    }
}

#[test]
fn a_message_that_names_a_status_counts_first_and_is_bounded_alike() {
    let all_quote = Levels { customer: Q, service: Q, organisation: Status::Quote };
    let free = decide_stated(P, all_quote, Standing::Approved, Side::Customer, Flow::Direct).unwrap();
    assert_eq!((free.status, free.decided_by, free.stated), (Status::ToPlan, DecidedBy::Message, P));
    let bounded = decide_stated(P, all_quote, Standing::Prospect, Side::Customer, Flow::Direct).unwrap();
    assert_eq!((bounded.status, bounded.bound), (Status::Quote, Some(Bound::ForcedQuote)));
    let refused = decide_stated(Q, all_quote, Standing::Blocked, Side::Customer, Flow::Direct);
    assert_eq!(refused, Err(Blocked));
}

#[test]
fn the_decision_is_read_back_as_it_was_kept() {
    let mixed = Levels { customer: None, service: P, organisation: Status::Quote };
    let decision = decide(mixed, Standing::Warning, Side::Customer, Flow::Direct).unwrap();
    let kept = serde_json::to_value(decision).unwrap();
    assert_eq!(kept["levels"]["service"], "TO_PLAN");
    assert_eq!(kept["decided_by"], "SERVICE");
    assert_eq!(kept["standing"], "WARNING");
    assert_eq!(kept["bound"], "FORCED_QUOTE");
    assert_eq!(kept["status"], "QUOTE");
    assert_eq!(serde_json::from_value::<Decision>(kept).unwrap(), decision);
}

#[test]
fn words_are_read_back() {
    for status in Status::ALL {
        assert_eq!(Status::parse(status.as_str()), Some(status));
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
    }
    for standing in Standing::ALL {
        assert_eq!(Standing::parse(standing.as_str()), Some(standing));
        assert_eq!(serde_json::to_value(standing).unwrap(), standing.as_str());
    }
    assert_eq!(Standing::default(), Standing::Approved);
    assert_eq!((Status::parse("quote"), Standing::parse("")), (None, None));
}
