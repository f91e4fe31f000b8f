//! CONFIGURATION → Order form: every field and how it stands, for all services or for one, with the form as customers then see it.

mod custom;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;
use rules::order_form::{Block, Id, Known, OrderForm, Presence, warnings};

use super::reading::{self, control};
use super::{actions, store, words};
use crate::app::App;
use crate::defaults;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::history::{self, Line};
use crate::orders;
use crate::organisations;
use crate::shell::{Frame, Here, Typed, page, redirect, says, unprocessable};
use crate::transport_services::{self, ServiceChoice};
use crate::viewer::{Staff, Viewer};

/// A field on the page.
struct Row {
    /// The name of its control.
    control: String,
    name: String,
    /// The page of an own field.
    own: Option<String>,
    /// What is typed: a stored word, or nothing where a service follows the organisation.
    chosen: &'static str,
    /// The same in words, for whoever may only look.
    said: String,
    /// What may be chosen.
    options: Vec<(&'static str, String)>,
    /// Services that say something else than the organisation.
    differing: String,
}

#[derive(Template)]
#[template(path = "order_form/form.html")]
struct FormPage {
    frame: Frame,
    root: String,
    may: bool,
    /// The service that is arranged; none for all.
    service: Option<(String, String)>,
    services: Vec<(String, String)>,
    blocks: Vec<(&'static str, Vec<Row>)>,
    archived: Vec<(String, String)>,
    warnings: Vec<String>,
    preview: String,
    form: Typed,
    history: Vec<Line>,
}

/// What the page is drawn from.
struct Read {
    stored: OrderForm,
    version: i64,
    services: Vec<(transport_services::ServiceId, String)>,
    known: Known,
    currency: String,
    lines: Vec<Line>,
}

async fn read(app: &App, staff: &Staff) -> Result<Read, Failure> {
    let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let organisation = scope.organisation;
            let (stored, version) = store::arranged(tx, organisation).await?;
            let services = transport_services::choices(tx, organisation).await?;
            let with_days = transport_services::with_lead_days(tx, organisation).await?;
            let settings = organisations::settings(tx, organisation).await?;
            let defaults = defaults::of_all(tx, organisation).await?;
            let defaults = defaults.into_iter().map(|(customer, document)| {
                let service = Some(document.service.clone()).filter(|service| !service.is_empty());
                (customer, service, rules::order_form::filled(&document))
            });
            let known = Known {
                services: services.iter().map(|(id, _)| (id.to_string(), with_days.contains(id))).collect(),
                import: settings.import.enabled,
                defaults: defaults.collect(),
            };
            let told = history::of_subject(tx, scope, actions::form_id(organisation.0)).await?;
            Ok(Read { stored, version, services, known, currency: settings.currency, lines: history::lines(told, &zone, |_| "Changed") })
        })
    });
    read.await
}

/// The page, with an arrangement as typed where there is one.
async fn drawn(app: &App, staff: &Staff, query: &Fields, typed: Option<Typed>) -> Result<FormPage, Failure> {
    let Read { stored, version, services, known, currency, lines } = read(app, staff).await?;
    let names: BTreeMap<String, String> = services.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let asked = typed.as_ref().map_or_else(|| query.text("service"), |typed| typed.raw("of").to_owned());
    let service = names.get(&asked).map(|name| (asked.clone(), name.clone()));
    if !asked.is_empty() && service.is_none() {
        return Err(Failure::not_found());
    }
    let mut arranged = stored;
    if let Some(typed) = &typed {
        reading::arrange(&mut arranged, service.as_ref().map(|(id, _)| id.as_str()), typed.fields());
    }
    let form = match typed {
        Some(form) => form.now_at(version),
        None => Typed::filled([("version", version.to_string())]),
    };
    let today = says::today(app.clock.now(), &staff.carrier.zone);
    let choice = |(id, name): &(transport_services::ServiceId, String)| ServiceChoice {
        id: *id,
        name: name.clone(),
        description: String::new(),
        levels: Vec::new(),
    };
    let chosen = services.iter().find(|(id, _)| id.to_string() == asked).map(|(id, _)| *id);
    let offered = services.iter().map(choice).collect();
    let preview = orders::preview(&arranged, offered, chosen, known.import, (today, staff.carrier.country.clone(), currency))?;
    let archived = arranged.custom.iter().filter(|field| field.archived);
    Ok(FormPage {
        frame: Frame::desk(app, staff, "Order form", Here::OrderForm, query).await?,
        root: staff.root(),
        may: staff.may(Act::OrderForm),
        blocks: rows(&arranged, service.as_ref().map(|(id, _)| id.as_str()), &names),
        archived: archived.map(|field| (field.key.to_string(), field.label.clone())).collect(),
        warnings: warnings(&arranged, &known).iter().map(|one| words::warning(one, &arranged, &names)).collect(),
        service,
        services: services.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        preview,
        form,
        history: lines,
    })
}

