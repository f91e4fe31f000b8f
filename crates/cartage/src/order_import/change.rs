//! What customers do with what they submitted: change it, cancel it, take back what waits (5.6 to 5.9).

use std::collections::BTreeSet;

use kit::db::{DbError, Tx};
use rules::creation_status::Side;
use rules::order::{OrderDocument, PartId};
use rules::order_change;
use rules::order_check::{self, Problem};
use rules::order_import::{Event, Findings, Kind, State, Step, Verdict, may_edit, start, step};
use uuid::Uuid;

use super::carry_out::{Doer, Doing, carry_out, claims_anew};
use super::case::{Case, unfit};
use super::judged::{self, Judged};
use super::receive::{Asked, fresh, say};
use super::standing::Standing;
use super::stood::Stood;
use super::table::ImportRow;
use super::{Holder, claims, near, refused};
use crate::charges::Foreseen;
use crate::contacts::ContactId;
use crate::failure::{Failure, Refusal};
use crate::history::Act;
use crate::labels;
use crate::orders::{self, OrderId, OrderNow, Terms, Why};
use crate::telling::House;
use crate::viewer::Scope;

/// A contact who acts, and what they had before them.
#[derive(Clone, Debug)]
pub struct Asker {
    /// What they see.
    pub scope: Scope,
    /// Their membership.
    pub contact: ContactId,
    /// The carrier, as its mails speak of it.
    pub house: House,
    /// Which order, or what waits to become one.
    pub order: OrderId,
    /// As it stood when they saw it.
    pub seen: Stood,
}

/// A changed form on its way.
#[derive(Clone, Debug)]
pub struct Change {
    /// Who sends it.
    pub asker: Asker,
    /// The id the form carries (7.6).
    pub submission: Uuid,
    /// The order as it shall be; parts keep their ids.
    pub document: OrderDocument,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is applied.
    Applied,
    /// It waits for the carrier.
    Waits,
    /// The same form was taken before.
    Again,
}

/// Why nothing was made of a change; nothing was changed.
#[derive(Debug)]
pub enum NotChanged {
    /// It says what the order says already.
    NothingNew,
    /// Something must be put right.
    Wrong(Vec<Problem>),
    /// The reference is another order's (5.3).
    ReferenceTaken(Holder),
    /// The order's charges change otherwise than was shown (8.5): what becomes of them.
    PriceNotSeen(Box<Foreseen>),
    /// Not allowed, moved, not there, or a fault.
    Failure(Failure),
}

impl From<Failure> for NotChanged {
    fn from(failure: Failure) -> NotChanged {
        NotChanged::Failure(failure)
    }
}

impl From<DbError> for NotChanged {
    fn from(error: DbError) -> NotChanged {
        NotChanged::Failure(error.into())
    }
}

/// A contact sends another version of what they submitted: a waiting create is revised in place, an order gets an update.
///
/// # Errors
/// See [`NotChanged`].
pub async fn change(tx: &mut Tx, act: &mut Act, change: Change, digest: Vec<u8>) -> Result<Changed, NotChanged> {
    let asker = &change.asker;
    if let Some((_, _, same)) = orders::sent_before(tx, act.organisation, asker.contact.0, change.submission, &digest).await? {
        return if same { Ok(Changed::Again) } else { Err(Failure::refused("This form was sent before with other content.").into()) };
    }
    let standing = Standing::load(tx, asker.scope, asker.order).await?;
    may_edit(&standing.facts()?).map_err(|why| refused::why_not(&why, "changed"))?;
    standing.unmoved(tx, asker, false).await?;
    orders::remember(tx, act, (change.submission, asker.contact.0), asker.order, digest).await?;
    match (standing.order, standing.import) {
        (None, Some(import)) => revise(tx, act, import, change).await,
        (Some(order), import) => update(tx, act, order, import, change).await,
        (None, None) => Err(Failure::not_found().into()),
    }
}

/// A waiting create says something else from now on, and is judged anew (5.6).
async fn revise(tx: &mut Tx, act: &mut Act, import: ImportRow, change: Change) -> Result<Changed, NotChanged> {
    let mut case = Case::of(tx, import).await?;
    let before = case.proposed.clone().unwrap_or_default();
    let mut document = change.document;
    let terms = Terms::load(tx, act.organisation, case.import.customer, Side::Customer, &document).await?;
    terms.still_there(&document, &before)?;
    terms.fill_change(&mut document, &before);
    document.give_ids(|| PartId::new(act.ids.part()));
    let operations = order_change::changes(&before, &document).map_err(|error| unfit(&error))?;
    if operations.is_empty() {
        return Err(NotChanged::NothingNew);
    }
    let near = judged::near_of_revision(tx, &case.import, &before, &document).await?;
    let Judged { problems, findings, verdict, .. } = judged::revision(&terms, &case.import, &document, &near, act.now)?;
    if order_check::refuses(&problems) {
        return Err(NotChanged::Wrong(problems));
    }
    let names = orders::names_for(tx, act.organisation, &operations).await?;
    let changes = orders::change_words(&operations, &before, &document, &names);
    let service = terms.service.as_ref().ok_or_else(|| Failure::fault("a submission without a service passed the rules"))?;
    say(&mut case.import, &document, service, &terms, act.now);
    let step = step(case.kind, case.state, &Event::CustomerSendsChange(verdict)).map_err(|refusal| refused::step(&refusal, &case))?;
    claim_for(tx, act, &case.import, &step, &terms).await?;
    claims::only(tx, &case.import).await?;
    let applied = verdict == Verdict::Apply;
    labels::follow(tx, act, case.import.whose(), (&before, &document), &BTreeSet::new()).await?;
    case.proposed = Some(document);
    case.terms = terms;
    let doer = if applied { Doer::Automation } else { Doer::Customer };
    let doing = Doing {
        step,
        doer,
        why: Why::default(),
        document: case.proposed.as_ref(),
        changes,
        with_changes: false,
        findings,
        house: &change.asker.house,
    };
    carry_out(tx, act, &case, false, doing).await?;
    Ok(if applied { Changed::Applied } else { Changed::Waits })
}

