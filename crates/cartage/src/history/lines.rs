//! A timeline for people: what happened, by whom, when, field by field, newest first; and what somebody else did meanwhile.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::db::Tx;
use uuid::Uuid;

use super::act::Change;
use super::erase::ERASED;
use super::store::{Told, of_subject};
use crate::failure::Failure;
use crate::shell::says;
use crate::viewer::Scope;

/// A line of a timeline; shown by `history/timeline.html`.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What happened: `Changed`.
    pub title: &'static str,
    /// Who did it; nobody after an erasure.
    pub by: String,
    /// When, for machines.
    pub at: Timestamp,
    /// When, for people.
    pub when: String,
    /// Field by field.
    pub changes: Vec<Change>,
    /// What else belongs to it.
    pub detail: String,
    /// The reason, as written.
    pub reason: String,
    /// The note beside it that only staff see.
    pub note: String,
    /// What it said was erased on request.
    pub erased: bool,
    /// More happened before it than a page shows: the thing, and the entry before which to go on.
    pub earlier: Option<(Uuid, i64)>,
}

/// The lines of a timeline, newest first; `title` puts a verb into words.
pub fn lines(told: Vec<Told>, zone: &TimeZone, title: impl Fn(&str) -> &'static str) -> Vec<Line> {
    let line = |told: Told| Line {
        title: if told.verb == ERASED { "Erased what was recorded before" } else { title(&told.verb) },
        by: told.actor.map(|actor| actor.name).unwrap_or_default(),
        when: says::instant(told.at, zone),
        at: told.at,
        changes: told.changes,
        detail: told.detail,
        reason: told.reason,
        note: told.note,
        erased: told.erased,
        earlier: told.earlier.then_some((told.subject, told.entry)),
    };
    told.into_iter().rev().map(line).collect()
}

/// The failure of somebody who came second: says what others did to `subject` since they looked, `steps` versions ago.
///
/// # Errors
/// When the database does not answer.
pub async fn overtaken(tx: &mut Tx, scope: Scope, subject: Uuid, steps: i64, zone: &TimeZone) -> Result<Failure, Failure> {
    let told = of_subject(tx, scope, subject).await?;
    let steps = usize::try_from(steps).ok().filter(|steps| *steps > 0).unwrap_or(1);
    let words: Vec<String> = told.iter().skip(told.len().saturating_sub(steps)).map(|told| said(told, zone)).collect();
    Ok(Failure::moved(if words.is_empty() { "This was changed meanwhile.".to_owned() } else { words.join(" ") }))
}

fn said(told: &Told, zone: &TimeZone) -> String {
    let who = told.actor.as_ref().map_or("Somebody", |actor| actor.name.as_str());
    let when = says::instant(told.at, zone);
    if told.changes.is_empty() {
        return format!("{who} changed this on {when}.");
    }
    let fields: Vec<String> =
        told.changes.iter().map(|change| format!("{} from “{}” to “{}”", change.field, change.from, change.to)).collect();
    format!("{who} changed {} on {when}.", fields.join(", "))
}
