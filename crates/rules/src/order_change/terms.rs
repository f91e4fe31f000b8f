//! Under which terms a change is merged: what somebody chose for conflicts, and which stops are out of reach.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;
use super::{End, Operation, Path};
use crate::order::PartId;

/// What is chosen for a field both sides changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// What stands in the order now.
    Current,
    /// What the change proposes.
    Proposed,
}

/// The terms. By default nobody chose, and nothing has begun.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// What somebody chose, by the conflict's path.
    pub choices: BTreeMap<Path, Choice>,
    /// The collection stops that have begun: what touches one of them is refused (rule 5.9).
    pub begun: BTreeSet<PartId>,
}

impl Terms {
    /// Whether the operation touches a collection that has begun: a field of the stop, its place in the consignment, or the
    /// consignment as a whole when it would be removed.
    pub(super) fn refuses(&self, tree: &Tree, operation: &Operation) -> bool {
        if self.begun.is_empty() {
            return false;
        }
        let begun_in = |consignment: &PartId| tree.end(consignment, End::Collection).is_some_and(|stop| self.begun.contains(stop));
        match &operation.path {
            Path::Part { id, .. } => self.begun.contains(id),
            Path::End { consignment, end: End::Collection } => begun_in(consignment),
            Path::Whole { id, .. } => operation.removes() && (self.begun.contains(id) || begun_in(id)),
            Path::Order { .. } | Path::Custom { .. } | Path::End { .. } | Path::Sequence { .. } => false,
        }
    }
}
