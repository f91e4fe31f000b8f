//! The acts an opened import offers, and why one is missing: as the book's table would have it (5.9), so that nothing is offered that
//! is refused when it is pressed.

use rules::order_import::{Bar as Barred, Kind, State};

use super::opened::Opened;

/// What can be done with an import.
#[derive(Clone, Debug, Default)]
pub(super) struct Bar {
    /// *Create order* or *Accept*: accepts it as it is.
    pub(super) accept: Option<&'static str>,
    /// Nothing is remarked: one key accepts it and opens the next.
    pub(super) clean: bool,
    /// *Fix the error* or *Create order after editing*: opens the form.
    pub(super) edit: Option<&'static str>,
    /// *Accept late…*.
    pub(super) late: bool,
    /// *Ask the customer…* and *Reject…*.
    pub(super) answer: bool,
    /// Accepting it asks for a reason.
    pub(super) reason: bool,
    /// Why it cannot be accepted as it is; empty where it can.
    pub(super) why_not: &'static str,
}

/// What `opened` offers to whoever may decide.
pub(super) fn bar(opened: &Opened) -> Bar {
    let case = &opened.case;
    if !case.state.is_open() {
        return Bar::default();
    }
    let findings = &opened.findings;
    let has = |bar| findings.remarks.iter().any(|noted| noted.what.bars(case.kind) == Some(bar));
    let out_of_reach = opened.merged.as_ref().is_some_and(rules::order_change::Merged::is_out_of_reach);
    let reject_only = has(Barred::RejectOnly) || out_of_reach;
    let (new_date, error) = (has(Barred::NewDate), case.state == State::Error && case.kind != Kind::Cancel);
    let late_now = !findings.errors.is_empty();
    let edit = match (case.kind, error) {
        _ if reject_only => None,
        (Kind::Cancel, _) => None,
        (_, true) => Some("Fix the error"),
        (Kind::Create, false) => Some("Create order after editing"),
        (Kind::Update, false) => Some("Accept after editing"),
    };
    let why_not = match () {
        () if reject_only => "The collection has begun: it can only be rejected.",
        () if new_date => "Its collection date has passed: it takes a new date.",
        () => "",
    };
    let accept = (!reject_only && !new_date && !error).then_some(if case.kind == Kind::Create { "Create order" } else { "Accept" });
    Bar {
        accept,
        clean: accept.is_some() && !late_now && findings.remarks.is_empty(),
        edit,
        late: error && !reject_only && !new_date,
        answer: true,
        reason: accept.is_some() && findings.need_reason(),
        why_not,
    }
}
