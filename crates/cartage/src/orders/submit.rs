//! Submitting: a form becomes an order at once, by the settings of this moment (rules 2 to 4, 7.6). One transaction: the rules
//! judge, the number is taken, order, history, projections and mail are written, or nothing is.

use std::collections::HashMap;

use jiff::civil::Time;
use kit::db::{DbError, Tx};
use rules::creation_status::{self, Decision, Flow, Levels, Side, Status};
use rules::lead_time::LeadTime;
use rules::order::{OrderDocument, PartId, Stop, StopKind};
use rules::order_check::{self, Check, Problem, Severity};
use rules::submission::{self, Seen};
use rules::submission_code::SubmissionCode;
use uuid::Uuid;

use super::document::{derive, search_words};
use super::number::{self, Series};
use super::table::{OrderRow, SubmissionRow};
use super::{OrderId, store};
use crate::board;
use crate::customers::{self, CustomerId, CustomerRow};
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject};
use crate::locations::{self, Book, LocationId, LocationRow};
use crate::organisations::{self, OrganisationId, Settings};
use crate::service_levels::LevelId;
use crate::telling::{self, House, News};
use crate::transport_services::{self, Service};

/// A form on its way to becoming an order.
#[derive(Clone, Debug)]
pub struct Form {
    /// The id the form carries: the same id with the same content is the first result.
    pub submission: Uuid,
    /// The membership that sends it.
    pub membership: Uuid,
    /// For whom.
    pub customer: CustomerId,
    /// What is ordered; parts without ids.
    pub document: OrderDocument,
    /// Whose act.
    pub side: Side,
    /// The status staff chose; none for "by the settings". A contact cannot choose.
    pub stated: Option<Status>,
    /// Why staff enter it although a time, day or place rule is broken (3.6).
    pub reason: Option<String>,
    /// Stops whose address goes into the address book.
    pub keep: Vec<(usize, StopKind)>,
    /// The carrier, as its mails speak of it.
    pub house: House,
}

/// What became of a form.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// A new order.
    New(Box<OrderRow>),
    /// The same form had been taken before: the order it made then.
    Again(OrderId),
}

/// Why nothing was made of a form; nothing was changed.
#[derive(Debug)]
pub enum NotSubmitted {
    /// Something must be put right, or staff must give a reason.
    Wrong(Vec<Problem>),
    /// The customer's standing is BLOCKED (2.2).
    Blocked,
    /// This form was taken before with other content (7.6).
    Different {
        /// The order it made then.
        order: OrderId,
        /// Its number.
        number: String,
    },
    /// A mismatch or a fault.
    Failure(Failure),
}

impl From<Failure> for NotSubmitted {
    fn from(failure: Failure) -> NotSubmitted {
        NotSubmitted::Failure(failure)
    }
}

impl From<DbError> for NotSubmitted {
    fn from(error: DbError) -> NotSubmitted {
        NotSubmitted::Failure(error.into())
    }
}

/// What an order is judged by: read once, in the transaction that makes it.
pub(super) struct Terms {
    pub(super) settings: Settings,
    pub(super) customer: CustomerRow,
    pub(super) service: Option<Service>,
    pub(super) level: Option<LeadTime>,
    pub(super) locations: HashMap<LocationId, LocationRow>,
    /// Domains a contact may name addresses of; none allows all.
    pub(super) domains: Option<Vec<String>>,
}

impl Terms {
    /// Reads what bounds `document` for a customer.
    pub(super) async fn load(
        tx: &mut Tx,
        organisation: OrganisationId,
        customer: CustomerId,
        side: Side,
        document: &OrderDocument,
    ) -> Result<Terms, Failure> {
        let row = customers::load(tx, organisation, customer).await?.ok_or_else(Failure::not_found)?;
        let service = match document.service.parse() {
            Ok(id) => transport_services::for_order(tx, organisation, id, customer).await?,
            Err(_) => None,
        };
        let level = match (&service, document.level.as_deref().map(str::parse::<LevelId>)) {
            (Some(service), Some(Ok(level))) => transport_services::level(tx, organisation, service.id, level).await?.map(|(_, lead)| lead),
            _ => None,
        };
        let scope = crate::viewer::Scope { organisation, customer: (side == Side::Customer).then_some(customer) };
        let wanted = document.stops().filter_map(|(_, at)| at.stop.location.as_deref()?.parse().ok()).collect();
        let book = Book::of(scope, customer).ok_or_else(Failure::not_found)?;
        let locations = locations::find_all(tx, book, wanted).await?;
        let domains = match side {
            Side::Customer if !document.contact_emails.is_empty() => Some(store::contact_domains(tx, organisation, customer).await?),
            _ => None,
        };
        Ok(Terms { settings: organisations::settings(tx, organisation).await?, customer: row, service, level, locations, domains })
    }

