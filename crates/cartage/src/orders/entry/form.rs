//! The form as its page shows it: every typed value, what is wrong beside which field, and the lists to choose from.

use jiff::civil::Date;
use kit::db::Tx;
use kit::web::Fields;
use rules::creation_status::Side;
use rules::order::StopKind;

use super::outlook::{Ahead, ahead};
use super::read::Read;
use super::shape::shape;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::{self, Book, LocationRow};
use crate::orders::store;
use crate::orders::terms::Terms;
use crate::shell::says;
use crate::transport_services::{self, ServiceChoice};
use crate::viewer::Scope;

/// How many locations a picker offers without a search.
const OFFERED: i64 = 200;
/// Packaging to choose from; the customer may type another.
pub(super) const PACKAGING: [&str; 10] =
    ["pallets", "euro pallets", "half pallets", "packages", "boxes", "drums", "IBCs", "roll cages", "bundles", "pieces"];

/// Something said beside a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The field's name, which is its id too.
    pub(super) field: String,
    /// In the user's words.
    pub(super) words: String,
}

/// A stop of the form.
#[derive(Clone, Debug)]
pub(super) struct StopBlock {
    /// `c0.collection`.
    pub(super) at: String,
    /// `Collection`, `Delivery`, `Stop 2`.
    pub(super) title: String,
    /// How its *Remove* button is called; none for collection and delivery.
    pub(super) remove: Option<String>,
    /// The opening hours of its location on its date, where known.
    pub(super) hours: Option<String>,
}

impl Said {
    /// The words for the summary above the form, with where they belong: `Delivery: Date is missing.`
    #[must_use]
    pub(super) fn with_place(&self) -> String {
        let part = self.field.split('.').find_map(|segment| match (segment, segment.split_at_checked(1)) {
            ("collection", _) => Some("Collection".to_owned()),
            ("delivery", _) => Some("Delivery".to_owned()),
            (_, Some(("s", n))) => n.parse::<usize>().ok().map(|n| format!("Stop {}", n + 1)),
            (_, Some(("g", n))) => n.parse::<usize>().ok().map(|n| format!("Goods line {}", n + 1)),
            _ => None,
        });
        part.map_or_else(|| self.words.clone(), |part| format!("{part}: {}", self.words))
    }
}

impl StopBlock {
    /// The block's own id: without dots, because it is looked for as a selector.
    #[must_use]
    pub(super) fn id(&self) -> String {
        format!("stop-{}", self.at.replace('.', "-"))
    }
}

/// A goods line of the form.
#[derive(Clone, Debug)]
pub(super) struct GoodsBlock {
    /// `c0.g0`.
    pub(super) at: String,
    /// From 1.
    pub(super) n: usize,
    /// How its *Remove* button is called.
    pub(super) remove: String,
    /// Whether what is behind *+ Add information* is filled or wrong.
    pub(super) more: bool,
}

/// A consignment of the form.
#[derive(Clone, Debug)]
pub(super) struct ConsignmentBlock {
    /// From 0.
    pub(super) c: usize,
    /// Collection, further stops, delivery.
    pub(super) stops: Vec<StopBlock>,
    /// The goods lines.
    pub(super) goods: Vec<GoodsBlock>,
}

/// The form.
#[derive(Clone, Debug, Default)]
pub(super) struct EntryForm {
    /// As typed, tidied.
    pub(super) fields: Fields,
    /// What must be put right.
    pub(super) errors: Vec<Said>,
    /// What staff are told, or a contact may want to know.
    pub(super) remarks: Vec<Said>,
    /// Its consignments.
    pub(super) consignments: Vec<ConsignmentBlock>,
    /// Services to choose from.
    pub(super) services: Vec<ServiceChoice>,
    /// The address book, its first pages.
    pub(super) book: Vec<LocationRow>,
    /// What lies ahead: cut-off, next collection, what it becomes.
    pub(super) ahead: Option<Ahead>,
    /// Today in the organisation's zone: dates before it are not offered.
    pub(super) today: Date,
    /// The customer reference is required, because the order comes through the import flow (5.3).
    pub(super) reference_required: bool,
}

