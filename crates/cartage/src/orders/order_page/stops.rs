//! The consignments of an order as the page shows them: each stop with all that is known of it and how far it is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::order::{Address, Consignment, OrderDocument, Stop, StopKind};
use rules::order_status::{StopState, advance, correct};

use super::goods::{Goods, goods};
use super::shown::own;
use crate::orders::OwnLabels;
use crate::orders::stops_so_far::StopsSoFar;
use crate::orders::{status_words as words, stop_names};
use crate::shell::says;

/// A consignment.
pub(crate) struct ConsignmentShown {
    /// `Consignment 2`; empty when there is only one.
    pub(crate) heading: String,
    /// The customer's reference of it; empty for none.
    pub(crate) reference: String,
    pub(crate) stops: Vec<StopShown>,
    pub(crate) goods: Goods,
}

/// A stop.
pub(crate) struct StopShown {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) icon: &'static str,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) iso: String,
    pub(crate) date: String,
    /// `08:00–12:00`, `during opening hours`; empty for any time.
    pub(crate) when: String,
    /// Everything else that was filled in: label and text.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) phones: Vec<String>,
    pub(crate) email: String,
    pub(crate) state: &'static str,
    pub(crate) state_badge: &'static str,
    /// Since when, in the organisation's zone; empty when nobody reported it.
    pub(crate) since: String,
    /// Where it can be reported to: stored word and label.
    pub(crate) forward: Vec<(&'static str, &'static str)>,
    /// Whether a wrong report can be put right.
    pub(crate) correctable: bool,
}

/// Where a stop can be reported to: the next step first, back to the planners last.
pub(super) fn forward(from: StopState) -> Vec<(&'static str, &'static str)> {
    let (on, back): (Vec<StopState>, Vec<StopState>) =
        StopState::ALL.into_iter().filter(|to| advance(from, *to).is_ok()).partition(|to| *to > from);
    on.into_iter().chain(back).map(|to| (to.as_str(), words::stop_state(to))).collect()
}

/// Where a stop can be corrected back to: the step before first.
pub(in crate::orders) fn backward(from: StopState) -> Vec<(&'static str, &'static str)> {
    let there = StopState::ALL.into_iter().rev().filter(|to| correct(from, *to, "reason").is_ok());
    there.map(|to| (to.as_str(), words::stop_state(to))).collect()
}

/// The consignments of a document as somebody ordered it, however far its stops are.
pub(crate) fn as_ordered(document: &OrderDocument, when: (Date, &TimeZone), own: &OwnLabels) -> Vec<ConsignmentShown> {
    consignments(document, &StopsSoFar::default(), when, own)
}

/// The consignments of a document.
pub(super) fn consignments(
    document: &OrderDocument,
    so_far: &StopsSoFar,
    when: (Date, &TimeZone),
    own: &OwnLabels,
) -> Vec<ConsignmentShown> {
    let several = document.consignments.len() > 1;
    let shown = |(index, consignment): (usize, &Consignment)| ConsignmentShown {
        heading: if several { format!("Consignment {}", index + 1) } else { String::new() },
        reference: consignment.reference.clone().unwrap_or_default(),
        stops: consignment.stops_in_order().map(|at| stop(at.kind, at.stop, so_far, when, own)).collect(),
        goods: goods(consignment, own),
    };
    document.consignments.iter().enumerate().map(shown).collect()
}

fn stop(kind: StopKind, stop: &Stop, so_far: &StopsSoFar, (today, zone): (Date, &TimeZone), labels: &OwnLabels) -> StopShown {
    let state = so_far.state(stop.id.as_str());
    let fact = |label, value: &Option<String>| value.clone().filter(|value| !value.is_empty()).map(|value| (label, value));
    let duration = stop.duration_minutes.map(|minutes| ("Duration", format!("{minutes} minutes")));
    let facts = [fact("Reference", &stop.reference), fact("Instructions", &stop.instructions), fact("Note", &stop.note), duration];
    StopShown {
        id: stop.id.to_string(),
        kind: stop_names::kind(kind),
        icon: match kind {
            StopKind::Collection => "package",
            StopKind::Further(_) => "corner-down-right",
            StopKind::Delivery => "map-pin",
        },
        name: stop.address.name.clone(),
        address: address(&stop.address),
        iso: stop.date.map(|date| date.to_string()).unwrap_or_default(),
        date: stop.date.map(|date| says::date(date, today)).unwrap_or_default(),
        when: when(stop),
        facts: facts.into_iter().flatten().map(|(label, text)| (label.to_owned(), text)).chain(own(&stop.custom_fields, labels)).collect(),
        phones: stop.phones.clone(),
        email: stop.email.clone().unwrap_or_default(),
        state: words::stop_state(state),
        state_badge: match state {
            StopState::Completed => "ok",
            StopState::ToPlan | StopState::Cancelled => "",
            _ => "info",
        },
        since: so_far.since(stop.id.as_str()).map(|at| says::instant(at, zone)).unwrap_or_default(),
        forward: forward(state),
        correctable: !backward(state).is_empty(),
    }
}

/// Street, postcode and city with the country, on one line.
pub(in crate::orders) fn address(address: &Address) -> String {
    let city = format!("{} {}", address.postcode, address.city);
    let lines = [address.street.as_str(), address.street_2.as_deref().unwrap_or_default(), city.trim()];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    format!("{} ({})", lines.join(", "), address.country)
}

fn when(stop: &Stop) -> String {
    let window = stop.window.unwrap_or_default();
    match (window.from, window.until) {
        (Some(from), Some(until)) => format!("{}–{}", says::time(from), says::time(until)),
        (Some(from), None) => format!("from {}", says::time(from)),
        (None, Some(until)) => format!("until {}", says::time(until)),
        (None, None) if stop.opening_hours => "during opening hours".to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_state_is_offered_first_and_the_way_back_last() {
        let offered = |from| forward(from).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        assert_eq!(offered(StopState::ToPlan).first(), Some(&"PLANNED"));
        assert_eq!(offered(StopState::Planned), ["DISPATCHED", "ROUTE_TO_STOP", "AT_STOP", "COMPLETED", "TO_PLAN"]);
        assert_eq!(offered(StopState::AtStop), ["COMPLETED"]);
    }
}
