//! *Templates* in the portal, and the same pages of one customer at the desk; *Save as a template* on an order.

mod keeper;
mod of_order;
mod one;

pub use of_order::{desk_form, desk_keep, portal_form, portal_keep};
pub use one::{desk_archive, desk_rename, desk_restore, desk_show, portal_archive, portal_rename, portal_restore, portal_show};

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::order::Stop;

use self::keeper::Keeper;
use super::TemplateId;
use super::held::{Around, Held};
use super::store;
use crate::app::App;
use crate::board::{Leaf, Turn};
use crate::customers::{self, CustomerId};
use crate::failure::Failure;
use crate::shell::{self, Frame};
use crate::viewer::{Contact, Staff};

/// A template in the list.
struct Line {
    id: TemplateId,
    name: String,
    /// Its service; none while it cannot be selected.
    service: Option<String>,
    /// From where to where: name and place.
    from: (String, String),
    to: (String, String),
    goods: String,
    /// Why an order begun from it is not bound, in words; empty while it is.
    why_not: String,
    /// Where an order is begun from it; nowhere for who may not.
    new_order: Option<String>,
}

#[derive(Template)]
#[template(path = "templates/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    /// This list's address.
    here: String,
    /// At the desk: whose, and where their profile is.
    whose: Option<(String, String)>,
    archived: bool,
    query: Fields,
    leaf: Leaf<Line>,
}

pub(super) fn id_of(text: &str) -> Result<TemplateId, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}

/// `GET /p/{organisation}/{customer}/templates`: by name; `show=archived` shows those.
///
/// # Errors
/// A fault.
pub async fn portal_list(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (customer, here) = (contact.customer, format!("{}/templates", contact.root()));
    list(&app, &Keeper::Contact(contact), (customer, None), here, query).await
}

/// `GET /d/{organisation}/customers/{customer}/templates`: the same of one customer at the desk.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_list(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    let id: CustomerId = id.parse().map_err(|_| Failure::not_found())?;
    let organisation = staff.carrier.id;
    let row = app.db.read(move |tx| Box::pin(customers::load(tx, organisation, id))).await?.ok_or_else(Failure::not_found)?;
    let profile = format!("{}/customers/{id}", staff.root());
    let here = format!("{profile}/templates");
    list(&app, &Keeper::Staff(staff), (id, Some((row.name, profile))), here, query).await
}

async fn list(
    app: &App,
    who: &Keeper,
    (customer, whose): (CustomerId, Option<(String, String)>),
    here: String,
    query: Fields,
) -> Result<Response, Failure> {
    let (archived, turn, scope) = (query.raw("show") == "archived", Turn::asked(&query), who.scope());
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let leaf = store::list(tx, (scope.organisation, customer), archived, turn).await?;
            let documents = leaf.rows.iter().map(super::TemplateRow::document).collect::<Result<Vec<_>, _>>()?;
            Ok((Around::load(tx, scope, customer, &documents).await?, leaf, documents))
        })
    });
    let (around, leaf, documents) = read.await?;
    let held = leaf.rows.into_iter().zip(documents).map(|(row, document)| around.hold(row, document));
    let rows = held.map(|held| line(who, &around, held)).collect();
    let title = whose.as_ref().map_or_else(|| "Templates".to_owned(), |(name, _)| format!("Templates of {name}"));
    shell::page(&ListPage {
        frame: who.frame(app, title, &query).await?,
        root: who.root(),
        here,
        whose,
        archived,
        query,
        leaf: Leaf { rows, before: leaf.before, after: leaf.after },
    })
}

fn line(who: &Keeper, around: &Around, held: Held) -> Line {
    let now = held.bound.as_ref().unwrap_or(&held.document);
    let columns = crate::orders::derive(now);
    let called = |stop: Option<&Stop>| stop.map(|stop| stop.address.name.clone()).unwrap_or_default();
    let from = called(now.consignments.first().map(|first| &first.collection));
    let to = called(now.consignments.last().map(|last| &last.delivery));
    let archived = held.row.archived_at.is_some();
    Line {
        service: around.service(now).map(str::to_owned),
        from: (from, columns.from_place),
        to: (to, columns.to_place),
        goods: columns.goods,
        why_not: if archived { String::new() } else { held.bound.as_ref().err().map(|why| why.join(" ")).unwrap_or_default() },
        new_order: who.new_order(&held.row),
        id: held.row.id,
        name: held.row.name,
    }
}
