//! The form as its page shows it: every typed value, what is wrong beside which field, and the lists to choose from.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kit::db::Tx;
use kit::web::Fields;
use rules::creation_status::{Flow, Side};
use rules::order::{OrderDocument, Part, Stop};
use rules::order_check::{Problem, Severity};
use rules::order_form::Form;

use super::blocks::{ConsignmentBlock, blocks};
use super::bound::Template;
use super::foreseen::foreseen;
use super::outlook::{Ahead, ahead};
use super::places::{ANOTHER, look_up, settle};
use super::read::Read;
pub(super) use super::said::Said;
use super::words;
use crate::charges::Foreseen;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::{self, Book, LocationRow};
use crate::order_import::{self, Holder};
use crate::orders::terms::Terms;
use crate::orders::{OrderId, store};
use crate::service_levels::LevelId;
use crate::shell::{self, says};
use crate::transport_services::{self, ServiceChoice};
use crate::viewer::Scope;

/// How many locations a picker offers without a search.
const OFFERED: i64 = 200;
/// Packaging to choose from; the customer may type another.
pub(super) const PACKAGING: [&str; 10] =
    ["pallets", "euro pallets", "half pallets", "packages", "boxes", "drums", "IBCs", "roll cages", "bundles", "pieces"];

/// The form.
#[derive(Clone, Debug, Default)]
pub(super) struct EntryForm {
    /// As typed, tidied.
    pub(super) fields: Fields,
    /// What must be put right.
    pub(super) errors: Vec<Said>,
    /// What staff are told, or a contact may want to know.
    pub(super) remarks: Vec<Said>,
    /// What is worth knowing beside a field: a location that is gone, or closed that day.
    pub(super) hints: Vec<Said>,
    /// Addresses that are to be kept and may be in the address book already: the stop, and those it may be.
    pub(super) perhaps: Vec<(String, Vec<LocationRow>)>,
    /// Its consignments.
    pub(super) consignments: Vec<ConsignmentBlock>,
    /// Services to choose from.
    pub(super) services: Vec<ServiceChoice>,
    /// The address book, its first pages.
    pub(super) book: Vec<LocationRow>,
    /// Where the rest of it is searched, where it is longer than what is offered at once.
    pub(super) book_at: String,
    /// What lies ahead: cut-off, next collection, what it becomes.
    pub(super) ahead: Option<Ahead>,
    /// What it will cost, where that is shown.
    pub(super) price: Option<Foreseen>,
    /// A rate card may price it before the viewer's eyes: the panel follows every field.
    pub(super) priced: bool,
    /// Today in the organisation's zone: dates before it are not offered.
    pub(super) today: Date,
    /// The carrier's own currency.
    pub(super) currency: String,
    /// The carrier's own country, chosen at first.
    pub(super) home: String,
    /// The transport service of an order that is there, which stays.
    pub(super) locked: Option<String>,
    /// The template the order is begun from, and whether it binds.
    pub(super) template: Option<Template>,
    /// Whether it is a new order: addresses can be kept in the address book on the way.
    pub(super) keeps: bool,
    /// Whether staff choose what it is created as.
    pub(super) states: bool,
    /// The form as the organisation arranged it for the chosen service (7.2).
    pub(super) arranged: Form,
    /// Another service has another form.
    pub(super) per_service: bool,
    /// It has just been opened: the cursor stands in its first field.
    pub(super) begins: bool,
    /// It is not of an order but of default values.
    pub(super) defaults: bool,
    /// What was left out of what it was filled with, in words.
    pub(super) left_out: Vec<String>,
    /// It was filled with another order.
    pub(super) duplicates: bool,
    /// Staff put right what a customer sent.
    pub(super) of_import: bool,
    /// The customer's reference must be there, and no other order's (5.3).
    pub(super) reference_required: bool,
}

