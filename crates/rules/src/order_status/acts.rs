//! What staff do to a whole order: cancel it, undo that, decline a quote, send a quote to planning (rules 5.12, 6, 2.5).

use super::{OrderStatus, StopFact, derive};

/// Why the order stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActRefusal {
    /// It is cancelled already.
    AlreadyCancelled,
    /// It is delivered, or further: too late to cancel.
    AlreadyDelivered(OrderStatus),
    /// It is not cancelled, so there is nothing to undo.
    NotCancelled(OrderStatus),
    /// Only a quote can be declined or sent to planning.
    NotAQuote(OrderStatus),
}

/// Staff cancel an order before it is delivered.
pub fn cancel(status: OrderStatus) -> Result<OrderStatus, ActRefusal> {
    match status.rank() {
        None => Err(ActRefusal::AlreadyCancelled),
        rank if rank >= OrderStatus::Completed.rank() => Err(ActRefusal::AlreadyDelivered(status)),
        Some(_) => Ok(OrderStatus::Cancelled),
    }
}

/// Staff undo a cancellation: a quote is a quote again, an order gets the status its stops give.
pub fn undo_cancel(status: OrderStatus, was_quote: bool, stops: &[Vec<StopFact>]) -> Result<OrderStatus, ActRefusal> {
    match status {
        OrderStatus::Cancelled if was_quote => Ok(OrderStatus::Quote),
        OrderStatus::Cancelled => Ok(derive(stops)),
        other => Err(ActRefusal::NotCancelled(other)),
    }
}

/// Staff send a quote to planning; it gets an order number then, and this is not undone.
pub fn send_to_planning(status: OrderStatus) -> Result<OrderStatus, ActRefusal> {
    quote(status).map(|()| OrderStatus::ToPlan)
}

/// Staff decline a quote.
pub fn decline(status: OrderStatus) -> Result<OrderStatus, ActRefusal> {
    quote(status).map(|()| OrderStatus::Cancelled)
}

fn quote(status: OrderStatus) -> Result<(), ActRefusal> {
    match status {
        OrderStatus::Quote => Ok(()),
        OrderStatus::Cancelled => Err(ActRefusal::AlreadyCancelled),
        other => Err(ActRefusal::NotAQuote(other)),
    }
}
