//! The page of one transport service: its form, or what it says for whoever may only look, and its history.

use std::collections::BTreeMap;

use askama::Template;
use kit::web::Fields;
use rules::access::Act;

use crate::app::App;
use crate::board::{self, OwnStatus};
use crate::creation_status::status_word;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::{self, Line};
use crate::organisations;
use crate::service_levels::{self, Known};
use crate::shell::{Frame, Here, Typed};
use crate::transport_services::form::{self, MOST_CUSTOMERS, WEEK};
use crate::transport_services::terms::{Section, country, weekday};
use crate::transport_services::{ServiceId, store};
use crate::viewer::{Staff, Viewer};

/// Customers a choice shows at once.
const FOUND: usize = 60;

/// The page.
#[derive(Template)]
#[template(path = "transport_services/edit.html")]
pub(super) struct EditPage {
    frame: Frame,
    root: String,
    may: bool,
    /// None for a service that is being made.
    id: Option<ServiceId>,
    archived: bool,
    /// `/d/…/services/{id}` or `/d/…/services/new`.
    action: String,
    form: Typed,
    around: Around,
    week: Vec<(&'static str, &'static str)>,
    countries: Vec<(&'static str, &'static str)>,
    /// For whoever may only look.
    sections: Vec<Section>,
    history: Vec<Line>,
}

/// What stands round the form's own values.
#[derive(Default)]
struct Around {
    /// Levels to choose from.
    levels: Vec<Known>,
    /// Customers to choose from: those that are ticked first.
    customers: Vec<(CustomerId, String)>,
    /// More are found than are shown.
    more: bool,
    /// What the organisation says where the service says nothing.
    organisation_status: &'static str,
    /// Customers whose own value counts before this service's.
    own: OwnStatus,
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "transport_service.created" => "Created",
        "transport_service.archived" => "Archived",
        "transport_service.restored" => "Restored",
        _ => "Changed",
    }
}

impl EditPage {
    /// The page of a service: with the form as typed, or filled from what is stored.
    pub(super) async fn of(app: &App, staff: &Staff, id: ServiceId, form: Option<Typed>, query: &Fields) -> Result<EditPage, Failure> {
        let (scope, organisation) = (staff.scope(), staff.carrier.id);
        let read = app.db.read::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                let row = store::by_id(tx, organisation, id).await?;
                let terms = store::terms(tx, &row).await?;
                Ok((row, terms, history::of_subject(tx, scope, id.0).await?))
            })
        });
        let (row, terms, told) = read.await?;
        let form = match form {
            Some(form) => form.now_at(row.version),
            None => form::fill(&terms, row.version),
        };
        let frame = Frame::desk(app, staff, row.name.clone(), Here::TransportServices, query).await?;
        let action = format!("{}/services/{id}", staff.root());
        let history = history::lines(told, &staff.carrier.zone, title_of);
        let page = EditPage::new(app, staff, frame, action, form).await?;
        Ok(EditPage { id: Some(id), archived: row.archived_at.is_some(), sections: terms.in_words(), history, ..page })
    }

    /// The page of a service that is being made.
    pub(super) async fn of_new(app: &App, staff: &Staff, form: Typed) -> Result<EditPage, Failure> {
        let frame = Frame::desk(app, staff, "New transport service", Here::TransportServices, &Fields::default()).await?;
        EditPage::new(app, staff, frame, format!("{}/services/new", staff.root()), form).await
    }

    async fn new(app: &App, staff: &Staff, frame: Frame, action: String, form: Typed) -> Result<EditPage, Failure> {
        let may = staff.may(Act::Services);
        let around = Around::read(app, staff, &form).await?;
        Ok(EditPage {
            frame,
            root: staff.root(),
            may,
            id: None,
            archived: false,
            action,
            form,
            around,
            week: WEEK.iter().map(|(number, day)| (*number, weekday(*day))).collect(),
            countries: rules::holidays::countries().into_iter().map(|code| (code, country(code))).collect(),
            sections: Vec::new(),
            history: Vec::new(),
        })
    }
}

impl Around {
    async fn read(app: &App, staff: &Staff, form: &Typed) -> Result<Around, Failure> {
        let organisation = staff.carrier.id;
        let needle = form.raw("customer_filter").trim().to_owned();
        let ticked: Vec<CustomerId> = form.fields().every("customer").filter_map(|id| id.parse().ok()).take(MOST_CUSTOMERS + 1).collect();
        let chosen: Vec<String> = form.fields().every("level").map(ToOwned::to_owned).collect();
        app.db
            .read::<_, Failure, _>(move |tx| {
                Box::pin(async move {
                    let mut levels = service_levels::every(tx, organisation).await?;
                    levels.retain(|level| !level.archived || chosen.contains(&level.id.to_string()));
                    let named: BTreeMap<_, _> = store::customers_named(tx, organisation, ticked.iter()).await?;
                    let (found, more) = board::customers_to_choose(tx, organisation, &needle, FOUND).await?;
                    let mut customers: Vec<(CustomerId, String)> = named.into_iter().collect();
                    customers.sort_by_cached_key(|(_, name)| kit::text::fold(name));
                    let others = found.into_iter().filter(|(id, _)| !ticked.contains(id));
                    customers.extend(others);
                    let settings = organisations::settings(tx, organisation).await?;
                    let own = board::customers_with_own_status(tx, organisation).await?;
                    Ok(Around { levels, customers, more, organisation_status: status_word(settings.order_status), own })
                })
            })
            .await
    }
}
