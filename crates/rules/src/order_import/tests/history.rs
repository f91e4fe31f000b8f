//! Random histories of one order: whatever customer, staff, settings and drivers do, in any order, the promises hold.

use proptest::prelude::*;

use super::super::*;
use super::model::{Act, World};
use crate::creation_status::Standing;
use crate::order_change::tests::edits::{any_edits, any_order};
use crate::order_status::OrderStatus;

fn any_switches() -> impl Strategy<Value = Switches> {
    (any::<[bool; 3]>(), prop::sample::select(&Limit::ALL[..]), 0..8_u8).prop_map(|(on, limit, rare)| Switches {
        enabled: rare != 0,
        updates: rare != 1,
        create_automatically: on[0],
        apply_changes: on[1],
        apply_cancellations: on[2],
        update_limit: limit,
        cancel_limit: Limit::Departed,
    })
}

fn any_act() -> impl Strategy<Value = Act> {
    const MOVES: [OrderStatus; 5] =
        [OrderStatus::ToPlan, OrderStatus::ToPlan, OrderStatus::Planned, OrderStatus::Departed, OrderStatus::InTransit];
    let plain = [
        Event::UpdatesOff,
        Event::ServiceWithdrawn,
        Event::StandingBecame(Standing::Blocked),
        Event::CollectionDatePassed,
        Event::SameMessageAgain,
        Event::Fault,
    ];
    prop_oneof![
        16 => (any_edits(), 0..4_u8, 0..4_u8).prop_map(|(edits, late, remark)| Act::Send { edits, late: late == 0, remark: remark == 0 }),
        1 => Just(Act::Cancel),
        1 => Just(Act::TakeBack),
        8 => any::<bool>().prop_map(|choose| Act::Accept { choose }),
        2 => Just(Act::Fix),
        2 => Just(Act::AcceptLate),
        6 => any_edits().prop_map(Act::StaffEdit),
        1 => Just(Act::StaffCancel),
        1 => Just(Act::Begin),
        2 => prop::sample::select(&MOVES[..]).prop_map(Act::Move),
        2 => any_switches().prop_map(Act::Set),
        2 => Just(Act::Plain(Event::StaffReject)),
        4 => prop::sample::select(plain.to_vec()).prop_map(Act::Plain),
    ]
}

/// What must hold after every act.
fn check(before: &World, act: &Act, done: bool, after: &World) -> Result<(), TestCaseError> {
    let open = after.imports.iter().filter(|import| import.state.is_open()).count();
    prop_assert!(open <= 1, "at most one open import");
    for (was, is) in before.imports.iter().zip(&after.imports) {
        prop_assert!(was.state.is_open() || was == is, "a final state changed");
        prop_assert!(is.applied <= 1, "applied twice");
    }
    for import in &after.imports {
        let shown = |state| portal_badge(import.kind, state, Trail::default());
        prop_assert!(import.state != State::Error || shown(State::Error) == shown(State::Waiting), "an internal error is shown");
        prop_assert!(import.applied == 0 || import.state == State::Completed, "applied and not completed");
    }
    let applied = |world: &World| world.imports.iter().map(|import| import.applied).sum::<usize>();
    if applied(before) == applied(after) {
        let by_staff = matches!(act, Act::StaffEdit(_));
        prop_assert!(by_staff || before.order == after.order, "nothing was applied, and the order is another");
        prop_assert!(matches!(act, Act::StaffCancel | Act::Move(_)) || before.status == after.status);
    } else {
        prop_assert_eq!(applied(before) + 1, applied(after));
        let cancelled = before.status != after.status;
        prop_assert!(cancelled || after.order == after.previewed, "not what was previewed");
        prop_assert!(!cancelled || after.status == OrderStatus::Cancelled);
    }
    prop_assert!(done || before.order == after.order, "refused, and the order is another");
    let ended = after.status == OrderStatus::Cancelled || (after.order.is_none() && open == 0);
    prop_assert!(!ended || open == 0, "an import outlives its order");
    prop_assert_eq!(after.units_void, ended, "units");
    prop_assert_eq!(&after.claimed, &after.due_claims(), "claims");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_promises_hold(submitted in any_order(), switches in any_switches(), late in any::<bool>(), acts in prop::collection::vec(any_act(), 0..40)) {
        let mut world = World::new(submitted, switches, late);
        for act in &acts {
            let before = world.clone();
            let done = world.act(act);
            check(&before, act, done, &world)?;
        }
    }
}
