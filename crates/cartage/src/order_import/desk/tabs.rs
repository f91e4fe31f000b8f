//! The tabs of Order Imports.

use crate::board::Counts;
use crate::order_import::{ImportRow, lies};

/// A tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    ToApprove,
    Errors,
    Asked,
    Done,
    Rejected,
}

impl Tab {
    pub(super) const ALL: [Tab; 5] = [Tab::ToApprove, Tab::Errors, Tab::Asked, Tab::Done, Tab::Rejected];

    /// Its word in the address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Tab::ToApprove => "to-approve",
            Tab::Errors => "errors",
            Tab::Asked => "waiting-for-customer",
            Tab::Done => "done",
            Tab::Rejected => "rejected",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|tab| tab.word() == word)
    }

    /// The tab an import stands under.
    pub(super) fn of(row: &ImportRow) -> Tab {
        match lies::tab(row) {
            Some(lies::ASKED) => Tab::Asked,
            Some(lies::ERRORS) => Tab::Errors,
            Some(_) => Tab::ToApprove,
            None if row.state == "REJECTED" => Tab::Rejected,
            None => Tab::Done,
        }
    }

    /// As the database says it.
    pub(super) fn stored(self) -> &'static str {
        match self {
            Tab::ToApprove => lies::TO_APPROVE,
            Tab::Errors => lies::ERRORS,
            Tab::Asked => lies::ASKED,
            Tab::Done => "DONE",
            Tab::Rejected => "REJECTED",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Tab::ToApprove => "To approve",
            Tab::Errors => "Errors",
            Tab::Asked => "Waiting for customer",
            Tab::Done => "Done",
            Tab::Rejected => "Rejected",
        }
    }

    /// Whether what stands there is still to be decided.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Tab::ToApprove | Tab::Errors | Tab::Asked)
    }

    /// What an empty one says: what it is for, and what happens next.
    pub(super) fn empty(self) -> (&'static str, &'static str) {
        match self {
            Tab::ToApprove => ("Nothing to approve", "What customers submit, change or cancel stands here until somebody decides."),
            Tab::Errors => ("No errors", "What came after the cut-off or against the lead time stands here, to be fixed or accepted late."),
            Tab::Asked => ("Nobody is asked", "What you asked the customer about stands here until they have answered."),
            Tab::Done => ("Nothing was decided yet", "Accepted imports stand here, and those that customers took back."),
            Tab::Rejected => ("Nothing was rejected", "Rejected imports stand here with the reason the customer was given."),
        }
    }
}

/// A tab as it is shown.
pub(super) struct TabShown {
    pub(super) href: String,
    pub(super) label: &'static str,
    /// How many wait there; 0 where nothing waits for anybody.
    pub(super) count: i64,
    pub(super) current: bool,
}

/// The tabs at an address.
pub(super) fn shown(list: &str, current: Tab, counts: &Counts) -> Vec<TabShown> {
    let tab = |tab: Tab| TabShown {
        href: format!("{list}?tab={}", tab.word()),
        label: tab.label(),
        count: if tab.is_open() { counts.of(tab.stored()) } else { 0 },
        current: tab == current,
    };
    Tab::ALL.into_iter().map(tab).collect()
}
