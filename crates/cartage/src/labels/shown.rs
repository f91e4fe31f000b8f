//! The page of an order's labels: every unit with its number, what it is one of, and how its label stands.

use jiff::tz::TimeZone;
use rules::label::{Offer, Says};
use rules::measure;
use rules::order::PartId;

use super::drawing::Format;
use super::printing::{Loaded, MOST};
use super::scanned;
use super::table::UnitRow;
use super::units::living;
use crate::failure::Failure;
use crate::shell::says;

/// Units of one page.
const PAGE: usize = 200;

/// Everything the page shows besides its frame.
pub(super) struct Shown {
    /// What the order is called.
    pub(super) title: String,
    /// The order's page.
    pub(super) order: String,
    pub(super) here: String,
    /// What is to be known before anything else; empty for nothing.
    pub(super) why_not: String,
    /// What a scan found: class of banner, sentence.
    pub(super) scan: Option<(&'static str, String)>,
    pub(super) rows: Vec<Row>,
    /// How many there are, void ones included.
    pub(super) all: usize,
    /// Where earlier and later units are shown.
    pub(super) back: Option<String>,
    pub(super) on: Option<String>,
    /// May be printed now, by this viewer.
    pub(super) print: bool,
    /// There are labels that were printed, and others that are open.
    pub(super) some_open: bool,
    /// Of more than a file holds: which thousand, and its words.
    pub(super) parts: Vec<(usize, String)>,
    pub(super) formats: [(&'static str, &'static str); 8],
    /// The format that was chosen.
    pub(super) format: String,
    /// Why nothing was printed; empty for nothing.
    pub(super) problem: String,
}

/// A unit.
pub(super) struct Row {
    pub(super) ordinal: i64,
    /// `2 of 6`; empty for one that is void.
    pub(super) place: String,
    pub(super) code: String,
    pub(super) own: bool,
    /// What it is one of.
    pub(super) what: String,
    pub(super) weight: String,
    pub(super) revision: i64,
    /// Class and word of its badge.
    pub(super) badge: (&'static str, &'static str),
    /// Who printed it when; empty for nobody.
    pub(super) printed: String,
    pub(super) void: bool,
    /// It was scanned.
    pub(super) current: bool,
}

/// What the page shows. `from` is the unit it begins with, from 0.
pub(super) fn shown(
    loaded: &Loaded,
    root: &str,
    (desk, may): (bool, bool),
    zone: &TimeZone,
    from: usize,
    scan: &str,
) -> Result<Shown, Failure> {
    let order = format!("{root}/orders/{}", loaded.order);
    let here = format!("{order}/labels");
    let now = loaded.offer == Offer::Now;
    let scanned_code = rules::label::Scan::read(scan).map(|scan| scan.code.as_str().to_owned());
    // The scanned unit is on the page that is shown.
    let at = scanned_code.as_ref().and_then(|code| loaded.rows.iter().rposition(|row| row.code == *code));
    let from = at.unwrap_or(from) / PAGE * PAGE;
    let places = rules::handling_unit::places(&loaded.document, &living(&loaded.rows)?);
    let mut rows = Vec::new();
    for row in loaded.rows.iter().skip(from).take(PAGE) {
        let place = u32::try_from(row.ordinal).ok().and_then(|ordinal| places.get(&ordinal));
        let says = Says::of(&loaded.document, &PartId::new(&row.line));
        rows.push(Row {
            ordinal: row.ordinal,
            place: place.map(|place| format!("{} of {}", place.n, place.of)).unwrap_or_default(),
            code: row.code.clone(),
            own: row.own,
            what: says.as_ref().map(what).unwrap_or_default(),
            weight: says.and_then(|says| says.weight_kg()).map(|weight| format!("{} kg", measure::show(weight))).unwrap_or_default(),
            revision: row.revision,
            badge: badge(row),
            printed: printed(row, zone),
            void: row.void_at.is_some(),
            current: scanned_code.as_ref() == Some(&row.code),
        });
    }
    let alive: Vec<&UnitRow> = loaded.rows.iter().filter(|row| row.void_at.is_none()).collect();
    let open = alive.iter().filter(|row| row.printed.is_none() || row.is_outdated()).count();
    let page = |from: usize| format!("{here}?from={from}");
    Ok(Shown {
        title: title(loaded, desk),
        why_not: why_not(loaded.offer).to_owned(),
        scan: scanned::said(&loaded.rows, scan),
        all: loaded.rows.len(),
        back: (from > 0).then(|| page(from.saturating_sub(PAGE))),
        on: (from + PAGE < loaded.rows.len()).then(|| page(from + PAGE)),
        print: now && may,
        some_open: open > 0 && open < alive.len(),
        parts: parts(alive.len()),
        formats: Format::choices(),
        format: String::new(),
        problem: String::new(),
        rows,
        order,
        here,
    })
}

/// What the order is called on this side.
fn title(loaded: &Loaded, desk: bool) -> String {
    let own = if desk { &loaded.number } else { &loaded.reference };
    let other = if desk { &loaded.reference } else { &loaded.number };
    [own, other].into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_else(|| loaded.written_code())
}

fn why_not(offer: Offer) -> &'static str {
    match offer {
        Offer::Now => "",
        Offer::WithPlanning => "It is a quote: its labels can be printed when it is sent to planning. The numbers stay.",
        Offer::WithApproval => "It waits to be accepted: its labels can be printed then. The numbers stay.",
        Offer::NoMore => "It was cancelled or not accepted: what was not collected is void.",
    }
}

fn what(says: &Says<'_>) -> String {
    let line = says.line;
    let packaging = [&line.packaging, &line.packaging_size].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    match (&line.description, packaging.is_empty()) {
        (Some(description), true) => description.clone(),
        (Some(description), false) => format!("{description} · {packaging}"),
        (None, _) => packaging,
    }
}

fn badge(row: &UnitRow) -> (&'static str, &'static str) {
    match (row.void_at, row.printed) {
        (Some(_), _) => ("danger", "Void"),
        (None, None) => ("", "Not printed"),
        (None, Some(_)) if row.is_outdated() => ("warn", "Outdated"),
        (None, Some(_)) => ("ok", "Printed"),
    }
}

fn printed(row: &UnitRow, zone: &TimeZone) -> String {
    let by = row.printed_by.as_deref().unwrap_or_default();
    row.printed_at.map(|at| format!("{}, {by}", says::instant(at, zone))).unwrap_or_default()
}

/// Thousands, where one file does not hold all.
fn parts(count: usize) -> Vec<(usize, String)> {
    if count <= MOST {
        return Vec::new();
    }
    (0..count.div_ceil(MOST)).map(|part| (part, format!("Labels {} to {}", part * MOST + 1, count.min((part + 1) * MOST)))).collect()
}
