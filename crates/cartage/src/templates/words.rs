//! Templates in words.

use rules::order_check::Place;
use rules::template::Gone;

use crate::orders::stop_name;

pub(super) fn taken(name: &str) -> String {
    format!("A template is called “{name}” already. Choose another name, or archive that one first")
}

pub(super) fn taken_meanwhile(name: &str) -> String {
    format!("Another template is called “{name}” meanwhile. Rename that one first.")
}

/// What is no longer there, in a sentence.
pub(super) fn gone(gone: &Gone) -> String {
    match gone {
        Gone::Service => "Its transport service can no longer be selected.".to_owned(),
        Gone::Location { at: Place::Stop(_, kind, _), name } => format!("{}: {name} is no longer in the address book.", stop_name(*kind)),
        Gone::Location { name, .. } => format!("{name} is no longer in the address book."),
    }
}

/// A verb of its history.
pub(super) fn title_of(verb: &str) -> &'static str {
    match verb {
        "template.kept" => "Kept as a template",
        "template.renamed" => "Renamed",
        "template.archived" => "Archived",
        "template.restored" => "Restored",
        _ => "Changed",
    }
}