impl EntryForm {
    /// The value of a field as typed.
    #[must_use]
    pub(super) fn v(&self, name: impl AsRef<str>) -> &str {
        self.fields.raw(name.as_ref())
    }
    /// The value of `at.field`.
    #[must_use]
    pub(super) fn at(&self, at: &str, field: &str) -> &str {
        self.fields.raw(&format!("{at}.{field}"))
    }
    /// Whether a box is ticked.
    #[must_use]
    pub(super) fn ticked(&self, name: impl AsRef<str>) -> bool {
        self.fields.ticked(name.as_ref())
    }
    /// What is wrong with a field, if anything.
    #[must_use]
    pub(super) fn error(&self, name: impl AsRef<str>) -> Option<&str> {
        self.errors.iter().find(|said| said.field == name.as_ref()).map(|said| said.words.as_str())
    }
    /// What is remarked of a field, if anything.
    #[must_use]
    pub(super) fn remark(&self, name: impl AsRef<str>) -> Option<&str> {
        self.remarks.iter().find(|said| said.field == name.as_ref()).map(|said| said.words.as_str())
    }
    /// Whether any of these fields of `at` is filled or wrong: a disclosure with one of them stands open.
    #[must_use]
    pub(super) fn open(&self, at: &str, fields: &[&str]) -> bool {
        fields.iter().any(|field| {
            let name = if at.is_empty() { (*field).to_owned() } else { format!("{at}.{field}") };
            !self.v(&name).trim().is_empty() || self.error(&name).is_some()
        })
    }
    /// Whether an address block stands open: when no location is chosen, or something in it is wrong.
    #[must_use]
    pub(super) fn address_open(&self, at: &str) -> bool {
        let wrong = ["name", "street", "postcode", "city", "country"].iter().any(|field| self.error(format!("{at}.{field}")).is_some());
        self.at(at, "location").is_empty() || wrong
    }
    /// What a location is called in its picker.
    #[must_use]
    pub(super) fn location_name(&self, at: &str) -> String {
        if self.at(at, "location").is_empty() {
            return self.at(at, "location_text").to_owned();
        }
        self.at(at, "name").to_owned()
    }
    /// The levels of the chosen service.
    #[must_use]
    pub(super) fn levels(&self) -> Vec<(String, String)> {
        let chosen = self.services.iter().find(|service| service.id.to_string() == self.v("service"));
        chosen.map(|service| service.levels.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()).unwrap_or_default()
    }
    /// The chosen service's own words about itself.
    #[must_use]
    pub(super) fn service_description(&self) -> &str {
        self.services.iter().find(|service| service.id.to_string() == self.v("service")).map_or("", |service| service.description.as_str())
    }
    /// A total of a measure over one consignment's goods, for the sheet's foot: what cannot be read counts as nothing.
    #[must_use]
    pub(super) fn total(&self, consignment: &ConsignmentBlock, field: &str) -> String {
        let values =
            consignment.goods.iter().filter_map(|line| rules::measure::parse(self.at(&line.at, field), rules::measure::WEIGHT_KG).ok());
        rules::measure::show(values.sum())
    }
    /// Packaging to choose from.
    #[must_use]
    pub(super) fn packaging(&self) -> &'static [&'static str] {
        &PACKAGING
    }
}

/// Whether settling would leave what is to be submitted as it was typed: a service is named, and each location that was chosen has
/// filled its address already. Then nothing needs to be read for it before the act.
pub(super) fn is_settled(fields: &Fields) -> bool {
    let filled = |at: &str| fields.raw(&format!("{at}.location")) == fields.raw(&format!("{at}.filled"));
    let chosen = |name: &str| name.strip_suffix(".location").map(ToOwned::to_owned);
    let mut stops = fields.iter().filter(|(_, value)| !value.is_empty()).filter_map(|(name, _)| chosen(name));
    !fields.raw("service").is_empty() && stops.all(|at| filled(&at))
}

/// Fills stops from the address book: a location newly chosen overwrites the address; a service is chosen where there is only one.
pub(super) fn settle(fields: &mut Fields, terms: &Terms, read: &Read, services: &[ServiceChoice]) {
    if let (true, [only]) = (fields.get("service").is_none(), services) {
        fields.set("service", only.id.to_string());
    }
    for (c, consignment) in read.document.consignments.iter().enumerate() {
        for stop_at in consignment.stops_in_order() {
            let at = place(c, stop_at.kind);
            let Some(location) = terms.location(stop_at.stop) else {
                fields.set(&format!("{at}.location"), "");
                continue;
            };
            let id = location.id.to_string();
            if fields.raw(&format!("{at}.filled")) != id {
                fill(fields, &at, location);
                fields.set(&format!("{at}.filled"), id);
            } else if location.address() != stop_at.stop.address {
                fields.set(&format!("{at}.location"), ""); // typed over: an address of its own
            }
        }
    }
}

fn fill(fields: &mut Fields, at: &str, location: &LocationRow) {
    let mut set = |field: &str, value: &str| fields.set(&format!("{at}.{field}"), value);
    set("name", &location.name);
    set("street", &location.street);
    set("street_2", &location.street_2);
    set("postcode", &location.postcode);
    set("city", &location.city);
    set("country", &location.country);
    if location.opening_hours.is_known() {
        set("opening_hours", "on");
    }
    for (field, value) in [("instructions", &location.instructions), ("email", &location.email), ("phones", &location.phone)] {
        if !value.is_empty() {
            set(field, value);
        }
    }
}

