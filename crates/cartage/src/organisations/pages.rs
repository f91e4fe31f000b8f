//! CONFIGURATION → Organisation settings: the tabs *Customer portal* and *Numbering*.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;
use rules::numbering::{DatePart, Pattern};

use super::import::panel::{Around, Panel, Typing, panel};
use super::numbering::{Numbering, date_part_in_words, example};
use super::portal::Portal;
use super::settings::Settings;
use super::table::OrganisationRow;
use super::{actions, store};
use crate::app::App;
use crate::board::{self, OwnStatus};
use crate::creation_status::status_word;
use crate::failure::{Failure, Mismatch};
use crate::history::{self, Line, Told};
use crate::order_import;
use crate::shell::{Frame, Here, Typed, page, redirect, unprocessable};
use crate::viewer::{Staff, Viewer};

#[derive(Template)]
#[template(path = "organisations/portal.html")]
struct PortalPage {
    frame: Frame,
    root: String,
    here: &'static str,
    may: bool,
    row: OrganisationRow,
    /// The stored status in words, for whoever may only look.
    status: &'static str,
    form: Typed,
    services: OwnStatus,
    customers: OwnStatus,
    import: Panel,
    history: Vec<Line>,
}

#[derive(Template)]
#[template(path = "organisations/numbering.html")]
struct NumberingPage {
    frame: Frame,
    root: String,
    here: &'static str,
    may: bool,
    form: Typed,
    kinds: [Kind; 2],
    date_parts: Vec<(&'static str, &'static str)>,
    history: Vec<Line>,
}

/// Quotes or orders on the page.
struct Kind {
    /// What its fields' names begin with: `quote` or `order`.
    field: &'static str,
    /// `Quotes` or `Orders`.
    name: &'static str,
    /// What it says to customers.
    says: &'static str,
    /// The stored pattern in words, for whoever may only look.
    stored: Pattern,
    date_part: &'static str,
    /// What the numbers look like; nothing while what is typed makes none.
    example: Option<String>,
}

/// What happens to the tab *Customer portal*.
const OF_PORTAL: [&str; 3] = ["organisation.portal_changed", "organisation.import_provisioned", "organisation.import_changed"];

/// The lines of the history that belong to a tab.
pub(super) fn lines(told: Vec<Told>, staff: &Staff, verbs: &[&str]) -> Vec<Line> {
    let earlier = told.first().is_some_and(|oldest| oldest.earlier);
    let mut own: Vec<Told> = told.into_iter().filter(|told| verbs.contains(&told.verb.as_str())).collect();
    if let Some(oldest) = own.first_mut() {
        oldest.earlier = earlier;
    }
    let title = |verb: &str| match verb {
        "organisation.import_provisioned" => "Customer portal order import provisioned",
        "organisation.import_changed" => "Customer portal order import changed",
        _ => "Changed",
    };
    history::lines(own, &staff.carrier.zone, title)
}

async fn portal_page(app: &App, staff: &Staff, form: Option<Typed>, typing: Typing, query: &Fields) -> Result<PortalPage, Failure> {
    let scope = staff.scope();
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::by_id(tx, scope.organisation).await?;
            let services = board::services_with_own_status(tx, scope.organisation).await?;
            let customers = board::customers_with_own_status(tx, scope.organisation).await?;
            let own = board::customers_with_own_import(tx, scope.organisation).await?;
            let around = Around { own, waiting: order_import::waiting(tx, scope.organisation).await? };
            let told = history::of_subject(tx, scope, row.id.0).await?;
            Ok((row, services, customers, around, told))
        })
    });
    let (row, services, customers, around, told) = read.await?;
    let portal = Portal::of(&row)?;
    Ok(PortalPage {
        frame: Frame::desk(app, staff, "Organisation settings", Here::OrganisationSettings, query).await?,
        root: staff.root(),
        here: "portal",
        may: staff.may(Act::OrganisationSettings),
        status: status_word(portal.order_status),
        form: form.map_or_else(|| portal.form(row.version), |form| form.now_at(row.version)),
        import: panel(&row, &around, typing, staff)?,
        row,
        services,
        customers,
        history: lines(told, staff, &OF_PORTAL),
    })
}

/// The tab with the order import as typed.
pub(super) async fn import_page(app: &App, staff: &Staff, typing: Typing) -> Result<impl Template, Failure> {
    portal_page(app, staff, None, typing, &Fields::default()).await
}

