//! The profile: name, e-mail addresses, password, and where one is signed in.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use kit::secret::Secret;
use kit::web::{Fields, QueryFields, clear_cookie};

use super::words;
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::people::profile::{self, Adding, Address, NotSet, ago};
use crate::people::session::{self, Origin};
use crate::people::throttle::TooOften;
use crate::people::{SessionId, address};
use crate::shell::{self, Frame, Reading, Typed};
use crate::viewer::{Person, SESSION_COOKIE};

/// Characters a name may have.
const LONGEST_NAME: usize = 120;

/// A browser that is signed in, as the profile shows it.
struct Device {
    id: SessionId,
    here: bool,
    device: String,
    address: String,
    began: String,
    seen: String,
}

#[derive(Template)]
#[template(path = "people/pages/profile.html")]
struct ProfilePage {
    frame: Frame,
    has_password: bool,
    asks_password: bool,
    addresses: Vec<Address>,
    devices: Vec<Device>,
    /// Whether the second factor is on; none for whom it does not concern.
    second_factor: Option<bool>,
    name: Typed,
    address: Typed,
    password: Typed,
    /// The form that came back, for the summary on top.
    form: Typed,
}

impl ProfilePage {
    fn password_hint(&self) -> &'static str {
        match self.has_password {
            true => "At least 12 characters; several words are easiest to keep. It signs out every other browser",
            false => "At least 12 characters; several words are easiest to keep. Without one you sign in by mailed links, as before",
        }
    }
}

/// The form that came back: none when the page is only looked at.
#[derive(Default)]
struct Back {
    name: Option<Typed>,
    address: Option<Typed>,
    password: Option<Typed>,
}

async fn profile_page(app: &App, person: &Person, back: Back, query: &Fields) -> Result<ProfilePage, Failure> {
    let seen = profile::read(app, person).await?;
    let (frame, now) = (Frame::person(app, person, "Profile", "/me", query).await?, app.clock.now());
    let device = |row: crate::people::table::SessionRow| Device {
        here: row.id == person.session,
        id: row.id,
        device: row.device,
        address: row.address,
        began: ago(row.created_at, now),
        seen: ago(row.seen_at, now),
    };
    let form = [&back.name, &back.address, &back.password].into_iter().flatten().next().cloned().unwrap_or_default();
    Ok(ProfilePage {
        frame,
        has_password: seen.has_password,
        asks_password: seen.asks_password,
        addresses: seen.addresses,
        devices: seen.sessions.into_iter().map(device).collect(),
        second_factor: seen.second_factor,
        name: back.name.unwrap_or_else(|| Typed::filled([("name", seen.name)])),
        address: back.address.unwrap_or_default(),
        password: back.password.unwrap_or_default(),
        form,
    })
}

async fn refused(app: &App, person: &Person, back: Back) -> Result<Response, Failure> {
    shell::unprocessable(&profile_page(app, person, back, &Fields::default()).await?)
}

/// `GET /me`.
///
/// # Errors
/// When the database does not answer.
pub async fn show(State(app): State<App>, person: Person, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    shell::page(&profile_page(&app, &person, Back::default(), &query).await?)
}

/// `POST /me/name`.
///
/// # Errors
/// When the database does not answer.
pub async fn rename(State(app): State<App>, person: Person, fields: Fields) -> Result<Response, Failure> {
    let mut form = Reading::of(&fields);
    let name = form.required("name", "Name", LONGEST_NAME);
    match form.done(name) {
        Ok(name) => profile::rename(&app, &person, name).await.map(|()| shell::redirect("/me", "saved")),
        Err(wrong) => refused(&app, &person, Back { name: Some(Typed::of(fields).refused(wrong)), ..Back::default() }).await,
    }
}

/// `POST /me/addresses`: mails a link to an address that is to be added.
///
/// # Errors
/// When the database does not answer.
pub async fn ask_to_add(State(app): State<App>, person: Person, origin: Origin, fields: Fields) -> Result<Response, Failure> {
    let typed = Typed::of(fields.clone());
    let wrong = match address(fields.raw("address")) {
        None => "This is not a whole e-mail address, such as marit@korenaar.example".to_owned(),
        Some(address) => match profile::ask_to_add(&app, &person, address, &origin).await? {
            Ok(()) => return Ok(shell::redirect("/me", "address-asked")),
            Err(TooOften { seconds }) => words::too_often(seconds),
        },
    };
    refused(&app, &person, Back { address: Some(typed.refused(vec![Refusal::at("address", wrong)])), ..Back::default() }).await
}

