//! Contacts at the desk: COMPANIES → Contacts over all customers, and a contact's page with *Access customer portal*.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::{Act, Right};
use sheet::Cell;

use super::details::{Details, field_of, right_does, right_in_words, shut_out};
use super::store::{self, Line};
use super::table::ContactRow;
use super::{Access, ContactId, Host, actions};
use crate::app::App;
use crate::board::{Leaf, Turn};
use crate::customers::{self, CustomerId, CustomerRow};
use crate::failure::Failure;
use crate::history;
use crate::shell::{self, Frame, Here, Typed};
use crate::telling::{self, Chosen};
use crate::viewer::{Staff, Viewer};

impl Line {
    fn but(&self) -> &'static str {
        shut_out(self.portal_access, self.customer_access)
    }
}

#[derive(Template)]
#[template(path = "contacts/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may_change: bool,
    archived: bool,
    find: String,
    query: Fields,
    leaf: Leaf<Line>,
}

/// `GET /d/{organisation}/contacts`: by name, found by the words of `find`; `show=archived` shows those.
///
/// # Errors
/// A fault.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (archived, find, turn) = (query.raw("show") == "archived", query.text("find"), Turn::asked(&query));
    let (organisation, needle) = (staff.carrier.id, find.clone());
    let leaf = app.db.read(move |tx| Box::pin(async move { store::list(tx, organisation, archived, &needle, turn).await })).await?;
    let frame = Frame::desk(&app, &staff, "Contacts", Here::Contacts, &query).await?;
    shell::page(&ListPage { frame, root: staff.root(), may_change: staff.may(Act::Contacts), archived, find, query, leaf })
}

const EXPORTED: &[&str] = &["Name", "Customer", "E-mail", "Phone", "Access customer portal"];

/// `GET /d/{organisation}/contacts/export`: what the list shows, as a file.
///
/// # Errors
/// A fault.
pub async fn export(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (archived, find, organisation) = (query.raw("show") == "archived", query.text("find"), staff.carrier.id);
    shell::download(shell::format_asked(&query), "contacts", EXPORTED, move |after| {
        let (app, needle) = (app.clone(), find.clone());
        async move {
            let turn = Turn::Stretch(after);
            let leaf = app.db.read(move |tx| Box::pin(async move { store::list(tx, organisation, archived, &needle, turn).await })).await?;
            let row = |line: &Line| {
                vec![
                    Cell::text(line.name.clone()),
                    Cell::text(line.customer_name.clone()),
                    Cell::text(line.email.clone()),
                    Cell::text(line.phone.clone()),
                    Cell::text(if line.portal_access { "On" } else { "Off" }),
                ]
            };
            Ok((leaf.rows.iter().map(row).collect(), leaf.after))
        }
    })
    .await
}

/// A right with its box.
struct RightBox {
    field: &'static str,
    words: &'static str,
    does: &'static str,
}

/// A contact's page, and the one for a new contact.
#[derive(Template)]
#[template(path = "contacts/contact.html")]
struct ContactPage {
    frame: Frame,
    root: String,
    /// Where the form is posted to.
    here: String,
    customer: CustomerRow,
    /// None for a new contact.
    row: Option<ContactRow>,
    form: Typed,
    rights: Vec<RightBox>,
    history: Vec<history::Line>,
    /// What they chose to be told of; none for a new contact.
    notifications: Option<Chosen>,
    may_change: bool,
    /// Nobody else with access manages colleagues: without this one, only the desk does.
    last_manager: bool,
}

impl ContactPage {
    fn archived(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.archived_at.is_some())
    }

    fn editable(&self) -> bool {
        self.may_change && !self.archived() && self.customer.archived_at.is_none()
    }

    /// The contact's own access is on and has no effect.
    fn shut_out(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.portal_access) && !self.customer.portal_access
    }

    async fn build(
        app: &App,
        staff: &Staff,
        query: &Fields,
        of: (CustomerRow, Option<ContactRow>),
        form: Typed,
    ) -> Result<ContactPage, Failure> {
        let (customer, row) = of;
        let title = row.as_ref().map_or("Add contact", |row| row.name.as_str()).to_owned();
        let root = staff.root();
        let here = match &row {
            Some(row) => format!("{root}/contacts/{}", row.id),
            None => format!("{root}/customers/{}/contacts/new", customer.id),
        };
        let rights = Right::ALL.map(|right| RightBox { field: field_of(right), words: right_in_words(right), does: right_does(right) });
        Ok(ContactPage {
            frame: Frame::desk(app, staff, title, Here::Contacts, query).await?,
            root,
            here,
            customer,
            row,
            form,
            rights: rights.into(),
            history: Vec::new(),
            notifications: None,
            may_change: staff.may(Act::Contacts),
            last_manager: false,
        })
    }
}

fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}

