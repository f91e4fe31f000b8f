//! Carries out operations on a document taken apart. Whatever their order in the change: removals first, then fields and
//! ends, then what is added, then the order of the lists; so that a part may move from one list to another.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::sequence::{arranged, common};
use super::tree::{Home, Tree, Unfit, same_field, same_part};
use super::{Choice, End, List, Operation, Path, Terms};
use crate::order::PartId;

/// What came of one operation.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    Applied,
    Already,
    Kept,
    Refused,
    Conflict { current: Option<Value>, can_take_proposed: bool },
}

pub(super) struct Engine<'a> {
    tree: Tree,
    /// The document before anything is done, where the change moves parts.
    before: Option<Tree>,
    operations: &'a [Operation],
    terms: &'a Terms,
    /// Where the change itself puts parts that there are: one found there was not moved by the other side.
    brought: HashMap<PartId, Home>,
    outcomes: Vec<Option<Outcome>>,
}

impl<'a> Engine<'a> {
    pub(super) fn new(tree: Tree, operations: &'a [Operation], terms: &'a Terms) -> Self {
        let brought: HashMap<_, _> = operations.iter().flat_map(brought).filter(|(id, _)| tree.parts.contains_key(id)).collect();
        let before = (!brought.is_empty()).then(|| tree.clone());
        let mut engine = Self { tree, before, operations, terms, brought, outcomes: Vec::new() };
        engine.outcomes = engine.at_first(&HashSet::new());
        engine
    }

    /// Carries everything out. A part the change moves must arrive: where it cannot, what took it away is a conflict too, and
    /// all is done again without.
    pub(super) fn run(&mut self) -> Result<(), Unfit> {
        let mut held = HashSet::new();
        loop {
            self.once()?;
            let lost: Vec<_> = self.brought.keys().filter(|id| !self.tree.parts.contains_key(*id)).collect();
            let takes = |operation: &Operation| operation.from.as_ref().map(ids_in).unwrap_or_default();
            let applied = (0..self.operations.len()).filter(|index| self.outcomes[*index] == Some(Outcome::Applied));
            let taken: Vec<_> = applied.filter(|index| takes(&self.operations[*index]).iter().any(|id| lost.contains(&id))).collect();
            let Some(before) = self.before.as_ref().filter(|_| !taken.is_empty()) else { return Ok(()) };
            self.tree = before.clone();
            held.extend(taken);
            self.outcomes = self.at_first(&held);
        }
    }

    /// What is known before anything is done: what the terms refuse, and what is held.
    fn at_first(&self, held: &HashSet<usize>) -> Vec<Option<Outcome>> {
        let outcome = |(index, operation): (usize, &Operation)| {
            let refused = self.terms.refuses(&self.tree, operation).then_some(Outcome::Refused);
            let stuck =
                || held.contains(&index).then(|| self.conflict(operation, self.standing(&operation.path), false).unwrap_or(Outcome::Kept));
            refused.or_else(stuck)
        };
        self.operations.iter().enumerate().map(outcome).collect()
    }

    /// The part that a removal or another end would take away.
    fn standing(&self, path: &Path) -> Option<Value> {
        match path {
            Path::Whole { id, .. } => self.tree.value(id),
            Path::End { consignment, end } => self.tree.end(consignment, *end).and_then(|id| self.tree.value(id)),
            Path::Order { .. } | Path::Custom { .. } | Path::Part { .. } | Path::Sequence { .. } => None,
        }
    }

    fn once(&mut self) -> Result<(), Unfit> {
        self.each(Operation::removes, |engine, operation| Ok(engine.remove(operation)))?;
        self.each(|operation| is_field(&operation.path), |engine, operation| Ok(engine.set(operation)))?;
        self.ends()?;
        self.each(Operation::adds, Self::add)?;
        self.each(|operation| matches!(operation.path, Path::Sequence { .. }), |engine, operation| Ok(engine.arrange(operation)))
    }

    pub(super) fn done(self) -> (Tree, Vec<Outcome>) {
        (self.tree, self.outcomes.into_iter().map(|outcome| outcome.unwrap_or(Outcome::Already)).collect())
    }

