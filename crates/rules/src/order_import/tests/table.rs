//! The table of rule 5.9, cell by cell. What the program does is written down here a second time, as a planner reads it.

use super::super::*;
use crate::creation_status::Standing;

const ROWS: usize = 33;

/// An event, and what it does to a create that waits, one in error, an update that waits, one in error, a cancellation.
type Row = (Event, [&'static str; 5]);

/// `stays`, or the new state; then what happens beside, in the order of [`Step`]'s fields. `no:` says why nothing happens.
fn said(step: Result<Step, Refused>, before: State) -> String {
    let step = match step {
        Ok(step) => step,
        Err(refused) => return format!("no: {refused:?}"),
    };
    let mut words = vec![if step.then == before { "stays".to_owned() } else { step.then.as_str().to_owned() }];
    let mut say = |told: bool, word: String| words.extend(told.then_some(word));
    say(step.order != OrderEffect::Nothing, format!("{:?}", step.order));
    say(step.opens.is_some(), step.opens.map(|(kind, verdict)| format!("opens {kind:?} {verdict:?}")).unwrap_or_default());
    say(step.revised, "revised".to_owned());
    say(step.difference_anew, "anew".to_owned());
    say(step.claims != Claims::Keep, format!("{:?}", step.claims));
    say(step.voids_units, "void".to_owned());
    say(step.remark.is_some(), step.remark.map(|remark| format!("{remark:?}")).unwrap_or_default());
    say(step.tells_staff, "staff".to_owned());
    say(step.tells_customer.is_some(), step.tells_customer.map(|news| format!("{news:?}")).unwrap_or_default());
    say(step.answer != Answer::Done, format!("{:?}", step.answer));
    words.join(", ").replace(" { with_changes: false }", "").replace(" { with_changes: true }", " with changes")
}

const STAYS: [&str; 5] = ["stays"; 5];
const WITHDRAWN: &str = "WITHDRAWN, Free, void";
const TAKEN_BACK: &str = "WITHDRAWN, AsOrder";
const MADE: &str = "COMPLETED, Create, AsOrder, Accepted";
const MERGED: &str = "COMPLETED, ApplyMerged, AsOrder, UpdateAccepted";
const CANCELLED: &str = "COMPLETED, Cancel, void, CancellationAccepted";
const IN_ERROR: &str = "no: InError";
const NO_ERROR: &str = "no: NotInError";
const NO_ORDER: &str = "no: NoOrderYet";
const WAITS: &str = "no: CancellationWaits";
const LATE: [&str; 5] = [
    NO_ERROR,
    "COMPLETED, Create, AsOrder, AcceptedLate, Accepted",
    NO_ERROR,
    "COMPLETED, ApplyMerged, AsOrder, AcceptedLate, UpdateAccepted",
    NO_ERROR,
];

fn customers() -> Vec<Row> {
    use Event::{CustomerCancels, CustomerSendsChange, CustomerTakesBack};
    let applied = "COMPLETED, Create, revised, AsOrder, staff";
    let anew = "SUPERSEDED, opens Update Apply, AsOrder";
    let waits = "SUPERSEDED, opens Update Wait, AsOrder";
    let late = "SUPERSEDED, opens Update Error, AsOrder";
    let at_once = "SUPERSEDED, opens Cancel Apply, AsOrder";
    let asked = "SUPERSEDED, opens Cancel Wait, AsOrder";
    let again = "stays, AlreadyAsked";
    let (stays, to_waiting, to_error) =
        ("stays, revised, AsRevised, staff", "WAITING, revised, AsRevised, staff", "ERROR, revised, AsRevised, staff");
    vec![
        (CustomerSendsChange(Verdict::Apply), [applied, applied, anew, anew, WAITS]),
        (CustomerSendsChange(Verdict::Wait), [stays, to_waiting, waits, waits, WAITS]),
        (CustomerSendsChange(Verdict::Error), [to_error, stays, late, late, WAITS]),
        (CustomerCancels(Verdict::Apply), [WITHDRAWN, WITHDRAWN, at_once, at_once, again]),
        (CustomerCancels(Verdict::Wait), [WITHDRAWN, WITHDRAWN, asked, asked, again]),
        (CustomerTakesBack, [WITHDRAWN, WITHDRAWN, TAKEN_BACK, TAKEN_BACK, "WITHDRAWN"]),
    ]
}

fn decisions() -> Vec<Row> {
    use Event::{StaffAccept, StaffAcceptLate, StaffFixError, StaffReject};
    let plain = Accept::default();
    let edited = Accept { edited: true, ..plain };
    let late = Accept { errors: true, ..plain };
    let (changed, revised) =
        ("COMPLETED, Create, AsOrder, Accepted with changes", "COMPLETED, ApplyMerged, AsOrder, UpdateAccepted with changes");
    let (choice, begun) = ("no: ChoiceNeeded", "no: CollectionBegun");
    let rejected = "REJECTED, Free, void, NotAccepted";
    let kept = "REJECTED, AsOrder, UpdateNotAccepted";
    vec![
        (StaffAccept(plain), [MADE, IN_ERROR, MERGED, IN_ERROR, CANCELLED]),
        (StaffAccept(edited), [changed, IN_ERROR, revised, IN_ERROR, CANCELLED]),
        (StaffAccept(Accept { date_passed: true, ..plain }), ["no: NewDateNeeded", IN_ERROR, MERGED, IN_ERROR, CANCELLED]),
        (StaffAccept(Accept { conflict: true, ..plain }), [MADE, IN_ERROR, choice, IN_ERROR, CANCELLED]),
        (StaffAccept(Accept { collection_begun: true, ..plain }), [MADE, IN_ERROR, begun, IN_ERROR, begun]),
        (StaffFixError(edited), [NO_ERROR, changed, NO_ERROR, revised, NO_ERROR]),
        (StaffFixError(late), [NO_ERROR, "no: StillInError", NO_ERROR, "no: StillInError", NO_ERROR]),
        (StaffAcceptLate(plain), LATE),
        (StaffAcceptLate(late), LATE),
        (StaffReject, [rejected, rejected, kept, kept, "REJECTED, CancellationNotAccepted"]),
    ]
}

fn meanwhile() -> Vec<Row> {
    use Event::{CollectionBegan, CollectionDatePassed, PastLimit, ServiceWithdrawn, StaffCancelOrder, StaffEditOrder, StandingBecame};
    let of_order = |does: [&'static str; 3]| [NO_ORDER, NO_ORDER, does[0], does[1], does[2]];
    let remark = |word: &'static str| [word, word, word, word, "stays"];
    let (anew, already, over) = ("stays, anew", "COMPLETED, AsOrder, AlreadySo", "SUPERSEDED, AsOrder");
    let past = "stays, DatePassed";
    vec![
        (StaffEditOrder { empty_difference: false }, of_order([anew, anew, "stays"])),
        (StaffEditOrder { empty_difference: true }, of_order([already, already, "stays"])),
        (StaffCancelOrder, of_order([over, over, "COMPLETED"])),
        (CollectionBegan, of_order(["stays, CollectionBegun"; 3])),
        (PastLimit, of_order(["stays, PastLimit"; 3])),
        (Event::FlowOff, STAYS),
        (Event::UpdatesOff, STAYS),
        (Event::AutomationOn, STAYS),
        (ServiceWithdrawn, remark("stays, ServiceNotPermitted")),
        (StandingBecame(Standing::Warning), remark("stays, Warning")),
        (StandingBecame(Standing::Blocked), remark("stays, Blocked")),
        (StandingBecame(Standing::Approved), STAYS),
        (StandingBecame(Standing::Prospect), STAYS),
        (StandingBecame(Standing::NotApproved), STAYS),
        (CollectionDatePassed, ["stays, DatePassed, staff", "stays, DatePassed, staff", past, past, past]),
        (Event::SameMessageAgain, ["stays, Duplicate"; 5]),
        (Event::Fault, STAYS),
    ]
}

fn table() -> Vec<Row> {
    [customers(), decisions(), meanwhile()].concat()
}

#[test]
fn an_open_import_does_what_the_table_says() {
    let columns = [
        (Kind::Create, State::Waiting),
        (Kind::Create, State::Error),
        (Kind::Update, State::Waiting),
        (Kind::Update, State::Error),
        (Kind::Cancel, State::Waiting),
    ];
    let table = table();
    assert_eq!(table.len(), ROWS);
    for (event, cells) in table {
        for ((kind, state), cell) in columns.into_iter().zip(cells) {
            assert_eq!(said(step(kind, state, &event), state), cell, "{event:?} on {kind:?} {state:?}");
        }
    }
}

#[test]
fn a_final_import_refuses_everything() {
    for (event, _) in table() {
        for kind in Kind::ALL {
            for state in State::ALL.into_iter().filter(|state| !state.is_open()) {
                let expected = match event {
                    Event::SameMessageAgain => "stays, Duplicate".to_owned(),
                    _ => format!("no: Final({state:?})"),
                };
                assert_eq!(said(step(kind, state, &event), state), expected, "{event:?} on {kind:?}");
            }
        }
    }
}

/// A cancellation is never in error; were one stored so, it is decided like any other.
#[test]
fn a_cancellation_in_error_is_a_cancellation() {
    for (event, _) in table() {
        let [waiting, error] = [State::Waiting, State::Error].map(|state| said(step(Kind::Cancel, state, &event), state));
        assert_eq!(waiting, error, "{event:?}");
    }
}

#[test]
fn what_is_opened_is_applied_or_waits() {
    let cases = [
        (Kind::Create, ["COMPLETED, Create, AsOrder, staff", "stays, AsRevised, staff", "ERROR, AsRevised, staff"]),
        (Kind::Update, ["COMPLETED, ApplyMerged, AsOrder, staff", "stays, AsRevised, staff", "ERROR, AsRevised, staff"]),
        (Kind::Cancel, ["COMPLETED, Cancel, void, staff", "stays, staff", "ERROR, staff"]),
    ];
    for (kind, expected) in cases {
        for (verdict, expected) in [Verdict::Apply, Verdict::Wait, Verdict::Error].into_iter().zip(expected) {
            assert_eq!(said(Ok(start(kind, verdict)), State::Waiting), expected, "{kind:?} {verdict:?}");
        }
    }
}

#[test]
fn the_words_are_read_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
    for state in State::ALL {
        assert_eq!(State::parse(state.as_str()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    let published: Vec<_> = State::ALL.iter().map(|state| state.published()).collect();
    assert_eq!(published, ["READY_TO_UPSERT", "ERROR", "COMPLETED", "SKIPPED", "SKIPPED", "SKIPPED"]);
    assert_eq!((Kind::parse("DELETE"), State::parse("READY_TO_UPSERT")), (None, None));
}