    /// The location a stop came from, if it is one this customer sees.
    pub(super) fn location(&self, stop: &Stop) -> Option<&LocationRow> {
        self.locations.get(&stop.location.as_deref()?.parse().ok()?)
    }

    fn opens(&self, stop: &Stop) -> Option<Time> {
        self.location(stop)?.opening_hours.opens_at(stop.date?)
    }

    /// Fills what the settings fill: an empty delivery date by the lead time (3.4). A location that is not this customer's, or
    /// whose address was typed over, is let go.
    pub(super) fn fill(&self, document: &mut OrderDocument) {
        let lead = self.service.as_ref().map(|service| (service.lead_time.with_level(self.level), &service.days));
        for consignment in &mut document.consignments {
            if let (None, Some(collected), Some((lead, days))) = (consignment.delivery.date, consignment.collection.date, lead) {
                consignment.delivery.date = lead.earliest_delivery(collected, days);
            }
            let stops = [&mut consignment.collection, &mut consignment.delivery];
            for stop in stops.into_iter().chain(&mut consignment.stops) {
                if self.location(stop).is_none_or(|location| location.address() != stop.address) {
                    stop.location = None;
                    stop.opening_hours = false;
                }
            }
        }
    }

    /// Everything that is wrong with `document` at `now`.
    pub(super) fn problems(&self, document: &OrderDocument, now: jiff::Timestamp, side: Side) -> Vec<Problem> {
        let mut problems = order_check::check(&Check {
            document,
            before: None,
            now,
            zone: &self.settings.zone,
            side,
            flow: Flow::Direct,
            service: self.service.as_ref().filter(|service| !service.archived).map(|service| service.terms(self.level)),
            reference_required: false,
            email_domains: self.domains.as_deref(),
            opens: &|stop| self.opens(stop),
        });
        if document.level.is_some() && self.level.is_none() {
            let at = order_check::Place::Order("level");
            problems.push(Problem { at, what: order_check::What::ServiceNotPermitted, severity: Severity::Error });
        }
        problems
    }

    /// Quote or To Plan, and why (2.1 to 2.4).
    pub(super) fn decide(&self, stated: Option<Status>, side: Side) -> Result<Result<Decision, creation_status::Blocked>, Failure> {
        let levels = Levels {
            customer: self.customer.order_status()?,
            service: self.service.as_ref().and_then(|service| service.order_status),
            organisation: self.settings.order_status,
        };
        Ok(creation_status::decide_stated(stated, levels, self.customer.standing()?, side, Flow::Direct))
    }
}

/// SHA-256 of a form's content, to tell the same form sent twice from another one.
#[must_use]
pub fn digest(form: &Form) -> Vec<u8> {
    let mut bytes = submission::canonical(&form.document);
    bytes.extend_from_slice(form.customer.0.as_bytes());
    bytes.extend_from_slice(form.stated.map_or("", Status::as_str).as_bytes());
    kit::secret::sha256(&bytes).to_vec()
}

