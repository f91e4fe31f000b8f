//! The pages of rate cards: RATES → Order Input → Rate cards.

mod edit;
mod list;
mod tested;

use axum::extract::{Path, State};
use axum::response::Response;
use kit::secret::hex;
use kit::web::{Fields, QueryFields};
use rules::rate_card::RateCard;

use edit::EditPage;
pub use list::list;

use super::draft::Draft;
use super::terms::Terms;
use super::{RateCardId, actions, store};
use crate::app::App;
use crate::customers;
use crate::failure::{Failure, Refusal};
use crate::shell::{self, says};
use crate::viewer::{Staff, Viewer};

fn id(card: &str) -> Result<RateCardId, Failure> {
    card.parse().map_err(|_| Failure::not_found())
}

/// A key for a new line.
fn key(app: &App) -> String {
    hex(&app.ids.bytes::<4>())
}

/// `GET /d/{organisation}/rate-cards/new`: a blank card, or one like the card `like` that begins where that one ends.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn blank(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let today = says::today(app.clock.now(), &staff.carrier.zone);
    let organisation = staff.carrier.id;
    let draft = match query.get("like") {
        Some(like) => {
            let like = id(like)?;
            let row = app.db.read(move |tx| Box::pin(store::by_id(tx, organisation, like))).await?;
            let terms = Terms::of(&row)?;
            let from = terms.until.and_then(|until| until.tomorrow().ok()).unwrap_or(today).max(today);
            Draft::filled(&Terms { from, until: None, ..terms }, 0)
        }
        None => {
            let currency = app.db.read(move |tx| Box::pin(crate::organisations::by_id(tx, organisation))).await?.currency;
            let once = [("currency", currency), ("from", today.to_string()), ("zone_of", "DELIVERY".to_owned())];
            let mut draft = Draft { once: once.map(|(name, value)| (name.to_owned(), value)).into(), ..Draft::default() };
            for (field, value) in [("customer", query.get("customer")), ("service", query.get("service"))] {
                draft.once.extend(value.map(|value| (field.to_owned(), value.to_owned())));
            }
            draft
        }
    };
    shell::page(&EditPage::of_new(&app, &staff, draft, Vec::new()).await?)
}

/// What became of a posted form.
enum Posted {
    /// A button that changed the form, or tried the card out.
    Pressed(Draft),
    /// Something must be put right.
    Wrong(Draft, Vec<Refusal>),
    /// The card.
    Read(Draft, Terms),
}

async fn posted(app: &App, staff: &Staff, fields: &Fields) -> Result<Posted, Failure> {
    let mut draft = Draft::of(fields);
    let nobody = whose(app, staff, &mut draft).await?;
    draft.keyed(|| key(app));
    let button = draft.once.remove("do").unwrap_or_default();
    if !button.is_empty() && button != "test" {
        draft.press(&button, key(app));
        return Ok(Posted::Pressed(draft));
    }
    Ok(match (draft.read()?, nobody) {
        (Err(wrong), nobody) => Posted::Wrong(draft, nobody.into_iter().chain(wrong).collect()),
        (Ok(_), Some(nobody)) => Posted::Wrong(draft, vec![nobody]),
        (Ok(terms), None) if button.is_empty() => Posted::Read(draft, terms),
        (Ok(_), None) => {
            draft.once.insert("test".to_owned(), "on".to_owned());
            Posted::Pressed(draft)
        }
    })
}

/// The customer that the form names, as an id; why it is none.
async fn whose(app: &App, staff: &Staff, draft: &mut Draft) -> Result<Option<Refusal>, Failure> {
    let Some(text) = draft.once.get("customer_text").cloned() else { return Ok(None) };
    let chosen = match draft.raw("customer").trim() {
        "" => None,
        id => Some(id.parse().map_err(|_| Failure::not_found())?),
    };
    let organisation = staff.carrier.id;
    let meant = app.db.read(move |tx| Box::pin(async move { customers::meant(tx, organisation, chosen, &text).await })).await?;
    let id = meant.as_ref().ok().copied().flatten().map(|id| id.to_string()).unwrap_or_default();
    draft.once.insert("customer".to_owned(), id);
    Ok(meant.err().map(|words| Refusal::at("customer_text", words)))
}

/// `POST /d/{organisation}/rate-cards/new`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn create(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    match posted(&app, &staff, &fields).await? {
        Posted::Pressed(draft) => shell::page(&EditPage::of_new(&app, &staff, draft, Vec::new()).await?.unsaved()),
        Posted::Wrong(draft, wrong) => shell::unprocessable(&EditPage::of_new(&app, &staff, draft, wrong).await?),
        Posted::Read(_, terms) => {
            let made = app.act(&staff, move |tx, act| Box::pin(async move { actions::create(tx, act, &terms).await })).await?;
            Ok(shell::redirect(&format!("{}/rate-cards/{made}", staff.root()), "created"))
        }
    }
}

/// `GET /d/{organisation}/rate-cards/{card}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, card)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    shell::page(&EditPage::of(&app, &staff, id(&card)?, None, &query).await?)
}

/// `POST /d/{organisation}/rate-cards/{card}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((_, card)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen) = (id(&card)?, fields.text("version").parse().unwrap_or(0));
    let none = Fields::default();
    let (draft, typed) = match posted(&app, &staff, &fields).await? {
        Posted::Pressed(draft) => {
            let typed = draft.form();
            return shell::page(&EditPage::of(&app, &staff, id, Some((draft, typed)), &none).await?.unsaved());
        }
        Posted::Wrong(draft, wrong) => {
            let typed = draft.form().refused(wrong);
            (draft, typed)
        }
        Posted::Read(draft, terms) => {
            let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
            let done =
                app.act(&staff, move |tx, act| Box::pin(async move { actions::change(tx, act, (scope, &zone), (id, seen), &terms).await }));
            match done.await {
                Ok(()) => return Ok(shell::redirect(&format!("{}/rate-cards/{id}", staff.root()), "saved")),
                Err(failure) => {
                    let typed = draft.form().told(failure, seen)?;
                    (draft, typed)
                }
            }
        }
    };
    shell::unprocessable(&EditPage::of(&app, &staff, id, Some((draft, typed)), &none).await?)
}

/// `POST /d/{organisation}/rate-cards/{card}/archive`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(State(app): State<App>, staff: Staff, Path((_, card)): Path<(String, String)>) -> Result<Response, Failure> {
    keep(&app, &staff, id(&card)?, true).await
}

/// `POST /d/{organisation}/rate-cards/{card}/restore`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn restore(State(app): State<App>, staff: Staff, Path((_, card)): Path<(String, String)>) -> Result<Response, Failure> {
    keep(&app, &staff, id(&card)?, false).await
}

async fn keep(app: &App, staff: &Staff, id: RateCardId, archived: bool) -> Result<Response, Failure> {
    app.act(staff, move |tx, act| Box::pin(actions::archive(tx, act, id, archived))).await?;
    Ok(shell::redirect(&format!("{}/rate-cards/{id}", staff.root()), if archived { "archived" } else { "restored" }))
}

/// How many things a card's own look finds to say.
fn oddities(card: &RateCard) -> usize {
    rules::rate_card::warnings(card).len()
}