/// An order gets an update; one that waits makes way for it.
async fn update(tx: &mut Tx, act: &mut Act, order: OrderNow, open: Option<ImportRow>, change: Change) -> Result<Changed, NotChanged> {
    let asker = &change.asker;
    let mut document = change.document;
    let terms = Terms::load(tx, act.organisation, order.row.customer, Side::Customer, &document).await?;
    terms.still_there(&document, &order.document)?;
    terms.fill_change(&mut document, &order.document);
    document.give_ids(|| PartId::new(act.ids.part()));
    let operations = order_change::changes(&order.document, &document).map_err(|error| unfit(&error))?;
    if operations.is_empty() {
        return Err(NotChanged::NothingNew);
    }
    if operations.iter().any(order_change::Operation::changes_service) {
        return Err(Failure::from(Refusal::at("service", "The transport service of an order stays. Cancel it and submit another.")).into());
    }
    let near = near::places(tx, (act.organisation, order.row.customer), &document, Some(&order.document)).await?;
    let Judged { problems, findings, verdict, outcome } = judged::update(&terms, &order, (&document, &operations), &near, act.now)?;
    if order_check::refuses(&problems) {
        return Err(NotChanged::Wrong(problems));
    }
    let names = orders::names_for(tx, act.organisation, &operations).await?;
    let changes = orders::change_words(&operations, &order.document, &document, &names);
    let house = &change.asker.house;
    supersede(tx, act, open, &Event::CustomerSendsChange(verdict), house).await?;
    let order = OrderNow::load(tx, asker.scope, asker.order).await?;
    let service = terms.service.as_ref().ok_or_else(|| Failure::fault("an order without a service"))?;
    let asked = Asked { kind: Kind::Update, order: order.row.id, customer: order.row.customer, service, document: Some(&document) };
    let mut import = fresh(act, &asked, asker.contact, order.row.submission_code.clone(), &terms);
    import.operations = serde_json::to_string(&operations).map_err(Failure::from)?;
    let step = start(Kind::Update, verdict);
    claim_for(tx, act, &import, &step, &terms).await?;
    let applied = verdict == Verdict::Apply;
    let case = Case { import, kind: Kind::Update, state: State::Waiting, order: Some(order), proposed: Some(document), operations, terms };
    let doer = if applied { Doer::Automation } else { Doer::Customer };
    let document = outcome.as_ref().filter(|_| applied);
    let doing = Doing { step, doer, why: Why::default(), document, changes, with_changes: false, findings, house };
    carry_out(tx, act, &case, true, doing).await?;
    Ok(if applied { Changed::Applied } else { Changed::Waits })
}

/// Claims the reference a new revision or a new import says.
async fn claim_for(tx: &mut Tx, act: &Act, import: &ImportRow, step: &Step, terms: &Terms) -> Result<(), NotChanged> {
    if !claims_anew(step) || import.reference_key.is_empty() {
        return Ok(());
    }
    let claimed = claims::claim(tx, act, import.customer, import.order_id, &import.reference_key, &terms.settings.zone).await?;
    claimed.map_err(NotChanged::ReferenceTaken)
}

/// Ends an open import whose place something else takes.
pub(super) async fn supersede(tx: &mut Tx, act: &mut Act, open: Option<ImportRow>, event: &Event, house: &House) -> Result<(), Failure> {
    let Some(open) = open else { return Ok(()) };
    let case = Case::of(tx, open).await?;
    let step = step(case.kind, case.state, event).map_err(|refusal| refused::step(&refusal, &case))?;
    carry_out(tx, act, &case, false, plain(step, house)).await.map(drop)
}

/// A step of the customer's with nothing beside it.
pub(super) fn plain(step: Step, house: &House) -> Doing<'_> {
    Doing {
        step,
        doer: Doer::Customer,
        why: Why::default(),
        document: None,
        changes: Vec::new(),
        with_changes: false,
        findings: Findings::default(),
        house,
    }
}
