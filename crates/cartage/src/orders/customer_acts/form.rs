//! The form that cancels: in the dialog of the order's page, and on a page of its own.

use rules::order_import::{Facts, Stage};

use crate::failure::Refusal;
use crate::order_import::Stood;

/// Asks whether, and for a reason the customer need not give.
#[derive(Clone, Debug)]
pub(in crate::orders) struct CancelForm {
    pub(in crate::orders) heading: String,
    pub(in crate::orders) explains: String,
    /// Where it is sent.
    pub(in crate::orders) action: String,
    /// The order's page.
    pub(in crate::orders) order: String,
    /// As it stands on the page.
    pub(in crate::orders) seen: Stood,
    pub(in crate::orders) dialog: bool,
    pub(in crate::orders) reason: String,
    pub(in crate::orders) reason_error: Option<String>,
    /// What else stood in the way.
    pub(in crate::orders) refused: Option<String>,
}

impl CancelForm {
    /// For what is called `title`, at the address `here`.
    pub(in crate::orders) fn new(facts: &Facts<'_>, seen: Stood, title: &str, carrier: &str, here: &str) -> CancelForm {
        let explains = match facts.stage {
            Stage::WaitingCreate => format!("{carrier} has not accepted it yet: it is cancelled at once, and its reference is free again."),
            _ if facts.settings.apply_cancellations.value => format!("It is cancelled at once, and {carrier} is told."),
            _ => format!("{carrier} must accept it. Until then the order is carried out, and you can take the cancellation back."),
        };
        CancelForm {
            heading: format!("Cancel {title}?"),
            explains,
            action: format!("{here}/cancel"),
            order: here.to_owned(),
            seen,
            dialog: false,
            reason: String::new(),
            reason_error: None,
            refused: None,
        }
    }

    /// As the dialog of the order's page.
    pub(in crate::orders) fn in_dialog(self) -> CancelForm {
        CancelForm { dialog: true, ..self }
    }

    /// With what was typed, and what stood in the way.
    pub(super) fn with(mut self, reason: &str, refusal: Option<Refusal>) -> CancelForm {
        reason.clone_into(&mut self.reason);
        match refusal {
            Some(Refusal { message, field: Some(field) }) if field == "reason" => self.reason_error = Some(message),
            Some(Refusal { message, .. }) => self.refused = Some(message),
            None => {}
        }
        self
    }

    /// What is wrong: the field and the message, for the summary on top.
    pub(super) fn summary(&self) -> Vec<(&'static str, &str)> {
        let all = [("", &self.refused), ("reason", &self.reason_error)];
        all.into_iter().filter_map(|(field, message)| Some((field, message.as_deref()?))).collect()
    }
}