impl EntryForm {
    /// Says something wrong beside its field, once.
    pub(super) fn wrong(&mut self, said: Said) {
        if !self.errors.contains(&said) {
            self.errors.push(said);
        }
    }
    /// Says why it was refused beside its field, in place of what was only worth knowing there.
    pub(super) fn refused_at(&mut self, field: String, words: String) {
        self.hints.retain(|said| said.field != field);
        self.wrong(Said { field, words });
    }
    /// Says of each field that could not be read what to write.
    pub(super) fn cannot_read(&mut self, unread: Vec<(String, String)>) {
        unread.into_iter().for_each(|(field, words)| self.wrong(Said { field, words }));
    }
    /// Says each problem beside its field: errors, and remarks where staff may go on with a reason. What is only late where the
    /// carrier confirms is no problem of the form's.
    pub(super) fn told(&mut self, problems: &[Problem], zone: &TimeZone) {
        for problem in problems {
            let said = Said { field: problem.at.to_string(), words: words::of_form(problem, zone, &self.arranged) };
            match problem.severity {
                Severity::Error => self.wrong(said),
                Severity::Warning => self.remarks.push(said),
                Severity::HoldsImport => {}
            }
        }
    }
    /// How many things are to be put right, in words.
    #[must_use]
    pub(super) fn to_mend(&self) -> String {
        match self.errors.len() {
            1 => "One thing to mend before this can be submitted".to_owned(),
            n => format!("{n} things to mend before this can be submitted"),
        }
    }
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
    /// The country chosen for a stop; the carrier's own at first.
    #[must_use]
    pub(super) fn country(&self, at: &str) -> &str {
        let typed = self.at(at, "country");
        if typed.is_empty() { &self.home } else { typed }
    }
    /// Whether the list of countries has this one.
    #[must_use]
    pub(super) fn listed(&self, country: &str) -> bool {
        shell::COUNTRIES.iter().any(|(code, _)| *code == country)
    }
    /// What is wrong with a field, if anything.
    #[must_use]
    pub(super) fn error(&self, name: impl AsRef<str>) -> Option<&str> {
        self.errors.iter().find(|said| said.field == name.as_ref()).map(|said| said.words.as_str())
    }
    /// What is remarked of a field, if anything.
    #[must_use]
    pub(super) fn remark(&self, name: impl AsRef<str>) -> Option<&str> {
        let mut said = self.remarks.iter().chain(&self.hints);
        said.find(|said| said.field == name.as_ref()).map(|said| said.words.as_str())
    }
    /// The locations a stop's address may be that is to be kept.
    #[must_use]
    pub(super) fn perhaps(&self, at: &str) -> &[LocationRow] {
        self.perhaps.iter().find(|(stop, _)| stop == at).map_or(&[], |(_, near)| near)
    }
    /// Whether it was said that a stop's address is another place than those it looks like.
    #[must_use]
    pub(super) fn is_another(&self, at: &str) -> bool {
        self.at(at, "meant") == ANOTHER
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
    /// Whether the address book is longer than what is offered at once.
    #[must_use]
    pub(super) fn has_long_book(&self) -> bool {
        !self.book_at.is_empty() && i64::try_from(self.book.len()).is_ok_and(|offered| offered >= OFFERED)
    }
    /// Packaging to choose from.
    #[must_use]
    pub(super) fn packaging(&self) -> &'static [&'static str] {
        &PACKAGING
    }
}

impl Base {
    /// Whether the order has this stop, at this address from this location.
    pub(super) fn has(&self, stop: &Stop) -> bool {
        let same = |had: &Stop| had.address == stop.address && had.location == stop.location;
        matches!(self.document.part(&stop.id), Some(Part::Stop(had)) if same(had))
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
    /// The carrier's country.
    pub(super) home: String,
    /// What is changed, where the form is of something that is there.
    pub(super) base: Option<Base>,
    /// The template the order is begun from.
    pub(super) template: Option<Template>,
    /// Whether amounts of charges may be shown to whoever fills it (8.2).
    pub(super) charges: bool,
}

/// Something that is there and is changed.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) order: OrderId,
    pub(super) document: OrderDocument,
    /// An order keeps its transport service; what waits to become one does not (5.6).
    pub(super) locked: bool,
    /// The order whose dates are kept unless they are moved (3.5); none where all of it is judged, for there is no order yet.
    pub(super) kept: Option<OrderDocument>,
}

/// The form, and the terms its content was judged by.
pub(super) struct Loaded {
    pub(super) form: EntryForm,
    pub(super) terms: Terms,
}

