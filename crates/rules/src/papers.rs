//! The papers the program writes itself (rule 9.5): which of them an order has, by how it stands.

use crate::order_status::OrderStatus;

/// A paper of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// What was ordered, as the carrier has it; of a quote, the quote.
    Confirmation,
    /// The international consignment note of each consignment.
    ConsignmentNote,
}

/// Whether an order has this paper: nothing confirms what was cancelled, and nobody drives on a note of what is only a quote.
#[must_use]
pub fn has(status: OrderStatus, paper: Paper) -> bool {
    match status {
        OrderStatus::Draft | OrderStatus::Cancelled => false,
        OrderStatus::Quote => paper == Paper::Confirmation,
        OrderStatus::ToPlan
        | OrderStatus::Planned
        | OrderStatus::Departed
        | OrderStatus::InTransit
        | OrderStatus::Completed
        | OrderStatus::InvoiceReady
        | OrderStatus::DontInvoice
        | OrderStatus::InvoiceCreated
        | OrderStatus::Invoiced
        | OrderStatus::InvoicePosted => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_papers_an_order_has() {
        for (status, confirmation, note) in [
            (OrderStatus::Draft, false, false),
            (OrderStatus::Quote, true, false),
            (OrderStatus::ToPlan, true, true),
            (OrderStatus::Planned, true, true),
            (OrderStatus::InTransit, true, true),
            (OrderStatus::Completed, true, true),
            (OrderStatus::InvoicePosted, true, true),
            (OrderStatus::Cancelled, false, false),
        ] {
            assert_eq!((has(status, Paper::Confirmation), has(status, Paper::ConsignmentNote)), (confirmation, note), "{status:?}");
        }
    }
}
