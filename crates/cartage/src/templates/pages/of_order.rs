//! *Save as a template*: the form that keeps an order, or what waits to become one.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::Fields;
use rules::order::OrderDocument;

use super::keeper::Keeper;
use super::one::name_of;
use crate::app::App;
use crate::defaults;
use crate::failure::Failure;
use crate::order_import::Standing;
use crate::orders::OrderId;
use crate::shell::{self, Frame, Typed};
use crate::templates::{actions, of_order};
use crate::viewer::{Contact, Staff};

#[derive(Template)]
#[template(path = "templates/of_order.html")]
struct KeepPage {
    frame: Frame,
    root: String,
    /// Where the form is posted to.
    here: String,
    /// The order's page and what it is called.
    order: (String, String),
    /// Label and value of all the template will hold.
    facts: Vec<(String, String)>,
    form: Typed,
}

fn order_id(id: &str) -> Result<OrderId, Failure> {
    id.parse().map_err(|_| Failure::not_found())
}

async fn page(app: &App, who: &Keeper, id: OrderId, typed: Option<Typed>) -> Result<KeepPage, Failure> {
    let scope = who.scope();
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let standing = Standing::load(tx, scope, id).await?;
            let (document, reference, number) = match (&standing.order, &standing.import) {
                (Some(order), _) => (order.document.clone(), order.row.reference.clone(), order.row.number.clone()),
                (None, Some(import)) => {
                    let document = OrderDocument::from_json(&import.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
                    (document, import.reference.clone(), import.reference.clone())
                }
                (None, None) => return Err(Failure::not_found()),
            };
            let facts = defaults::all_in_words(tx, scope.organisation, of_order(&document)).await?;
            Ok((document, facts, if reference.is_empty() { (number.clone(), number) } else { (reference, number) }))
        })
    });
    let (document, facts, (reference, number)) = read.await?;
    let root = who.root();
    let order = format!("{root}/orders/{id}");
    let form = typed.unwrap_or_else(|| Typed::filled([("name", proposed(&document))]));
    let frame = who.frame(app, "Save as a template", &Fields::default()).await?;
    Ok(KeepPage {
        frame: Frame { follows: String::new(), ..frame },
        here: format!("{order}/template"),
        order: (order, if who.is_staff() { number } else { reference }),
        facts,
        form,
        root,
    })
}

/// What a template may be called: where it goes.
fn proposed(document: &OrderDocument) -> String {
    let from = document.consignments.first().map(|first| first.collection.address.city.as_str()).unwrap_or_default();
    let to = document.consignments.last().map(|last| last.delivery.address.city.as_str()).unwrap_or_default();
    format!("{from} to {to}").chars().take(80).collect::<String>().trim().to_owned()
}

async fn keep(app: &App, who: &Keeper, id: &str, fields: Fields) -> Result<Response, Failure> {
    let (order, scope, typed) = (order_id(id)?, who.scope(), Typed::of(fields.clone()));
    let typed = match name_of(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(name) => {
            let act = who.act(app, move |tx, act| Box::pin(async move { actions::keep(tx, act, scope, order, &name).await }));
            match act.await {
                Ok(template) => return Ok(shell::redirect(&format!("{}/templates/{template}", who.root()), "created")),
                Err(Failure::Refused(refusal)) => typed.refused(vec![refusal]),
                Err(other) => return Err(other),
            }
        }
    };
    shell::unprocessable(&page(app, who, order, Some(typed)).await?)
}

/// `GET /p/{organisation}/{customer}/orders/{id}/template`.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_form(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    shell::page(&page(&app, &Keeper::Contact(contact), order_id(&id)?, None).await?)
}

/// `GET /d/{organisation}/orders/{id}/template`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_form(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    shell::page(&page(&app, &Keeper::Staff(staff), order_id(&id)?, None).await?)
}

/// `POST /p/{organisation}/{customer}/orders/{id}/template`.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_keep(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    keep(&app, &Keeper::Contact(contact), &id, fields).await
}

/// `POST /d/{organisation}/orders/{id}/template`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_keep(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    keep(&app, &Keeper::Staff(staff), &id, fields).await
}
