//! Reading the two forms of the page: how each field stands, and an own field.

use kit::web::Fields;
use rules::order_form::{At, CustomField, Id, Key, Kind, MOST_CHOICES, OrderForm, Presence};

use crate::failure::Refusal;
use crate::shell::{Reading, Typed};

/// The name of a field's control.
pub(super) fn control(id: Id) -> String {
    format!("f.{id}")
}

/// How each field stands as posted, put into `form`: for a service, or for all. A field the form does not name stays as it is: it was
/// added while the form was open.
pub(super) fn arrange(form: &mut OrderForm, service: Option<&str>, fields: &Fields) {
    let ids: Vec<Id> = form.fields().collect();
    for id in ids {
        let name = control(id);
        if !fields.has(&name) {
            continue;
        }
        let presence = Presence::parse(fields.raw(&name));
        let presence = presence.filter(|presence| *presence != Presence::Required || form.may_be_required(id));
        let said = match (service, presence) {
            (None, Some(presence)) => Some(presence).filter(|presence| *presence != OrderForm::default().presence(id)),
            (_, presence) => presence,
        };
        form.arrange(service, id, said);
    }
}

/// An own field as its form says it; `was` is the one that is changed.
///
/// # Errors
/// Each field that is wrong.
pub(super) fn own(fields: &Fields, was: Option<&CustomField>, all: &OrderForm) -> Result<CustomField, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let label = form.required("label", "Label", 60);
    let hint = form.line("hint", "Help", 120);
    let mut choices: Vec<String> = Vec::new();
    for choice in form.text("choices", "Choices", 6_100).lines().map(str::trim).filter(|choice| !choice.is_empty()) {
        if choice.chars().count() > 60 || choice.contains([',', ';']) {
            form.refuse("choices", format!("{choice}: a choice has at most 60 characters, and no comma or semicolon"));
        }
        if !choices.iter().any(|known| known.to_lowercase() == choice.to_lowercase()) {
            choices.push(choice.to_owned());
        }
    }
    if choices.len() > MOST_CHOICES {
        form.refuse("choices", format!("{} choices; {MOST_CHOICES} are the most", choices.len()));
    }
    let (at, kind) = match was {
        Some(was) => (was.at, was.kind),
        None => (
            At::parse(fields.raw("at")).unwrap_or_else(|| {
                form.refuse("at", "Choose where it stands");
                At::Order
            }),
            Kind::parse(fields.raw("kind")).unwrap_or_else(|| {
                form.refuse("kind", "Choose what it holds");
                Kind::Text
            }),
        ),
    };
    let taken: Vec<Key> = all.custom.iter().map(|field| field.key).collect();
    let key = was.map_or_else(|| Key::of_label(&label, &taken), |was| was.key);
    let same =
        |other: &CustomField| other.key != key && !other.archived && other.at == at && other.label.to_lowercase() == label.to_lowercase();
    if all.custom.iter().any(same) {
        form.refuse("label", format!("There is a field called {label} there already"));
    }
    if was.is_none() && all.custom.len() >= rules::order::limits::CUSTOM_FIELDS {
        form.refuse("label", format!("{} own fields are the most", rules::order::limits::CUSTOM_FIELDS));
    }
    let choices = if kind.has_choices() { choices } else { Vec::new() };
    form.done(CustomField { key, label, at, kind, choices, hint, archived: was.is_some_and(|was| was.archived) })
}

/// The form of an own field, filled.
pub(super) fn filled(field: &CustomField, version: i64) -> Typed {
    Typed::filled([
        ("version", version.to_string()),
        ("label", field.label.clone()),
        ("hint", field.hint.clone()),
        ("choices", field.choices.join("\n")),
        ("at", field.at.as_str().to_owned()),
        ("kind", field.kind.as_str().to_owned()),
    ])
}
