//! What waits for the carrier's approval, and what it did not accept, as badges of the customer's lists and pages (5.6, 5.8, 5.11).
//! What is in error waits like anything else: nothing here asks.

use rules::order_import::{Kind, PortalBadge, State, Trail, portal_badge};

use super::lists::Badge;

/// The carrier waits for an answer.
pub(super) const QUESTION: Badge = ("warn", "Question for you", "");

/// A charge waits for the customer's approval (8.3).
pub(super) const CHARGE: Badge = ("warn", "To Approve", "A charge waits for your approval");

/// A badge as pages write it.
pub(super) fn badge(badge: Option<PortalBadge>) -> Option<Badge> {
    let badge = badge?;
    let class = match badge {
        PortalBadge::WaitingForApproval | PortalBadge::UpdateAwaitingApproval | PortalBadge::CancellationAwaitingApproval => "warn",
        PortalBadge::UpdateApplied => "info",
        PortalBadge::UpdateNotAccepted | PortalBadge::CancellationNotAccepted => "danger",
        PortalBadge::CancelledByYou | PortalBadge::CancelledByTheCarrier | PortalBadge::NotAccepted => "",
    };
    Some((class, badge.words(), badge.tooltip().unwrap_or_default()))
}

/// The badges of an order: what of it waits, or was applied and not seen yet; and the answer the customer has not seen.
pub(super) fn of_order(awaiting: &str, unseen_update: bool, not_accepted: &str) -> Vec<Badge> {
    let applied = Trail { applied_unseen: true, ..Trail::default() };
    let waits = match Kind::parse(awaiting) {
        Some(kind) => portal_badge(kind, State::Waiting, Trail::default()),
        None if unseen_update => portal_badge(Kind::Update, State::Completed, applied),
        None => None,
    };
    let answer = Kind::parse(not_accepted).and_then(|kind| portal_badge(kind, State::Rejected, Trail::default()));
    [waits, answer].into_iter().filter_map(badge).collect()
}
