//! What a stop is called: by its place in the consignment and where it is.

use rules::order::{OrderDocument, StopAt, StopKind};

/// `Collection`, `Stop 1`, `Delivery`.
pub(crate) fn kind(kind: StopKind) -> String {
    match kind {
        StopKind::Collection => "Collection".to_owned(),
        StopKind::Further(index) => format!("Stop {}", index + 1),
        StopKind::Delivery => "Delivery".to_owned(),
    }
}

/// `Delivery, Gent`; with several consignments `Delivery of consignment 2, Gent`.
pub(super) fn whole(document: &OrderDocument, consignment: usize, at: StopAt<'_>) -> String {
    let of = if document.consignments.len() > 1 { format!(" of consignment {}", consignment + 1) } else { String::new() };
    let city = if at.stop.address.city.is_empty() { String::new() } else { format!(", {}", at.stop.address.city) };
    format!("{}{of}{city}", kind(at.kind))
}
