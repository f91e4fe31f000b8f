//! Who may edit, cancel, take back; and of several reasons why not, which is told.

use super::super::*;
use crate::order_status::OrderStatus;

const ON: Switches = Switches {
    enabled: true,
    updates: true,
    create_automatically: false,
    apply_changes: false,
    apply_cancellations: false,
    update_limit: Limit::Planned,
    cancel_limit: Limit::ToPlan,
};

const ORDER: Stage = Stage::Order { status: OrderStatus::ToPlan, collection_begun: false, open: None };

fn asked<T>(switches: Switches, origin: Origin, stage: Stage, ask: impl Fn(&Facts<'_>) -> T) -> T {
    let settings = effective(&switches, &Overrides::default());
    ask(&Facts { settings: &settings, origin, stage })
}

fn at(status: OrderStatus) -> Stage {
    Stage::Order { status, collection_begun: false, open: None }
}

fn waits(kind: Kind) -> Stage {
    Stage::Order { status: OrderStatus::ToPlan, collection_begun: false, open: Some(kind) }
}

#[test]
fn who_may_edit_and_cancel() {
    let off = Switches { enabled: false, ..ON };
    let no_updates = Switches { updates: false, ..ON };
    let begun = Stage::Order { status: OrderStatus::Departed, collection_begun: true, open: None };
    let past = |limit| Err(WhyNot::PastLimit { status: OrderStatus::Departed, limit });
    let cases = [
        // settings, origin, stage, edit, cancel
        (ON, Origin::Portal, ORDER, Ok(()), Ok(())),
        (ON, Origin::Portal, at(OrderStatus::Quote), Ok(()), Ok(())),
        (ON, Origin::Portal, at(OrderStatus::Departed), past(Limit::Planned), past(Limit::ToPlan)),
        (ON, Origin::Portal, begun, Err(WhyNot::CollectionBegun), Err(WhyNot::CollectionBegun)),
        (ON, Origin::Portal, at(OrderStatus::Cancelled), Err(WhyNot::Cancelled), Err(WhyNot::Cancelled)),
        (ON, Origin::Portal, Stage::NeverMade, Err(WhyNot::Cancelled), Err(WhyNot::Cancelled)),
        (ON, Origin::PortalDirect, ORDER, Err(WhyNot::DirectFlow), Err(WhyNot::DirectFlow)),
        (ON, Origin::Desk, ORDER, Err(WhyNot::DeskOrder), Err(WhyNot::DeskOrder)),
        (ON, Origin::Api, ORDER, Err(WhyNot::ThirdParty(Origin::Api)), Err(WhyNot::ThirdParty(Origin::Api))),
        (ON, Origin::Edi, ORDER, Err(WhyNot::ThirdParty(Origin::Edi)), Err(WhyNot::ThirdParty(Origin::Edi))),
        (ON, Origin::Upload, ORDER, Err(WhyNot::ThirdParty(Origin::Upload)), Err(WhyNot::ThirdParty(Origin::Upload))),
        (off, Origin::Portal, ORDER, Err(WhyNot::FlowOff), Err(WhyNot::FlowOff)),
        (no_updates, Origin::Portal, ORDER, Err(WhyNot::UpdatesOff), Ok(())),
        (ON, Origin::Portal, waits(Kind::Update), Ok(()), Ok(())),
        (ON, Origin::Portal, waits(Kind::Cancel), Err(WhyNot::CancellationWaits), Ok(())),
        // a waiting create: edited while the flow and updates are on, withdrawn always
        (ON, Origin::Portal, Stage::WaitingCreate, Ok(()), Ok(())),
        (no_updates, Origin::Portal, Stage::WaitingCreate, Err(WhyNot::UpdatesOff), Ok(())),
        (off, Origin::Portal, Stage::WaitingCreate, Err(WhyNot::FlowOff), Ok(())),
        // of several reasons the lasting one
        (off, Origin::Desk, begun, Err(WhyNot::DeskOrder), Err(WhyNot::DeskOrder)),
        (off, Origin::Api, at(OrderStatus::Cancelled), Err(WhyNot::Cancelled), Err(WhyNot::Cancelled)),
        (no_updates, Origin::Portal, begun, Err(WhyNot::UpdatesOff), Err(WhyNot::CollectionBegun)),
    ];
    for (switches, origin, stage, edit, cancel) in cases {
        assert_eq!(asked(switches, origin, stage, may_edit), edit, "edit {origin:?} {stage:?}");
        assert_eq!(asked(switches, origin, stage, may_cancel), cancel, "cancel {origin:?} {stage:?}");
    }
}

#[test]
fn a_collection_that_begun_is_told_before_the_limit() {
    let begun = Stage::Order { status: OrderStatus::InTransit, collection_begun: true, open: None };
    assert_eq!(asked(ON, Origin::Portal, begun, may_edit), Err(WhyNot::CollectionBegun));
}

#[test]
fn what_waits_can_always_be_taken_back() {
    for switches in [ON, Switches::default()] {
        let ask = |stage| asked(switches, Origin::Portal, stage, may_take_back);
        assert_eq!(ask(Stage::WaitingCreate), Ok(()));
        assert_eq!(ask(waits(Kind::Update)), Ok(()));
        assert_eq!(ask(waits(Kind::Cancel)), Ok(()));
        assert_eq!(ask(ORDER), Err(WhyNot::NothingWaits));
        assert_eq!(ask(Stage::NeverMade), Err(WhyNot::Cancelled));
    }
}

#[test]
fn without_the_flow_nothing_is_offered() {
    let cases = [
        (ON, Origin::Desk, true),
        (ON, Origin::PortalDirect, true),
        (Switches::default(), Origin::PortalDirect, false),
        (Switches::default(), Origin::Portal, true),
    ];
    for (switches, origin, shown) in cases {
        assert_eq!(asked(switches, origin, ORDER, offered), shown, "{origin:?}");
    }
}
