//! The page *Default order values* of a customer's profile.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::creation_status::Side;
use rules::order_check::{Severity, What};

use super::super::form::{Asked, EntryForm, load};
use super::super::read::read;
use super::super::shape::{closed, reshape, tidy};
use super::super::write;
use crate::app::App;
use crate::customers::{self, CustomerId};
use crate::defaults;
use crate::failure::{Failure, Mismatch};
use crate::shell::{self, Frame, Here, says};
use crate::viewer::{Staff, Viewer};

/// What stands above the form.
#[derive(Default)]
struct Above {
    /// What somebody else did meanwhile.
    moved: Option<String>,
}

impl Above {
    fn is_unsaved(&self) -> bool {
        self.moved.is_some()
    }
}

#[derive(Template)]
#[template(path = "orders/entry/defaults/defaults.html")]
struct DefaultsPage {
    frame: Frame,
    root: String,
    /// Where the form is posted to; *refresh* is below it.
    action: String,
    /// The customer's profile.
    back: String,
    customer: String,
    form: EntryForm,
    above: Above,
    clock: String,
}

impl DefaultsPage {
    fn why_not(&self) -> Option<(&str, &str, &str)> {
        None
    }
}

fn id_of(text: &str) -> Result<CustomerId, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}

/// The form round what was typed, or round what is stored.
async fn form(app: &App, staff: &Staff, customer: CustomerId, typed: Option<Fields>) -> Result<(String, EntryForm), Failure> {
    let (scope, now, home) = (staff.scope(), app.clock.now(), staff.carrier.country.clone());
    let book = format!("{}/locations/options?customer={customer}", staff.root());
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = customers::load(tx, scope.organisation, customer).await?.ok_or_else(Failure::not_found)?;
            let fields = match typed {
                Some(fields) => fields,
                None => {
                    let (stored, version) = defaults::of_customer(tx, scope.organisation, customer).await?;
                    let mut fields = stored.as_ref().map(write::whole).unwrap_or_default();
                    fields.remove(|name| name.ends_with(".id"));
                    fields.set("version", version.to_string());
                    fields
                }
            };
            // As the customer sees it: their services, their address book, their flow.
            let read = read(&fields);
            let asked =
                Asked { scope, customer, fields, read, now, side: Side::Customer, home, base: None, template: None, charges: false };
            let mut form = load(tx, asked).await?.form;
            (form.ahead, form.keeps, form.reference_required, form.defaults) = (None, false, false, true);
            (form.errors, form.remarks) = (Vec::new(), Vec::new());
            form.book_at = book;
            Ok((row.name, form))
        })
    });
    read.await
}

async fn page(
    app: &App,
    staff: &Staff,
    id: CustomerId,
    (customer, form): (String, EntryForm),
    above: Above,
) -> Result<DefaultsPage, Failure> {
    let root = staff.root();
    let back = format!("{root}/customers/{id}");
    let frame = Frame::desk(app, staff, "Default order values", Here::Customers, &Fields::default()).await?;
    let frame = Frame { follows: String::new(), ..frame };
    let clock = says::instant(frame.now, &staff.carrier.zone);
    Ok(DefaultsPage { frame, root, action: format!("{back}/defaults"), back, customer, form, above, clock })
}

/// `GET /d/{organisation}/customers/{customer}/defaults`.
///
/// # Errors
/// Not found, or a fault.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(_): QueryFields,
) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    let form = form(&app, &staff, id, None).await?;
    shell::page(&page(&app, &staff, id, form, Above::default()).await?)
}

/// `POST /d/{organisation}/customers/{customer}/defaults/refresh`: the form anew, for the parts that depend on what was chosen.
///
/// # Errors
/// Not found, or a fault.
pub async fn refresh(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    let form = form(&app, &staff, id, Some(closed(&fields))).await?;
    shell::page(&page(&app, &staff, id, form, Above::default()).await?)
}

/// `POST /d/{organisation}/customers/{customer}/defaults`: *Save*, or a button that changes the form's shape.
///
/// # Errors
/// Not found, or a fault.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    mut fields: Fields,
) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    if let Some(button) = fields.get("do").map(ToOwned::to_owned) {
        fields.remove(|name| name == "do");
        let form = form(&app, &staff, id, Some(reshape(&fields, &button))).await?;
        return shell::page(&page(&app, &staff, id, form, Above::default()).await?);
    }
    let seen = fields.text("version").parse().unwrap_or_default();
    let (customer, mut shown) = form(&app, &staff, id, Some(tidy(&fields))).await?;
    let read = read(&shown.fields);
    shown.cannot_read(read.unread);
    let wrong = wrong(&app, &staff, id, &read.document).await?;
    shown.told(&wrong, &staff.carrier.zone);
    if !shown.errors.is_empty() {
        return shell::unprocessable(&page(&app, &staff, id, (customer, shown), Above::default()).await?);
    }
    let (document, zone) = (read.document, staff.carrier.zone.clone());
    let done = app.act(&staff, move |tx, act| Box::pin(async move { defaults::set(tx, act, id, seen, document, &zone).await }));
    match done.await {
        Ok(()) => Ok(shell::redirect(&format!("{}/customers/{id}", staff.root()), "saved")),
        Err(Failure::Mismatch(Mismatch::Moved(what))) => {
            let organisation = staff.carrier.id;
            let (_, version) = app.db.read(move |tx| Box::pin(defaults::of_customer(tx, organisation, id))).await?;
            shown.fields.set("version", version.to_string());
            shell::unprocessable(&page(&app, &staff, id, (customer, shown), Above { moved: Some(what) }).await?)
        }
        Err(other) => Err(other),
    }
}

/// What no order could say, whenever it is submitted: too long, no address, not a choice. What is not there yet may be missing, and
/// dates are judged when an order is made.
async fn wrong(
    app: &App,
    staff: &Staff,
    customer: CustomerId,
    document: &rules::order::OrderDocument,
) -> Result<Vec<rules::order_check::Problem>, Failure> {
    let (organisation, now, mut document) = (staff.carrier.id, app.clock.now(), document.clone());
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let terms = crate::orders::Terms::load(tx, organisation, customer, Side::Staff, &document).await?;
            terms.fill(&mut document);
            Ok(terms.problems(&document, now, Side::Staff))
        })
    });
    let lasting =
        |what: &What| !matches!(what, What::Missing | What::Past { .. } | What::ServiceNotPermitted | What::BeforeEarlierStop { .. });
    Ok(read.await?.into_iter().filter(|problem| problem.severity == Severity::Error && lasting(&problem.what)).collect())
}
