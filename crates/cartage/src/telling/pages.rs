//! *Notifications*: what somebody wants to be told by mail, in each portal and at each desk they are a member of.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::telling::{Choice, Kind};

use super::choices::{self, Chosen, Whose, Wish};
use super::words;
use crate::app::App;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::shell::{self, Frame, Here, Typed};
use crate::viewer::{Contact, Staff, Viewer};

/// A kind on the page: the field's name, its label, what it is.
struct Asked {
    field: &'static str,
    label: &'static str,
    says: &'static str,
}

#[derive(Template)]
#[template(path = "telling/notifications.html")]
struct NotificationsPage {
    frame: Frame,
    here: String,
    contact: bool,
    imports: bool,
    email: String,
    zone: String,
    asked: Vec<Asked>,
    form: Typed,
}

impl NotificationsPage {
    /// The choices as the form offers them.
    fn choices(&self) -> [(&'static str, &'static str); 3] {
        Choice::ALL.map(|choice| (choice.as_str(), words::choice(choice)))
    }

    fn hours(&self) -> Vec<(String, String)> {
        (0..24).map(|hour| (hour.to_string(), format!("{hour:02}:00"))).collect()
    }
}

fn filled(chosen: &Chosen) -> Typed {
    let form = Typed::filled([("version", chosen.version.to_string()), ("hour", chosen.hour.to_string())]);
    chosen.choices.iter().fold(form, |form, (kind, choice)| form.with(kind.as_str(), choice.as_str()))
}

/// Reads the form, or says what is wrong with it.
fn read(fields: &Fields, asked: &[(Kind, Choice)]) -> Result<Wish, Vec<Refusal>> {
    let (mut choices, mut wrong) = (Vec::new(), Vec::new());
    for (kind, _) in asked {
        match Choice::parse(fields.raw(kind.as_str())) {
            Some(choice) => choices.push((*kind, choice)),
            None => wrong.push(Refusal::at(kind.as_str(), format!("Choose how you hear of {}", words::in_words(kind.as_str())))),
        }
    }
    match fields.raw("hour").parse::<i8>().ok().filter(|hour| (0..24).contains(hour)) {
        Some(hour) if wrong.is_empty() => Ok(Wish { choices, hour }),
        Some(_) => Err(wrong),
        None => {
            wrong.push(Refusal::at("hour", "Choose an hour from the list"));
            Err(wrong)
        }
    }
}

fn built(frame: Frame, root: &str, whose: Whose, viewer: &impl Viewer, email: &str, chosen: &Chosen, form: Typed) -> NotificationsPage {
    let asked =
        |kind: &Kind| Asked { field: kind.as_str(), label: words::in_words(kind.as_str()), says: words::explained(*kind, chosen.imports) };
    NotificationsPage {
        frame,
        here: format!("{root}/notifications"),
        contact: matches!(whose, Whose::Contact(_)),
        imports: chosen.imports,
        email: email.to_owned(),
        zone: viewer.carrier().zone.iana_name().unwrap_or("UTC").replace('_', " "),
        asked: chosen.choices.iter().map(|(kind, _)| asked(kind)).collect(),
        form,
    }
}

async fn stored(app: &App, viewer: &impl Viewer, whose: Whose) -> Result<Chosen, Failure> {
    let organisation = viewer.scope().organisation;
    app.db.read(move |tx| Box::pin(async move { choices::read(tx, organisation, whose).await })).await
}

/// Saves the form; what comes back when it cannot be, and what counts then.
async fn save(app: &App, viewer: &impl Viewer, whose: Whose, fields: Fields) -> Result<Option<(Chosen, Typed)>, Failure> {
    let chosen = stored(app, viewer, whose).await?;
    let wish = match read(&fields, &chosen.choices) {
        Ok(read) => read,
        Err(wrong) => return Ok(Some((chosen, Typed::of(fields).refused(wrong)))),
    };
    let (seen, zone) = (fields.raw("version").parse().unwrap_or(0), viewer.carrier().zone.clone());
    let act = app.act(viewer, move |tx, act| Box::pin(async move { choices::choose(tx, act, whose, seen, &wish, &zone).await }));
    match act.await {
        Ok(()) => Ok(None),
        Err(Failure::Mismatch(Mismatch::Moved(what))) => {
            let chosen = stored(app, viewer, whose).await?;
            let form = Typed::of(fields).overtaken(what, chosen.version);
            Ok(Some((chosen, form)))
        }
        Err(other) => Err(other),
    }
}

/// `GET /p/{organisation}/{customer}/notifications`.
///
/// # Errors
/// When the database does not answer.
pub async fn portal(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let whose = Whose::of_contact(&contact);
    let chosen = stored(&app, &contact, whose).await?;
    let frame = Frame::portal(&app, &contact, "Notifications", Here::Nowhere, &query).await?;
    shell::page(&built(frame, &contact.root(), whose, &contact, &contact.email, &chosen, filled(&chosen)))
}

/// `POST /p/{organisation}/{customer}/notifications`.
///
/// # Errors
/// When the database does not answer.
pub async fn portal_save(State(app): State<App>, contact: Contact, fields: Fields) -> Result<Response, Failure> {
    let whose = Whose::of_contact(&contact);
    let Some((chosen, form)) = save(&app, &contact, whose, fields).await? else {
        return Ok(shell::redirect(&format!("{}/notifications", contact.root()), "saved"));
    };
    let frame = Frame::portal(&app, &contact, "Notifications", Here::Nowhere, &Fields::default()).await?;
    shell::unprocessable(&built(frame, &contact.root(), whose, &contact, &contact.email, &chosen, form))
}

/// `GET /d/{organisation}/notifications`.
///
/// # Errors
/// When the database does not answer.
pub async fn desk(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let whose = Whose::of_staff(&staff);
    let chosen = stored(&app, &staff, whose).await?;
    let frame = Frame::desk(&app, &staff, "Notifications", Here::Nowhere, &query).await?;
    shell::page(&built(frame, &staff.root(), whose, &staff, &staff.email, &chosen, filled(&chosen)))
}

/// `POST /d/{organisation}/notifications`.
///
/// # Errors
/// When the database does not answer.
pub async fn desk_save(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let whose = Whose::of_staff(&staff);
    let Some((chosen, form)) = save(&app, &staff, whose, fields).await? else {
        return Ok(shell::redirect(&format!("{}/notifications", staff.root()), "saved"));
    };
    let frame = Frame::desk(&app, &staff, "Notifications", Here::Nowhere, &Fields::default()).await?;
    shell::unprocessable(&built(frame, &staff.root(), whose, &staff, &staff.email, &chosen, form))
}
