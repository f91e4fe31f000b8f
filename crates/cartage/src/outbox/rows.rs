//! Messages in words: the tabs of the page, and what a row says of where a message stands.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::store::Line;
use crate::app::Outbox;
use crate::shell::says;
use crate::telling;

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Waiting,
    GivenUp,
    Delivered,
    NotSent,
}

impl Tab {
    pub(super) const ALL: [Tab; 4] = [Tab::Waiting, Tab::GivenUp, Tab::Delivered, Tab::NotSent];

    /// As the address says; anything else is the first.
    pub(super) fn asked(word: &str) -> Tab {
        Tab::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or(Tab::Waiting)
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Tab::Waiting => "waiting",
            Tab::GivenUp => "given-up",
            Tab::Delivered => "delivered",
            Tab::NotSent => "not-sent",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Tab::Waiting => "Waiting",
            Tab::GivenUp => "Given up",
            Tab::Delivered => "Delivered",
            Tab::NotSent => "Not sent",
        }
    }

    /// What stands there when the tab is empty.
    pub(super) fn empty(self) -> (&'static str, &'static str) {
        match self {
            Tab::Waiting => ("Nothing waits", "What is to leave stands here until the mail server has taken it, usually a second."),
            Tab::GivenUp => ("Nothing was given up", "What cannot be delivered for three days comes here, to be sent again or dropped."),
            Tab::Delivered => ("Nothing left in the last 30 days", "What the mail server has taken stands here for 30 days."),
            Tab::NotSent => {
                ("Everything was sent", "What was dropped, or whose receiver's access had ended when it was about to leave, stands here.")
            }
        }
    }
}

/// A row of the page.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) receiver: String,
    pub(super) what: &'static str,
    /// Address and number of the order it is about.
    pub(super) order: Option<(String, String)>,
    pub(super) written: (Timestamp, String),
    /// A badge's class and its words.
    pub(super) state: (&'static str, String),
    /// When it is tried next; empty for never.
    pub(super) next: String,
    /// Why the last attempt failed, or why it is not sent.
    pub(super) why: String,
    /// What the button that sends it says; empty for none.
    pub(super) send: &'static str,
    /// Whether it can be dropped.
    pub(super) can_drop: bool,
}

/// Puts a message into words.
pub(super) fn message(line: Line, root: &str, outbox: Outbox, now: Timestamp, zone: &TimeZone) -> Message {
    let instant = |at| says::instant(at, zone);
    let ended = line.ended_at.map(instant).unwrap_or_default();
    let tries = if line.attempts == 1 { "once".to_owned() } else { format!("{} times", line.attempts) };
    let (state, next, send) = match (line.state.as_str(), line.outcome.as_str()) {
        ("PENDING", _) if line.behind => (("", "Waits for the one before it".to_owned()), String::new(), "Send now"),
        ("PENDING", _) if outbox == Outbox::Held => (("warn", "Held".to_owned()), String::new(), ""),
        ("PENDING", _) if line.attempts == 0 => (("", "Waiting".to_owned()), String::new(), ""),
        ("PENDING", _) => {
            (("warn", format!("Tried {tries}")), if line.due_at > now { instant(line.due_at) } else { "now".to_owned() }, "Send now")
        }
        ("LEASED", _) => (("info", "Being sent".to_owned()), String::new(), ""),
        ("DEAD", _) => (("danger", format!("Given up {ended}, tried {tries}")), String::new(), "Send again"),
        (_, "WITHHELD") => (("", format!("Not sent {ended}")), String::new(), ""),
        (_, "DROPPED") => (("", format!("Dropped {ended}")), String::new(), ""),
        (_, "LATE") => (("", format!("Too late {ended}")), String::new(), ""),
        _ => (("ok", format!("Delivered {ended}")), String::new(), ""),
    };
    let open = matches!(line.state.as_str(), "PENDING" | "DEAD");
    Message {
        id: line.id.to_string(),
        what: telling::in_words(&line.what),
        order: line.order.map(|(id, number)| (format!("{root}/orders/{id}"), number)),
        written: (line.created_at, instant(line.created_at)),
        why: if line.state == "DONE" && line.outcome == "SENT" { String::new() } else { capital(&line.last_error) },
        receiver: line.receiver,
        state,
        next,
        send,
        can_drop: open,
    }
}

/// The same, beginning with a capital: it stands alone in its line.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
