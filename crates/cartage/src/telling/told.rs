//! The news of an order in words: as a mail of its own, and as a line of a digest. What somebody wrote stands in it as written,
//! marked as somebody's words; the internal note never does.

use super::about::About;
use super::news::News;
use super::words;
use crate::history::Change;
use rules::telling::Kind;

/// So many changed fields are told in a mail of its own, and in a line of a digest; the others are on the order's page.
const FIELDS: usize = 40;
const FIELDS_IN_DIGEST: usize = 8;
/// So much of a field's value is told.
const VALUE: usize = 200;

/// News with all that its words need.
pub(super) struct Told<'a> {
    pub carrier: &'a str,
    /// `https://…/p/{organisation}/{customer}`.
    pub portal: &'a str,
    pub about: &'a About,
    pub news: &'a News<'a>,
    /// Its labels had to wait, and can be printed by whoever hears this.
    pub labels: bool,
}

impl Told<'_> {
    fn link(&self) -> String {
        format!("{}/orders/{}", self.portal, self.about.id)
    }

    /// The kinds it is of: its own first.
    pub(super) fn also(&self) -> &'static [Kind] {
        if self.labels { &[Kind::LabelsReady] } else { &[] }
    }

    /// The subject of what is told as this kind.
    pub(super) fn subject(&self, told_as: Kind) -> String {
        let word = if told_as == Kind::LabelsReady { words::in_words(told_as.as_str()) } else { self.news.word() };
        format!("{word}: {}", self.about.name())
    }

    pub(super) fn text(&self) -> String {
        let after = match self.news {
            News::Asked(_) => "\n\nAnswer on the order's page.",
            _ if self.labels => "\n\nIts labels are ready to print.",
            _ => "",
        };
        let (says, quoted, fields) = (self.says(), quoted(self.news.said(), "\n\n"), fields(self.news.changes(), "\n\n", FIELDS));
        format!("{says}{fields}{quoted}{after}\n\n{}.\nSubmission code {}\n{}\n", self.about.in_short(), self.about.code(), self.link())
    }

    fn says(&self) -> String {
        let (name, carrier, by) = (self.about.name(), self.carrier, &self.about.created_by);
        match *self.news {
            News::Submitted if self.about.status == "QUOTE" => {
                format!("{by} entered {name}. It arrived as a quote; you hear when it is accepted.")
            }
            News::Submitted => format!("{by} entered {name}. It goes straight to planning."),
            News::Waits => format!("{by} submitted {name}. It waits for approval by {carrier}; you hear what becomes of it."),
            News::Accepted(quote) => {
                format!("{carrier} accepted {quote} and sent it to planning. Its order number is {}.", self.about.called())
            }
            News::Made { changes, .. } => self.made(changes),
            News::Declined(_) | News::SubmissionNotAccepted(_) => format!("{carrier} did not accept {name}."),
            News::Cancelled(_) => format!("{carrier} cancelled {name}."),
            News::CancelledByCustomer { by, .. } => format!("{by} cancelled {name}."),
            News::Undone(status) => {
                format!("{carrier} took back that {name} was cancelled or not accepted. Its status is {status} again.")
            }
            News::Changed { by, .. } => format!("{by} changed {name}. The change counts at once."),
            News::UpdateAccepted { with_changes: true, .. } => {
                format!("{carrier} accepted the update of {name} with changes of its own.")
            }
            News::UpdateAccepted { .. } => format!("{carrier} accepted the update of {name}."),
            News::UpdateNotAccepted(_) => format!("{carrier} did not accept the update of {name}. The order stays as it was."),
            News::CancellationAccepted => format!("{carrier} accepted the cancellation of {name}. The order is cancelled."),
            News::CancellationNotAccepted(_) => format!("{carrier} did not accept the cancellation of {name}. The order stays."),
            News::Asked(_) => format!("{carrier} asks about {name}:"),
        }
    }

    fn made(&self, changes: &[Change]) -> String {
        let (carrier, code, number) = (self.carrier, self.about.code(), self.about.called());
        let how = if changes.is_empty() { "" } else { " with changes" };
        let what = match self.about.status.as_str() {
            "QUOTE" => format!("It is a quote, {number}; you hear when it is sent to planning."),
            _ => format!("Its order number is {number}."),
        };
        let list = if changes.is_empty() { "" } else { " What was changed:" };
        format!("{carrier} accepted {code}{how}. {what}{list}")
    }

    /// At the foot of a contact's mail: which choice sent it, and where to change it.
    pub(super) fn foot(&self, told_as: Kind) -> String {
        words::foot(words::in_words(told_as.as_str()), &format!("{}/notifications", self.portal))
    }

    /// At the foot of a mail to an address that is only named.
    pub(super) fn foot_named(&self) -> String {
        format!("\n-- \nYou get this because {} names your address.\n", self.about.called())
    }

    /// In a digest: without the time, which is put before it.
    pub(super) fn line(&self, told_as: Kind) -> String {
        let more = match *self.news {
            News::Accepted(quote) => format!(", was {quote}"),
            News::Submitted | News::Made { .. } if self.about.status == "QUOTE" => ", as a quote".to_owned(),
            News::Waits => ", waits for approval".to_owned(),
            News::Undone(status) => format!(", {status} again"),
            News::CancelledByCustomer { by, .. } | News::Changed { by, .. } => format!(", by {by}"),
            _ => String::new(),
        };
        let labels = if self.labels && told_as != Kind::LabelsReady { ", labels ready" } else { "" };
        let fields = fields(self.news.changes(), "\n", FIELDS_IN_DIGEST);
        let why = quoted(self.news.said(), "\n");
        format!("{}{more}{labels}: {}{fields}{why}\n{}", self.subject(told_as), self.about.in_short(), self.link())
    }
}

/// Somebody's words, each line marked as theirs; nothing where they said nothing.
pub(super) fn quoted(text: &str, before: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    format!("{before}{}", text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"))
}

/// The fields that changed, each in one line; nothing when none did.
fn fields(changes: &[Change], before: &str, most: usize) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let told = changes.iter().take(most).map(|change| {
        let Change { field, from, to } = change;
        format!("- {}: {} → {}", one_line(field), one_line(from), one_line(to))
    });
    let mut told: Vec<String> = told.collect();
    if changes.len() > most {
        told.push(format!("- and {} more", changes.len() - most));
    }
    format!("{before}{}", told.join("\n"))
}

/// A value in one line, whatever was typed into it: it cannot look like a line of ours.
fn one_line(value: &str) -> String {
    let words: Vec<&str> = value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    if line.is_empty() {
        return "(empty)".to_owned();
    }
    match line.char_indices().nth(VALUE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests;
