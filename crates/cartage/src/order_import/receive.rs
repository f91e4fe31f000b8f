//! Receiving a submission while the flow is on (5.5): judged as the direct flow judges it, its reference claimed, and made an order
//! at once, or left for staff.

use jiff::Timestamp;
use kit::db::Tx;
use rules::creation_status::Side;
use rules::order::{OrderDocument, PartId, StopKind};
use rules::order_check;
use rules::order_import::{Kind, Remark, State, judge, start};
use rules::submission_code::SubmissionCode;

use super::carry_out::{Doer, Doing, becomes, carry_out};
use super::case::{Case, found};
use super::table::ImportRow;
use super::{claims, near, store};
use crate::contacts::ContactId;
use crate::failure::Failure;
use crate::history::Act;
use crate::labels;
use crate::orders::{self, Form, NotSubmitted, OrderId, Submitted, Terms, Why};
use crate::transport_services::Service;

/// Receives a contact's form.
///
/// # Errors
/// See [`NotSubmitted`].
pub(crate) async fn receive(tx: &mut Tx, act: &mut Act, form: Form, terms: Terms, digest: Vec<u8>) -> Result<Submitted, NotSubmitted> {
    terms.decide(None, Side::Customer, rules::creation_status::Flow::Import)?.map_err(|_| NotSubmitted::Blocked)?;
    let mut document = form.document.clone();
    terms.fill(&mut document);
    let found = found(&terms, Kind::Create, &document, (None, None), (act.now, act.now))?;
    if order_check::refuses(&found.problems) {
        return Err(NotSubmitted::Wrong(found.problems));
    }
    let near = near::places(tx, (act.organisation, form.customer), &document, None).await?;
    orders::keep_addresses(tx, act, &form, &mut document).await?;
    document.give_ids(|| PartId::new(act.ids.part()));
    let mut findings = found.findings;
    near::remark(&mut findings, &near);
    let contact = ContactId(form.membership);
    if !store::submitted_before(tx, act.organisation, contact).await? {
        findings.remark(Remark::FirstOrderOfContact, None);
    }
    let service = terms.service.as_ref().ok_or_else(|| Failure::fault("a submission without a service passed the rules"))?;
    let order: OrderId = act.ids.id(act.now);
    let asked = Asked { kind: Kind::Create, order, customer: form.customer, service, document: Some(&document) };
    let code = SubmissionCode::from_random(act.ids.number()).as_str().to_owned();
    let import = fresh(act, &asked, contact, code, &terms);
    labels::begin(tx, act, &terms.settings, import.whose(), &document).await?;
    let key = import.reference_key.clone();
    if let Err(holder) = claims::claim(tx, act, form.customer, order, &key, &terms.settings.zone).await? {
        return Err(NotSubmitted::ReferenceTaken(holder));
    }
    orders::remember(tx, act, (form.submission, form.membership), order, digest).await?;
    let verdict = judge(Kind::Create, &terms.import, &findings);
    let doer = if verdict.state() == State::Completed { Doer::Automation } else { Doer::Customer };
    let case =
        Case { import, kind: Kind::Create, state: State::Waiting, order: None, proposed: Some(document), operations: Vec::new(), terms };
    let doing = Doing {
        step: start(Kind::Create, verdict),
        doer,
        why: Why::default(),
        document: case.proposed.as_ref(),
        changes: Vec::new(),
        with_changes: false,
        findings,
        house: &form.house,
    };
    match carry_out(tx, act, &case, true, doing).await? {
        Some(order) => Ok(Submitted::New(Box::new(order))),
        None => Ok(Submitted::Waits(order)),
    }
}

/// What an import is about.
pub(super) struct Asked<'a> {
    pub(super) kind: Kind,
    pub(super) order: OrderId,
    pub(super) customer: crate::customers::CustomerId,
    pub(super) service: &'a Service,
    /// The order as the customer wants it; none for a cancellation.
    pub(super) document: Option<&'a OrderDocument>,
}

/// A new import, not yet judged.
pub(super) fn fresh(act: &Act, asked: &Asked<'_>, contact: ContactId, code: String, terms: &Terms) -> ImportRow {
    let mut row = ImportRow {
        id: act.ids.id(act.now),
        organisation: act.organisation,
        customer: asked.customer,
        order_id: asked.order,
        kind: asked.kind.as_str().to_owned(),
        state: State::Waiting.as_str().to_owned(),
        revision: 0,
        submission_code: code,
        contact,
        submitted_by: act.actor.name.clone(),
        submitted_at: act.now,
        received_at: act.now,
        document: String::new(),
        operations: String::new(),
        findings: String::new(),
        remarks: 0,
        wish: String::new(),
        reason: String::new(),
        internal_note: String::new(),
        asked: false,
        service: asked.service.id,
        level: None,
        reference: String::new(),
        reference_key: String::new(),
        collection_date: orders::NO_DATE.to_owned(),
        delivery_date: orders::NO_DATE.to_owned(),
        from_place: String::new(),
        to_place: String::new(),
        goods: String::new(),
        cut_off_at: None,
        decided_at: None,
        decided_by: None,
        decided_side: None,
        with_changes: false,
        seen_at: None,
        seen_by: None,
    };
    if let Some(document) = asked.document {
        say(&mut row, document, asked.service, terms, act.now);
    }
    row
}

/// Writes a document into an import's row, with the columns that lists need.
pub(super) fn say(row: &mut ImportRow, document: &OrderDocument, service: &Service, terms: &Terms, received: Timestamp) {
    let columns = orders::derive(document);
    let collections = document.stops().filter(|(_, at)| at.kind == StopKind::Collection);
    let deadlines = collections.filter_map(|(_, at)| service.cut_off.deadline(at.stop.date?, &terms.settings.zone));
    row.received_at = received;
    row.document = document.to_json();
    row.service = service.id;
    row.level = document.level.as_deref().and_then(|level| level.parse().ok());
    row.reference = columns.reference;
    row.reference_key = columns.reference_key;
    row.collection_date = columns.collection_date;
    row.delivery_date = columns.delivery_date;
    row.from_place = columns.from_place;
    row.to_place = columns.to_place;
    row.goods = columns.goods;
    row.cut_off_at = deadlines.min();
}

/// What the order would become, for whoever looks at a waiting create.
///
/// # Errors
/// A fault when a setting holds a word that does not exist.
pub fn would_become(case: &Case) -> Result<rules::creation_status::Decision, Failure> {
    becomes(&case.terms)
}
