//! A change of an order in words: what history keeps, mails tell and the desk compares, each field called as the form calls it
//! and each value written as the order page writes it (rules 5.7, 10.5).

mod names;
mod values;
mod whereabouts;

use rules::order::{OrderDocument, PartId};
use rules::order_change::{Conflict, Operation, Path};
use serde_json::Value;

pub use names::{ChangeNames, names_for};
use values::{home_of, in_words, value_at};
use whereabouts::{Whereabouts, input};

use crate::history::Change;

/// One row of a difference view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// The path's text: what a choice is posted under.
    pub path: String,
    /// The form's field it shows at; none where the form of the proposed order has no such field.
    pub place: Option<String>,
    /// What changes: `Goods line 3, weight (kg)`.
    pub field: String,
    /// What the change started from; empty for nothing.
    pub from: String,
    /// What stands in the order now; empty for nothing.
    pub current: String,
    /// What is proposed; empty for nothing.
    pub proposed: String,
}

/// A change in words: one [`Change`] per operation, in their order.
#[must_use]
pub fn change_words(operations: &[Operation], before: &OrderDocument, after: &OrderDocument, names: &ChangeNames) -> Vec<Change> {
    let wording = Wording::new(before, after, names);
    operations.iter().map(|operation| wording.change(operation)).collect()
}

/// Puts the operations of one change into words: from the order as it is to the order as it would be.
pub struct Wording<'a> {
    before: &'a OrderDocument,
    after: &'a OrderDocument,
    whereabouts: Whereabouts,
    names: &'a ChangeNames,
}

impl<'a> Wording<'a> {
    /// Between these two.
    #[must_use]
    pub fn new(before: &'a OrderDocument, after: &'a OrderDocument, names: &'a ChangeNames) -> Self {
        Self { before, after, whereabouts: Whereabouts::between(before, after), names }
    }

    /// An operation as history keeps it.
    #[must_use]
    pub fn change(&self, operation: &Operation) -> Change {
        let [from, to] = self.told_apart(&operation.path, [operation.from.as_ref(), operation.to.as_ref()]);
        Change { field: self.whereabouts.field(operation, self.names), from, to }
    }

    /// An operation beside what stands in the order now, for the difference view.
    #[must_use]
    pub fn row(&self, operation: &Operation) -> ChangeRow {
        let current = value_at(self.before, &operation.path);
        self.written(operation, current.as_ref())
    }

    /// A conflict, for the difference view.
    #[must_use]
    pub fn conflict_row(&self, conflict: &Conflict) -> ChangeRow {
        let Conflict { path, from, proposed, .. } = conflict;
        let operation = Operation { path: path.clone(), from: from.clone(), to: proposed.clone(), after: None };
        self.written(&operation, conflict.current.as_ref())
    }

    fn written(&self, operation: &Operation, current: Option<&Value>) -> ChangeRow {
        let path = &operation.path;
        let [from, current, proposed] = self.told_apart(path, [operation.from.as_ref(), current, operation.to.as_ref()]);
        let place = self.whereabouts.place(path).and_then(|place| input(place, path));
        ChangeRow { path: path.to_string(), place, field: self.whereabouts.field(operation, self.names), from, current, proposed }
    }

    /// The values in words. Where only the location behind an address differs, which of them is from the address book is said.
    fn told_apart<const N: usize>(&self, path: &Path, values: [Option<&Value>; N]) -> [String; N] {
        let home = home_of(path, [self.after, self.before]);
        let said = values.map(|value| value.map(|value| self.said(path, home, value)).unwrap_or_default());
        let is_address = matches!(path, Path::Part { field, .. } if field == "address");
        if !is_address || said.iter().any(|words| *words != said[0]) {
            return said;
        }
        let mut said = said;
        for (words, value) in said.iter_mut().zip(values) {
            if value.is_some_and(|value| value.get("location").is_some()) {
                words.push_str(", from the address book");
            }
        }
        said
    }

    fn said(&self, path: &Path, home: values::Home, value: &Value) -> String {
        match path {
            Path::Order { field } if matches!(field.as_str(), "service" | "level") => self.names.name(value),
            Path::Sequence { .. } => {
                let ids = value.as_array().into_iter().flatten().filter_map(Value::as_str).map(PartId::new);
                let named = ids.filter_map(|id| values::short(self.after, &id).or_else(|| values::short(self.before, &id)));
                named.collect::<Vec<_>>().join(", ")
            }
            _ => in_words(path, home, value),
        }
    }
}

#[cfg(test)]
mod tests;
