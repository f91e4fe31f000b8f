//! An order begun from a template: its transport service and locations are the template's. The form shows them and cannot change
//! them; what is posted is held against the template in the act that makes the order (rule 7.5).

use kit::db::{DbError, Tx};
use kit::web::Fields;
use rules::order::OrderDocument;
use rules::template::{Broken, broken};

use super::form::{EntryForm, Said};
use super::places;
use super::shape::shape;
use super::write;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::Act;
use crate::orders::submit::{Form, NotSubmitted, Submitted, sent_before, submit};
use crate::templates::{Held, TemplateId, held};
use crate::viewer::Scope;

/// The template a form was begun from.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) id: TemplateId,
    pub(super) name: String,
    /// Why it binds nobody, in words; empty while it binds.
    pub(super) why_not: Vec<String>,
}

impl Template {
    pub(super) fn of(held: &Held) -> Template {
        let why_not = held.bound.as_ref().err().cloned().unwrap_or_default();
        Template { id: held.row.id, name: held.row.name.clone(), why_not }
    }

    pub(super) fn binds(&self) -> bool {
        self.why_not.is_empty()
    }
}

/// The template a form names; none for a form that names none.
pub(super) fn named(fields: &Fields) -> Result<Option<TemplateId>, Failure> {
    fields.get("template").map(|id| id.parse().map_err(|_| Failure::not_found())).transpose()
}

/// The template of this customer's.
pub(super) async fn of_customer(tx: &mut Tx, scope: Scope, customer: CustomerId, id: TemplateId) -> Result<Held, Failure> {
    let held = held(tx, scope, id).await?;
    if held.row.customer == customer { Ok(held) } else { Err(Failure::not_found()) }
}

/// Puts the service and the locations of the form's template over its fields, as they are now. A template that no longer binds is
/// taken out of the form.
pub(super) async fn bind(tx: &mut Tx, scope: Scope, customer: CustomerId, fields: &mut Fields) -> Result<Option<Template>, Failure> {
    let Some(id) = named(fields)? else { return Ok(None) };
    let held = of_customer(tx, scope, customer, id).await?;
    match &held.bound {
        Ok(bound) => put_over(bound, fields),
        Err(_) => fields.remove(|name| name == "template"),
    }
    Ok(Some(Template::of(&held)))
}

/// What a template binds of a stop.
const OF_A_STOP: [&str; 8] = ["location", "filled", "name", "street", "street_2", "postcode", "city", "country"];

fn put_over(bound: &OrderDocument, fields: &mut Fields) {
    let whole = write::whole(bound);
    for (c, (stops, _)) in shape(fields).consignments.into_iter().enumerate() {
        let kept = bound.consignments.get(c).map(|part| part.stops.len());
        fields.remove(|name| kept.is_none() && name.starts_with(&format!("c{c}.")));
        for s in kept.unwrap_or(stops)..stops {
            fields.remove(|name| name.starts_with(&format!("c{c}.s{s}.")));
        }
    }
    fields.set("service", bound.service.as_str());
    for (c, at) in bound.stops() {
        let place = super::blocks::place(c, at.kind);
        for field in OF_A_STOP {
            let name = format!("{place}.{field}");
            match whole.get(&name).map(ToOwned::to_owned) {
                Some(value) => fields.set(&name, value),
                None => fields.remove(|typed| typed == name),
            }
        }
        fields.remove(|typed| ["location_text", "keep", "meant"].iter().any(|gone| typed == format!("{place}.{gone}")));
    }
}

/// Why nothing was made of a form; nothing was changed.
pub(super) enum NotMade {
    /// It does not keep what its template binds.
    Broken(Vec<Broken>),
    /// Its template binds nobody any more.
    Unbound,
    /// As without a template.
    Otherwise(NotSubmitted),
}

impl From<NotSubmitted> for NotMade {
    fn from(why: NotSubmitted) -> NotMade {
        NotMade::Otherwise(why)
    }
}

impl From<Failure> for NotMade {
    fn from(failure: Failure) -> NotMade {
        NotMade::Otherwise(failure.into())
    }
}

impl From<DbError> for NotMade {
    fn from(error: DbError) -> NotMade {
        NotMade::Otherwise(error.into())
    }
}

