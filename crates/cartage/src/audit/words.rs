//! Kinds and verbs of history in words, and where a thing has its page.

use uuid::Uuid;

use crate::history;

/// The kinds of things the filter offers, as menus and settings name them.
pub(super) const KINDS: [(&str, &str); 12] = [
    ("organisation", "Organisation settings"),
    ("staff", "Users"),
    ("customer", "Customers"),
    ("contact", "Contacts"),
    ("transport_service", "Transport services"),
    ("service_level", "Service levels"),
    ("rate_card", "Rate cards"),
    ("location", "Locations"),
    ("template", "Templates"),
    ("order_form", "Order form"),
    ("upload", "Uploads"),
    ("document_type", "Types of documents"),
];

/// `customer`, before its name.
pub(super) fn kind(kind: &str) -> &'static str {
    match kind {
        "staff" => "user",
        "customer" => "customer",
        "contact" => "contact",
        "transport_service" => "transport service",
        "service_level" => "service level",
        "rate_card" => "rate card",
        "location" => "location",
        "template" => "template",
        "order" => "order",
        "order_form" => "order form",
        "upload" => "upload",
        "document_type" => "type of document",
        _ => "organisation",
    }
}

/// A verb in words: `customer.archived` is Archived.
pub(super) fn verb(verb: &str) -> String {
    match verb {
        history::ERASED => return "Erased what was recorded before".to_owned(),
        "organisation.second_factor_changed" => return "Changed whether staff must use a second factor".to_owned(),
        "organisation.portal_changed" => return "Changed Customer portal settings".to_owned(),
        "organisation.import_provisioned" => return "Provisioned Customer portal order import".to_owned(),
        "organisation.import_changed" => return "Changed Customer portal order import".to_owned(),
        "upload.customers_saved" => return "Saved the customers of a file".to_owned(),
        "upload.contacts_saved" => return "Saved the contacts of a file".to_owned(),
        "upload.locations_saved" => return "Saved the locations of a file".to_owned(),
        "upload.submitted" => return "Submitted the orders of a file".to_owned(),
        "customer.defaults_changed" => return "Changed default order values".to_owned(),
        "organisation.numbering_changed" => return "Changed Numbering".to_owned(),
        "organisation.labels_changed" => return "Changed Labels".to_owned(),
        _ => {}
    }
    let what = verb.split_once('.').map_or(verb, |(_, what)| what).replace(['_', '-'], " ");
    let mut letters = what.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The page of a thing, after the desk's address; none for what this viewer has no page of.
pub(super) fn page_of(kind: &str, verb: &str, id: Uuid, may_see_users: bool) -> Option<String> {
    Some(match kind {
        "order" => format!("/orders/{id}"),
        "customer" => format!("/customers/{id}"),
        "contact" => format!("/contacts/{id}"),
        "transport_service" => format!("/services/{id}"),
        "service_level" => format!("/levels/{id}"),
        "rate_card" => format!("/rate-cards/{id}"),
        "location" => format!("/locations/{id}"),
        "template" => format!("/templates/{id}"),
        "order_form" => "/order-form".to_owned(),
        "document_type" => format!("/document-types/{id}"),
        "staff" if may_see_users => format!("/settings/users/{id}"),
        "upload" if verb == "upload.customers_saved" => format!("/customer-uploads/{id}"),
        "upload" if verb == "upload.contacts_saved" => format!("/contact-uploads/{id}"),
        "upload" if verb == "upload.locations_saved" => format!("/location-uploads/{id}"),
        "organisation" if verb == "organisation.numbering_changed" => "/settings/numbering".to_owned(),
        "organisation" if verb == "organisation.labels_changed" => "/settings/labels".to_owned(),
        "organisation" => "/settings/portal".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_read_as_what_was_done() {
        for (said, words) in
            [("customer.archived", "Archived"), ("user.switched-off", "Switched off"), ("x.two_words", "Two words"), ("", "")]
        {
            assert_eq!(verb(said), words);
        }
    }
}