/// `POST /me/addresses/remove`.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(State(app): State<App>, person: Person, fields: Fields) -> Result<Response, Failure> {
    if profile::remove(&app, &person, fields.text("address")).await? {
        return Ok(shell::redirect("/me", "address-removed"));
    }
    Err(Failure::refused("This address stays: it is your last one, or a carrier knows you by it."))
}

#[derive(Template)]
#[template(path = "people/pages/confirm.html")]
struct Confirm<'a> {
    version: &'static str,
    /// The address that would be added; none by a link that is of no use any more.
    address: Option<&'a str>,
    name: &'a str,
    token: &'a str,
}

impl Confirm<'_> {
    fn answer(&self) -> Result<Response, Failure> {
        let mut response = shell::page(self)?;
        if self.address.is_none() {
            *response.status_mut() = StatusCode::NOT_FOUND;
        }
        Ok(response)
    }
}

/// `GET /me/addresses/{token}`: a page with a button.
///
/// # Errors
/// When the database does not answer.
pub async fn confirm(State(app): State<App>, person: Person, Path(token): Path<String>) -> Result<Response, Failure> {
    let address = profile::address_to_add(&app, &person, &Secret::given(&token)).await?;
    Confirm { version: shell::version(), address: address.as_deref(), name: &person.name, token: &token }.answer()
}

/// `POST /me/addresses/{token}`: adds the address.
///
/// # Errors
/// When the database does not answer.
pub async fn add(State(app): State<App>, person: Person, Path(token): Path<String>) -> Result<Response, Failure> {
    match profile::add(&app, &person, &Secret::given(&token)).await? {
        Adding::Added => Ok(shell::redirect("/me", "address-added")),
        Adding::Taken => Err(Failure::refused(
            "This address belongs to another profile already. Sign in with it, and either use that profile or remove the address there first.",
        )),
        Adding::Useless => Confirm { version: shell::version(), address: None, name: &person.name, token: "" }.answer(),
    }
}

/// `POST /me/password`.
///
/// # Errors
/// When the database does not answer.
pub async fn set_password(State(app): State<App>, person: Person, fields: Fields) -> Result<Response, Failure> {
    let (present, new) = (fields.raw("present_password").to_owned(), fields.raw("new_password").to_owned());
    let wrong = match profile::set_password(&app, &person, present, new).await? {
        Ok(()) => return Ok(shell::redirect("/me", "password-set")),
        Err(NotSet::Refused(refusal)) => Refusal::at("new_password", words::password(refusal)),
        Err(NotSet::WrongPresent) => {
            Refusal::at("present_password", "This is not your present password. If you forgot it, sign out and sign in by a mailed link")
        }
        Err(NotSet::TooOften(TooOften { seconds })) => Refusal::at("present_password", words::too_often(seconds)),
    };
    refused(&app, &person, Back { password: Some(Typed::default().refused(vec![wrong])), ..Back::default() }).await
}

/// `POST /me/sessions/{session}/end`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn end_session(State(app): State<App>, person: Person, Path(id): Path<String>) -> Result<Response, Failure> {
    session::end(&app, &person, id.parse().map_err(|_| Failure::not_found())?).await?;
    Ok(shell::redirect("/me", "session-ended"))
}

/// `POST /me/sessions/end-others`.
///
/// # Errors
/// When the database does not answer.
pub async fn end_others(State(app): State<App>, person: Person) -> Result<Response, Failure> {
    session::end_others(&app, &person).await?;
    Ok(shell::redirect("/me", "signed-out-everywhere"))
}

/// `POST /me/sessions/end-all`: signs out everywhere, here too.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(State(app): State<App>, person: Person) -> Result<Response, Failure> {
    session::end_all(&app, &person).await?;
    let mut response = shell::redirect("/sign-in", "signed-out-here-too");
    response.headers_mut().append(header::SET_COOKIE, clear_cookie(SESSION_COOKIE, app.setup.secure()));
    Ok(response)
}
