//! What the order import does with the order asked about: made at once, waiting or in error, and why; then how far the customer
//! may change and cancel it. Each with the setting it comes from (rules 2.4, 3.6, 5.2).

use rules::creation_status::Standing;
use rules::order_import::{Effective, Findings, ImportError, Kind, Remark, Setting, Source, Verdict, judge};

use super::answer::{From, Said};
use super::facts::Facts;
use crate::creation_status::standing_word;
use crate::failure::Failure;
use crate::import_settings::{in_words, label};
use crate::transport_services::{NotPossible, Outlook};

/// What staff read of an import that came too late (3.6).
const TOO_LATE: &str = "Not allowed to create or update the order after the cutoff time";

/// The order import's part of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportSaid {
    /// What becomes of a submission.
    pub submitted: Said,
    /// Whether it may be edited, and how that is applied; none while the import is off.
    pub changes: Option<Said>,
    /// Whether it may be cancelled, and how that is applied; none while the import is off.
    pub cancellations: Option<Said>,
}

/// Answers for the order import; nothing where it is not provisioned.
///
/// # Errors
/// A fault when a row holds what no rule knows.
pub(super) fn import(facts: &Facts, ahead: &Outlook) -> Result<Option<ImportSaid>, Failure> {
    if !facts.settings.import_provisioned {
        return Ok(None);
    }
    let import = facts.customer.import(&facts.settings)?;
    if !import.enabled {
        let sentence = "Switched off: what customers submit is an order at once, and they can neither edit nor cancel it in the portal.";
        let submitted = Said { short: "Off".to_owned(), sentence: sentence.to_owned(), from: vec![from(facts, &import, Setting::Enabled)] };
        return Ok(Some(ImportSaid { submitted, changes: None, cancellations: None }));
    }
    Ok(Some(ImportSaid {
        submitted: submitted(facts, &import, ahead)?,
        changes: Some(changes(facts, &import)),
        cancellations: Some(cancellations(facts, &import)),
    }))
}

/// Where a setting that holds for the customer is set.
fn from(facts: &Facts, import: &Effective, setting: Setting) -> From {
    let decision = import.decision(setting);
    let says = format!("{}: {}", label(setting), in_words(decision.held));
    match decision.source {
        Source::Customer => {
            let from = facts.customer_profile(says);
            From { href: format!("{}#order-import", from.href), ..from }
        }
        Source::Organisation => From { says, href: "/settings/portal#order-import".to_owned(), place: "Organisation settings".to_owned() },
    }
}

fn submitted(facts: &Facts, import: &Effective, ahead: &Outlook) -> Result<Said, Failure> {
    let (standing, name) = (facts.customer.standing()?, &facts.customer.name);
    let standing_from = || facts.customer_profile(format!("Standing: {}", standing_word(standing)));
    if standing == Standing::Blocked {
        let sentence = format!("The standing of {name} is Blocked: nothing they submit is taken.");
        return Ok(Said { short: "Refused".to_owned(), sentence, from: vec![standing_from()] });
    }
    if let Some(against @ (NotPossible::Past | NotPossible::NotServed(_))) = ahead.date.as_ref().and_then(|date| date.against.as_ref()) {
        let why = if *against == NotPossible::Past { "is over" } else { "is not served" };
        let sentence = format!("The collection date {why}: the form says so, and nothing is submitted.");
        return Ok(Said { short: "Refused".to_owned(), sentence, from: Vec::new() });
    }
    let found = foreseen(standing, ahead);
    let mut settings = vec![from(facts, import, Setting::CreateAutomatically)];
    if found.has(Remark::Warning) {
        settings.push(standing_from());
    }
    let waits = "The customer sees Waiting for approval";
    let (short, sentence) = match judge(Kind::Create, import, &found) {
        Verdict::Apply => (
            "Created automatically",
            "It is an order at once. What needs your eyes waits all the same: a contact’s first order, an address much like a known one."
                .to_owned(),
        ),
        Verdict::Wait if found.has(Remark::Warning) => {
            ("Waits for approval", format!("The standing of {name} is Warning, so it is never created automatically. {waits}."))
        }
        Verdict::Wait => ("Waits for approval", format!("It stands in Order Imports until your staff press Create order. {waits}.")),
        Verdict::Error => (
            "Waits with an error",
            format!("It becomes an order import with the error “{TOO_LATE}”, seen by staff only. {waits}, as for any other."),
        ),
    };
    Ok(Said { short: short.to_owned(), sentence, from: settings })
}

/// What can be found before anything is submitted.
fn foreseen(standing: Standing, ahead: &Outlook) -> Findings {
    let mut found = Findings::default();
    if let Some(deadline) = ahead.date.as_ref().and_then(|date| date.against.as_ref()).and_then(NotPossible::late) {
        found.block(ImportError::CutOff { deadline }, None);
    }
    if let Some(remark) = Remark::of_standing(standing) {
        found.remark(remark, None);
    }
    found
}

fn changes(facts: &Facts, import: &Effective) -> Said {
    let updates = from(facts, import, Setting::Updates);
    if !import.updates.value {
        let sentence = "Edit is greyed out: updates are not enabled.".to_owned();
        return Said { short: "Not allowed".to_owned(), sentence, from: vec![updates] };
    }
    let limit = in_words(import.decision(Setting::UpdateLimit).held);
    let (short, how) = if import.apply_changes.value {
        ("Applied automatically", "are in the order at once")
    } else {
        ("Wait for approval", "wait until your staff accept them")
    };
    let sentence = format!("Until the order is past {limit}, or a collection has begun, the customer may edit it. Changes {how}.");
    let settings = [Setting::ApplyChanges, Setting::UpdateLimit].map(|setting| from(facts, import, setting));
    Said { short: short.to_owned(), sentence, from: [updates].into_iter().chain(settings).collect() }
}

fn cancellations(facts: &Facts, import: &Effective) -> Said {
    let limit = in_words(import.decision(Setting::CancelLimit).held);
    let (short, how) = if import.apply_cancellations.value {
        ("Applied automatically", "It is cancelled at once.")
    } else {
        ("Wait for approval", "The order stays until your staff accept it.")
    };
    let sentence = format!("Until the order is past {limit}, or a collection has begun, the customer may cancel it. {how}");
    let settings = [Setting::ApplyCancellations, Setting::CancelLimit].map(|setting| from(facts, import, setting));
    Said { short: short.to_owned(), sentence, from: settings.into() }
}
