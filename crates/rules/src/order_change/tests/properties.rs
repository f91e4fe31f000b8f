//! What holds for any order and any two changes of it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::*;
use super::edits::{Edit, any_edits, any_edits_in_place, any_field_edits, any_order, edited};
use crate::order::{OrderDocument, PartId};

fn merged(current: &OrderDocument, operations: &[Operation]) -> Merged {
    merge(current, operations, &Terms::default()).unwrap()
}

fn paths(merged: &Merged) -> BTreeSet<Path> {
    merged.conflicts.iter().map(|conflict| conflict.path.clone()).collect()
}

fn unique(document: &OrderDocument) -> bool {
    let ids: Vec<_> = document.part_ids().collect();
    ids.iter().collect::<BTreeSet<_>>().len() == ids.len()
}

/// Both sides of an order: the customer's version and the staff's, and what each changed.
fn sides(base: &OrderDocument, ours: &[Edit], theirs: &[Edit]) -> [(OrderDocument, Vec<Operation>); 2] {
    [("A", ours), ("B", theirs)].map(|(side, edits)| {
        let revised = edited(base, side, edits);
        let operations = changes(base, &revised).unwrap();
        (revised, operations)
    })
}

/// The same parts in the same order, whatever was added where.
fn sorted(mut document: OrderDocument) -> OrderDocument {
    document.consignments.sort_by(|a, b| a.id.cmp(&b.id));
    for consignment in &mut document.consignments {
        consignment.stops.sort_by(|a, b| a.id.cmp(&b.id));
        consignment.goods.sort_by(|a, b| a.id.cmp(&b.id));
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// A change, stored and read again, makes the revised order of its base: unknown fields, order of parts and all.
    #[test]
    fn a_change_makes_the_revised_order(base in any_order(), edits in any_edits()) {
        let revised = edited(&base, "A", &edits);
        let operations = changes(&base, &revised).unwrap();
        let read: Vec<Operation> = serde_json::from_str(&serde_json::to_string(&operations).unwrap()).unwrap();
        prop_assert_eq!(&read, &operations);
        prop_assert_eq!(apply(&base, &read).unwrap(), revised.clone());
        prop_assert_eq!(operations.is_empty(), base == revised);
        let again = merged(&revised, &operations);
        prop_assert!(again.is_already_so(), "{:?}", again);
        prop_assert_eq!(again.document, revised);
        let whole: BTreeSet<_> = operations.iter().map(|operation| operation.path.to_string()).collect();
        prop_assert_eq!(whole.len(), operations.len(), "each path once");
    }

    /// What is previewed is what is applied; applying it again does nothing more; every id stands once.
    #[test]
    fn a_merge_is_what_it_says(base in any_order(), ours in any_edits(), theirs in any_edits()) {
        let [(_, operations), (current, _)] = sides(&base, &ours, &theirs);
        let first = merged(&current, &operations);
        prop_assert!(unique(&first.document), "{:?}", first);
        prop_assert_eq!(apply(&current, &first.applied).unwrap(), first.document.clone());
        let second = merged(&first.document, &operations);
        prop_assert_eq!(&second.document, &first.document);
        prop_assert!(second.applied.is_empty(), "{:?}", second.applied);
        prop_assert_eq!(paths(&second), paths(&first));
        let sum = first.applied.len() + first.already.len() + first.conflicts.len();
        prop_assert_eq!(sum, operations.len());
    }

    /// Who changed first does not matter: the conflicts are the same, and without any so is the result.
    #[test]
    fn two_changes_of_fields_commute(base in any_order(), ours in any_field_edits(), theirs in any_field_edits()) {
        let [(a, of_a), (b, of_b)] = sides(&base, &ours, &theirs);
        let (one, other) = (merged(&b, &of_a), merged(&a, &of_b));
        prop_assert_eq!(paths(&one), paths(&other));
        prop_assert_eq!(one.conflicts.is_empty(), one.document == other.document);
    }

    /// The same where parts come and go: only what both put in one place may stand in either order.
    #[test]
    fn two_changes_of_parts_commute(base in any_order(), ours in any_edits_in_place(), theirs in any_edits_in_place()) {
        let [(a, of_a), (b, of_b)] = sides(&base, &ours, &theirs);
        let (one, other) = (merged(&b, &of_a), merged(&a, &of_b));
        prop_assert_eq!(one.conflicts.is_empty(), other.conflicts.is_empty(), "{:?}\n{:?}", one.conflicts, other.conflicts);
        if one.conflicts.is_empty() {
            prop_assert_eq!(sorted(one.document), sorted(other.document));
        }
    }

    /// With a choice for each conflict none is left, but for what cannot be taken; the current chosen changes nothing.
    #[test]
    fn every_conflict_can_be_settled(base in any_order(), ours in any_edits(), theirs in any_edits()) {
        let [(_, operations), (current, _)] = sides(&base, &ours, &theirs);
        let open = merged(&current, &operations);
        let choose = |choice| open.conflicts.iter().map(|conflict| (conflict.path.clone(), choice)).collect::<BTreeMap<_, _>>();
        let terms = |choice| Terms { choices: choose(choice), ..Terms::default() };
        let kept = merge(&current, &operations, &terms(Choice::Current)).unwrap();
        prop_assert!(kept.conflicts.is_empty());
        prop_assert_eq!(kept.kept.len(), open.conflicts.len());
        prop_assert_eq!(kept.document, open.document);
        let taken = merge(&current, &operations, &terms(Choice::Proposed)).unwrap();
        prop_assert!(taken.conflicts.iter().all(|conflict| !conflict.can_take_proposed), "{:?}", taken.conflicts);
        prop_assert!(taken.kept.is_empty());
        prop_assert!(unique(&taken.document));
    }

    /// What both sides keep is kept, wherever they put it and whatever is chosen.
    #[test]
    fn nothing_both_sides_keep_is_lost(base in any_order(), ours in any_edits(), theirs in any_edits(), choose in any::<bool>()) {
        let [(revised, operations), (current, _)] = sides(&base, &ours, &theirs);
        let mut terms = Terms::default();
        if choose {
            terms.choices = merged(&current, &operations).conflicts.into_iter().map(|conflict| (conflict.path, Choice::Current)).collect();
        }
        let after = merge(&current, &operations, &terms).unwrap().document;
        let kept: BTreeSet<_> = revised.part_ids().collect();
        let there: BTreeSet<_> = after.part_ids().collect();
        for id in current.part_ids().filter(|id| kept.contains(id)) {
            prop_assert!(there.contains(id), "{} is lost", id);
        }
    }

    /// Collections that have begun stay what they are and where they are.
    #[test]
    fn a_collection_that_has_begun_is_out_of_reach(base in any_order(), ours in any_edits(), theirs in any_edits(), begun in 0..4_usize) {
        let [(_, operations), (current, _)] = sides(&base, &ours, &theirs);
        let collections = |document: &OrderDocument| -> Vec<_> {
            document.consignments.iter().map(|consignment| (consignment.id.clone(), consignment.collection.clone())).collect()
        };
        let Some((consignment, stop)) = collections(&current).get(begun).cloned() else { return Ok(()) };
        let terms = Terms { begun: BTreeSet::from([stop.id.clone()]), ..Terms::default() };
        let after = merge(&current, &operations, &terms).unwrap();
        prop_assert!(collections(&after.document).contains(&(consignment, stop.clone())));
        let touched = |operation: &Operation| matches!(&operation.path, Path::Part { id, .. } if *id == stop.id);
        prop_assert!(!after.applied.iter().any(touched));
    }

    /// Every conflict of something that is still there has a place in the form.
    #[test]
    fn what_is_in_the_order_has_a_place(base in any_order(), edits in any_edits()) {
        let revised = edited(&base, "A", &edits);
        let positions = Positions::of(&revised);
        let ids: BTreeSet<&PartId> = revised.part_ids().collect();
        for operation in changes(&base, &revised).unwrap() {
            let gone = matches!(&operation.path, Path::Whole { id, .. } if !ids.contains(id));
            prop_assert_eq!(positions.place(&operation.path).is_none(), gone, "{}", operation.path);
        }
    }
}
