//! Printing labels: those of an order, or of what waits to become one where the carrier allows it (9.3). The act numbers what has no
//! number yet, notes which revision was printed and records it; what comes out is drawn afterwards.

use std::collections::{BTreeMap, BTreeSet};

use kit::db::Tx;
use rules::label::{Offer, Says, Stage, offer};
use rules::order::{OrderDocument, PartId};
use rules::submission_code::SubmissionCode;

use super::drawing::{Words, label};
use super::table::UnitRow;
use super::units::{Whose, living};
use super::{store, units};
use crate::board::{self, Around};
use crate::customers::CustomerId;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject};
use crate::order_import;
use crate::orders::{self, OrderId, OrderNow};
use crate::organisations;
use crate::viewer::Scope;

/// The most labels of one file.
pub(super) const MOST: usize = 1_000;

/// Which labels are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// All, or, of more than [`MOST`], a thousand at a time: which thousand, from 0.
    All(usize),
    /// Those that were never printed, or say something else since.
    Open,
    /// These, by their count.
    These(BTreeSet<i64>),
}

/// Everything labels are made from.
pub(super) struct Loaded {
    pub(super) order: OrderId,
    pub(super) customer: CustomerId,
    /// The order's reference or number, by which its viewers call it.
    pub(super) number: String,
    pub(super) reference: String,
    pub(super) code: String,
    pub(super) document: OrderDocument,
    pub(super) around: Around,
    pub(super) offer: Offer,
    pub(super) begun: BTreeSet<PartId>,
    pub(super) rows: Vec<UnitRow>,
}

impl Loaded {
    /// The submission code as it is written.
    pub(super) fn written_code(&self) -> String {
        SubmissionCode::parse(&self.code).map_or_else(|_| self.code.clone(), |code| code.to_string())
    }

    fn whose(&self, scope: Scope) -> Whose<'_> {
        Whose { organisation: scope.organisation, customer: self.customer, order: self.order, code: &self.code }
    }
}

/// Reads what labels are made from, where this viewer sees it.
pub(super) async fn load(tx: &mut Tx, scope: Scope, id: OrderId) -> Result<Loaded, Failure> {
    let settings = organisations::settings(tx, scope.organisation).await?;
    let offered = |stage| offer(stage, settings.labels_before_approval);
    let rows = units::of_order(tx, scope.organisation, id).await?;
    match orders::by_id(tx, scope, id).await {
        Ok(row) => {
            let around = board::around(tx, &row).await?;
            let now = OrderNow::of(tx, row).await?;
            Ok(Loaded {
                order: id,
                customer: now.row.customer,
                number: now.row.number,
                reference: now.row.reference,
                code: now.row.submission_code,
                document: now.document,
                around,
                offer: offered(Stage::Order(now.status)),
                begun: now.begun,
                rows,
            })
        }
        Err(Failure::Mismatch(_)) => {
            let import = order_import::create_of(tx, scope, id).await?;
            let waits = matches!(import.state.as_str(), "WAITING" | "ERROR");
            let around = board::around_import(tx, &import).await?;
            Ok(Loaded {
                order: id,
                customer: import.customer,
                number: String::new(),
                reference: import.reference.clone(),
                document: order_import::read(&import.document)?,
                code: import.submission_code,
                around,
                offer: offered(if waits { Stage::Waiting } else { Stage::NotAccepted }),
                begun: BTreeSet::new(),
                rows,
            })
        }
        Err(failure) => Err(failure),
    }
}

/// Labels that were printed by an act.
pub(super) struct Printed {
    /// What they say, in the order of the goods.
    pub(super) labels: Vec<::labels::Label>,
    /// The submission code, for the file's name.
    pub(super) code: String,
}

/// Prints labels.
///
/// # Errors
/// Not found; refused when they are not offered, none is chosen or too many, or numbers have run out; or the database does not answer.
pub(super) async fn print(tx: &mut Tx, act: &mut Act, scope: Scope, id: OrderId, carrier: &str, which: Which) -> Result<Printed, Failure> {
    let mut loaded = load(tx, scope, id).await?;
    refuse(loaded.offer, carrier)?;
    units::follow(tx, act, loaded.whose(scope), (&loaded.document, &loaded.document), &loaded.begun).await?;
    loaded.rows = units::one_by_one(tx, &loaded.whose(scope)).await?;
    let words = Words { carrier, around: &loaded.around, code: loaded.written_code() };
    let places = rules::handling_unit::places(&loaded.document, &living(&loaded.rows)?);
    let chosen = chosen(&loaded, &which)?;
    let mut labels = Vec::with_capacity(chosen.len());
    let mut printed: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in chosen {
        let (unit, line) = (row.unit()?, PartId::new(&row.line));
        // A line that was taken off after its collection: there is nothing a label could say.
        let Some((says, place)) = Says::of(&loaded.document, &line).zip(places.get(&unit.ordinal).copied()) else { continue };
        labels.push(label(&words, &says, row, place)?);
        printed.entry(row.revision).or_default().push(row.ordinal);
    }
    if labels.is_empty() {
        return Err(Refusal::new("No label was chosen. Tick at least one.").into());
    }
    for (revision, ordinals) in &printed {
        store::put_printed(tx, (scope.organisation, id), *revision, ordinals, (&act.actor.name, act.now)).await?;
    }
    let detail = if labels.len() == 1 { "1 label".to_owned() } else { format!("{} labels", labels.len()) };
    act.record(tx, Entry::new(Subject("order", id.0), "labels.printed").of(loaded.customer).detail(detail)).await?;
    Ok(Printed { labels, code: loaded.written_code() })
}

/// Why labels are not to be had.
fn refuse(offer: Offer, carrier: &str) -> Result<(), Refusal> {
    Err(Refusal::new(match offer {
        Offer::Now => return Ok(()),
        Offer::WithPlanning => format!("It is a quote: its labels come when {carrier} sends it to planning."),
        Offer::WithApproval => format!("It waits for {carrier}: its labels come when it is accepted."),
        Offer::NoMore => "It was cancelled or not accepted: its labels are void.".to_owned(),
    }))
}

fn chosen<'a>(loaded: &'a Loaded, which: &Which) -> Result<Vec<&'a UnitRow>, Refusal> {
    let living = loaded.rows.iter().filter(|row| row.void_at.is_none());
    let rows: Vec<&UnitRow> = match which {
        Which::All(part) => living.skip(part.saturating_mul(MOST)).take(MOST).collect(),
        Which::Open => living.filter(|row| row.printed.is_none() || row.is_outdated()).take(MOST).collect(),
        Which::These(ordinals) => living.filter(|row| ordinals.contains(&row.ordinal)).collect(),
    };
    if rows.len() > MOST {
        return Err(Refusal::new(format!("{} labels are too many for one file; choose at most {MOST}.", rows.len())));
    }
    Ok(rows)
}
