//! The tabs of each list, by the rules for what stands under which (6).

use rules::order_status::{DeskTab, PortalTab};

use crate::board::{AWAITING_ORDERS, Among, Counts, Shelf};
use crate::order_import::{AWAITING, NOT_ACCEPTED, WITHDRAWN};

/// A tab as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Tab {
    /// The word in the address.
    pub(super) word: &'static str,
    /// Its label.
    pub(super) label: &'static str,
    /// How many lie there.
    pub(super) count: i64,
    /// Which orders.
    pub(super) among: Among,
    /// What an empty one says: what it is for, and what to do next.
    pub(super) empty: (&'static str, &'static str),
}

fn of(counts: &Counts, shelves: &[Shelf]) -> i64 {
    shelves.iter().map(|shelf| counts.of(shelf.as_str())).sum()
}

/// The portal's, over orders and what was submitted and is none. *Waiting for approval* is there where the order import was
/// provisioned, or something waits.
pub(super) fn portal(counts: &Counts, provisioned: bool) -> Vec<Tab> {
    let waits = counts.of(AWAITING) + counts.of(AWAITING_ORDERS) > 0;
    let shown = PortalTab::ALL.into_iter().filter(|tab| *tab != PortalTab::WaitingForApproval || provisioned || waits);
    shown.map(|tab| portal_tab(tab, counts)).collect()
}

/// A tab of the portal.
fn portal_tab(tab: PortalTab, counts: &Counts) -> Tab {
    let (label, empty) = match tab {
        PortalTab::All => ("All", ("No orders yet", "Your orders and quotes appear here as soon as you have submitted them.")),
        PortalTab::WaitingForApproval => (
            "Waiting for approval",
            ("Nothing waits for approval", "What you submit, change or cancel stands here until the carrier has confirmed it."),
        ),
        PortalTab::Quotes => ("Quotes", ("No quotes", "What the carrier looks at first stands here until it is sent to planning.")),
        PortalTab::ToPlan => ("To plan", ("Nothing waits to be planned", "New orders stand here until the carrier has planned them.")),
        PortalTab::Planned => ("Planned", ("Nothing is planned now", "Orders stand here from planning until they are collected.")),
        PortalTab::InTransit => ("In transit", ("Nothing is in transit", "Orders stand here from collection to delivery.")),
        PortalTab::Delivered => ("Delivered", ("Nothing delivered yet", "Orders stand here once everything is delivered.")),
        PortalTab::Cancelled => {
            ("Cancelled", ("Nothing was cancelled", "What was cancelled and what was not accepted stands here, each with its reason."))
        }
    };
    let shelves = Shelf::of_portal(tab);
    let among = match tab {
        PortalTab::All => Among::Everything,
        PortalTab::WaitingForApproval => Among::Awaiting,
        _ => Among::Shelves(shelves.clone()),
    };
    let imports: &'static [&'static str] = match tab {
        PortalTab::All => &[AWAITING, NOT_ACCEPTED, WITHDRAWN],
        PortalTab::WaitingForApproval => &[AWAITING],
        PortalTab::Cancelled => &[NOT_ACCEPTED, WITHDRAWN],
        _ => &[],
    };
    let orders = if tab == PortalTab::WaitingForApproval { counts.of(AWAITING_ORDERS) } else { of(counts, &shelves) };
    let count = orders + imports.iter().map(|shelf| counts.of(shelf)).sum::<i64>();
    let among = if imports.is_empty() { among } else { Among::WithImports(Box::new(among), imports) };
    Tab { word: tab.as_str(), label, count, among, empty }
}

/// The desk's orders.
pub(super) fn desk(counts: &Counts) -> Vec<Tab> {
    let tab = |tab: DeskTab| {
        let shelves = Shelf::of_desk(tab);
        let (label, empty) = match tab {
            DeskTab::All => {
                ("All", ("No orders yet", "Orders from the portal and from Order entry appear here. Quotes have a list of their own."))
            }
            DeskTab::ToPlan => ("To plan", ("Everything is planned", "New orders and quotes sent to planning appear here.")),
            DeskTab::Planned => ("Planned", ("Nothing is planned now", "An order comes here when all its stops are reported planned.")),
            DeskTab::InTransit => ("In transit", ("Nothing is in transit", "An order comes here when everything is collected.")),
            DeskTab::Delivered => {
                ("Delivered", ("Nothing delivered yet", "An order comes here when all its stops are reported completed."))
            }
            DeskTab::Cancelled => {
                ("Cancelled", ("Nothing was cancelled", "Cancelled orders stand here; a cancellation can be undone on the order."))
            }
        };
        let among = if tab == DeskTab::All { Among::DeskOrders } else { Among::Shelves(shelves.clone()) };
        Tab { word: tab.as_str(), label, count: of(counts, &shelves), among, empty }
    };
    DeskTab::ALL.into_iter().map(tab).collect()
}

/// The desk's quotes.
pub(super) fn quotes(counts: &Counts) -> Vec<Tab> {
    let tab = |word, label, shelf, empty| Tab { word, label, count: of(counts, &[shelf]), among: Among::Shelves(vec![shelf]), empty };
    vec![
        tab(
            "open",
            "Open",
            Shelf::Quote,
            ("No quotes wait", "Portal orders that become a quote by your settings appear here, and quotes you enter yourself."),
        ),
        tab(
            "declined",
            "Declined",
            Shelf::Declined,
            ("Nothing was declined", "Declined quotes stand here with the reason; declining can be undone."),
        ),
    ]
}