/// Whether the order import was on in the version that was seen: somebody else's version is judged by the act.
pub(super) async fn import_switched_on(app: &App, staff: &Staff, seen: i64) -> Result<bool, Failure> {
    let organisation = staff.carrier.id;
    let row = app.db.read(move |tx| Box::pin(store::by_id(tx, organisation))).await?;
    Ok(row.version == seen && row.import_enabled)
}

/// `GET /d/{organisation}/settings/portal`.
///
/// # Errors
/// When the database does not answer.
pub async fn portal(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    page(&portal_page(&app, &staff, None, Typing::default(), &query).await?)
}

/// `POST /d/{organisation}/settings/portal`.
///
/// # Errors
/// When the database does not answer.
pub async fn set_portal(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let seen = fields.text("version").parse().unwrap_or(0);
    let typed = Typed::of(fields.clone());
    let typed = match Portal::read(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(portal) => match actions::set_portal(&app, &staff, seen, portal).await {
            Ok(()) => return Ok(redirect(&format!("{}/settings/portal", staff.root()), "saved")),
            Err(Failure::Mismatch(Mismatch::Moved(what))) => typed.overtaken(what, seen),
            Err(other) => return Err(other),
        },
    };
    unprocessable(&portal_page(&app, &staff, Some(typed), Typing::default(), &Fields::default()).await?)
}

async fn numbering_page(app: &App, staff: &Staff, form: Option<Typed>, query: &Fields) -> Result<NumberingPage, Failure> {
    let scope = staff.scope();
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::by_id(tx, scope.organisation).await?;
            Ok((Settings::of(&row)?, row.version, history::of_subject(tx, scope, row.id.0).await?))
        })
    });
    let (settings, version, told) = read.await?;
    let stored = Numbering { quotes: settings.quotes, orders: settings.orders };
    let form = form.map_or_else(|| stored.form(version), |form| form.now_at(version));
    let typed = Numbering::read(form.fields()).ok();
    let show = |pattern: Option<&Pattern>| pattern.map(|pattern| example(pattern, app.clock.now(), &settings.zone));
    let kind = |field, name, says, stored: Pattern, typed| Kind {
        field,
        name,
        says,
        date_part: date_part_in_words(stored.date_part),
        stored,
        example: show(typed),
    };
    let quotes = "Customers see this number while their order is a quote. Sent to planning, it gets an order number beside it.";
    let orders = "Customers see this number from the moment the order goes to planning; it stays for ever.";
    Ok(NumberingPage {
        frame: Frame::desk(app, staff, "Organisation settings", Here::OrganisationSettings, query).await?,
        root: staff.root(),
        here: "numbering",
        may: staff.may(Act::Numbering),
        kinds: [
            kind("quote", "Quotes", quotes, stored.quotes, typed.as_ref().map(|typed| &typed.quotes)),
            kind("order", "Orders", orders, stored.orders, typed.as_ref().map(|typed| &typed.orders)),
        ],
        form,
        date_parts: DatePart::ALL.iter().map(|part| (part.as_str(), date_part_in_words(*part))).collect(),
        history: lines(told, staff, &["organisation.numbering_changed"]),
    })
}

/// `GET /d/{organisation}/settings/numbering`.
///
/// # Errors
/// When the database does not answer.
pub async fn numbering(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    page(&numbering_page(&app, &staff, None, &query).await?)
}

/// `POST /d/{organisation}/settings/numbering/example`: the form as typed with its examples; nothing is saved.
///
/// # Errors
/// When the database does not answer.
pub async fn numbering_example(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let wrong = Numbering::read(&fields).err().unwrap_or_default();
    page(&numbering_page(&app, &staff, Some(Typed::of(fields).refused(wrong)), &Fields::default()).await?)
}

/// `POST /d/{organisation}/settings/numbering`.
///
/// # Errors
/// When the database does not answer.
pub async fn set_numbering(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let seen = fields.text("version").parse().unwrap_or(0);
    let typed = Typed::of(fields.clone());
    let typed = match Numbering::read(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(numbering) => match actions::set_numbering(&app, &staff, seen, numbering).await {
            Ok(()) => return Ok(redirect(&format!("{}/settings/numbering", staff.root()), "saved")),
            Err(Failure::Mismatch(Mismatch::Moved(what))) => typed.overtaken(what, seen),
            Err(other) => return Err(other),
        },
    };
    unprocessable(&numbering_page(&app, &staff, Some(typed), &Fields::default()).await?)
}
