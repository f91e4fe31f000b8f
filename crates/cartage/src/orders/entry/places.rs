//! Stops and the address book: a location that was chosen or named fills its stop, its opening hours fill the window, and what is odd
//! about it is said. What was typed is never written over (rule 7.4).

use jiff::civil::Date;
use kit::db::Tx;
use kit::web::Fields;
use rules::location::Wanted;
use rules::opening_hours::{Oddity, Prefill};
use rules::order::{Stop, StopKind};

use super::blocks::place;
use super::form::{Asked, EntryForm, Said};
use super::shape::shape;
use crate::failure::Failure;
use crate::locations::{self, Book, LocationRow};
use crate::orders::submit::Keep;
use crate::orders::terms::{LOCATION_GONE, Terms};
use crate::shell::says;

/// The names stops' fields begin with, in the form's order.
fn stops(fields: &Fields) -> Vec<(usize, StopKind, String)> {
    let consignment = |(c, (further, _)): (usize, &(usize, usize))| {
        let kinds = std::iter::once(StopKind::Collection).chain((0..*further).map(StopKind::Further)).chain([StopKind::Delivery]);
        kinds.map(|kind| (c, kind, place(c, kind))).collect::<Vec<_>>()
    };
    shape(fields).consignments.iter().enumerate().flat_map(consignment).collect()
}

/// Whether settling would leave what is to be submitted as it was typed: a service is named, each location that was chosen has
/// filled its address already, and none is only named. Then nothing needs to be read for it before the act.
pub(super) fn is_settled(fields: &Fields) -> bool {
    let filled = |at: &str| match fields.raw(&format!("{at}.location")) {
        "" => named(fields, at).is_none(),
        location => location == fields.raw(&format!("{at}.filled")),
    };
    !fields.raw("service").is_empty() && stops(fields).iter().all(|(_, _, at)| filled(at))
}

/// What stands in a stop's picker without having been chosen from it, where there is no address yet: without script it is all there is.
fn named<'a>(fields: &'a Fields, at: &str) -> Option<&'a str> {
    let field = |field: &str| fields.raw(&format!("{at}.{field}")).trim().is_empty();
    if field("location") && field("name") && field("street") { fields.get(&format!("{at}.location_text")) } else { None }
}

/// *Did you mean …*, answered with one that is there: it is the stop's location, and nothing is kept.
pub(super) fn take_meant(fields: &mut Fields) {
    for (_, _, at) in stops(fields) {
        let name = format!("{at}.meant");
        let Some(meant) = fields.get(&name).filter(|meant| *meant != ANOTHER).map(ToOwned::to_owned) else { continue };
        fields.set(&format!("{at}.location"), meant);
        fields.remove(|field| field == name || field == format!("{at}.filled") || field == format!("{at}.keep"));
    }
}

/// The answer that it is another place.
pub(super) const ANOTHER: &str = "new";

/// The stops whose address is to be kept in the address book.
pub(super) fn kept(fields: &Fields) -> Vec<Keep> {
    let ticked = stops(fields).into_iter().filter(|(_, _, at)| fields.ticked(&format!("{at}.keep")));
    ticked.map(|(consignment, kind, at)| Keep { consignment, kind, another: fields.raw(&format!("{at}.meant")) == ANOTHER }).collect()
}

impl EntryForm {
    /// Says which stops name a location that is not there any more.
    pub(super) fn are_gone(&mut self, stops: &[(usize, StopKind)]) {
        self.hints.retain(|said| !said.field.ends_with(".location_text"));
        stops.iter().for_each(|(c, kind)| self.wrong(gone(&place(*c, *kind))));
    }

    /// Asks which location is meant by an address that is to be kept.
    pub(super) fn may_be(&mut self, stops: Vec<(usize, StopKind, Vec<LocationRow>)>) {
        for (c, kind, near) in stops {
            let at = place(c, kind);
            let words = "This may be in the address book already. Choose the one you mean, or say that it is another place.";
            self.wrong(Said { field: format!("{at}.meant"), words: words.to_owned() });
            self.perhaps.push((at, near));
        }
    }
}

/// The stops that come from the address book and say nothing of a window.
pub(super) fn without_window(fields: &Fields) -> Vec<String> {
    let blank =
        |at: &String| ["from", "until", "opening_hours", "hours"].iter().all(|field| fields.raw(&format!("{at}.{field}")).is_empty());
    let known = |at: &String| !fields.raw(&format!("{at}.location")).is_empty();
    stops(fields).into_iter().map(|(_, _, at)| at).filter(|at| known(at) && blank(at)).collect()
}

/// Looks up what was only named: its external id, an alias or its name (7.4).
///
/// # Errors
/// When the database does not answer.
pub(super) async fn look_up(tx: &mut Tx, asked: &mut Asked, book: Book) -> Result<Vec<Said>, Failure> {
    let named: Vec<(usize, StopKind, String, String)> = stops(&asked.fields)
        .into_iter()
        .filter_map(|(c, kind, at)| named(&asked.fields, &at).map(ToOwned::to_owned).map(|called| (c, kind, at, called)))
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<Wanted> = named.iter().map(|(_, _, _, called)| Wanted { called: Some(called.clone()), ..Wanted::default() }).collect();
    let mut said = Vec::new();
    for ((c, kind, at, called), found) in named.into_iter().zip(locations::matched(tx, book, &wanted).await?) {
        let Some((row, _)) = found else {
            let words = format!("No single location is called “{called}”. Write its address, or choose another.");
            said.push(Said { field: format!("{at}.location_text"), words });
            continue;
        };
        asked.fields.set(&format!("{at}.location"), row.id.to_string());
        if let Some(stop) = asked.read.document.consignments.get_mut(c).and_then(|consignment| stop_of(consignment, kind)) {
            stop.location = Some(row.id.to_string());
        }
    }
    Ok(said)
}