/// Loads what stands round the typed values: lists, what lies ahead, remarks that never refuse.
///
/// # Errors
/// Not found, or the database does not answer.
pub(super) async fn load(tx: &mut Tx, mut asked: Asked) -> Result<Loaded, Failure> {
    let organisation = asked.scope.organisation;
    let services = services(tx, &asked).await?;
    let book = Book::of(asked.scope, asked.customer).ok_or_else(Failure::not_found)?;
    let mut hints = look_up(tx, &mut asked, book).await?;
    let mut document = asked.read.document.clone();
    if let (true, [only]) = (document.service.is_empty(), services.as_slice()) {
        document.service = only.id.to_string();
    }
    if let (true, [only]) = (asked.fields.get("service").is_none(), services.as_slice()) {
        asked.fields.set("service", only.id.to_string());
    }
    let terms = Terms::load(tx, organisation, asked.customer, asked.side, &document).await?;
    hints.extend(settle(&mut asked, &terms));
    let book = locations::visible_to(tx, book, "", OFFERED).await?;
    let import = terms.flow(asked.side) == Flow::Import;
    let bound = asked.template.as_ref().is_some_and(Template::binds);
    let locked = bound || asked.base.as_ref().is_some_and(|base| base.locked);
    let named = services.iter().find(|service| !bound || service.id.to_string() == document.service);
    let mut form = EntryForm {
        ahead: ahead(&terms, &document, &asked)?,
        price: foreseen(tx, &asked, &terms, &document).await?,
        priced: asked.charges && terms.settings.has_rate_cards,
        today: says::today(asked.now, &terms.settings.zone),
        locked: named.filter(|_| locked).map(|service| service.name.clone()),
        template: asked.template.take(),
        keeps: asked.base.is_none(),
        states: asked.base.is_none() && asked.side == Side::Staff,
        reference_required: import,
        currency: terms.settings.currency.clone(),
        arranged: terms.form(&document),
        per_service: !terms.order_form.services.is_empty() && !locked,
        services,
        book,
        hints,
        ..EntryForm::default()
    };
    if import {
        form.errors = taken(tx, &asked, &terms).await?;
    } else {
        form.remarks = repeated(tx, &asked, &terms).await?;
    }
    form.consignments = blocks(&asked.fields, Some(&terms), &asked.read);
    form.fields = asked.fields;
    form.home = asked.home;
    Ok(Loaded { form, terms })
}

/// The services to choose from: of an order its own, with the level it has, whatever has become of them (3.1).
async fn services(tx: &mut Tx, asked: &Asked) -> Result<Vec<ServiceChoice>, Failure> {
    let organisation = asked.scope.organisation;
    let Some(base) = asked.base.as_ref().filter(|base| base.locked) else {
        return transport_services::selectable(tx, organisation, asked.customer).await;
    };
    let service = base.document.service.parse().map_err(|_| Failure::fault("an order without a service"))?;
    let mut had = transport_services::had(tx, organisation, service).await?;
    if let Some(level) = base.document.level.as_deref().and_then(|level| level.parse::<LevelId>().ok())
        && had.levels.iter().all(|(id, _)| *id != level)
    {
        let named = store::service_and_level_names(tx, organisation, &[level.0]).await?;
        had.levels.extend(named.into_iter().map(|(_, name)| (level, name)));
    }
    Ok(vec![had])
}

/// The reference is another order's: said on leaving the field (5.3).
async fn taken(tx: &mut Tx, asked: &Asked, terms: &Terms) -> Result<Vec<Said>, Failure> {
    Ok(holder(tx, asked, terms).await?.map(|holder| Said::taken(&holder)).into_iter().collect())
}

/// The other order that uses the reference typed here, or waits to.
async fn holder(tx: &mut Tx, asked: &Asked, terms: &Terms) -> Result<Option<Holder>, Failure> {
    let Some(reference) = &asked.read.document.reference else { return Ok(None) };
    let (organisation, zone) = (asked.scope.organisation, &terms.settings.zone);
    let holder = order_import::used_by(tx, organisation, asked.customer, reference, zone).await?;
    Ok(holder.filter(|holder| asked.base.as_ref().is_none_or(|base| base.order != holder.order)))
}

/// Repeating a reference warns and never refuses here (4.1): where the order import is on, one that an order of it uses, or what waits
/// to become one; else any order's.
async fn repeated(tx: &mut Tx, asked: &Asked, terms: &Terms) -> Result<Vec<Said>, Failure> {
    if terms.import.enabled
        && let Some(holder) = holder(tx, asked, terms).await?
    {
        return Ok(vec![Said { field: "reference".to_owned(), words: format!("Also {}.", holder.words) }]);
    }
    let Some(reference) = &asked.read.document.reference else { return Ok(Vec::new()) };
    let key = rules::reference::fold(reference);
    let found = store::same_reference(tx, asked.scope.organisation, asked.customer, &key).await?;
    let other = found.filter(|(id, _, _)| asked.base.as_ref().is_none_or(|base| base.order != *id));
    let words = |(_, number, status): (_, String, String)| {
        format!("Also used by {number}{}.", if status == "CANCELLED" { ", cancelled" } else { "" })
    };
    Ok(other.map(words).map(|words| Said { field: "reference".to_owned(), words }).into_iter().collect())
}
