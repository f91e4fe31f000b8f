//! The second step of signing in: a code from the app, or a recovery code. Until then there is no session, only a cookie that
//! opens this page.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use kit::secret::Secret;
use kit::web::{Fields, QueryFields, clear_cookie, cookie, set_cookie};

use super::sign_in::signed_in;
use super::{local, words};
use crate::app::App;
use crate::failure::Failure;
use crate::people::second_factor::{self, NotProven, SignedIn};
use crate::people::session::Origin;
use crate::people::throttle::TooOften;
use crate::shell;

/// The cookie of a sign-in that is half done.
const HALF_COOKIE: &str = "cartage-half";

#[derive(Template)]
#[template(path = "people/pages/second_step.html")]
struct SecondStep {
    version: &'static str,
    next: String,
    wrong: Option<String>,
}

/// Goes on after the first factor: into the house, or to the second step.
pub(super) fn go_on(app: &App, signed: &SignedIn, next: &str) -> Response {
    let half = match signed {
        SignedIn::Wholly(secret) => return signed_in(app, secret, next),
        SignedIn::Half(half) => half,
    };
    let query = Fields::from_iter([("next".to_owned(), next.to_owned())]).encode();
    let mut response = shell::redirect(&format!("/sign-in/second?{query}"), "");
    let cookie = set_cookie(HALF_COOKIE, half.reveal(), None, app.setup.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

fn half(headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, HALF_COOKIE).filter(|secret| !secret.is_empty()).map(Secret::given)
}

fn too_late(app: &App) -> Response {
    let mut response = shell::redirect("/sign-in", "sign-in-late");
    response.headers_mut().append(header::SET_COOKIE, clear_cookie(HALF_COOKIE, app.setup.secure()));
    response
}

/// `GET /sign-in/second`.
///
/// # Errors
/// When the database does not answer.
pub async fn form(State(app): State<App>, headers: HeaderMap, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    match half(&headers) {
        Some(half) if second_factor::half_signed_in(&app, &half).await? => {
            shell::page(&SecondStep { version: shell::version(), next: local(query.raw("next")).to_owned(), wrong: None })
        }
        _ => Ok(too_late(&app)),
    }
}

/// `POST /sign-in/second`.
///
/// # Errors
/// When the database does not answer.
pub async fn check(State(app): State<App>, origin: Origin, headers: HeaderMap, fields: Fields) -> Result<Response, Failure> {
    let Some(half) = half(&headers) else { return Ok(too_late(&app)) };
    let next = local(fields.raw("next")).to_owned();
    let refused = match second_factor::second_step(&app, &half, fields.raw("code").to_owned(), origin).await? {
        None => return Ok(too_late(&app)),
        Some(Ok(secret)) => {
            let mut response = signed_in(&app, &secret, &next);
            response.headers_mut().append(header::SET_COOKIE, clear_cookie(HALF_COOKIE, app.setup.secure()));
            return Ok(response);
        }
        Some(Err(refused)) => refused,
    };
    let page = SecondStep { version: shell::version(), next, wrong: Some(words::not_proven(refused)) };
    let mut response = shell::unprocessable(&page)?;
    if let NotProven::TooOften(TooOften { seconds }) = refused {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}
