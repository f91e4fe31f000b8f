//! The page of what was submitted and is no order: it waits for the carrier, was not accepted, or was taken back. The same page as an
//! order's, as far as there is something to say.

use rules::label::Stage;
use rules::order::OrderDocument;
use rules::order_import::{Kind, State, Trail, portal_badge};
use rules::submission_code::SubmissionCode;

use super::approval;
use super::load::Submission;
use super::shown::{EndedShown, Eyes, OrderPage, document_facts};
use super::stops::consignments;
use super::timeline;
use super::why::Why;
use crate::documents::{self, DocumentRow, TypeRow};
use crate::failure::Failure;
use crate::labels;
use crate::order_import::{AWAITING, ImportRow, NOT_ACCEPTED, shelf};
use crate::orders::OwnLabels;
use crate::orders::approval::{QUESTION, badge};
use crate::orders::lists::Badge;
use crate::orders::status_words as words;
use crate::orders::stops_so_far::StopsSoFar;
use crate::shell::{Frame, says};
use crate::viewer::Side;

fn code(row: &ImportRow) -> String {
    SubmissionCode::parse(&row.submission_code).map_or_else(|_| row.submission_code.clone(), |code| code.to_string())
}

/// What it is called: its reference; without one, its submission code.
pub(super) fn title(submission: &Submission) -> String {
    let row = &submission.row;
    if row.reference.is_empty() { code(row) } else { row.reference.clone() }
}

/// Writes the page.
pub(super) fn shown(frame: Frame, submission: &Submission, eyes: &Eyes<'_>) -> Result<OrderPage, Failure> {
    let Submission { row, document, around, approval, told, before, labels: tally, documents } = submission;
    let (zone, title) = (eyes.zone, title(submission));
    let here = format!("{}/orders/{}", eyes.root, row.order_id);
    let own = OwnLabels::of(&submission.approval.standing.terms.order_form);
    let mut consignments = consignments(document, &StopsSoFar::default(), (says::today(eyes.now, zone), zone), &own);
    for stop in consignments.iter_mut().flat_map(|part| &mut part.stops) {
        // No planner has seen it: nothing is to plan yet.
        (stop.state, stop.state_badge) = ("", "");
    }
    let reader = approval::Reader { carrier: eyes.carrier, zone, now: eyes.now, may: eyes.may.order, here: &here, title: &title };
    let mut facts = vec![("Customer reference", row.reference.clone()), ("Transport service", around.service.clone())];
    facts.extend(around.level.clone().map(|level| ("Service level", level)));
    let waits = shelf(row) == Some(AWAITING);
    Ok(OrderPage {
        import: None,
        unseen: false,
        list: ("Orders", format!("{}/orders", eyes.root)),
        version: row.revision,
        badges: badges(row),
        facts: document_facts(facts, document, &own),
        code: code(row),
        emails: document.contact_emails.clone(),
        submitted: (row.submitted_at.to_string(), says::instant(row.submitted_at, zone)),
        created_by: row.submitted_by.clone(),
        steps: Vec::new(),
        off: !waits,
        why: why(row, eyes.carrier),
        ended: ended(row, zone),
        approval: approval::shown(approval, &reader)?,
        timeline: timeline::items(told, Side::Customer, zone),
        earlier: told.first().filter(|oldest| oldest.earlier).map(|oldest| oldest.entry),
        back_then: before.is_some(),
        charges: None,
        labels: labels::panel(
            if waits { Stage::Waiting } else { Stage::NotAccepted },
            *tally,
            document.totals().quantity,
            (row.order_id, &here),
            eyes.may.labels,
            eyes.carrier,
        ),
        documents: filed(documents, document, eyes, (&here, waits)),
        send: false,
        end: None,
        undo: false,
        report: false,
        report_all: Vec::new(),
        duplicate: None,
        template: eyes.may.template.then(|| format!("{here}/template")),
        change: None,
        problem: String::new(),
        consignments,
        title,
        frame,
        here,
    })
}

/// Its documents; they are the order's once it is one. Added while it waits.
fn filed(
    (rows, types): &(Vec<DocumentRow>, Vec<TypeRow>),
    document: &OrderDocument,
    eyes: &Eyes<'_>,
    (here, waits): (&str, bool),
) -> Option<documents::Panel> {
    let may = eyes.may.documents && waits;
    let eyes = documents::Eyes { desk: false, may, open: waits, here, types_at: None, zone: eyes.zone };
    documents::panel((rows, types), document, &eyes, Vec::new())
}

fn badges(row: &ImportRow) -> Vec<Badge> {
    let state = if shelf(row) == Some(AWAITING) { Some(State::Waiting) } else { State::parse(&row.state) };
    let mut badges: Vec<Badge> = state.and_then(|state| badge(portal_badge(Kind::Create, state, Trail::default()))).into_iter().collect();
    if row.asked {
        badges.push(QUESTION);
    }
    badges
}

fn why(row: &ImportRow, carrier: &str) -> Why {
    let (title, sentence) = match shelf(row) {
        Some(AWAITING) => (
            "Why Waiting for approval?",
            format!("{carrier} looks at what you submit before it becomes an order. It gets its number then, and you hear by mail."),
        ),
        Some(NOT_ACCEPTED) => ("Why Not accepted?", format!("{carrier} does not carry it out. Its reference is free again.")),
        _ => ("Why Cancelled?", "It was cancelled before it became an order. Its reference is free again.".to_owned()),
    };
    Why { title: title.to_owned(), sentences: vec![sentence], levels: Vec::new() }
}

/// Why it never became an order; none while it waits.
fn ended(row: &ImportRow, zone: &jiff::tz::TimeZone) -> Option<EndedShown> {
    let at = row.decided_at.filter(|_| shelf(row).is_some_and(|shelf| shelf != AWAITING))?;
    let (kind, side, reason) =
        if shelf(row) == Some(NOT_ACCEPTED) { ("DECLINED", "CARRIER", &row.reason) } else { ("CANCELLED", "CUSTOMER", &row.wish) };
    Some(EndedShown {
        what: words::ended(kind, side, true),
        by: row.decided_by.clone().unwrap_or_default(),
        iso: at.to_string(),
        at: says::instant(at, zone),
        reason: reason.clone(),
        note: String::new(),
    })
}
