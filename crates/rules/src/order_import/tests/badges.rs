//! What each side is shown.

use super::super::*;

const TRAILS: [Trail; 4] = [
    Trail { applied_unseen: false, answer_seen: false },
    Trail { applied_unseen: true, answer_seen: false },
    Trail { applied_unseen: false, answer_seen: true },
    Trail { applied_unseen: true, answer_seen: true },
];

fn portal(kind: Kind, state: State, trail: Trail) -> &'static str {
    portal_badge(kind, state, trail).map_or("", PortalBadge::words)
}

#[test]
fn what_the_customer_sees() {
    let [plain, applied, seen, _] = TRAILS;
    let cases = [
        (Kind::Create, State::Waiting, plain, "Waiting for approval"),
        (Kind::Update, State::Waiting, plain, "Update awaiting approval"),
        (Kind::Cancel, State::Waiting, plain, "Cancellation awaiting approval"),
        (Kind::Create, State::Completed, plain, ""),
        (Kind::Update, State::Completed, plain, ""),
        (Kind::Update, State::Completed, applied, "Update awaiting approval"),
        (Kind::Cancel, State::Completed, plain, ""),
        (Kind::Create, State::Rejected, seen, "Not accepted"),
        (Kind::Update, State::Rejected, plain, "Update not accepted"),
        (Kind::Update, State::Rejected, seen, ""),
        (Kind::Cancel, State::Rejected, plain, "Cancellation not accepted"),
        (Kind::Cancel, State::Rejected, seen, ""),
        (Kind::Create, State::Withdrawn, plain, "Cancelled by you"),
        (Kind::Update, State::Withdrawn, plain, ""),
        (Kind::Update, State::Superseded, plain, ""),
    ];
    for (kind, state, trail, expected) in cases {
        assert_eq!(portal(kind, state, trail), expected, "{kind:?} {state:?} {trail:?}");
    }
    assert_eq!(PortalBadge::UpdateApplied.tooltip(), Some("applied, not yet seen by the carrier"));
    assert_eq!(PortalBadge::UpdateAwaitingApproval.tooltip(), None);
}

#[test]
fn what_the_desk_sees() {
    let [plain, applied, ..] = TRAILS;
    let said = |kind, state, trail| desk_badge(kind, state, trail).map(|badge| (badge.words(), badge.beside()));
    assert_eq!(said(Kind::Create, State::Waiting, plain), None);
    assert_eq!(said(Kind::Update, State::Waiting, plain), Some(("Update", None)));
    assert_eq!(said(Kind::Update, State::Error, plain), Some(("Update", None)));
    assert_eq!(said(Kind::Update, State::Completed, applied), Some(("Update", Some("applied"))));
    assert_eq!(said(Kind::Update, State::Completed, plain), None);
    assert_eq!(said(Kind::Update, State::Rejected, applied), None);
    assert_eq!(said(Kind::Cancel, State::Waiting, plain), Some(("Cancellation", None)));
    assert_eq!(said(Kind::Cancel, State::Completed, applied), None);
    assert_eq!(DeskBadge::Portal.words(), "Portal");
}

#[test]
fn a_customer_never_sees_an_internal_error() {
    for kind in Kind::ALL {
        for trail in TRAILS {
            assert_eq!(portal_badge(kind, State::Error, trail), portal_badge(kind, State::Waiting, trail), "{kind:?} {trail:?}");
        }
    }
    assert_eq!(waits_for_approval(State::Error), waits_for_approval(State::Waiting));
    for state in State::ALL {
        assert_eq!(waits_for_approval(state), state.is_open());
    }
}

#[test]
fn how_it_ended() {
    let words = [Ending::ByCustomer, Ending::ByCarrier, Ending::Declined, Ending::Rejected].map(|ending| ending_badge(ending).words());
    assert_eq!(words, ["Cancelled by you", "Cancelled by the carrier", "Not accepted", "Not accepted"]);
}
