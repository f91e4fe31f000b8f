//! Sending a form twice: the same content under the same submission id answers with the first result, other content is
//! never saved in its place (rule 7.6). Content is compared by the digest of its canonical bytes; the caller hashes.

use serde_json::Value;

use crate::order::{OrderDocument, PartId};

/// What a submission under an id is, given what is stored under that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Nothing was sent under this id: go on.
    First,
    /// The same content: answer with the first result and make nothing.
    Again,
    /// Other content: save nothing and ask (a new order, change the first, discard).
    Different,
}

/// Judges a submission by the digest stored under its id, if any, and its own.
#[must_use]
pub fn judge(stored: Option<&[u8]>, digest: &[u8]) -> Seen {
    match stored {
        None => Seen::First,
        Some(stored) if stored == digest => Seen::Again,
        Some(_) => Seen::Different,
    }
}

/// The bytes to hash: the document as JSON with sorted keys, without inner ids (a form that is posted again gets new
/// ones) and with decimals in their shortest form (1.50 is 1.5).
#[must_use]
pub fn canonical(document: &OrderDocument) -> Vec<u8> {
    let mut plain = document.clone();
    for consignment in &mut plain.consignments {
        consignment.id = PartId::default();
        let stops = [&mut consignment.collection, &mut consignment.delivery];
        stops.into_iter().chain(&mut consignment.stops).for_each(|stop| stop.id = PartId::default());
        for line in &mut consignment.goods {
            line.id = PartId::default();
            line.decimals_mut().for_each(|decimal| *decimal = decimal.normalize());
        }
    }
    canonical_json(&plain.to_value())
}

/// JSON bytes that depend on the value alone: keys sorted at every depth, no blanks.
#[must_use]
pub fn canonical_json(value: &Value) -> Vec<u8> {
    sorted(value).to_string().into_bytes()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<_> = fields.iter().collect();
            keys.sort_unstable_by_key(|(key, _)| *key);
            Value::Object(keys.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
