//! What does not fit together in an arrangement: shown where it is arranged, never refused.

use super::{Field, Id, Key, Kind, OrderForm, Presence};

/// What is known of the house besides its form.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The transport services that can be ordered: id, and whether they say how long the transport takes.
    pub services: Vec<(String, bool)>,
    /// Whether submissions come through the order import, which always asks for a reference.
    pub import: bool,
    /// What customers' default values fill: the customer's name, the service the values name, the fields.
    pub defaults: Vec<(String, Option<String>, Vec<Id>)>,
}

/// Something that does not fit together. Services are named by their id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Required of all, but hidden for a service: nobody is asked there.
    RequiredButHidden {
        /// Which field.
        field: Id,
        /// For which service.
        service: String,
    },
    /// Required of all, and every service hides it.
    RequiredAndNobodySees {
        /// Which field.
        field: Id,
    },
    /// Customers cannot say what the goods are: neither description nor packaging is asked for.
    GoodsWithoutName {
        /// For which service; `None` for all that say nothing of their own.
        service: Option<String>,
    },
    /// Nobody says when to deliver: the date is hidden and the service has no lead time.
    NobodySaysWhen {
        /// For which service.
        service: String,
    },
    /// The order import asks for the reference whatever is said here.
    ReferenceIsAsked {
        /// For which service; `None` for all.
        service: Option<String>,
    },
    /// A dropdown that offers nothing.
    NothingToChoose {
        /// Which own field.
        field: Key,
        /// It is required, so that nothing can be submitted at all.
        required: bool,
    },
    /// A customer's default value for a field that is hidden: it is not filled in.
    DefaultIsHidden {
        /// The customer's name.
        customer: String,
        /// Which field.
        field: Id,
        /// For which service; `None` where the values name none.
        service: Option<String>,
    },
}

/// Everything that does not fit together.
#[must_use]
pub fn warnings(form: &OrderForm, known: &Known) -> Vec<Warning> {
    let mut found = Vec::new();
    required(form, known, &mut found);
    let all = form.form(None);
    let both = |form: &super::Form| form.hides(Field::Description) && form.hides(Field::Packaging);
    let unasked = |form: &super::Form| known.import && !form.of(Field::Reference).is_shown();
    if both(&all) {
        found.push(Warning::GoodsWithoutName { service: None });
    }
    if unasked(&all) {
        found.push(Warning::ReferenceIsAsked { service: None });
    }
    for (id, lead_time) in &known.services {
        let (service, one) = (Some(id.clone()), form.form(Some(id)));
        if both(&one) && !both(&all) {
            found.push(Warning::GoodsWithoutName { service: service.clone() });
        }
        if unasked(&one) && !unasked(&all) {
            found.push(Warning::ReferenceIsAsked { service: service.clone() });
        }
        if one.hides(Field::DeliveryDate) && !lead_time {
            found.push(Warning::NobodySaysWhen { service: id.clone() });
        }
    }
    for field in form.custom.iter().filter(|field| !field.archived && field.kind == Kind::Dropdown && field.choices.is_empty()) {
        let id = Id::Custom(field.key);
        let somewhere = form.services.values().any(|own| own.get(&id) == Some(&Presence::Required));
        found.push(Warning::NothingToChoose { field: field.key, required: somewhere || form.presence(id) == Presence::Required });
    }
    hidden_defaults(form, known, &mut found);
    found
}

fn required(form: &OrderForm, known: &Known, found: &mut Vec<Warning>) {
    for field in form.fields().filter(|id| form.presence(*id) == Presence::Required && form.may_be_required(*id)) {
        let hides = |(service, _): &&(String, bool)| form.of_service(service, field) == Some(Presence::Hidden);
        let hiding: Vec<_> = known.services.iter().filter(hides).collect();
        if !hiding.is_empty() && hiding.len() == known.services.len() {
            found.push(Warning::RequiredAndNobodySees { field });
        } else {
            let told = hiding.into_iter().map(|(service, _)| Warning::RequiredButHidden { field, service: service.clone() });
            found.extend(told);
        }
    }
}

fn hidden_defaults(form: &OrderForm, known: &Known, found: &mut Vec<Warning>) {
    for (customer, service, fields) in &known.defaults {
        let one = form.form(service.as_deref());
        for field in fields {
            let hidden = match field {
                Id::Standard(standard) => one.hides(*standard),
                Id::Custom(key) => !one.custom.iter().any(|(own, presence)| own.key == *key && *presence != Presence::Hidden),
            };
            if hidden {
                found.push(Warning::DefaultIsHidden { customer: customer.clone(), field: *field, service: service.clone() });
            }
        }
    }
}
