//! The order in which the parts of a list stand, when one side arranged them anew.

use std::collections::{HashMap, HashSet};

use crate::order::PartId;

/// Each of the lists without the parts that are not in all of them.
pub(super) fn common(lists: [&[PartId]; 3]) -> [Vec<&PartId>; 3] {
    let sets = lists.map(|list| list.iter().collect::<HashSet<_>>());
    lists.map(|list| list.iter().filter(|id| sets.iter().all(|set| set.contains(id))).collect())
}

/// The list in the wanted order; a part the wanted order does not know stays behind the one it stood behind.
pub(super) fn arranged(list: &[PartId], wanted: &[PartId]) -> Vec<PartId> {
    let known: HashSet<_> = wanted.iter().collect();
    let mut first = Vec::new();
    let mut groups: HashMap<&PartId, Vec<&PartId>> = HashMap::new();
    let mut leader = None;
    for id in list {
        if known.contains(id) {
            leader = Some(id);
            groups.entry(id).or_default();
        } else {
            leader.map_or(&mut first, |leader| groups.entry(leader).or_default()).push(id);
        }
    }
    for id in wanted {
        if let Some(followers) = groups.remove(id) {
            first.push(id);
            first.extend(followers);
        }
    }
    first.into_iter().cloned().collect()
}