async fn new_page(app: &App, staff: &Staff, customer: CustomerId, query: &Fields, form: Typed) -> Result<ContactPage, Failure> {
    let organisation = staff.carrier.id;
    let customer = app.db.read(move |tx| Box::pin(customers::load(tx, organisation, customer))).await?.ok_or_else(Failure::not_found)?;
    ContactPage::build(app, staff, query, (customer, None), form).await
}

/// `GET /d/{organisation}/customers/{customer}/contacts/new`.
///
/// # Errors
/// Not found, or a fault.
pub async fn new(
    State(app): State<App>,
    staff: Staff,
    Path((_, customer)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&new_page(&app, &staff, id_of(&customer)?, &query, Details::default().form(0)).await?)
}

/// `POST /d/{organisation}/customers/{customer}/contacts/new`.
///
/// # Errors
/// Not found, or a fault.
pub async fn create(
    State(app): State<App>,
    staff: Staff,
    Path((_, customer)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (customer, host) = (id_of(&customer)?, Host::of(&app, &staff));
    let wrong = match Details::read(&fields) {
        Err(wrong) => wrong,
        Ok(details) => {
            let act = app.act(&staff, move |tx, act| Box::pin(async move { actions::create(tx, act, &host, customer, &details).await }));
            match act.await {
                Ok((id, access)) => {
                    let word = if access == Access::On { "invited" } else { "created" };
                    return Ok(shell::redirect(&format!("{}/contacts/{id}", staff.root()), word));
                }
                Err(Failure::Refused(refusal)) => vec![refusal],
                Err(other) => return Err(other),
            }
        }
    };
    shell::unprocessable(&new_page(&app, &staff, customer, &Fields::default(), Typed::of(fields).refused(wrong)).await?)
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "contact.created" => "Added",
        "contact.archived" => "Archived",
        "contact.restored" => "Restored",
        _ => "Changed",
    }
}

async fn contact_page(app: &App, staff: &Staff, id: ContactId, query: &Fields, typed: Option<Typed>) -> Result<ContactPage, Failure> {
    let scope = staff.scope();
    let (row, customer, told, managers, chosen) = app
        .db
        .read(move |tx| {
            Box::pin(async move {
                let row = store::load(tx, scope.organisation, id).await?.ok_or_else(Failure::not_found)?;
                let customer = customers::load(tx, scope.organisation, row.customer).await?.ok_or_else(Failure::not_found)?;
                let managers = store::of_customer(tx, scope.organisation, row.customer).await?.into_iter().filter(ContactRow::manages);
                Ok::<_, Failure>((
                    row,
                    customer,
                    history::of_subject(tx, scope, id.0).await?,
                    managers.map(|row| row.id).collect::<Vec<_>>(),
                    telling::chosen(tx, scope.organisation, id).await?,
                ))
            })
        })
        .await?;
    let form = match typed {
        Some(form) => form.now_at(row.version),
        None => Details::of(&row)?.form(row.version),
    };
    let page = ContactPage::build(app, staff, query, (customer, Some(row)), form).await?;
    Ok(ContactPage {
        history: history::lines(told, &staff.carrier.zone, title_of),
        last_manager: managers == [id],
        notifications: Some(chosen),
        ..page
    })
}

/// `GET /d/{organisation}/contacts/{contact}`.
///
/// # Errors
/// Not found, or a fault.
pub async fn contact(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&contact_page(&app, &staff, id_of(&id)?, &query, None).await?)
}

/// `POST /d/{organisation}/contacts/{contact}`: *Save*.
///
/// # Errors
/// Not found, or a fault.
pub async fn change(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, host) = (id_of(&id)?, Host::of(&app, &staff));
    let seen = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let typed = Typed::of(fields.clone());
    let typed = match Details::read(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(details) => {
            let act = app.act(&staff, move |tx, act| Box::pin(async move { actions::change(tx, act, &host, id, seen, &details).await }));
            match act.await {
                Ok(access) => return Ok(shell::redirect(&format!("{}/contacts/{id}", staff.root()), told(access))),
                Err(failure) => typed.told(failure, seen)?,
            }
        }
    };
    shell::unprocessable(&contact_page(&app, &staff, id, &Fields::default(), Some(typed)).await?)
}

/// What the page after *Save* says.
fn told(access: Access) -> &'static str {
    match access {
        Access::Same => "saved",
        Access::On => "access-on",
        Access::Ended => "access-off",
    }
}

/// `POST /d/{organisation}/contacts/{contact}/archive`.
///
/// # Errors
/// Not found, or a fault.
pub async fn archive(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    app.act(&staff, move |tx, act| Box::pin(async move { actions::archive(tx, act, id).await })).await?;
    Ok(shell::redirect(&format!("{}/contacts/{id}", staff.root()), "archived"))
}

/// `POST /d/{organisation}/contacts/{contact}/restore`.
///
/// # Errors
/// Not found, or a fault.
pub async fn restore(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    app.act(&staff, move |tx, act| Box::pin(async move { actions::restore(tx, act, id).await })).await?;
    Ok(shell::redirect(&format!("{}/contacts/{id}", staff.root()), "restored"))
}
