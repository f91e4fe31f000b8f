//! *Merge…*: which location another is merged into, the two side by side, and why.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::{Pair, fits, merge};
use crate::app::App;
use crate::board::{Leaf, Turn};
use crate::failure::{Failure, Mismatch, Refusal};
use crate::locations::matching::perhaps;
use crate::locations::pages::id_of;
use crate::locations::store::{self, Line};
use crate::locations::table::LocationRow;
use crate::locations::{LocationId, Visible};
use crate::shell::{self, Frame, Here, Reading, Typed};
use crate::viewer::Staff;

/// The longest reason.
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "locations/merging/choose.html")]
struct ChoosePage {
    frame: Frame,
    root: String,
    row: LocationRow,
    /// Those that may be the same place.
    near: Vec<LocationRow>,
    find: String,
    /// What was searched for; before a search, nothing.
    leaf: Option<Leaf<Line>>,
}

impl ChoosePage {
    /// Whether the location may become that one.
    fn fits(&self, other: &LocationRow) -> bool {
        fits(&self.row, other)
    }
}

#[derive(Template)]
#[template(path = "locations/merging/merge.html")]
struct MergePage {
    frame: Frame,
    root: String,
    row: LocationRow,
    into: LocationRow,
    form: Typed,
    /// Who finds each.
    whom: (String, String),
}

impl MergePage {
    /// What is compared: what it is, of the one that is merged, of the one that stays.
    fn sides(&self) -> Vec<(String, String, String)> {
        let text = |what: &str, of: &dyn Fn(&LocationRow) -> String| (what.to_owned(), of(&self.row), of(&self.into));
        let hours = |row: &LocationRow| -> String {
            let days = row.opening_hours.written();
            let open = rules::opening_hours::DAYS.iter().zip(days).filter(|(_, hours)| !hours.is_empty());
            open.map(|(day, hours)| format!("{day} {hours}")).collect::<Vec<_>>().join("; ")
        };
        let sides = vec![
            text("Name", &|row| row.name.clone()),
            text("Address", &LocationRow::line),
            ("Visible to".to_owned(), self.whom.0.clone(), self.whom.1.clone()),
            text("External id", &|row| row.external_id.clone().unwrap_or_default()),
            text("Also known as", &|row| row.aliases().join(", ")),
            text("Opening hours", &hours),
            text("Phone", &|row| row.phone.clone()),
            text("E-mail", &|row| row.email.clone()),
            text("Instructions", &|row| row.instructions.clone()),
        ];
        sides.into_iter().filter(|(_, one, other)| !one.is_empty() || !other.is_empty()).collect()
    }
}

/// `GET /d/{organisation}/locations/{location}/merge`: which one it is merged into; `into` names it.
///
/// # Errors
/// Not found, or a fault.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    match query.get("into") {
        Some(into) => shell::page(&merge_page(&app, &staff, (id, id_of(into)?), None).await?),
        None => shell::page(&choose_page(&app, &staff, id, &query).await?),
    }
}

async fn choose_page(app: &App, staff: &Staff, id: LocationId, query: &Fields) -> Result<ChoosePage, Failure> {
    let (organisation, find) = (staff.carrier.id, query.text("find"));
    let (needle, turn) = (find.clone(), Turn::asked(query));
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::load(tx, organisation, id).await?.ok_or_else(Failure::not_found)?;
            let mut near = perhaps(tx, organisation, &row.seen(), &row.address()).await?;
            near.retain(|other| other.id != id);
            let leaf = if needle.is_empty() { None } else { Some(store::list(tx, organisation, false, &needle, turn).await?) };
            Ok((row, near, leaf))
        })
    });
    let (row, near, leaf) = read.await?;
    let frame = Frame::desk(app, staff, format!("Merge {}", row.name), Here::Locations, query).await?;
    Ok(ChoosePage { frame, root: staff.root(), row, near, find, leaf })
}

async fn merge_page(app: &App, staff: &Staff, (id, into): (LocationId, LocationId), typed: Option<Typed>) -> Result<MergePage, Failure> {
    let organisation = staff.carrier.id;
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::load(tx, organisation, id).await?.ok_or_else(Failure::not_found)?;
            let into = store::load(tx, organisation, into).await?.ok_or_else(Failure::not_found)?;
            let whom = (seen_by(tx, &row).await?, seen_by(tx, &into).await?);
            Ok((row, into, whom))
        })
    });
    let (row, into, whom) = read.await?;
    let frame = Frame::desk(app, staff, format!("Merge {}", row.name), Here::Locations, &Fields::default()).await?;
    let form = typed.unwrap_or_default();
    Ok(MergePage { frame, root: staff.root(), row, into, form, whom })
}

/// Who finds a location, by name.
async fn seen_by(tx: &mut kit::db::Tx, row: &LocationRow) -> Result<String, Failure> {
    Ok(match (row.visible, row.customer) {
        (Visible::Customer, Some(customer)) => {
            crate::customers::load(tx, row.organisation, customer).await?.map(|customer| customer.name).unwrap_or_default()
        }
        (Visible::All, _) => "All customers".to_owned(),
        (Visible::Customer | Visible::None, _) => "No customer".to_owned(),
    })
}

/// `POST /d/{organisation}/locations/{location}/merge`.
///
/// # Errors
/// Not found, or a fault; a refusal comes back as the page.
pub async fn confirm(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = id_of(&id)?;
    let Ok(into) = fields.raw("into").parse::<LocationId>() else {
        return shell::unprocessable(&choose_page(&app, &staff, id, &Fields::default()).await?);
    };
    let version = |name: &str| fields.text(name).parse().unwrap_or_default();
    let pair = Pair { merged: (id, version("version")), survivor: (into, version("into_version")) };
    let mut form = Reading::of(&fields);
    let reason = form.text("reason", "Reason", REASON);
    if reason.is_empty() {
        form.refuse("reason", "Reason is missing; your colleagues read it in the history of both");
    }
    let typed = Typed::of(fields.clone());
    let typed = match form.done(()) {
        Err(wrong) => typed.refused(wrong),
        Ok(()) => match app.act(&staff, move |tx, act| Box::pin(async move { merge(tx, act, pair, &reason).await })).await {
            Ok(()) => return Ok(shell::redirect(&format!("{}/locations/{into}", staff.root()), "merged")),
            Err(Failure::Refused(refusal)) => typed.refused(vec![Refusal::new(refusal.message)]),
            Err(Failure::Mismatch(Mismatch::Moved(what))) => typed.refused(vec![Refusal::new(what)]),
            Err(other) => return Err(other),
        },
    };
    shell::unprocessable(&merge_page(&app, &staff, (id, into), Some(typed)).await?)
}