    fn each(
        &mut self,
        concerned: impl Fn(&Operation) -> bool,
        mut act: impl FnMut(&mut Self, &'a Operation) -> Result<Outcome, Unfit>,
    ) -> Result<(), Unfit> {
        for (index, operation) in self.operations.iter().enumerate() {
            if self.outcomes[index].is_none() && concerned(operation) {
                self.outcomes[index] = Some(act(self, operation)?);
            }
        }
        Ok(())
    }

    /// A conflict, unless somebody chose; `None` when the proposed was chosen and can be taken.
    fn conflict(&self, operation: &Operation, current: Option<Value>, can_take_proposed: bool) -> Option<Outcome> {
        match self.terms.choices.get(&operation.path) {
            Some(Choice::Current) => Some(Outcome::Kept),
            Some(Choice::Proposed) if can_take_proposed => None,
            _ => Some(Outcome::Conflict { current, can_take_proposed }),
        }
    }

    fn remove(&mut self, operation: &Operation) -> Outcome {
        let Path::Whole { list, id } = &operation.path else { return Outcome::Already };
        let Some(home) = self.tree.parts.get(id).map(|node| node.home.clone()) else { return Outcome::Already };
        if home != Home::In(list.clone()) {
            // moved: by this change itself, or by the other side
            let own = self.brought.get(id) == Some(&home);
            let conflict = || self.conflict(operation, self.tree.value(id), false).unwrap_or(Outcome::Kept);
            return if own { Outcome::Already } else { conflict() };
        }
        let current = self.tree.value(id);
        let untouched = current
            .as_ref()
            .zip(operation.from.as_ref())
            .is_some_and(|(current, from)| same_part(&home, current, from) || same_part(&home, current, &still_there(current, from)));
        if !untouched && let Some(conflict) = self.conflict(operation, current, true) {
            return conflict;
        }
        self.tree.take_value(id);
        if let Some(ids) = self.tree.list_mut(list) {
            ids.retain(|other| other != id);
        }
        Outcome::Applied
    }

    fn set(&mut self, operation: &Operation) -> Outcome {
        let (fields, home, name) = match &operation.path {
            Path::Order { field } => (Some(&self.tree.order), None, field),
            Path::Custom { key } => (Some(&self.tree.custom), None, key),
            Path::Part { id, field } => {
                let node = self.tree.parts.get(id);
                (node.map(|node| &node.fields), node.map(|node| &node.home), field)
            }
            Path::End { .. } | Path::Whole { .. } | Path::Sequence { .. } => return Outcome::Already,
        };
        let Some(fields) = fields else {
            return self.conflict(operation, None, false).unwrap_or(Outcome::Kept);
        };
        let current = fields.get(name);
        if same_field(home, name, current, operation.to.as_ref()) {
            return Outcome::Already;
        }
        if !same_field(home, name, current, operation.from.as_ref())
            && let Some(conflict) = self.conflict(operation, current.cloned(), true)
        {
            return conflict;
        }
        let fields = match &operation.path {
            Path::Custom { .. } => &mut self.tree.custom,
            Path::Part { id, .. } => match self.tree.parts.get_mut(id) {
                Some(node) => &mut node.fields,
                None => return Outcome::Already,
            },
            _ => &mut self.tree.order,
        };
        match &operation.to {
            Some(value) => fields.insert(name.clone(), value.clone()),
            None => fields.shift_remove(name),
        };
        Outcome::Applied
    }

    /// Ends change places all together, as collection and delivery may be swapped. One whose new stop stands elsewhere in the
    /// order, because the other side kept or put it there, is a conflict that leaves the others to be looked at again.
    fn ends(&mut self) -> Result<(), Unfit> {
        let mut ready = Vec::new();
        for (index, operation) in self.operations.iter().enumerate() {
            let Path::End { consignment, end } = &operation.path else { continue };
            if self.outcomes[index].is_some() {
                continue;
            }
            let old = self.tree.end(consignment, *end).cloned();
            match self.end(operation, old.as_ref()) {
                Some(outcome) => self.outcomes[index] = Some(outcome),
                None => ready.extend(old.map(|old| (index, old))),
            }
        }
        while let Some(stuck) = self.stuck(&ready) {
            let (index, old) = ready.remove(stuck);
            let conflict = self.conflict(&self.operations[index], self.tree.value(&old), false);
            self.outcomes[index] = Some(conflict.unwrap_or(Outcome::Kept));
        }
        for (_, old) in &ready {
            self.tree.take_value(old);
        }
        for (index, _) in ready {
            let operation = &self.operations[index];
            if let (Path::End { consignment, end }, Some(stop)) = (&operation.path, &operation.to) {
                let id = self.tree.put_plain(stop.clone(), Home::End(consignment.clone(), *end))?;
                self.tree.set_end(consignment, *end, id);
            }
            self.outcomes[index] = Some(Outcome::Applied);
        }
        Ok(())
    }

    /// What came of an end, if anything did before its new stop is put there.
    fn end(&self, operation: &Operation, old: Option<&PartId>) -> Option<Outcome> {
        let current = old.and_then(|id| self.tree.value(id));
        let Some(current) = current else {
            return Some(self.conflict(operation, None, false).unwrap_or(Outcome::Kept));
        };
        let home = Home::In(List::Stops { of: PartId::default() });
        let same = |other: &Option<Value>| other.as_ref().is_some_and(|other| same_part(&home, &current, other));
        if same(&operation.to) {
            return Some(Outcome::Already);
        }
        if same(&operation.from) { None } else { self.conflict(operation, Some(current), true) }
    }

    /// The first of these ends whose new stop would stand in the order twice.
    fn stuck(&self, ready: &[(usize, PartId)]) -> Option<usize> {
        let leaving: HashSet<_> = ready.iter().map(|(_, old)| old).collect();
        let mut coming = HashSet::new();
        ready.iter().position(|(index, _)| {
            let new = self.operations[*index].to.as_ref().and_then(id_of);
            new.is_none_or(|new| (self.tree.parts.contains_key(&new) && !leaving.contains(&new)) || !coming.insert(new))
        })
    }

    fn add(&mut self, operation: &Operation) -> Result<Outcome, Unfit> {
        let (Path::Whole { list, id }, Some(part)) = (&operation.path, &operation.to) else { return Ok(Outcome::Already) };
        let home = Home::In(list.clone());
        if let Some(node) = self.tree.parts.get(id) {
            let there = node.home == home;
            let current = self.tree.value(id);
            if there && current.as_ref().is_some_and(|current| same_part(&home, current, part)) {
                return Ok(Outcome::Already);
            }
            let replaceable = there && *list != List::Consignments;
            if let Some(conflict) = self.conflict(operation, current, replaceable) {
                return Ok(conflict);
            }
            self.tree.take_value(id);
            self.tree.put(list, part.clone())?;
            return Ok(Outcome::Applied);
        }
        let taken = ids_in(part).iter().any(|inner| self.tree.parts.contains_key(inner));
        if taken || self.tree.list(list).is_none() {
            return Ok(self.conflict(operation, None, false).unwrap_or(Outcome::Kept));
        }
        let put = self.tree.put(list, part.clone())?;
        if let Some(ids) = self.tree.list_mut(list) {
            let at = match &operation.after {
                None => 0,
                Some(after) => ids.iter().position(|other| other == after).map_or(ids.len(), |found| found + 1),
            };
            ids.insert(at, put);
        }
        Ok(Outcome::Applied)
    }

    fn arrange(&mut self, operation: &Operation) -> Outcome {
        let Path::Sequence { list } = &operation.path else { return Outcome::Already };
        let (from, to) = (ids(operation.from.as_ref()), ids(operation.to.as_ref()));
        let Some(current) = self.tree.list(list) else {
            return self.conflict(operation, None, false).unwrap_or(Outcome::Kept);
        };
        let [is, was, shall] = common([current, &from, &to]);
        if is == shall || was == shall {
            return Outcome::Already;
        }
        if is != was
            && let Some(conflict) = self.conflict(operation, Some(ids_value(current)), true)
        {
            return conflict;
        }
        let arranged = arranged(current, &to);
        if let Some(ids) = self.tree.list_mut(list) {
            *ids = arranged;
        }
        Outcome::Applied
    }
}

fn is_field(path: &Path) -> bool {
    matches!(path, Path::Order { .. } | Path::Custom { .. } | Path::Part { .. })
}

/// Which parts an operation puts where: an added one with what it holds, or the new end of a consignment.
fn brought(operation: &Operation) -> Vec<(PartId, Home)> {
    let Some(part) = &operation.to else { return Vec::new() };
    match &operation.path {
        Path::End { consignment, end } => id_of(part).map(|id| (id, Home::End(consignment.clone(), *end))).into_iter().collect(),
        Path::Whole { list: List::Consignments, id } => {
            let end = |name: &str, end| part.get(name).and_then(id_of).map(|inner| (inner, Home::End(id.clone(), end)));
            let all = |name: &str, list: List| inner_ids(part, name).map(move |inner| (inner, Home::In(list.clone())));
            let ends = [end("collection", End::Collection), end("delivery", End::Delivery)].into_iter().flatten();
            ends.chain(all("stops", List::Stops { of: id.clone() })).chain(all("goods", List::Goods { of: id.clone() })).collect()
        }
        Path::Whole { list, id } => vec![(id.clone(), Home::In(list.clone()))],
        Path::Order { .. } | Path::Custom { .. } | Path::Part { .. } | Path::Sequence { .. } => Vec::new(),
    }
}

fn ids_in(part: &Value) -> Vec<PartId> {
    let ends = ["collection", "delivery"].into_iter().filter_map(|name| part.get(name).and_then(id_of));
    id_of(part).into_iter().chain(ends).chain(inner_ids(part, "stops")).chain(inner_ids(part, "goods")).collect()
}

/// A consignment without the stops and goods lines that another one of its id has not: what the other side only removed from
/// it does not keep it from being removed.
fn still_there(current: &Value, from: &Value) -> Value {
    let mut from = from.clone();
    for name in ["stops", "goods"] {
        let there: HashSet<_> = inner_ids(current, name).collect();
        if let Some(Value::Array(parts)) = from.get_mut(name) {
            parts.retain(|part| id_of(part).is_some_and(|id| there.contains(&id)));
        }
    }
    from
}

fn inner_ids<'v>(part: &'v Value, name: &str) -> impl Iterator<Item = PartId> + use<'v> {
    part.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(id_of)
}

fn id_of(part: &Value) -> Option<PartId> {
    part.get("id").and_then(Value::as_str).map(PartId::new)
}

fn ids(list: Option<&Value>) -> Vec<PartId> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(PartId::new).collect()
}

fn ids_value(list: &[PartId]) -> Value {
    Value::Array(list.iter().map(|id| Value::String(id.0.clone())).collect())
}
