//! Signing in and out. The form has two buttons: by password, or by a link that is mailed.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use kit::secret::Secret;
use kit::web::{Fields, QueryFields, clear_cookie, set_cookie};

use super::second_step::go_on;
use super::{local, words};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::people::session::{self, LASTS, Origin};
use crate::people::setup;
use crate::people::sign_in::{self, NotSignedIn};
use crate::people::throttle::TooOften;
use crate::people::{address, by_session};
use crate::shell;
use crate::viewer::SESSION_COOKIE;

#[derive(Default, Template)]
#[template(path = "people/pages/sign_in.html")]
struct SignIn {
    version: &'static str,
    email: String,
    next: String,
    told: Option<&'static str>,
    signed_in_as: Option<String>,
    wrong: Option<Refusal>,
}

impl SignIn {
    fn form(fields: &Fields) -> SignIn {
        SignIn { version: shell::version(), email: fields.text("email"), next: local(fields.raw("next")).to_owned(), ..SignIn::default() }
    }

    fn refuse(self, field: &str, message: impl Into<String>) -> Result<Response, Failure> {
        shell::unprocessable(&SignIn { wrong: Some(Refusal::at(field, message)), ..self })
    }

    fn error(&self, field: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|wrong| wrong.field.as_deref() == Some(field)).map(|wrong| wrong.message.as_str())
    }

    /// 429: says when to come back, in words and in the header.
    fn too_often(self, TooOften { seconds }: TooOften, instead: &str) -> Result<Response, Failure> {
        let message = format!("{}{instead}.", words::too_often(seconds));
        let mut response = shell::page(&SignIn { wrong: Some(Refusal::new(message)), ..self })?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        Ok(response)
    }
}

/// `GET /sign-in`; an empty installation is set up first.
///
/// # Errors
/// When the database does not answer.
pub async fn form(State(app): State<App>, origin: Origin, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    if setup::is_empty(&app).await? {
        return Ok(shell::redirect("/setup", ""));
    }
    let signed_in_as = match origin.session {
        Some(digest) => by_session(&app, digest, app.clock.now()).await?.map(|person| person.name),
        None => None,
    };
    let told = query.get("done").and_then(shell::told_by);
    shell::page(&SignIn { told, signed_in_as, ..SignIn::form(&query) })
}

/// `POST /sign-in`: by password, or mails a link when that was asked for or no password was typed.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_in(State(app): State<App>, origin: Origin, fields: Fields) -> Result<Response, Failure> {
    let form = SignIn::form(&fields);
    let Some(email) = fields.get("email") else { return form.refuse("email", "Enter your e-mail address.") };
    let Some(address) = address(email) else {
        return form.refuse("email", "This is not a whole e-mail address, such as marit@korenaar.example.");
    };
    let password = fields.raw("password").to_owned();
    if fields.raw("with") == "link" || password.is_empty() {
        return match sign_in::ask_for_link(&app, address, &form.next, &origin).await? {
            Ok(()) => Ok(shell::redirect("/sign-in/sent", "")),
            Err(too_often) => form.too_often(too_often, ", or use the newest link that was mailed to you"),
        };
    }
    match sign_in::by_password(&app, address, password, origin).await? {
        Ok(signed) => Ok(go_on(&app, &signed, &form.next)),
        Err(NotSignedIn::TooOften(too_often)) => form.too_often(too_often, ", or have a link mailed to you"),
        Err(NotSignedIn::Wrong) => {
            form.refuse("password", "E-mail address and password do not belong together. If in doubt, have a link mailed to you.")
        }
    }
}

#[derive(Template)]
#[template(path = "people/pages/sent.html")]
struct Sent {
    version: &'static str,
    demo: bool,
}

/// `GET /sign-in/sent`: the same whether the address is known or not.
///
/// # Errors
/// When the template fails.
pub async fn sent(State(app): State<App>) -> Result<Response, Failure> {
    shell::page(&Sent { version: shell::version(), demo: app.setup.demo })
}

#[derive(Template)]
#[template(path = "people/pages/link.html")]
struct Link<'a> {
    version: &'static str,
    /// Who would be signed in; nobody by a link that is of no use any more.
    address: Option<&'a str>,
    token: &'a str,
    next: &'a str,
}

impl Link<'_> {
    fn answer(&self) -> Result<Response, Failure> {
        let mut response = shell::page(self)?;
        if self.address.is_none() {
            *response.status_mut() = StatusCode::NOT_FOUND;
        }
        Ok(response)
    }
}

/// `GET /sign-in/link/{token}`: a page with a button. The link is used only by pressing it.
///
/// # Errors
/// When the database does not answer.
pub async fn link(State(app): State<App>, Path(token): Path<String>, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let address = sign_in::address_of_link(&app, &Secret::given(&token)).await?;
    Link { version: shell::version(), address: address.as_deref(), token: &token, next: local(query.raw("next")) }.answer()
}

/// `POST /sign-in/link/{token}`: uses the link.
///
/// # Errors
/// When the database does not answer.
pub async fn use_link(State(app): State<App>, Path(token): Path<String>, origin: Origin, fields: Fields) -> Result<Response, Failure> {
    match sign_in::by_link(&app, &Secret::given(&token), origin).await? {
        Some(signed) => Ok(go_on(&app, &signed, local(fields.raw("next")))),
        None => Link { version: shell::version(), address: None, token: "", next: "/" }.answer(),
    }
}

/// `POST /sign-out`.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out(State(app): State<App>, origin: Origin) -> Result<Response, Failure> {
    if let Some(digest) = origin.session {
        session::sign_out(&app, digest).await?;
    }
    let mut response = shell::redirect("/sign-in", "signed-out");
    response.headers_mut().append(header::SET_COOKIE, clear_cookie(SESSION_COOKIE, app.setup.secure()));
    Ok(response)
}

/// Goes to `next` with the session's cookie.
pub(super) fn signed_in(app: &App, secret: &Secret, next: &str) -> Response {
    let mut response = shell::redirect(next, "");
    let cookie = set_cookie(SESSION_COOKIE, secret.reveal(), Some(LASTS), app.setup.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
