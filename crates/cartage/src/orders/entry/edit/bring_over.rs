//! What somebody typed over an older version, brought over to what stands there now: nobody's work is lost, and nothing that
//! others changed is set back by a form that was opened before (13, 5.7).

use std::collections::BTreeMap;

use kit::web::Fields;
use rules::order::{OrderDocument, PartId};
use rules::order_change::{self, Choice, Operation, Terms, changes, merge};

use super::super::carry::read_change;
use super::super::write;
use crate::failure::Failure;

/// A form brought over, and what the others had changed.
pub(super) struct BroughtOver {
    pub(super) fields: Fields,
    pub(super) others: Vec<Operation>,
}

/// Brings over a form that was made from `old`.
pub(super) fn bring_over(old: &OrderDocument, now: &OrderDocument, typed: &Fields) -> Result<BroughtOver, Failure> {
    let read = read_change(old, typed);
    let mut document = read.document;
    let mut fresh = 0;
    document.give_ids(|| {
        fresh += 1;
        PartId::new(format!("new part {fresh}"))
    });
    let own = changes(old, &document).map_err(|error| unfit(&error))?;
    let mut fields = write::whole(&over(now, &own)?);
    for (field, _) in &read.unread {
        fields.set(field, typed.raw(field));
    }
    for kept in ["submission", "late_reason"] {
        if typed.has(kept) {
            fields.set(kept, typed.raw(kept));
        }
    }
    Ok(BroughtOver { fields, others: changes(old, now).map_err(|error| unfit(&error))? })
}

/// A change laid over an order: where both say something, the change is shown.
pub(super) fn over(now: &OrderDocument, operations: &[Operation]) -> Result<OrderDocument, Failure> {
    let merged = merge(now, operations, &Terms::default()).map_err(|error| unfit(&error))?;
    if merged.conflicts.is_empty() {
        return Ok(merged.document);
    }
    let choose = |conflict: &order_change::Conflict| {
        (conflict.path.clone(), if conflict.can_take_proposed { Choice::Proposed } else { Choice::Current })
    };
    let choices: BTreeMap<_, _> = merged.conflicts.iter().map(choose).collect();
    let merged = merge(now, operations, &Terms { choices, ..Terms::default() }).map_err(|error| unfit(&error))?;
    Ok(merged.document)
}

fn unfit(error: &order_change::Unfit) -> Failure {
    Failure::fault(format!("a change that does not fit its document: {error:?}"))
}

#[cfg(test)]
mod tests {
    use rules::order::{Consignment, GoodsLine, Stop};

    use super::*;

    fn order() -> OrderDocument {
        let stop = |id: &str| Stop { id: PartId::new(id), ..Stop::default() };
        let goods = GoodsLine { id: PartId::new("g"), quantity: 2, ..GoodsLine::default() };
        let part = Consignment {
            id: PartId::new("c"),
            collection: stop("from"),
            delivery: stop("to"),
            goods: vec![goods],
            ..Consignment::default()
        };
        OrderDocument { reference: Some("PO 1".to_owned()), consignments: vec![part], ..OrderDocument::default() }
    }

    #[test]
    fn what_was_typed_stays_and_what_others_changed_is_not_set_back() {
        let old = order();
        let mut now = order();
        now.reference = Some("PO 2".to_owned());
        now.consignments[0].goods[0].quantity = 3;
        let mut typed = write::whole(&old);
        typed.set("c0.g0.quantity", "5");
        typed.set("c0.delivery.note", "ring");
        typed.set("c0.collection.date", "soon");
        typed.set("c0.g1.quantity", "7");
        let brought = bring_over(&old, &now, &typed).unwrap();
        for (field, value) in [
            ("reference", "PO 2"),
            ("c0.g0.quantity", "5"),
            ("c0.delivery.note", "ring"),
            ("c0.collection.date", "soon"),
            ("c0.g1.quantity", "7"),
        ] {
            assert_eq!(brought.fields.raw(field), value, "{field}");
        }
        let others: Vec<_> = brought.others.iter().map(|operation| operation.path.to_string()).collect();
        assert_eq!(others, ["order.reference", "part.g.quantity"]);
    }
}