/// Makes an order of a form, by the template it was begun from if there is one. The same form sent again gets the first result,
/// whatever has become of the template.
///
/// # Errors
/// See [`NotMade`].
pub(super) async fn make(
    tx: &mut Tx,
    act: &mut Act,
    form: Form,
    digest: Vec<u8>,
    template: Option<(Scope, TemplateId)>,
) -> Result<Submitted, NotMade> {
    if let Some((scope, id)) = template
        && sent_before(tx, act.organisation, form.membership, form.submission, &digest).await?.is_none()
    {
        let held = of_customer(tx, scope, form.customer, id).await?;
        let broken = broken(held.bound.as_ref().map_err(|_| NotMade::Unbound)?, &form.document);
        if !broken.is_empty() {
            return Err(NotMade::Broken(broken));
        }
    }
    Ok(submit(tx, act, form, digest).await?)
}

impl EntryForm {
    /// Whether its service and its locations are a template's.
    #[must_use]
    pub(super) fn is_bound(&self) -> bool {
        self.template.as_ref().is_some_and(Template::binds)
    }

    /// What is said above a form that could not be filled in as it was wanted.
    #[must_use]
    pub(super) fn told_at_first(&self) -> &[String] {
        match &self.template {
            Some(template) if self.left_out.is_empty() => &template.why_not,
            _ => &self.left_out,
        }
    }

    /// What that is.
    #[must_use]
    pub(super) fn why_told(&self) -> String {
        match &self.template {
            None if self.duplicates => "Not all of the order could be copied:".to_owned(),
            None => "Some default values were left out:".to_owned(),
            Some(template) if template.binds() => format!("Some of the template {} was left out:", template.name),
            Some(template) => {
                format!("The template {} is out of date. This form holds what is left of it, and is bound to nothing:", template.name)
            }
        }
    }

    /// Whether the cursor stands in this field when the form is opened.
    #[must_use]
    pub(super) fn begins_at(&self, field: &str) -> bool {
        let first = match (self.is_bound(), self.reference_required || !self.folds("reference")) {
            (false, _) => "service",
            (true, true) => "reference",
            (true, false) => "c0.collection.date",
        };
        self.begins && field == first
    }

    /// The fields of a stop's place, beside which something may be said.
    #[must_use]
    pub(super) fn of_place(&self, at: &str) -> Vec<String> {
        let said = OF_A_STOP.iter().chain(&["location_text"]).filter(|field| !matches!(**field, "location" | "filled"));
        said.map(|field| format!("{at}.{field}")).collect()
    }

    /// What a form bound to a template sends of a stop's place: name and value of each field.
    #[must_use]
    pub(super) fn held_place(&self, at: &str) -> Vec<(String, String)> {
        let fields = OF_A_STOP.iter().chain(&["hours"]).map(|field| format!("{at}.{field}"));
        fields.map(|name| (name.clone(), self.v(&name).to_owned())).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The attributes of the customer's reference where it may stay empty.
    #[must_use]
    pub(super) fn reference_attrs(&self) -> &'static str {
        if self.begins_at("reference") { "autocomplete=\"off\" data-step autofocus" } else { "autocomplete=\"off\" data-step" }
    }

    /// Says what of the template was not kept, beside its field. The form shows what the template says.
    pub(super) fn told_broken(&mut self, broken: &[Broken]) {
        let name = self.template.as_ref().map(|template| template.name.clone()).unwrap_or_default();
        for one in broken {
            let said = match one {
                Broken::Service => Said {
                    field: "service".to_owned(),
                    words: format!("The transport service is that of the template {name}; it stands here again."),
                },
                Broken::Stops => {
                    let words = format!("The stops are those of the template {name}; they stand here again.");
                    Said { field: "c0.collection.name".to_owned(), words }
                }
                Broken::Location(place) => {
                    let words = format!(
                        "This is not the location of the template {name} as it is now; it stands here again. Look at it and submit once more."
                    );
                    Said { field: place.to_string(), words }
                }
            };
            self.wrong(said);
        }
    }
}

/// A stop that was left without a window gets the opening hours of its location, once there is a date.
pub(super) fn hours_wanted(fields: &mut Fields) {
    places::without_window(fields).into_iter().for_each(|at| fields.set(&format!("{at}.hours"), "closed"));
}
