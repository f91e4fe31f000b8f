//! Whether a customer may edit, cancel or take back, and if not, why: greyed out with the reason in words (rules 5.1, 5.6,
//! 5.8, 5.10). Of several reasons the first here is told: what never changes (cancelled, where the order came from), then
//! what the carrier set, then how far the order is, then what waits.

use super::{Effective, Kind, Limit};
use crate::order_status::OrderStatus;

/// Where an order came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The portal, through this flow.
    Portal,
    /// The portal, through the direct flow.
    PortalDirect,
    /// A program of the customer.
    Api,
    /// An EDI message.
    Edi,
    /// A list that staff uploaded.
    Upload,
    /// Staff.
    Desk,
}

/// How far what was submitted has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A create that waits: there is no order yet.
    WaitingCreate,
    /// A create that was rejected or withdrawn: there never was an order.
    NeverMade,
    /// An order.
    Order {
        /// Where it stands.
        status: OrderStatus,
        /// A driver is or was at a collection stop: [`crate::order_status::collection_begun`].
        collection_begun: bool,
        /// What the open import of the order wants, if there is one.
        open: Option<Kind>,
    },
}

/// What a customer's right is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The settings that hold for the customer.
    pub settings: &'a Effective,
    /// Where the order came from.
    pub origin: Origin,
    /// How far it is.
    pub stage: Stage,
}

/// Why a customer may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhyNot {
    /// It is cancelled, declined, not accepted or withdrawn.
    Cancelled,
    /// It was made before or beside this flow.
    DirectFlow,
    /// It came from a third party: API, EDI, upload.
    ThirdParty(Origin),
    /// Staff entered it.
    DeskOrder,
    /// The carrier switched the flow off.
    FlowOff,
    /// The carrier takes no changes this way.
    UpdatesOff,
    /// A driver is or was at a collection stop.
    CollectionBegun,
    /// Past the last status in which customers may.
    PastLimit {
        /// Where the order stands.
        status: OrderStatus,
        /// The last status that would do.
        limit: Limit,
    },
    /// A cancellation waits: *Take it back* first.
    CancellationWaits,
    /// Nothing waits that could be taken back.
    NothingWaits,
}

/// Whether *Edit* and *Cancel* are shown at all: not in an organisation without the flow (rule 4.1), unless the order came
/// through it.
#[must_use]
pub fn offered(facts: &Facts<'_>) -> bool {
    facts.settings.enabled || facts.origin == Origin::Portal
}

/// Whether the customer may edit. A waiting create is edited in place, for as long as the flow and updates are on; there is
/// no order yet that could be past a limit.
pub fn may_edit(facts: &Facts<'_>) -> Result<(), WhyNot> {
    not_over(facts)?;
    from_this_flow(facts)?;
    flow_on(facts)?;
    if !facts.settings.updates.value {
        return Err(WhyNot::UpdatesOff);
    }
    within(facts, facts.settings.update_limit.value)?;
    match facts.stage {
        Stage::Order { open: Some(Kind::Cancel), .. } => Err(WhyNot::CancellationWaits),
        _ => Ok(()),
    }
}

/// Whether the customer may cancel. What waits to be made is withdrawn without approval, the flow off or on (rules 5.1,
/// 5.8). Where a cancellation waits already they may again, and get the same answer: [`super::step`] knows.
pub fn may_cancel(facts: &Facts<'_>) -> Result<(), WhyNot> {
    not_over(facts)?;
    from_this_flow(facts)?;
    if facts.stage == Stage::WaitingCreate {
        return Ok(());
    }
    flow_on(facts)?;
    within(facts, facts.settings.cancel_limit.value)
}

/// Whether the customer may take back what waits: always, the flow off or on, whatever the order has come to (rule 5.1).
pub fn may_take_back(facts: &Facts<'_>) -> Result<(), WhyNot> {
    match facts.stage {
        Stage::WaitingCreate | Stage::Order { open: Some(_), .. } => Ok(()),
        Stage::NeverMade => Err(WhyNot::Cancelled),
        Stage::Order { open: None, .. } => Err(WhyNot::NothingWaits),
    }
}

fn not_over(facts: &Facts<'_>) -> Result<(), WhyNot> {
    match facts.stage {
        Stage::NeverMade | Stage::Order { status: OrderStatus::Cancelled, .. } => Err(WhyNot::Cancelled),
        Stage::WaitingCreate | Stage::Order { .. } => Ok(()),
    }
}

fn from_this_flow(facts: &Facts<'_>) -> Result<(), WhyNot> {
    match facts.origin {
        Origin::Portal => Ok(()),
        Origin::PortalDirect => Err(WhyNot::DirectFlow),
        Origin::Api | Origin::Edi | Origin::Upload => Err(WhyNot::ThirdParty(facts.origin)),
        Origin::Desk => Err(WhyNot::DeskOrder),
    }
}

fn flow_on(facts: &Facts<'_>) -> Result<(), WhyNot> {
    if facts.settings.enabled { Ok(()) } else { Err(WhyNot::FlowOff) }
}

fn within(facts: &Facts<'_>, limit: Limit) -> Result<(), WhyNot> {
    match facts.stage {
        Stage::Order { collection_begun: true, .. } => Err(WhyNot::CollectionBegun),
        Stage::Order { status, .. } if !limit.allows(status) => Err(WhyNot::PastLimit { status, limit }),
        Stage::WaitingCreate | Stage::NeverMade | Stage::Order { .. } => Ok(()),
    }
}
