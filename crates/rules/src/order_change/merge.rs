//! A change applied to the order as it is now: fields one side touched merge, a field both touched is a conflict.

use serde_json::Value;

use super::engine::{Engine, Outcome};
use super::tree::{Tree, Unfit};
use super::{Operation, Path, Terms};
use crate::order::OrderDocument;

/// A field or part both sides changed, each to something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Which.
    pub path: Path,
    /// What both started from.
    pub from: Option<Value>,
    /// What stands in the order now.
    pub current: Option<Value>,
    /// What the change proposes.
    pub proposed: Option<Value>,
    /// Whether the proposed can be chosen: not for a field of a part, or a part in a consignment, that is gone.
    pub can_take_proposed: bool,
}

/// What came of a change. Every operation is in exactly one of the lists, in the order the change had them.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The order with everything in `applied`, and nothing else.
    pub document: OrderDocument,
    /// What was applied.
    pub applied: Vec<Operation>,
    /// What the order said already.
    pub already: Vec<Operation>,
    /// Where somebody must choose.
    pub conflicts: Vec<Conflict>,
    /// Conflicts in which the current was chosen.
    pub kept: Vec<Operation>,
    /// What touches a collection that has begun.
    pub refused: Vec<Operation>,
}

impl Merged {
    /// Nothing of the change is left: the order already says all of it (rule 5.9).
    #[must_use]
    pub fn is_already_so(&self) -> bool {
        self.applied.is_empty() && self.conflicts.is_empty() && self.kept.is_empty() && self.refused.is_empty()
    }

    /// All that is left of the change is on collections that have begun: nothing of it can be accepted.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        self.applied.is_empty() && self.conflicts.is_empty() && self.kept.is_empty() && !self.refused.is_empty()
    }
}

/// Merges a change into the order as it is now. The operations carry what they started from, so that their base itself is
/// not needed. Removing what the other side changed, and changing what it removed, are conflicts; adding never is, unless
/// the consignment it belongs in is gone. An added part stands behind the one it was put behind, or last where that is gone. A part
/// that the change moves to another consignment, or makes another end, goes whole: the other side's changes of it conflict.
pub fn merge(current: &OrderDocument, operations: &[Operation], terms: &Terms) -> Result<Merged, Unfit> {
    let mut engine = Engine::new(Tree::of(current)?, operations, terms);
    engine.run()?;
    let (tree, outcomes) = engine.done();
    let document = tree.document()?;
    let mut merged = Merged { document, applied: vec![], already: vec![], conflicts: vec![], kept: vec![], refused: vec![] };
    for (operation, outcome) in operations.iter().zip(outcomes) {
        match outcome {
            Outcome::Applied => merged.applied.push(operation.clone()),
            Outcome::Already => merged.already.push(operation.clone()),
            Outcome::Kept => merged.kept.push(operation.clone()),
            Outcome::Refused => merged.refused.push(operation.clone()),
            Outcome::Conflict { current, can_take_proposed } => merged.conflicts.push(Conflict {
                path: operation.path.clone(),
                from: operation.from.clone(),
                current,
                proposed: operation.to.clone(),
                can_take_proposed,
            }),
        }
    }
    Ok(merged)
}

/// Makes the revised document of the one the change was made from; everything must fit.
pub fn apply(base: &OrderDocument, operations: &[Operation]) -> Result<OrderDocument, Unfit> {
    let merged = merge(base, operations, &Terms::default())?;
    if merged.conflicts.is_empty() { Ok(merged.document) } else { Err(Unfit::Conflicts(merged.conflicts.len())) }
}
