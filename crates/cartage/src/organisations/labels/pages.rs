//! CONFIGURATION → Organisation settings, the tab *Labels*.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::access::Act;
use rules::label::Series;

use super::form::LabelSettings;
use crate::app::App;
use crate::failure::{Failure, Mismatch};
use crate::history::{self, Line};
use crate::labels;
use crate::organisations::pages::lines;
use crate::organisations::{actions, store};
use crate::shell::{Frame, Here, Typed, page, redirect, unprocessable};
use crate::viewer::{Staff, Viewer};

#[derive(Template)]
#[template(path = "organisations/labels/labels.html")]
struct LabelsPage {
    frame: Frame,
    root: String,
    here: &'static str,
    may: bool,
    form: Typed,
    stored: LabelSettings,
    /// How many numbers of the stored series were given out, and how many are left; none without a prefix.
    given: Option<(u64, u64)>,
    /// The next number of the series.
    example: String,
    history: Vec<Line>,
}

impl LabelsPage {
    /// Fewer than a tenth are left.
    fn is_running_out(&self) -> bool {
        self.given.is_some_and(|(used, left)| left < (used + left) / 10)
    }
}

async fn labels_page(app: &App, staff: &Staff, form: Option<Typed>, query: &Fields) -> Result<LabelsPage, Failure> {
    let scope = staff.scope();
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::by_id(tx, scope.organisation).await?;
            let series = LabelSettings::of(&row).series();
            let used = match &series {
                Some(series) => labels::used(tx, scope.organisation, &series.head()).await?,
                None => 0,
            };
            let told = history::of_subject(tx, scope, row.id.0).await?;
            Ok((row, series, used.unsigned_abs(), told))
        })
    });
    let (row, series, used, told) = read.await?;
    let stored = LabelSettings::of(&row);
    Ok(LabelsPage {
        frame: Frame::desk(app, staff, "Organisation settings", Here::OrganisationSettings, query).await?,
        root: staff.root(),
        here: "labels",
        may: staff.may(Act::OrganisationSettings),
        form: form.map_or_else(|| stored.form(row.version), |form| form.now_at(row.version)),
        given: series.as_ref().map(|series| (used.min(series.capacity()), series.left(used))),
        example: series.as_ref().and_then(|series: &Series| series.sscc(used)).map(|sscc| sscc.as_str().to_owned()).unwrap_or_default(),
        stored,
        history: lines(told, staff, &["organisation.labels_changed"]),
    })
}

/// `GET /d/{organisation}/settings/labels`.
///
/// # Errors
/// When the database does not answer.
pub async fn show(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    page(&labels_page(&app, &staff, None, &query).await?)
}

/// `POST /d/{organisation}/settings/labels`.
///
/// # Errors
/// When the database does not answer.
pub async fn set(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let seen = fields.text("version").parse().unwrap_or(0);
    let typed = Typed::of(fields.clone());
    let typed = match LabelSettings::read(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(settings) => match actions::set_labels(&app, &staff, seen, settings).await {
            Ok(()) => return Ok(redirect(&format!("{}/settings/labels", staff.root()), "saved")),
            Err(Failure::Mismatch(Mismatch::Moved(what))) => typed.overtaken(what, seen),
            Err(other) => return Err(other),
        },
    };
    unprocessable(&labels_page(&app, &staff, Some(typed), &Fields::default()).await?)
}
