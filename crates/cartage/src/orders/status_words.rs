//! Statuses and states in words, and the five steps of an order: said here once for both sides.

use rules::order_status::{OrderStatus, StopState};

/// The steps every order goes through, as the progress line names them.
pub(super) const STEPS: [&str; 5] = ["To plan", "Planned", "Departed", "In transit", "Delivered"];

/// A status as pages write it.
pub fn status(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Draft => "Draft",
        OrderStatus::Quote => "Quote",
        OrderStatus::ToPlan => "To Plan",
        OrderStatus::Planned => "Planned",
        OrderStatus::Departed => "Departed",
        OrderStatus::InTransit => "In transit",
        OrderStatus::Completed => "Delivered",
        OrderStatus::InvoiceReady => "Ready to invoice",
        OrderStatus::DontInvoice => "Not invoiced",
        OrderStatus::InvoiceCreated => "Invoice made",
        OrderStatus::Invoiced => "Invoiced",
        OrderStatus::InvoicePosted => "Invoice booked",
        OrderStatus::Cancelled => "Cancelled",
    }
}

/// How many of the five steps are done; a quote has not begun, a cancelled order is out of them.
pub(super) fn step(status: OrderStatus) -> usize {
    match status.rank() {
        Some(rank) => usize::from(rank.saturating_sub(1)).min(STEPS.len()),
        None => 0,
    }
}

/// The class of a status's badge: colour only repeats what the word says.
pub(super) fn badge(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Planned | OrderStatus::Departed | OrderStatus::InTransit => "info",
        OrderStatus::Completed
        | OrderStatus::InvoiceReady
        | OrderStatus::DontInvoice
        | OrderStatus::InvoiceCreated
        | OrderStatus::Invoiced
        | OrderStatus::InvoicePosted => "ok",
        OrderStatus::Draft | OrderStatus::Quote | OrderStatus::ToPlan | OrderStatus::Cancelled => "",
    }
}

/// What ended an order, as its customer reads it; `yours` for the portal.
pub(super) fn ended(kind: &str, by_side: &str, yours: bool) -> &'static str {
    match (kind, by_side, yours) {
        ("DECLINED", _, true) => "Not accepted",
        ("DECLINED", ..) => "Declined",
        (_, "CUSTOMER", true) => "Cancelled by you",
        (_, "CUSTOMER", false) => "Cancelled by the customer",
        (_, _, true) => "Cancelled by the carrier",
        (_, _, false) => "Cancelled by us",
    }
}

/// A stop's state as pages write it.
pub(super) fn stop_state(state: StopState) -> &'static str {
    match state {
        StopState::ToPlan => "To plan",
        StopState::Planned => "Planned",
        StopState::Dispatched => "Dispatched",
        StopState::RouteToStop => "On the way",
        StopState::AtStop => "At the stop",
        StopState::Completed => "Completed",
        StopState::Cancelled => "Cancelled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_goes_through_five_steps() {
        let steps = [OrderStatus::Quote, OrderStatus::ToPlan, OrderStatus::Departed, OrderStatus::Completed, OrderStatus::Invoiced];
        assert_eq!(steps.map(step), [0, 1, 3, 5, 5]);
        assert_eq!(step(OrderStatus::Cancelled), 0);
    }
}
