//! The papers as the order's page offers them.

use rules::order::OrderDocument;
use rules::order_status::OrderStatus;
use rules::papers::{Paper, has};

/// A paper that can be had.
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) words: String,
}

/// Those of an order, at its address `here`.
pub(crate) fn links(status: OrderStatus, document: &OrderDocument, here: &str) -> Vec<Link> {
    let mut links = Vec::new();
    if has(status, Paper::Confirmation) {
        links.push(Link { href: format!("{here}/confirmation"), words: confirmation(status).to_owned() });
    }
    if has(status, Paper::ConsignmentNote) {
        let several = document.consignments.len() > 1;
        let all = if several { "All CMR notes" } else { "CMR note" };
        links.push(Link { href: format!("{here}/cmr-note"), words: all.to_owned() });
        let parts = document.consignments.iter().enumerate().filter(|_| several);
        links.extend(parts.map(|(n, part)| Link {
            href: format!("{here}/cmr-note?consignment={}", part.id),
            words: format!("CMR note, consignment {}", n + 1),
        }));
    }
    links
}

/// What the confirmation of an order is called.
pub(super) fn confirmation(status: OrderStatus) -> &'static str {
    if status == OrderStatus::Quote { "Quote" } else { "Order confirmation" }
}
