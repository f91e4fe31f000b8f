//! The news of an order in words: as a mail of its own, and as a line of a digest. A reason stands in it as written, marked as
//! somebody's words; the internal note never does.

use rules::submission_code::SubmissionCode;
use rules::telling::Kind;

use super::words;
use crate::orders::{NO_DATE, OrderRow};

/// What happened to an order.
#[derive(Clone, Copy, Debug)]
pub enum News<'a> {
    /// It was submitted, as a quote or straight to planning.
    Submitted,
    /// A quote became an order; the quote's number before.
    Accepted(&'a str),
    /// A quote was declined, and why.
    Declined(&'a str),
    /// An order was cancelled, and why.
    Cancelled(&'a str),
    /// The cancellation, or the declining, was undone; what it is again.
    Undone(&'a str),
}

impl News<'_> {
    /// Its kind, for which people choose.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            News::Submitted => Kind::Submitted,
            News::Accepted(_) => Kind::Accepted,
            News::Declined(_) => Kind::NotAccepted,
            News::Cancelled(_) => Kind::Cancelled,
            News::Undone(_) => Kind::Undone,
        }
    }
}

/// News with all that its words need.
pub(super) struct Told<'a> {
    pub carrier: &'a str,
    /// `https://…/p/{organisation}/{customer}`.
    pub portal: &'a str,
    pub row: &'a OrderRow,
    pub news: &'a News<'a>,
}

impl Told<'_> {
    /// What the order is called: the number, and the customer's own word for it.
    fn name(&self) -> String {
        if self.row.reference.is_empty() { self.row.number.clone() } else { format!("{} ({})", self.row.number, self.row.reference) }
    }

    fn about(&self) -> String {
        let day = if self.row.collection_date == NO_DATE { String::new() } else { format!(", collection {}", self.row.collection_date) };
        format!("{} to {}{day}, {}", self.row.from_place, self.row.to_place, self.row.goods)
    }

    fn link(&self) -> String {
        format!("{}/orders/{}", self.portal, self.row.id)
    }

    pub(super) fn subject(&self) -> String {
        format!("{}: {}", words::in_words(self.news.kind().as_str()), self.name())
    }

    pub(super) fn text(&self) -> String {
        let (name, carrier) = (self.name(), self.carrier);
        let says = match *self.news {
            News::Submitted if self.row.status == "QUOTE" => {
                format!("{} entered {name}. It arrived as a quote; you hear when it is accepted.", self.row.created_by)
            }
            News::Submitted => format!("{} entered {name}. It goes straight to planning.", self.row.created_by),
            News::Accepted(quote) => {
                format!("{carrier} accepted {quote} and sent it to planning. Its order number is {}.", self.row.number)
            }
            News::Declined(reason) => format!("{carrier} did not accept {name}.\n\n{}", quoted(reason)),
            News::Cancelled(reason) => format!("{carrier} cancelled {name}.\n\n{}", quoted(reason)),
            News::Undone(status) => {
                format!("{carrier} took back that {name} was cancelled or not accepted. Its status is {status} again.")
            }
        };
        let code = SubmissionCode::parse(&self.row.submission_code);
        let code = code.map_or_else(|_| self.row.submission_code.clone(), |code| code.to_string());
        format!("{says}\n\n{}.\nSubmission code {code}\n{}\n", self.about(), self.link())
    }

    /// At the foot of a contact's mail: which choice sent it, and where to change it.
    pub(super) fn foot(&self) -> String {
        words::foot(words::in_words(self.news.kind().as_str()), &format!("{}/notifications", self.portal))
    }

    /// At the foot of a mail to an address that is only named.
    pub(super) fn foot_named(&self) -> String {
        format!("\n-- \nYou get this because {} names your address.\n", self.row.number)
    }

    /// In a digest: without the time, which is put before it.
    pub(super) fn line(&self) -> String {
        let more = match *self.news {
            News::Accepted(quote) => format!(", was {quote}"),
            News::Submitted if self.row.status == "QUOTE" => ", as a quote".to_owned(),
            News::Undone(status) => format!(", {status} again"),
            News::Submitted | News::Declined(_) | News::Cancelled(_) => String::new(),
        };
        let why = match *self.news {
            News::Declined(reason) | News::Cancelled(reason) => format!("\n{}", quoted(reason)),
            News::Submitted | News::Accepted(_) | News::Undone(_) => String::new(),
        };
        format!("{}{more}: {}{why}\n{}", self.subject(), self.about(), self.link())
    }
}

/// Somebody's words, each line marked as theirs.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}