fn rows(arranged: &OrderForm, service: Option<&str>, services: &BTreeMap<String, String>) -> Vec<(&'static str, Vec<Row>)> {
    let blocks = [Block::Order, Block::Consignment, Block::Stop, Block::Goods];
    let of = |block| arranged.fields().filter(move |id| arranged.block(*id) == Some(block)).map(|id| row(arranged, id, service, services));
    blocks.into_iter().map(|block| (words::block(block), of(block).collect())).collect()
}

fn row(arranged: &OrderForm, id: Id, service: Option<&str>, services: &BTreeMap<String, String>) -> Row {
    let all = arranged.presence(id);
    let said = service.and_then(|service| arranged.of_service(service, id));
    let follows = format!("As all services: {}", words::in_words(all));
    let mut options: Vec<(&'static str, String)> = service.map(|_| ("", follows.clone())).into_iter().collect();
    let may = |presence: &Presence| *presence != Presence::Required || arranged.may_be_required(id);
    options.extend(Presence::ALL.into_iter().filter(may).map(|presence| (presence.as_str(), words::in_words(presence).to_owned())));
    let differing = services.iter().filter_map(|(service, name)| {
        let own = arranged.of_service(service, id).filter(|own| *own != all)?;
        Some(format!("{name}: {}", words::in_words(own)))
    });
    let chosen = match service {
        None => all.as_str(),
        Some(_) => said.map_or("", Presence::as_str),
    };
    Row {
        control: control(id),
        name: words::name(arranged, id),
        own: if let Id::Custom(key) = id { Some(key.to_string()) } else { None },
        said: if chosen.is_empty() { follows } else { words::in_words(said.unwrap_or(all)).to_owned() },
        chosen,
        options,
        differing: if service.is_none() { differing.collect::<Vec<_>>().join(" · ") } else { String::new() },
    }
}

/// `GET /d/{organisation}/order-form?service=…`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    page(&drawn(&app, &staff, &query, None).await?)
}

/// `POST /d/{organisation}/order-form/preview`: the page as typed; nothing is saved.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn preview(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    page(&drawn(&app, &staff, &Fields::default(), Some(Typed::of(fields))).await?)
}

/// `POST /d/{organisation}/order-form`: *Save*, or *Preview* without script.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn save(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    if fields.raw("do") == "preview" {
        return preview(State(app), staff, fields).await;
    }
    let seen = fields.text("version").parse().unwrap_or_default();
    let service = fields.get("of").map(ToOwned::to_owned);
    let there = read(&app, &staff).await?;
    if service.as_ref().is_some_and(|service| there.services.iter().all(|(id, _)| id.to_string() != *service)) {
        return Err(Failure::not_found());
    }
    let (typed, of) = (Typed::of(fields.clone()), service.clone());
    let change = move |form: &mut OrderForm| -> Result<(), Refusal> {
        reading::arrange(form, of.as_deref(), &fields);
        Ok(())
    };
    let typed = match actions::arrange(&app, &staff, seen, change).await {
        Ok(()) => {
            let at = service.map(|service| format!("?service={service}")).unwrap_or_default();
            return Ok(redirect(&format!("{}/order-form{at}", staff.root()), "saved"));
        }
        Err(Failure::Refused(refusal)) => typed.refused(vec![refusal]),
        Err(Failure::Mismatch(Mismatch::Moved(what))) => typed.overtaken(what, seen),
        Err(other) => return Err(other),
    };
    unprocessable(&drawn(&app, &staff, &Fields::default(), Some(typed)).await?)
}

/// `GET /d/{organisation}/order-form/fields/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn new_field(State(app): State<App>, staff: Staff) -> Result<Response, Failure> {
    custom::show(&app, &staff, None).await
}

/// `POST /d/{organisation}/order-form/fields/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn create_field(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    custom::save(&app, &staff, None, fields).await
}

/// `GET /d/{organisation}/order-form/fields/{field}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn field(State(app): State<App>, staff: Staff, Path((_, field)): Path<(String, String)>) -> Result<Response, Failure> {
    custom::show(&app, &staff, Some(&field)).await
}

/// `POST /d/{organisation}/order-form/fields/{field}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn change_field(
    State(app): State<App>,
    staff: Staff,
    Path((_, field)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    custom::save(&app, &staff, Some(&field), fields).await
}

/// `POST /d/{organisation}/order-form/fields/{field}/archive`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive_field(State(app): State<App>, staff: Staff, Path((_, field)): Path<(String, String)>) -> Result<Response, Failure> {
    custom::archive(&app, &staff, &field, true).await
}

/// `POST /d/{organisation}/order-form/fields/{field}/restore`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn restore_field(State(app): State<App>, staff: Staff, Path((_, field)): Path<(String, String)>) -> Result<Response, Failure> {
    custom::archive(&app, &staff, &field, false).await
}
