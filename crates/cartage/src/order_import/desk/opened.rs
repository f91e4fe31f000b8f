//! An import that somebody opens: everything its page needs of the database, read in one go and judged at this moment.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use kit::db::Tx;
use rules::creation_status::Decision;
use rules::order_change::{Merged, Operation};
use rules::order_import::{Findings, Kind};
use uuid::Uuid;

use super::place::Where;
use super::tabs::Tab;
use crate::board::{self, Around, ImportLine, QueuePlace};
use crate::charges::{self, Foreseen};
use crate::documents::{self, DocumentRow, TypeRow};
use crate::failure::Failure;
use crate::history::{self, Told};
use crate::labels::{self, Tally};
use crate::order_import::{Case, ImportId, QuestionRow, questions, readers, would_become};
use crate::orders::{self, ChangeNames};
use crate::rate_cards;
use crate::shell::says;
use crate::viewer::Scope;

/// How long a sign of having an import open counts.
pub(super) const SIGN_COUNTS: SignedDuration = SignedDuration::from_secs(60);

/// Who opens what.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) scope: Scope,
    pub(super) id: ImportId,
    /// Who opens it: not told that they have it open.
    pub(super) staff: Uuid,
    pub(super) now: Timestamp,
}

/// An import with what its page shows.
pub(super) struct Opened {
    pub(super) case: Case,
    pub(super) around: Around,
    pub(super) names: ChangeNames,
    /// Of an open update: what it makes of the order.
    pub(super) merged: Option<Merged>,
    /// Of an open one: what stands against it now; else what was found when it was decided.
    pub(super) findings: Findings,
    /// Of an open one: what it would cost, or what becomes of the order's charges (8.5).
    pub(super) price: Option<Foreseen>,
    /// Of an open create: what it would become.
    pub(super) becomes: Option<Decision>,
    pub(super) questions: Vec<QuestionRow>,
    /// Who else has it open.
    pub(super) readers: Vec<String>,
    pub(super) told: Vec<Told>,
    /// Of what is no order: its documents, and the types there are.
    pub(super) documents: Option<(Vec<DocumentRow>, Vec<TypeRow>)>,
    /// Of what is no order: its labels.
    pub(super) labels: Option<Tally>,
    /// The imports before and after it in the queue.
    pub(super) beside: [Option<ImportLine>; 2],
}

/// Reads it. What the address does not say about the queue, the import does.
pub(super) async fn load(tx: &mut Tx, wanted: &Wanted, at: &mut Where) -> Result<Opened, Failure> {
    let case = Case::load(tx, wanted.scope, wanted.id).await?;
    let import = &case.import;
    at.tab.get_or_insert_with(|| Tab::of(import));
    let (organisation, open) = (import.organisation, case.state.is_open());
    let around = board::around_import(tx, import).await?;
    let merged = if open { case.merged(BTreeMap::new())? } else { None };
    let findings = if open { case.findings(wanted.now)? } else { serde_json::from_str(&import.findings)? };
    let becomes = if open && case.kind == Kind::Create { Some(would_become(&case)?) } else { None };
    let price = if open { foreseen(tx, &case, merged.as_ref(), wanted.now).await? } else { None };
    let names = orders::names_for(tx, organisation, &named(&case, merged.as_ref())).await?;
    let questions = questions(tx, organisation, import.id).await?;
    let others = readers(tx, organisation, import.id, wanted.now - SIGN_COUNTS).await?;
    let readers = others.into_iter().filter(|reader| reader.staff != wanted.staff).map(|reader| reader.name).collect();
    let told = history::of_subject_before(tx, wanted.scope, import.order_id.0, i64::MAX).await?;
    let submission = case.kind == Kind::Create && case.order.is_none();
    let documents = if submission { Some(documents::of_order(tx, organisation, import.order_id).await?) } else { None };
    let labels = if submission { Some(labels::tally(tx, organisation, import.order_id).await?) } else { None };
    let place = QueuePlace { at: import.submitted_at, id: import.id };
    let beside = board::beside(tx, at.queue(wanted.scope), place).await?;
    Ok(Opened { price, around, names, merged, findings, becomes, questions, readers, told, documents, labels, beside, case })
}

/// What accepting it does to charges; nothing where no rate card holds, or they do not follow.
async fn foreseen(tx: &mut Tx, case: &Case, merged: Option<&Merged>, now: Timestamp) -> Result<Option<Foreseen>, Failure> {
    let (settings, shown) = (&case.terms.settings, case.terms.customer.show_charges);
    let today = says::today(now, &settings.zone);
    match (&case.order, merged, &case.proposed) {
        (Some(order), Some(merged), _) => {
            let at = (settings.has_rate_cards, shown, today);
            let rerating = charges::rerating(tx, &order.row, &merged.document, at).await?;
            Ok(rerating.map(|rerating| Foreseen::of_change(&rerating, true)))
        }
        (None, _, Some(proposed)) if settings.has_rate_cards => {
            let import = &case.import;
            let priced = rate_cards::price(tx, import.organisation, import.customer, proposed, today).await?;
            Ok(priced.map(|priced| Foreseen::of_new(&priced, true)))
        }
        _ => Ok(None),
    }
}

/// The operations whose values are named, with what stands in the order where both sides changed it.
fn named(case: &Case, merged: Option<&Merged>) -> Vec<Operation> {
    let conflicts = merged.iter().flat_map(|merged| &merged.conflicts);
    let now = conflicts.map(|conflict| Operation {
        path: conflict.path.clone(),
        from: conflict.current.clone(),
        to: conflict.proposed.clone(),
        after: None,
    });
    case.operations.iter().cloned().chain(now).collect()
}
