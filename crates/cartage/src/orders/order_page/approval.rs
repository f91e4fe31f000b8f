//! What the page says to the customer about approval: what waits for whom since when, what was not accepted and why, what the carrier
//! asks; and the acts Edit, Cancel and Take it back, greyed out with the reason in words (5.6 to 5.13). Whether something is in error
//! is never said: it waits.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rules::order_import::{self as rule, Facts, Kind, PortalBadge, Stage, State, Trail, portal_badge};

use super::load::Approval;
use crate::failure::Failure;
use crate::history::Change;
use crate::order_import::{ImportRow, Stood, why_not_in_words};
use crate::orders::customer_acts::CancelForm;
use crate::shell::says;

/// How long an answer that was seen still stands on the page, without its badge: whoever reads it is not cut short.
const LINGERS: SignedDuration = SignedDuration::from_mins(10);

/// What stands on the page.
#[derive(Default)]
pub(super) struct ApprovalShown {
    pub(super) notes: Vec<Note>,
    pub(super) question: Option<Question>,
    pub(super) acts: Acts,
}

/// Something that waits, or was not accepted.
pub(super) struct Note {
    /// The class of its banner and the name of its icon.
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) what: &'static str,
    /// ` since 4 May, 10:12`; empty for none.
    pub(super) rest: String,
    pub(super) explains: String,
    pub(super) changes: Vec<Change>,
    /// What somebody wrote; empty for nothing.
    pub(super) quoted: String,
    /// Whether *Seen* is asked for.
    pub(super) seen: bool,
}

/// What the carrier asks.
pub(super) struct Question {
    pub(super) heading: String,
    pub(super) asked: String,
    pub(super) by: String,
    pub(super) iso: String,
    pub(super) at: String,
    /// What was typed and not sent; empty at first.
    pub(super) typed: String,
    pub(super) error: String,
    /// Whether the viewer may answer.
    pub(super) may: bool,
}

/// Edit, Cancel, Take it back.
#[derive(Default)]
pub(super) struct Acts {
    pub(super) edit: Option<Act>,
    pub(super) cancel: Option<Act>,
    pub(super) cancel_form: Option<CancelForm>,
    /// As it stands on the page, where something can be taken back.
    pub(super) take_back: Option<Stood>,
}

/// An act: where it leads, or why it cannot be.
pub(super) type Act = Result<String, String>;

/// Who looks.
pub(super) struct Reader<'a> {
    pub(super) carrier: &'a str,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
    /// Whether they may place orders, and so change, cancel and answer.
    pub(super) may: bool,
    /// The page's address.
    pub(super) here: &'a str,
    /// What the order is called.
    pub(super) title: &'a str,
}

/// Writes it.
pub(super) fn shown(approval: &Approval, reader: &Reader<'_>) -> Result<ApprovalShown, Failure> {
    let standing = &approval.standing;
    let facts = standing.facts()?;
    let open = standing.import.as_ref().filter(|import| crate::order_import::tab(import).is_some());
    let mut notes = Vec::new();
    notes.extend(open.and_then(|import| waits(import, approval, reader)));
    if open.is_none() && standing.order.as_ref().is_some_and(|order| order.row.unseen_update) {
        notes.push(applied(reader));
    }
    notes.extend(approval.not_accepted.as_ref().and_then(|import| answer(import, approval, reader)));
    let question = approval.question.as_ref().map(|asked| Question {
        heading: format!("{} asks", reader.carrier),
        asked: asked.question.clone(),
        by: asked.asked_by.clone(),
        iso: asked.asked_at.to_string(),
        at: says::instant(asked.asked_at, reader.zone),
        typed: String::new(),
        error: String::new(),
        may: reader.may,
    });
    Ok(ApprovalShown { notes, question, acts: acts(&facts, standing.stood(), reader) })
}

fn words(badge: PortalBadge) -> &'static str {
    badge.words()
}

/// What waits, for whom, since when.
fn waits(import: &ImportRow, approval: &Approval, reader: &Reader<'_>) -> Option<Note> {
    let kind = Kind::parse(&import.kind)?;
    let badge = portal_badge(kind, State::Waiting, Trail::default())?;
    let carrier = reader.carrier;
    let explains = match (kind, import.asked) {
        (_, true) => format!("{carrier} waits for your answer."),
        (Kind::Create, false) => format!("{carrier} confirms it before it is planned. You hear by mail what becomes of it."),
        (Kind::Update, false) => format!("Until {carrier} has accepted it, the order stays as it is."),
        (Kind::Cancel, false) => format!("Until {carrier} has accepted it, the order is carried out."),
    };
    Some(Note {
        class: "warn",
        icon: "clock",
        what: words(badge),
        rest: format!(", by {} since {}", import.submitted_by, says::instant(import.submitted_at, reader.zone)),
        explains,
        changes: approval.changes.clone(),
        quoted: import.wish.clone(),
        seen: false,
    })
}

/// A change that was applied by itself and not seen yet.
fn applied(reader: &Reader<'_>) -> Note {
    Note {
        class: "",
        icon: "clock",
        what: words(PortalBadge::UpdateApplied),
        rest: String::new(),
        explains: format!("Your change is applied; {} has not seen it yet.", reader.carrier),
        changes: Vec::new(),
        quoted: String::new(),
        seen: false,
    }
}

/// What was not accepted, until it was seen and a little longer.
fn answer(import: &ImportRow, approval: &Approval, reader: &Reader<'_>) -> Option<Note> {
    let unseen = approval.standing.order.as_ref().is_some_and(|order| !order.row.not_accepted.is_empty());
    let lingers = import.seen_at.is_some_and(|at| reader.now.duration_since(at) < LINGERS) && approval.standing.import.is_none();
    if !unseen && !lingers {
        return None;
    }
    let badge = portal_badge(Kind::parse(&import.kind)?, State::Rejected, Trail::default())?;
    let by = import.decided_by.as_deref().map(|name| format!(" by {name}")).unwrap_or_default();
    let at = import.decided_at.map(|at| format!(", {}", says::instant(at, reader.zone))).unwrap_or_default();
    Some(Note {
        class: "danger",
        icon: "circle-x",
        what: words(badge),
        rest: format!("{by}{at}"),
        explains: "The order stays as it was.".to_owned(),
        changes: Vec::new(),
        quoted: import.reason.clone(),
        seen: unseen && reader.may,
    })
}

/// The acts: none at all where the flow never was, or to somebody who may not place orders.
fn acts(facts: &Facts<'_>, stood: Stood, reader: &Reader<'_>) -> Acts {
    if !reader.may || !rule::offered(facts) {
        return Acts::default();
    }
    let here = reader.here;
    let act = |may: Result<(), rule::WhyNot>, word: &str, done: &str| {
        may.map(|()| format!("{here}/{word}")).map_err(|why| why_not_in_words(&why, done))
    };
    let waits = |kind| matches!(facts.stage, Stage::Order { open: Some(open), .. } if open == kind);
    let cancel = (!waits(Kind::Cancel)).then(|| act(rule::may_cancel(facts), "cancel", "cancelled"));
    let form = matches!(cancel, Some(Ok(_))).then(|| CancelForm::new(facts, stood, reader.title, reader.carrier, here).in_dialog());
    Acts {
        edit: Some(act(rule::may_edit(facts), "edit", "changed")),
        cancel,
        cancel_form: form,
        take_back: (waits(Kind::Update) || waits(Kind::Cancel)).then_some(stood),
    }
}