/// Makes an order of a form.
///
/// # Errors
/// See [`NotSubmitted`].
pub async fn submit(tx: &mut Tx, act: &mut Act, form: Form, digest: Vec<u8>) -> Result<Submitted, NotSubmitted> {
    let before = store::submission(tx, act.organisation, form.membership, form.submission).await?;
    let stored = before.as_ref().map(|(_, _, digest)| digest.as_slice());
    match (submission::judge(stored, &digest), &before) {
        (Seen::Again, Some((order, _, _))) => return Ok(Submitted::Again(*order)),
        (Seen::Different, Some((order, number, _))) => return Err(NotSubmitted::Different { order: *order, number: number.clone() }),
        _ => {}
    }
    let terms = Terms::load(tx, act.organisation, form.customer, form.side, &form.document).await?;
    let decision = terms.decide(form.stated, form.side)?.map_err(|_| NotSubmitted::Blocked)?;
    let mut document = form.document.clone();
    terms.fill(&mut document);
    let problems = terms.problems(&document, act.now, form.side);
    let warned = problems.iter().any(|problem| problem.severity == Severity::Warning);
    if order_check::refuses(&problems) || (warned && form.reason.is_none()) {
        return Err(NotSubmitted::Wrong(problems));
    }
    keep_addresses(tx, act, &form, &mut document).await?;
    document.give_ids(|| PartId::new(act.ids.part()));
    let row = write(tx, act, &form, &terms, &document, &decision).await?;
    let sent = SubmissionRow {
        id: form.submission,
        organisation: act.organisation,
        order_id: row.id,
        membership: form.membership,
        digest,
        at: act.now,
    };
    store::insert_submission(tx, &sent).await?;
    let numbers = [row.number.as_str(), &row.submission_code];
    board::entered(tx, &row, search_words(&document, &numbers)).await?;
    let what = if decision.status == Status::Quote { "order.quoted" } else { "order.submitted" };
    let mut entry = Entry::new(Subject("order", row.id.0), what).of(row.customer).detail(row.number.clone());
    if warned {
        entry = entry.note(form.reason.clone().unwrap_or_default());
    }
    act.record(tx, entry).await?;
    telling::tell(tx, act, &form.house, &row, &document, News::Submitted).await?;
    Ok(Submitted::New(Box::new(row)))
}

/// Puts the addresses that were ticked into the customer's address book and ties the stops to them.
async fn keep_addresses(tx: &mut Tx, act: &mut Act, form: &Form, document: &mut OrderDocument) -> Result<(), Failure> {
    let scope = crate::viewer::Scope { organisation: act.organisation, customer: Some(form.customer) };
    let book = Book::of(scope, form.customer).ok_or_else(Failure::not_found)?;
    for (c, kind) in &form.keep {
        let Some(consignment) = document.consignments.get_mut(*c) else { continue };
        let stop = match kind {
            StopKind::Collection => Some(&mut consignment.collection),
            StopKind::Further(s) => consignment.stops.get_mut(*s),
            StopKind::Delivery => Some(&mut consignment.delivery),
        };
        let Some(stop) = stop.filter(|stop| stop.location.is_none()) else { continue };
        let kept = locations::keep(tx, act, book, &stop.address).await?;
        stop.location = Some(kept.to_string());
    }
    Ok(())
}

/// Takes the number and writes the order.
async fn write(
    tx: &mut Tx,
    act: &Act,
    form: &Form,
    terms: &Terms,
    document: &OrderDocument,
    decision: &Decision,
) -> Result<OrderRow, Failure> {
    let service = terms.service.as_ref().ok_or_else(|| Failure::fault("an order without a service passed the rules"))?;
    let (series, pattern) = match decision.status {
        Status::Quote => (Series::Quote, &terms.settings.quotes),
        Status::ToPlan => (Series::Order, &terms.settings.orders),
    };
    let id: OrderId = act.ids.id(act.now);
    let (number, number_sort) = number::take(tx, act, series, pattern, &terms.settings.zone, id).await?;
    let columns = derive(document);
    let row = OrderRow {
        id,
        organisation: act.organisation,
        customer: form.customer,
        submission_code: SubmissionCode::from_random(act.ids.number()).as_str().to_owned(),
        source: if form.side == Side::Customer { "PORTAL" } else { "DESK" }.to_owned(),
        status: decision.status.as_str().to_owned(),
        quote_number: None,
        number,
        number_sort,
        document: document.to_json(),
        decision: serde_json::to_string(decision)?,
        service: service.id,
        level: document.level.as_deref().and_then(|level| level.parse().ok()),
        reference: columns.reference,
        reference_key: columns.reference_key,
        collection_date: columns.collection_date,
        delivery_date: columns.delivery_date,
        from_place: columns.from_place,
        to_place: columns.to_place,
        goods: columns.goods,
        cancelled_from: None,
        version: 1,
        created_at: act.now,
        created_by: act.actor.name.clone(),
    };
    store::insert(tx, &row).await?;
    Ok(row)
}
