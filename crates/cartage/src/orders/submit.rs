//! Submitting: a form becomes an order at once, by the settings of this moment (rules 2 to 4, 7.6). One transaction: the rules
//! judge, the number is taken, order, history, projections and mail are written, or nothing is.

use kit::db::{DbError, Tx};
use rules::creation_status::{Flow, Side, Status};
use rules::location;
use rules::order::{OrderDocument, PartId, StopKind};
use rules::order_check::{self, Problem, Severity};
use rules::submission::{self, Seen};
use uuid::Uuid;

use super::making::{Making, make};
use super::table::{OrderRow, SubmissionRow};
use super::terms::Terms;
use super::{OrderId, store};
use crate::charges;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject};
use crate::labels;
use crate::locations::{self, Book, LocationRow};
use crate::order_import::{self, Holder};
use crate::organisations::OrganisationId;
use crate::telling::{self, About, House, News};

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
    pub keep: Vec<Keep>,
    /// The carrier, as its mails speak of it.
    pub house: House,
}

/// A stop whose address goes into the address book.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    /// Of which consignment, from 0.
    pub consignment: usize,
    /// Which stop.
    pub kind: StopKind,
    /// It was said that it is another place than those it looks like (7.4).
    pub another: bool,
}

/// What became of a form.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// A new order.
    New(Box<OrderRow>),
    /// It waits for the carrier (5.5): the id the order gets.
    Waits(OrderId),
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
    /// The reference is another order's (5.3).
    ReferenceTaken(Holder),
    /// Stops that name a location which is archived, or not this customer's any more.
    Gone(Vec<(usize, StopKind)>),
    /// Stops whose address is to be kept, and the locations it may be already.
    Perhaps(Vec<(usize, StopKind, Vec<LocationRow>)>),
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
    Terms::ahead(tx, act.organisation, form.customer, &form.document);
    store::series_ahead(tx, act.organisation);
    if let Some((order, number, same)) = sent_before(tx, act.organisation, form.membership, form.submission, &digest).await? {
        return if same { Ok(Submitted::Again(order)) } else { Err(NotSubmitted::Different { order, number }) };
    }
    let terms = Terms::load(tx, act.organisation, form.customer, form.side, &form.document).await?;
    let gone = terms.gone(&form.document);
    if !gone.is_empty() {
        return Err(NotSubmitted::Gone(gone));
    }
    if terms.flow(form.side) == Flow::Import {
        return order_import::receive(tx, act, form, terms, digest).await;
    }
    let decision = terms.decide(form.stated, form.side, Flow::Direct)?.map_err(|_| NotSubmitted::Blocked)?;
    let mut document = form.document.clone();
    terms.fill(&mut document);
    let problems = terms.problems(&document, act.now, form.side);
    let warned = problems.iter().any(|problem| problem.severity == Severity::Warning);
    if order_check::refuses(&problems) || (warned && form.reason.is_none()) {
        return Err(NotSubmitted::Wrong(problems));
    }
    keep_addresses(tx, act, &form, &mut document).await?;
    document.give_ids(|| PartId::new(act.ids.part()));
    let row = make(tx, act, &terms, Making::of(act, &form), &document, &decision).await?;
    labels::begin(tx, act, &terms.settings, row.whose(), &document).await?;
    remember(tx, act, (form.submission, form.membership), row.id, digest).await?;
    let what = if decision.status == Status::Quote { "order.quoted" } else { "order.submitted" };
    let mut entry = Entry::new(Subject("order", row.id.0), what).of(row.customer).detail(row.number.clone());
    if warned {
        entry = entry.note(form.reason.clone().unwrap_or_default());
    }
    act.record(tx, entry).await?;
    charges::price_new(tx, act, &row, &document, &terms).await?;
    telling::tell(tx, act, &form.house, &About::from(&row), &document, News::Submitted).await?;
    Ok(Submitted::New(Box::new(row)))
}

/// The order a form made before, what it is called, and whether the form held the same then; none for a form that is new.
pub(crate) async fn sent_before(
    tx: &mut Tx,
    organisation: OrganisationId,
    membership: Uuid,
    submission: Uuid,
    digest: &[u8],
) -> Result<Option<(OrderId, String, bool)>, Failure> {
    let before = store::submission(tx, organisation, membership, submission).await?;
    let stored = before.as_ref().map(|(_, _, digest)| digest.as_slice());
    let same = submission::judge(stored, digest) == Seen::Again;
    Ok(before.map(|(order, number, _)| (order, number, same)))
}

/// Remembers which form it was: sent again, it gets the first result (7.6).
pub(crate) async fn remember(
    tx: &mut Tx,
    act: &Act,
    (id, membership): (Uuid, Uuid),
    order: OrderId,
    digest: Vec<u8>,
) -> Result<(), Failure> {
    let sent = SubmissionRow { id, organisation: act.organisation, order_id: order, membership, digest, at: act.now };
    store::insert_submission(tx, &sent).await
}

/// Puts the addresses that were ticked into the customer's address book and ties the stops to them. Where one may be there already
/// it is asked which is meant before a second is stored (7.4).
///
/// # Errors
/// [`NotSubmitted::Perhaps`], or the database does not answer.
pub(crate) async fn keep_addresses(tx: &mut Tx, act: &mut Act, form: &Form, document: &mut OrderDocument) -> Result<(), NotSubmitted> {
    let scope = crate::viewer::Scope { organisation: act.organisation, customer: Some(form.customer) };
    let book = Book::of(scope, form.customer).ok_or_else(Failure::not_found)?;
    let mut unclear = Vec::new();
    for Keep { consignment: c, kind, another } in form.keep.iter().copied() {
        let Some(consignment) = document.consignments.get_mut(c) else { continue };
        let stop = match kind {
            StopKind::Collection => Some(&mut consignment.collection),
            StopKind::Further(s) => consignment.stops.get_mut(s),
            StopKind::Delivery => Some(&mut consignment.delivery),
        };
        let Some(stop) = stop.filter(|stop| stop.location.is_none()) else { continue };
        if !another && locations::is_same(tx, book, &stop.address).await?.is_none() {
            let near = locations::perhaps(tx, act.organisation, &location::Seen::By(form.customer), &stop.address).await?;
            if !near.is_empty() {
                unclear.push((c, kind, near));
                continue;
            }
        }
        let kept = locations::keep(tx, act, book, &stop.address).await?;
        stop.location = Some(kept.to_string());
    }
    if unclear.is_empty() { Ok(()) } else { Err(NotSubmitted::Perhaps(unclear)) }
}
