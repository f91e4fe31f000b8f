//! The settings, and which of them decides.

use proptest::prelude::*;

use super::super::*;
use crate::order_status::OrderStatus;

fn any_limit() -> impl Strategy<Value = Limit> {
    prop::sample::select(&Limit::ALL[..])
}

fn any_switches() -> impl Strategy<Value = Switches> {
    (any::<[bool; 5]>(), any_limit(), any_limit()).prop_map(|(on, update_limit, cancel_limit)| Switches {
        enabled: on[0],
        updates: on[1],
        create_automatically: on[2],
        apply_changes: on[3],
        apply_cancellations: on[4],
        update_limit,
        cancel_limit,
    })
}

fn any_overrides() -> impl Strategy<Value = Overrides> {
    (any::<[Option<bool>; 4]>(), prop::option::of(any_limit()), prop::option::of(any_limit())).prop_map(
        |(own, update_limit, cancel_limit)| Overrides {
            updates: own[0],
            create_automatically: own[1],
            apply_changes: own[2],
            apply_cancellations: own[3],
            update_limit,
            cancel_limit,
        },
    )
}

#[test]
fn the_first_values() {
    let first = Switches::provisioned();
    assert!(first.enabled && !first.updates && !first.create_automatically && !first.apply_changes && !first.apply_cancellations);
    assert_eq!((first.update_limit, first.cancel_limit), (Limit::Planned, Limit::Planned));
    assert!(!Switches::default().enabled, "before Provision there is no flow");
}

#[test]
fn a_limit_is_the_last_status_that_will_do() {
    let cases = [
        (Limit::Quote, OrderStatus::Quote, true),
        (Limit::Quote, OrderStatus::ToPlan, false),
        (Limit::ToPlan, OrderStatus::ToPlan, true),
        (Limit::Planned, OrderStatus::ToPlan, true),
        (Limit::Planned, OrderStatus::Planned, true),
        (Limit::Planned, OrderStatus::Departed, false),
        (Limit::Departed, OrderStatus::Departed, true),
        (Limit::Departed, OrderStatus::InTransit, false),
        (Limit::Departed, OrderStatus::Cancelled, false),
    ];
    for (limit, status, allowed) in cases {
        assert_eq!(limit.allows(status), allowed, "{limit:?} {status:?}");
    }
    for limit in Limit::ALL {
        assert_eq!(Limit::parse(limit.as_str()), Some(limit));
        assert_eq!(serde_json::to_value(limit).unwrap(), limit.as_str());
    }
    assert_eq!(Limit::parse("IN_TRANSIT"), None);
}

#[test]
fn changes_are_not_applied_while_updates_are_off() {
    let organisation = Switches { apply_changes: true, ..Switches::provisioned() };
    let off = effective(&organisation, &Overrides::default()).decision(Setting::ApplyChanges);
    assert_eq!(off, Decision { held: Held::Switch(false), source: Source::Organisation, needs_updates: true });
    let own = Overrides { updates: Some(true), ..Overrides::default() };
    let on = effective(&organisation, &own).decision(Setting::ApplyChanges);
    assert_eq!(on, Decision { held: Held::Switch(true), source: Source::Organisation, needs_updates: false });
    let without = Overrides { updates: Some(false), ..Overrides::default() };
    let held = effective(&Switches { updates: true, ..organisation }, &without).decision(Setting::ApplyChanges);
    assert_eq!(held, Decision { held: Held::Switch(false), source: Source::Customer, needs_updates: true });
}

proptest! {
    /// What a customer has of their own holds; everything else is the organisation's; and each says whose it is.
    #[test]
    fn the_customers_own_goes_first(organisation in any_switches(), own in any_overrides()) {
        let holds = effective(&organisation, &own);
        let source = |own: bool| if own { Source::Customer } else { Source::Organisation };
        prop_assert_eq!(holds.enabled, organisation.enabled);
        prop_assert_eq!(holds.updates.value, own.updates.unwrap_or(organisation.updates));
        prop_assert_eq!(holds.updates.source, source(own.updates.is_some()));
        let applies = own.apply_changes.unwrap_or(organisation.apply_changes);
        prop_assert_eq!(holds.apply_changes.value, applies && holds.updates.value);
        prop_assert_eq!(holds.apply_changes_idle, applies && !holds.updates.value);
        prop_assert_eq!(holds.cancel_limit.value, own.cancel_limit.unwrap_or(organisation.cancel_limit));
        let decision = holds.decision(Setting::UpdateLimit);
        prop_assert_eq!(decision.held, Held::Limit(own.update_limit.unwrap_or(organisation.update_limit)));
        prop_assert_eq!(decision.source, source(own.update_limit.is_some()));
        let automatic = holds.decision(Setting::CreateAutomatically);
        prop_assert_eq!(automatic.held, Held::Switch(own.create_automatically.unwrap_or(organisation.create_automatically)));
        prop_assert_eq!(serde_json::from_value::<Switches>(serde_json::to_value(organisation).unwrap()).unwrap(), organisation);
        prop_assert_eq!(serde_json::from_value::<Overrides>(serde_json::to_value(own).unwrap()).unwrap(), own);
    }

    /// An error blocks, any remark holds, automation off waits; a cancellation is never in error.
    #[test]
    fn what_becomes_of_an_import(organisation in any_switches(), late in any::<bool>(), remark in prop::option::of(prop::sample::select(&Remark::ALL[..]))) {
        let holds = effective(&organisation, &Overrides::default());
        let mut findings = Findings::default();
        if late {
            findings.block(ImportError::UnknownService { named: "x".to_owned() }, None);
        }
        if let Some(remark) = remark {
            findings.remark(remark, None);
        }
        for kind in Kind::ALL {
            let automatic = organisation.enabled && match kind {
                Kind::Create => organisation.create_automatically,
                Kind::Update => organisation.updates && organisation.apply_changes,
                Kind::Cancel => organisation.apply_cancellations,
            };
            let expected = match (late, remark) {
                (true, _) if kind != Kind::Cancel => Verdict::Error,
                (false, None) if automatic => Verdict::Apply,
                _ => Verdict::Wait,
            };
            prop_assert_eq!(judge(kind, &holds, &findings), expected, "{:?}", kind);
        }
    }
}