fn place(c: usize, kind: StopKind) -> String {
    match kind {
        StopKind::Collection => format!("c{c}.collection"),
        StopKind::Further(s) => format!("c{c}.s{s}"),
        StopKind::Delivery => format!("c{c}.delivery"),
    }
}

/// What the page needs to know of the database, read at one moment.
pub(super) struct Asked {
    pub(super) scope: Scope,
    pub(super) customer: CustomerId,
    pub(super) fields: Fields,
    pub(super) read: Read,
    pub(super) now: jiff::Timestamp,
    pub(super) side: Side,
}

/// Loads what stands round the typed values: lists, what lies ahead, remarks that never refuse.
///
/// # Errors
/// Not found, or the database does not answer.
pub(super) async fn load(tx: &mut Tx, mut asked: Asked) -> Result<EntryForm, Failure> {
    let organisation = asked.scope.organisation;
    let services = transport_services::selectable(tx, organisation, asked.customer).await?;
    let mut document = asked.read.document.clone();
    if let (true, [only]) = (document.service.is_empty(), services.as_slice()) {
        document.service = only.id.to_string();
    }
    let terms = Terms::load(tx, organisation, asked.customer, asked.side, &document).await?;
    settle(&mut asked.fields, &terms, &asked.read, &services);
    let book = Book::of(asked.scope, asked.customer).ok_or_else(Failure::not_found)?;
    let book = locations::visible_to(tx, book, "", OFFERED).await?;
    let remarks = repeated(tx, &asked).await?;
    let today = says::today(asked.now, &terms.settings.zone);
    let ahead = ahead(&terms, &document, &asked)?;
    let reference_required = asked.side == Side::Customer && terms.settings.import.enabled;
    let mut form = EntryForm { services, book, remarks, today, ahead, reference_required, ..EntryForm::default() };
    form.consignments = blocks(&asked.fields, &terms, &asked.read);
    form.fields = asked.fields;
    Ok(form)
}

/// Repeating a reference warns and never refuses here (4.1).
async fn repeated(tx: &mut Tx, asked: &Asked) -> Result<Vec<Said>, Failure> {
    let Some(reference) = &asked.read.document.reference else { return Ok(Vec::new()) };
    let key = rules::reference::fold(reference);
    let found = store::same_reference(tx, asked.scope.organisation, asked.customer, &key).await?;
    let words = |(_, number, status): (_, String, String)| {
        format!("Also used by {number}{}.", if status == "CANCELLED" { ", cancelled" } else { "" })
    };
    Ok(found.map(words).map(|words| Said { field: "reference".to_owned(), words }).into_iter().collect())
}

fn blocks(fields: &Fields, terms: &Terms, read: &Read) -> Vec<ConsignmentBlock> {
    let stop = |c: usize, kind: StopKind| {
        let known = read.document.consignments.get(c).and_then(|consignment| consignment.stop(kind));
        let hours = known.and_then(|stop| Some((terms.location(stop)?, stop.date?))).map(|(location, date)| {
            let spans: Vec<String> = location
                .opening_hours
                .on(date)
                .iter()
                .map(|span| format!("{}–{}", says::time(span.from), says::time(span.until)))
                .collect();
            if spans.is_empty() { "closed".to_owned() } else { spans.join(", ") }
        });
        let (title, remove) = match kind {
            StopKind::Collection => ("Collection".to_owned(), None),
            StopKind::Delivery => ("Delivery".to_owned(), None),
            StopKind::Further(s) => (format!("Stop {}", s + 1), Some(format!("remove-stop:{c}:{s}"))),
        };
        StopBlock { at: place(c, kind), title, remove, hours }
    };
    let shape = shape(fields);
    let consignment = |(c, (stops, lines)): (usize, &(usize, usize))| ConsignmentBlock {
        c,
        stops: std::iter::once(StopKind::Collection)
            .chain((0..*stops).map(StopKind::Further))
            .chain([StopKind::Delivery])
            .map(|kind| stop(c, kind))
            .collect(),
        goods: (0..*lines)
            .map(|g| GoodsBlock {
                at: format!("c{c}.g{g}"),
                n: g + 1,
                remove: format!("remove-goods:{c}:{g}"),
                more: more(fields, &format!("c{c}.g{g}")),
            })
            .collect(),
    };
    shape.consignments.iter().enumerate().map(consignment).collect()
}

/// Whether a goods line has anything behind *+ Add information*.
fn more(fields: &Fields, at: &str) -> bool {
    let shown = ["quantity", "packaging", "description", "weight_kg", "loading_metres", "id"].map(|field| format!("{at}.{field}"));
    let inside = format!("{at}.");
    fields.iter().any(|(name, value)| name.starts_with(&inside) && !value.trim().is_empty() && !shown.iter().any(|shown| shown == name))
}
