//! The queue as it is written: how long each waits, until when it can be collected, whose it is, what it wants, what is remarked.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::place::Where;
use super::tabs::Tab;
use crate::board::ImportLine;
use crate::order_import::ImportId;
use crate::shell::says;

/// A row of the queue.
pub(super) struct QueueRow {
    pub(super) id: ImportId,
    pub(super) href: String,
    /// The customer's reference; the order's number where there is none.
    pub(super) title: String,
    pub(super) customer: String,
    /// From where to where.
    pub(super) way: String,
    pub(super) badges: Vec<(&'static str, String)>,
    pub(super) submitted: (String, String),
    /// The cut-off of what waits: instant and words.
    pub(super) cut_off: Option<(String, String)>,
    /// Who decided what is done with, and when.
    pub(super) decided: String,
    pub(super) current: bool,
    /// What is posted to create it with others; none where it has to be opened.
    pub(super) pick: Option<String>,
}

/// Writes the rows. `may` decide; `list` is the address of the page.
pub(super) fn rows(
    lines: Vec<ImportLine>,
    (list, at): (&str, &Where),
    opened: Option<ImportId>,
    may: bool,
    (now, zone): (Timestamp, &TimeZone),
) -> Vec<QueueRow> {
    let query = at.query();
    let row = |line: ImportLine| {
        let pick = may && at.tab() == Tab::ToApprove && line.kind == "CREATE" && line.remarks == 0;
        QueueRow {
            href: format!("{list}/{}{query}", line.id),
            title: title(&line.reference, line.number.as_deref()),
            badges: badges(&line),
            way: format!("{} → {}", line.from_place, line.to_place),
            submitted: (line.submitted_at.to_string(), waiting(line.submitted_at, now)),
            cut_off: line.cut_off_at.filter(|_| at.tab().is_open()).map(|cut| (cut.to_string(), says::instant(cut, zone))),
            decided: match (&line.decided_by, line.decided_at) {
                (Some(by), Some(at)) => format!("{by}, {}", says::instant(at, zone)),
                _ => String::new(),
            },
            current: opened == Some(line.id),
            pick: pick.then(|| format!("{}:{}", line.id, line.revision)),
            customer: line.customer,
            id: line.id,
        }
    };
    lines.into_iter().map(row).collect()
}

/// What an import is called.
pub(super) fn title(reference: &str, number: Option<&str>) -> String {
    match (reference.is_empty(), number) {
        (false, _) => reference.to_owned(),
        (true, Some(number)) => number.to_owned(),
        (true, None) => "Without a reference".to_owned(),
    }
}

/// What it wants, as a badge.
pub(super) fn kind(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "UPDATE" => ("warn", "Update"),
        "CANCEL" => ("danger", "Cancellation"),
        _ => ("info", "New order"),
    }
}

fn badges(line: &ImportLine) -> Vec<(&'static str, String)> {
    let (class, word) = kind(&line.kind);
    let mut badges = vec![(class, word.to_owned())];
    match line.state.as_str() {
        "ERROR" => badges.push(("danger", "Error".to_owned())),
        "WITHDRAWN" => badges.push(("", "Taken back".to_owned())),
        "SUPERSEDED" => badges.push(("", "Overtaken".to_owned())),
        "COMPLETED" if line.with_changes => badges.push(("", "With changes".to_owned())),
        _ => {}
    }
    if line.accepted_late {
        badges.push(("", "Accepted late".to_owned()));
    }
    if matches!(line.state.as_str(), "ERROR" | "WAITING") {
        match line.remarks {
            0 => {}
            1 => badges.push(("warn", "1 remark".to_owned())),
            many => badges.push(("warn", format!("{many} remarks"))),
        }
    }
    badges
}

/// How long something waits: `48 min`, `3 h`, `2 days`.
pub(super) fn waiting(since: Timestamp, now: Timestamp) -> String {
    let minutes = now.as_second().saturating_sub(since.as_second()).max(0) / 60;
    match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{minutes} min"),
        60..2880 => format!("{} h", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

/// How long something took: `2 h 10 min`, `3 days`.
pub(super) fn lasting(from: Timestamp, to: Timestamp) -> String {
    let minutes = (to.as_second().saturating_sub(from.as_second()).max(0) + 59) / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{} min", minutes.max(1)),
        (hours, 0) if hours < 48 => format!("{hours} h"),
        (hours, minutes) if hours < 48 => format!("{hours} h {minutes} min"),
        (hours, _) => format!("{} days", hours / 24),
    }
}
