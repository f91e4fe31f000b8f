//! Everything the page needs of the database, read in one go.

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::OrderStatus;

use crate::board::{self, Around};
use crate::charges::{self, ChargeRow, OrderPriceRow};
use crate::documents::{self, DocumentRow, TypeRow};
use crate::failure::Failure;
use crate::history::{self, Change, Told};
use crate::labels::{self, Tally};
use crate::order_form;
use crate::order_import::{self, Case, ImportRow, QuestionRow, Standing};
use crate::orders::change_words;
use crate::orders::names_for;
use crate::orders::stops_so_far::StopsSoFar;
use crate::orders::{CancellationRow, OrderId, OrderRow, OwnLabels, acts, progress, store};
use crate::organisations;
use crate::viewer::Scope;

/// An order with what belongs to it.
pub(super) struct Loaded {
    pub(super) row: OrderRow,
    pub(super) status: OrderStatus,
    pub(super) document: OrderDocument,
    pub(super) stops: StopsSoFar,
    pub(super) around: Around,
    /// What ended it, where that was not undone.
    pub(super) ended: Option<CancellationRow>,
    /// What happened, oldest first: the newest part, or what lies before an entry.
    pub(super) told: Vec<Told>,
    /// The entry before which `told` ends, where somebody looks further back.
    pub(super) before: Option<i64>,
    /// Its charges; none where they are not the viewer's to see.
    pub(super) charges: Vec<ChargeRow>,
    /// Whether they are shown to its customer.
    pub(super) charges_shown: bool,
    /// What the organisation's own fields are called.
    pub(super) own: OwnLabels,
    /// Its labels.
    pub(super) labels: Tally,
    /// Its documents, and the types there are.
    pub(super) documents: (Vec<DocumentRow>, Vec<TypeRow>),
    /// At the desk: how a rate card priced it, with the card's name.
    pub(super) price: Option<(OrderPriceRow, String)>,
    /// At the desk: whether there are rate cards.
    pub(super) rate_cards: bool,
}

/// Reads an order that this viewer can see, with what happened before an entry where they look further back; and
/// with its charges, where the viewer sees them.
pub(super) async fn load(tx: &mut Tx, scope: Scope, id: OrderId, before: Option<i64>, charges: bool) -> Result<Loaded, Failure> {
    let row = store::by_id(tx, scope, id).await?;
    let status = OrderStatus::parse(&row.status).ok_or_else(|| Failure::fault(format!("an order in status {:?}", row.status)))?;
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let stops = StopsSoFar::of(progress(tx, row.organisation, id).await?)?;
    let around = board::around(tx, &row).await?;
    let ended = if status == OrderStatus::Cancelled { acts::open_cancellation(tx, &row).await? } else { None };
    let told = history::of_subject_with(tx, scope, id.0, before.unwrap_or(i64::MAX), charges).await?;
    let (charges, charges_shown) = if charges {
        (charges::of_order(tx, &row).await?, charges::shown_to(tx, row.organisation, row.customer).await?)
    } else {
        (Vec::new(), false)
    };
    let own = OwnLabels::of(&order_form::arranged(tx, row.organisation).await?.0);
    let labels = labels::tally(tx, row.organisation, id).await?;
    let documents = documents::of_order(tx, row.organisation, id).await?;
    let rate_cards = scope.customer.is_none() && organisations::settings(tx, scope.organisation).await?.has_rate_cards;
    let price = if rate_cards { charges::price_of(tx, &row).await? } else { None };
    Ok(Loaded {
        row,
        status,
        document,
        stops,
        around,
        ended,
        told,
        before,
        charges,
        charges_shown,
        own,
        labels,
        documents,
        price,
        rate_cards,
    })
}

/// What its customer may know of an order's approval, or of what was submitted to become one.
pub(super) struct Approval {
    pub(super) standing: Standing,
    /// What an open update asks for, in words.
    pub(super) changes: Vec<Change>,
    /// What the carrier asks and nobody has answered.
    pub(super) question: Option<QuestionRow>,
    /// The last change or cancellation that was not accepted.
    pub(super) not_accepted: Option<ImportRow>,
}

/// Reads it.
pub(super) async fn approval(tx: &mut Tx, scope: Scope, id: OrderId) -> Result<Approval, Failure> {
    let standing = Standing::load(tx, scope, id).await?;
    let imports = order_import::of_order(tx, scope.organisation, id).await?;
    let not_accepted = imports.into_iter().rfind(|import| import.kind != "CREATE" && import.state == "REJECTED");
    let (mut changes, mut question) = (Vec::new(), None);
    if let Some(open) = standing.import.as_ref().filter(|import| order_import::tab(import).is_some()) {
        if open.asked {
            let questions = order_import::questions(tx, scope.organisation, open.id).await?;
            question = questions.into_iter().rfind(|question| question.answered_at.is_none());
        }
        if let (Some(order), "UPDATE") = (&standing.order, open.kind.as_str()) {
            let case = Case::of(tx, open.clone()).await?;
            let names = names_for(tx, scope.organisation, &case.operations).await?;
            let proposed = case.proposed.as_ref().unwrap_or(&order.document);
            changes = change_words(&case.operations, &order.document, proposed, &names);
        }
    }
    Ok(Approval { standing, changes, question, not_accepted })
}

/// What was submitted and is no order, with what belongs to it.
pub(super) struct Submission {
    pub(super) row: ImportRow,
    pub(super) document: OrderDocument,
    pub(super) around: Around,
    pub(super) approval: Approval,
    /// What happened, as in [`Loaded`].
    pub(super) told: Vec<Told>,
    pub(super) before: Option<i64>,
    /// Its labels.
    pub(super) labels: Tally,
    /// Its documents, and the types there are.
    pub(super) documents: (Vec<DocumentRow>, Vec<TypeRow>),
}

/// Reads what was submitted under an id that is no order.
pub(super) async fn submission(tx: &mut Tx, scope: Scope, id: OrderId, before: Option<i64>) -> Result<Submission, Failure> {
    let approval = approval(tx, scope, id).await?;
    let row = approval.standing.import.clone().ok_or_else(Failure::not_found)?;
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let around = board::around_import(tx, &row).await?;
    let told = history::of_subject_before(tx, scope, id.0, before.unwrap_or(i64::MAX)).await?;
    let labels = labels::tally(tx, scope.organisation, id).await?;
    let documents = documents::of_order(tx, scope.organisation, id).await?;
    Ok(Submission { row, document, around, approval, told, before, labels, documents })
}