fn stop_of(consignment: &mut rules::order::Consignment, kind: StopKind) -> Option<&mut Stop> {
    match kind {
        StopKind::Collection => Some(&mut consignment.collection),
        StopKind::Further(s) => consignment.stops.get_mut(s),
        StopKind::Delivery => Some(&mut consignment.delivery),
    }
}

/// Fills stops from the address book: a location newly chosen overwrites the address. A stop of an order that is there and was left
/// as it stood keeps what it has. What is odd is said.
pub(super) fn settle(asked: &mut Asked, terms: &Terms) -> Vec<Said> {
    let mut said = Vec::new();
    let fields = &mut asked.fields;
    for (c, consignment) in asked.read.document.consignments.iter().enumerate() {
        for stop_at in consignment.stops_in_order() {
            let at = place(c, stop_at.kind);
            if asked.base.as_ref().is_some_and(|base| base.has(stop_at.stop)) {
                continue;
            }
            let Some(location) = terms.location(stop_at.stop) else {
                if stop_at.stop.location.is_some() {
                    said.push(gone(&at));
                }
                fields.set(&format!("{at}.location"), "");
                continue;
            };
            let id = location.id.to_string();
            let newly = fields.raw(&format!("{at}.filled")) != id;
            if newly {
                fill_stop(fields, &at, location, true);
                fields.set(&format!("{at}.location"), id.as_str());
                fields.set(&format!("{at}.filled"), id);
            } else if location.address() != stop_at.stop.address {
                fields.set(&format!("{at}.location"), ""); // typed over: an address of its own
                continue;
            }
            prefill(fields, &at, location, stop_at.stop.date, newly);
            said.extend(odd(&at, location, stop_at.stop));
        }
    }
    said
}

/// What is said of a stop whose location is archived, or not this customer's any more.
fn gone(at: &str) -> Said {
    Said { field: format!("{at}.location_text"), words: LOCATION_GONE.to_owned() }
}

/// Fills a stop with a location's address and what else it knows; `over` what was typed of that, or only where nothing was.
pub(crate) fn fill_stop(fields: &mut Fields, at: &str, location: &LocationRow, over: bool) {
    let name = |field: &str| format!("{at}.{field}");
    let LocationRow { name: called, street, street_2, postcode, city, country, .. } = location;
    let address =
        [("name", called), ("street", street), ("street_2", street_2), ("postcode", postcode), ("city", city), ("country", country)];
    address.into_iter().for_each(|(field, value)| fields.set(&name(field), value.as_str()));
    for (field, value) in [("instructions", &location.instructions), ("email", &location.email), ("phones", &location.phone)] {
        if !value.is_empty() && (over || fields.get(&name(field)).is_none()) {
            fields.set(&name(field), value.as_str());
        }
    }
}

/// The window as the opening hours of that day have it, as long as nobody typed another: `at.hours` keeps what was filled in.
fn prefill(fields: &mut Fields, at: &str, location: &LocationRow, date: Option<Date>, newly: bool) {
    let name = |field: &str| format!("{at}.{field}");
    let typed = format!("{}-{}", fields.text(&name("from")), fields.text(&name("until")));
    let (blank, ticked) = (typed == "-", fields.ticked(&name("opening_hours")));
    let as_filled = match fields.raw(&name("hours")) {
        "" => newly && blank && !ticked,
        "closed" => blank && !ticked,
        "open" => blank && ticked,
        window => typed == window && !ticked,
    };
    if !as_filled {
        return;
    }
    let clock = |time: Option<jiff::civil::Time>| time.map(says::time).unwrap_or_default();
    let (from, until, open) = match location.opening_hours.prefill(date) {
        Some(Prefill::Window(window)) => (clock(window.from), clock(window.until), false),
        Some(Prefill::AnyTimeOpen) => (String::new(), String::new(), true),
        None => (String::new(), String::new(), false),
    };
    let filled = match (open, location.opening_hours.is_known()) {
        (true, _) => "open".to_owned(),
        (false, true) if from.is_empty() => "closed".to_owned(),
        (false, true) => format!("{from}-{until}"),
        (false, false) => "closed".to_owned(),
    };
    fields.set(&name("from"), from);
    fields.set(&name("until"), until);
    fields.set(&name("opening_hours"), if open { "on" } else { "" });
    fields.set(&name("hours"), filled);
}

/// What is odd about coming there on that day.
fn odd(at: &str, location: &LocationRow, stop: &Stop) -> Option<Said> {
    let date = stop.date?;
    let name = &location.name;
    Some(match location.opening_hours.oddity(date, stop.window)? {
        Oddity::Closed => Said { field: format!("{at}.date"), words: format!("{name} is closed on {}.", says::weekday(date.weekday())) },
        Oddity::Outside => {
            let span = |span: &rules::opening_hours::Span| format!("{}–{}", says::time(span.from), says::time(span.until));
            let open: Vec<String> = location.opening_hours.on(date).iter().map(span).collect();
            Said { field: format!("{at}.from"), words: format!("{name} is open {} that day.", open.join(", ")) }
        }
    })
}
