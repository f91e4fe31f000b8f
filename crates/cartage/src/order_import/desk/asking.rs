//! The forms that ask for words before something is done: *Reject…*, *Accept late…*, *Ask the customer…*; in a dialog of the import's
//! page, and on a page of their own.

use rules::order_import::Kind;

use super::opened::Opened;
use crate::charges::Foreseen;
use crate::failure::Refusal;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Reject,
    Late,
    Customer,
}

/// A form that asks.
#[derive(Clone, Debug)]
pub(super) struct AskForm {
    /// The last word of its address, and its dialog's id.
    pub(super) name: &'static str,
    pub(super) heading: String,
    pub(super) explains: String,
    /// Where it is sent.
    pub(super) action: String,
    /// Back to the import.
    pub(super) here: String,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) button: &'static str,
    pub(super) keep: &'static str,
    pub(super) danger: bool,
    /// Whether an internal note goes with it.
    pub(super) noted: bool,
    pub(super) revision: i64,
    pub(super) version: Option<i64>,
    /// What stands for what was shown of the order's charges; empty where nothing becomes of them.
    pub(super) price: String,
    pub(super) dialog: bool,
    /// What was typed: the words, and the note.
    pub(super) words: String,
    pub(super) note: String,
    pub(super) words_error: Option<String>,
    pub(super) note_error: Option<String>,
    /// What else stood in the way.
    pub(super) refused: Option<String>,
}

impl AskForm {
    /// The form about an import; `import` is its address, `query` its place in the queue.
    pub(super) fn of(ask: Ask, opened: &Opened, import: &str, query: &str) -> AskForm {
        let (customer, row) = (&opened.around.customer, &opened.case.import);
        let what = match opened.case.kind {
            Kind::Create => "submission",
            Kind::Update => "change",
            Kind::Cancel => "cancellation",
        };
        let stays = match opened.case.kind {
            Kind::Create => "They see it under Cancelled as Not accepted.",
            Kind::Update | Kind::Cancel => "The order stays as it is.",
        };
        let base = AskForm {
            name: "reject",
            heading: format!("Reject this {what}?"),
            explains: format!("{customer} is told, with your reason. {stays}"),
            action: String::new(),
            here: format!("{import}{query}"),
            label: "Reason for the customer",
            hint: "1 to 500 characters; they read it as you write it",
            button: "Reject",
            keep: "Back",
            danger: true,
            noted: true,
            revision: row.revision,
            version: opened.case.order.as_ref().map(|order| order.row.version),
            price: opened.price.as_ref().filter(|price| price.moves).map(Foreseen::digest).unwrap_or_default(),
            dialog: true,
            words: String::new(),
            note: String::new(),
            words_error: None,
            note_error: None,
            refused: None,
        };
        let form = match ask {
            Ask::Reject => base,
            Ask::Late => AskForm {
                name: "late",
                heading: "Accept it late?".to_owned(),
                explains: format!("It came too late and is accepted all the same. {customer} is told that it is accepted, not why."),
                label: "Reason",
                hint: "1 to 500 characters; only staff read it",
                button: "Accept late",
                danger: false,
                noted: false,
                ..base
            },
            Ask::Customer => AskForm {
                name: "ask",
                heading: format!("Ask {customer}"),
                explains: "They get a mail and answer in their portal. Until then it stands under Waiting for customer.".to_owned(),
                label: "Question",
                hint: "1 to 500 characters; they read it as you write it",
                button: "Ask the customer",
                danger: false,
                noted: false,
                ..base
            },
        };
        AskForm { action: format!("{import}/{}{query}", form.name), ..form }
    }

    /// What is left of a form whose import was decided meanwhile: what was typed can be read, and nothing sent.
    pub(super) fn closed(name: &'static str, shown: &super::shown::Shown) -> AskForm {
        AskForm {
            name,
            heading: if shown.open { "This is not possible now" } else { "This is decided" }.to_owned(),
            explains: String::new(),
            action: String::new(),
            here: format!("{}{}", shown.here, shown.query),
            label: "What you wrote",
            hint: "Nothing of it was sent",
            button: "",
            keep: "To the import",
            danger: false,
            noted: name == "reject",
            revision: shown.revision,
            version: shown.version,
            price: String::new(),
            dialog: false,
            words: String::new(),
            note: String::new(),
            words_error: None,
            note_error: None,
            refused: None,
        }
    }

    /// The field its words are sent as.
    pub(super) fn field(&self) -> &'static str {
        if self.name == "ask" { "question" } else { "reason" }
    }

    /// The key that opens it.
    pub(super) fn key(&self) -> &'static str {
        match self.name {
            "late" => "l",
            "ask" => "q",
            _ => "r",
        }
    }

    /// Whether this import can be answered so.
    pub(super) fn fits(ask: Ask, bar: &super::bar::Bar) -> bool {
        match ask {
            Ask::Reject | Ask::Customer => bar.answer,
            Ask::Late => bar.late,
        }
    }

    /// With what was typed, and what was wrong with it.
    pub(super) fn with(mut self, (words, note): (String, String), refusal: Option<Refusal>) -> AskForm {
        (self.words, self.note) = (words, note);
        match refusal {
            Some(Refusal { message, field: Some(field) }) if field == "note" => self.note_error = Some(message),
            Some(Refusal { message, field: Some(field) }) if field == "reason" || field == "question" => self.words_error = Some(message),
            Some(Refusal { message, .. }) => self.refused = Some(message),
            None => {}
        }
        self
    }

    /// What is wrong: the field's id and the message, for the summary on top.
    pub(super) fn summary(&self) -> Vec<(String, &str)> {
        let id = |part: &str| format!("{}-{part}", self.name);
        let all = [(String::new(), &self.refused), (id("words"), &self.words_error), (id("note"), &self.note_error)];
        all.into_iter().filter_map(|(field, message)| Some((field, message.as_deref()?))).collect()
    }
}
