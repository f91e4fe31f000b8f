//! What changed between two versions of a document.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::tree::{Holds, Home, Node, Tree, Unfit, same_field};
use super::{End, List, Operation, Path};
use crate::order::{OrderDocument, PartId};

/// The operations that make `revised` of `base`. Both must have an id on every part, each once.
pub fn changes(base: &OrderDocument, revised: &OrderDocument) -> Result<Vec<Operation>, Unfit> {
    let mut differ = Differ { base: Tree::of(base)?, revised: Tree::of(revised)?, found: Vec::new() };
    differ.order();
    differ.list(&List::Consignments);
    for id in differ.revised.consignments.clone() {
        differ.consignment(&id);
    }
    Ok(differ.found)
}

struct Differ {
    base: Tree,
    revised: Tree,
    found: Vec<Operation>,
}

impl Differ {
    fn order(&mut self) {
        let (was, is) = (&self.base.order, &self.revised.order);
        let own = fields(None, was, is).filter(|(field, ..)| *field != "shape");
        let own = own.map(|(field, from, to)| Operation::new(Path::Order { field: field.to_owned() }, from, to));
        let custom = fields(None, &self.base.custom, &self.revised.custom);
        let custom = custom.map(|(key, from, to)| Operation::new(Path::Custom { key: key.to_owned() }, from, to));
        self.found.extend(own.chain(custom));
    }

    /// A consignment that is in both: its fields, its ends, its lists. A new one is added whole.
    fn consignment(&mut self, id: &PartId) {
        let (Some(was), Some(is)) = (consignment(&self.base, id), consignment(&self.revised, id)) else { return };
        let ends = [(End::Collection, &was.1.collection, &is.1.collection), (End::Delivery, &was.1.delivery, &is.1.delivery)];
        self.found.extend(part(id, was.0, is.0));
        for (end, was, is) in ends {
            self.found.extend(if was == is {
                parts(&self.base, &self.revised, is)
            } else {
                let path = Path::End { consignment: id.clone(), end };
                vec![Operation::new(path, self.base.value(was), self.revised.value(is))]
            });
        }
        self.list(&List::Stops { of: id.clone() });
        self.list(&List::Goods { of: id.clone() });
    }

    /// What was added to a list, removed from it, moved in it, and changed in what stayed.
    fn list(&mut self, list: &List) {
        let (Some(was), Some(is)) = (self.base.list(list), self.revised.list(list)) else { return };
        let (had, has): (HashSet<_>, HashSet<_>) = (was.iter().collect(), is.iter().collect());
        for id in was.iter().filter(|id| !has.contains(id)) {
            let path = Path::Whole { list: list.clone(), id: id.clone() };
            self.found.push(Operation::new(path, self.base.value(id), None));
        }
        for (index, id) in is.iter().enumerate() {
            if had.contains(id) {
                if *list != List::Consignments {
                    self.found.extend(parts(&self.base, &self.revised, id));
                }
                continue;
            }
            let path = Path::Whole { list: list.clone(), id: id.clone() };
            let after = index.checked_sub(1).map(|before| is[before].clone());
            self.found.push(Operation { after, ..Operation::new(path, None, self.revised.value(id)) });
        }
        let stayed = was.iter().filter(|id| has.contains(id));
        if stayed.ne(is.iter().filter(|id| had.contains(id))) {
            self.found.push(Operation::new(Path::Sequence { list: list.clone() }, Some(ids(was)), Some(ids(is))));
        }
    }
}

fn consignment<'a>(tree: &'a Tree, id: &PartId) -> Option<(&'a Node, &'a Holds)> {
    let node = tree.parts.get(id)?;
    Some((node, node.holds.as_ref()?))
}

fn parts(base: &Tree, revised: &Tree, id: &PartId) -> Vec<Operation> {
    match (base.parts.get(id), revised.parts.get(id)) {
        (Some(was), Some(is)) => part(id, was, is),
        _ => Vec::new(),
    }
}

fn part(id: &PartId, was: &Node, is: &Node) -> Vec<Operation> {
    let changed = fields(Some(&is.home), &was.fields, &is.fields);
    changed.map(|(field, from, to)| Operation::new(Path::Part { id: id.clone(), field: field.to_owned() }, from, to)).collect()
}

/// The fields that differ, those of `is` first as they stand, then those that are gone.
fn fields<'a>(
    home: Option<&'a Home>,
    was: &'a Map<String, Value>,
    is: &'a Map<String, Value>,
) -> impl Iterator<Item = (&'a str, Option<Value>, Option<Value>)> {
    let gone = was.keys().filter(move |key| !is.contains_key(*key));
    let differing = is.keys().chain(gone).filter(move |key| !same_field(home, key, was.get(*key), is.get(*key)));
    differing.map(|key| (key.as_str(), was.get(key).cloned(), is.get(key).cloned()))
}

fn ids(list: &[PartId]) -> Value {
    Value::Array(list.iter().map(|id| Value::String(id.0.clone())).collect())
}
