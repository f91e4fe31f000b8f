//! The quiet panel beside the form: until when it may be entered, the next possible collection, and what it will become, all by
//! the rules that judge the form itself (3.7, 2.1, 2.2).

use jiff::Timestamp;
use rules::creation_status::{Bound, Flow, Side, Status};
use rules::order::{OrderDocument, Part, Stop};
use rules::order_import::{Effective, Findings, ImportError, Kind, Remark, Verdict, judge};

use super::form::Asked;
use crate::failure::Failure;
use crate::orders::terms::Terms;
use crate::shell::says;
use crate::transport_services::{self, NotPossible};

/// What lies ahead of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ahead {
    /// The instant before which the chosen date must be entered, and the same in words; none without a cut-off or a date.
    pub(super) deadline: Option<(Timestamp, String)>,
    /// The collection stays when it was: its cut-off is not asked again (3.5).
    pub(super) unmoved: bool,
    /// Why the chosen date cannot be had: in short, and in words.
    pub(super) against: Option<(&'static str, String)>,
    /// The next possible collection in words; `none within a year` where there is none.
    pub(super) next: String,
    /// The same as ISO, to be put into the form.
    pub(super) next_date: Option<String>,
    /// Until when that holds, in words.
    pub(super) next_until: Option<String>,
    /// The earliest delivery in words.
    pub(super) delivery: Option<String>,
    /// What the order becomes, in words.
    pub(super) becomes: String,
}

/// Computes it; nothing while no service is chosen.
pub(super) fn ahead(terms: &Terms, document: &OrderDocument, asked: &Asked) -> Result<Option<Ahead>, Failure> {
    let kept = asked.base.as_ref().is_some_and(|base| base.locked);
    let Some(service) = terms.service.as_ref().filter(|service| kept || (service.permitted && !service.archived)) else { return Ok(None) };
    let zone = &terms.settings.zone;
    let today = says::today(asked.now, zone);
    // Of an order that is there only what is moved is judged (3.5).
    let stop = document.consignments.first().map(|first| &first.collection).filter(|stop| moved(asked, stop));
    let date = stop.and_then(|stop| Some((stop.date?, stop.window.and_then(|window| window.from))));
    let outlook = transport_services::outlook(service, terms.level, asked.now, zone, date);
    let in_words = |at: Timestamp| says::instant(at, zone);
    let chosen = outlook.date.as_ref();
    let import = imports(terms, asked.side);
    let late = chosen.and_then(|chosen| chosen.against.as_ref()).and_then(NotPossible::late);
    let earliest = chosen.map_or(outlook.next_delivery, |chosen| chosen.delivery);
    Ok(Some(Ahead {
        unmoved: stop.is_none() && !document.consignments.is_empty(),
        deadline: chosen.filter(|chosen| chosen.against.is_none()).and_then(|chosen| chosen.deadline).map(|at| (at, in_words(at))),
        against: chosen.and_then(|chosen| chosen.against.as_ref()).map(|against| match against {
            NotPossible::Past => ("Too late", "This date has passed.".to_owned()),
            NotPossible::NotServed(_) => ("Not possible", "The service does not collect on this date.".to_owned()),
            NotPossible::CutOff { deadline } | NotPossible::ShortNotice { deadline, .. } if import.is_some() => {
                let words =
                    format!("The cut-off for this date was {}. You can still submit; the carrier must confirm it.", in_words(*deadline));
                ("The carrier must confirm", words)
            }
            NotPossible::CutOff { deadline } | NotPossible::ShortNotice { deadline, .. } => {
                ("Too late", format!("This had to be entered before {}.", in_words(*deadline)))
            }
        }),
        next: outlook.next.as_ref().map_or_else(|| "none within a year".to_owned(), |next| says::date(next.date, today)),
        next_date: outlook.next.as_ref().map(|next| next.date.to_string()),
        next_until: outlook.next.as_ref().and_then(|next| next.deadline).map(in_words),
        delivery: earliest.map(|date| says::date(date, today)),
        becomes: becomes(terms, asked.side, import.as_ref(), late)?,
    }))
}

/// Whether the form is of what is no order yet, or moves this stop in time.
fn moved(asked: &Asked, stop: &Stop) -> bool {
    let had = asked.base.as_ref().and_then(|base| base.kept.as_ref()).and_then(|kept| kept.part(&stop.id));
    !matches!(had, Some(Part::Stop(had)) if (had.date, had.window, had.opening_hours) == (stop.date, stop.window, stop.opening_hours))
}

/// The order import as it holds for what a customer submits now; none in the direct flow and at the desk.
fn imports(terms: &Terms, side: Side) -> Option<Effective> {
    (terms.flow(side) == Flow::Import).then_some(terms.import)
}

fn becomes(terms: &Terms, side: Side, import: Option<&Effective>, late: Option<Timestamp>) -> Result<String, Failure> {
    let Ok(decision) = terms.decide(None, side, terms.flow(side))? else {
        return Ok("Orders cannot be placed now. Please contact the carrier.".to_owned());
    };
    if let Some(import) = import {
        let mut found = Findings::default();
        if let Some(deadline) = late {
            found.block(ImportError::CutOff { deadline }, None);
        }
        if let Some(remark) = Remark::of_standing(terms.customer.standing()?) {
            found.remark(remark, None);
        }
        return Ok(match (judge(Kind::Create, import, &found), decision.status) {
            (Verdict::Wait | Verdict::Error, _) => {
                "The carrier confirms this order before it is planned. Until then it stands under Waiting for approval."
            }
            (Verdict::Apply, Status::Quote) => "Becomes a Quote: the carrier looks at it before it is planned.",
            (Verdict::Apply, Status::ToPlan) => "Goes straight to planning, unless the carrier has to look at something first.",
        }
        .to_owned());
    }
    Ok(match (decision.status, decision.bound, side) {
        (Status::Quote, Some(Bound::ForcedQuote), Side::Customer) | (Status::Quote, _, Side::Customer) => {
            "Becomes a Quote: the carrier looks at it before it is planned.".to_owned()
        }
        (Status::ToPlan, _, Side::Customer) => "Goes straight to planning.".to_owned(),
        (status, _, Side::Staff) => {
            let word = if status == Status::Quote { "Quote" } else { "To Plan" };
            let standing = terms.customer.standing()?.as_str().replace('_', " ").to_lowercase();
            let warned = if decision.warned { format!(" Mind: the customer's standing is {standing}.") } else { String::new() };
            format!("By the settings: {word}.{warned}")
        }
    })
}
