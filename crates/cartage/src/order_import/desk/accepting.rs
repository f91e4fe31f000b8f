//! Accepting an import from the desk: what was chosen is matched with its fields, and what is pressed as clean must be clean still.

use std::collections::BTreeMap;

use kit::db::Tx;
use kit::web::Fields;
use rules::order::OrderDocument;
use rules::order_change::Choice;

use crate::charges::{Foreseen, PriceSeen};
use crate::failure::{Failure, Refusal};
use crate::history::Act;
use crate::order_import::decide::{accept_seen, as_seen};
use crate::order_import::{Decision, How, NotChanged, Seen, drop_readers};
use crate::orders::Desk;
use crate::orders::{OrderRow, problem_in_words};

/// An import that is to be accepted.
pub(super) struct Accepting {
    pub(super) desk: Desk,
    pub(super) seen: Seen,
    pub(super) how: How,
    /// The order as staff edited it.
    pub(super) document: Option<OrderDocument>,
    /// What was posted: choices and the reason.
    pub(super) form: Fields,
    /// It was accepted as one without remarks: should there be one by now, it stays.
    pub(super) clean: bool,
}

/// Accepts it.
pub(super) async fn carry(tx: &mut Tx, act: &mut Act, accepting: Accepting) -> Result<Option<OrderRow>, NotChanged> {
    let Accepting { desk, seen, how, document, form, clean } = accepting;
    let case = as_seen(tx, &desk, seen).await?;
    if clean {
        let found = case.findings(act.now)?;
        if !(found.errors.is_empty() && found.remarks.is_empty()) {
            return Err(Failure::refused("Something is remarked about it by now. Nothing was done; look at it first.").into());
        }
    }
    let chosen = |operation: &rules::order_change::Operation| {
        let choice = match form.raw(&format!("choice.{}", operation.path)) {
            "current" => Choice::Current,
            "proposed" => Choice::Proposed,
            _ => return None,
        };
        Some((operation.path.clone(), choice))
    };
    let choices: BTreeMap<_, _> = case.operations.iter().filter_map(chosen).collect();
    let reason = form.raw("reason").to_owned();
    let (organisation, import) = (act.organisation, seen.import);
    let price = PriceSeen::Shown(form.text("price_seen"));
    let order = accept_seen(tx, act, case, Decision { desk, seen, how, document, choices, reason, price }).await?;
    drop_readers(tx, organisation, import, uuid::Uuid::nil(), act.now).await?;
    Ok(order)
}

/// What stood in the way of an acceptance.
#[derive(Debug, Default)]
pub(super) struct InTheWay {
    /// In words, each with the field it belongs to.
    pub(super) wrong: Vec<Refusal>,
    /// What becomes of the order's charges, where that was not shown.
    pub(super) price: Option<Box<Foreseen>>,
}

/// Why an import was not accepted. A fault, or what is not there, stays a failure.
pub(super) fn in_the_way(not: NotChanged, zone: &jiff::tz::TimeZone) -> Result<InTheWay, Failure> {
    let one = |refusal| InTheWay { wrong: vec![refusal], price: None };
    Ok(match not {
        NotChanged::Wrong(problems) => {
            let errors = problems.iter().filter(|problem| problem.severity == rules::order_check::Severity::Error);
            let wrong = errors.map(|problem| Refusal::at(problem.at.to_string(), problem_in_words(problem, zone))).collect();
            InTheWay { wrong, price: None }
        }
        NotChanged::ReferenceTaken(holder) => {
            one(Refusal::at("reference", format!("This reference is {}. It takes another one.", holder.words)))
        }
        NotChanged::NothingNew => one(Refusal::new("The order says all of this already.")),
        NotChanged::PriceNotSeen(foreseen) => {
            let words =
                "What becomes of the order's charges is not what you were shown. Nothing was done; look at it below and accept again.";
            InTheWay { wrong: vec![Refusal::new(words)], price: Some(foreseen) }
        }
        NotChanged::Failure(failure) => one(refusal(failure)?),
    })
}

/// What stood in the way, in words: a rule, or somebody who was first.
pub(super) fn refusal(failure: Failure) -> Result<Refusal, Failure> {
    match failure {
        Failure::Refused(refusal) => Ok(refusal),
        Failure::Mismatch(crate::failure::Mismatch::Moved(what)) => Ok(Refusal::new(what)),
        other => Err(other),
    }
}
