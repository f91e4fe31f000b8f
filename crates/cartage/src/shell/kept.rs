//! What was typed is kept: when a posted form meets a fault or a session that has ended, the page that says so carries the
//! posted fields, the submission id among them, and *Try again* (rule 13). Passwords and tokens are never repeated.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use kit::web::{Fields, MAX_FORM_BYTES};

use super::answer::asked_by_script;

#[derive(Template)]
#[template(path = "shell/try_again.html")]
struct TryAgain<'a> {
    version: &'static str,
    title: &'a str,
    message: &'a str,
    reference: &'a str,
    signed_out: bool,
    action: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

/// The layer round every route.
pub async fn keep_what_was_typed(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let form = request.method() == Method::POST && kind.starts_with("application/x-www-form-urlencoded");
    if !form || asked_by_script(request.headers()) {
        return signed_out_to_script(next, request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_FORM_BYTES).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "This form is larger than 1 MiB.").into_response();
    };
    let action = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    let signed_out = response.status() == StatusCode::UNAUTHORIZED;
    if !(response.status().is_server_error() || signed_out) || action.starts_with("/sign-") {
        return response;
    }
    give_back(&response, &Fields::parse(&bytes), &action, signed_out)
}

/// A page asked for by script without a session is 401, not a redirect the script would swap in.
async fn signed_out_to_script(next: Next, request: Request) -> Response {
    let script = asked_by_script(request.headers());
    let response = next.run(request).await;
    let to_sign_in = response.headers().get(header::LOCATION).is_some_and(|to| to.as_bytes().starts_with(b"/sign-in?next="));
    if script && to_sign_in { StatusCode::UNAUTHORIZED.into_response() } else { response }
}

fn give_back(response: &Response, typed: &Fields, action: &str, signed_out: bool) -> Response {
    let secret = |name: &str| name.contains("password") || name.contains("token") || name.contains("secret");
    let reference = response.headers().get("x-reference").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (title, message) = match response.status() {
        StatusCode::UNAUTHORIZED => {
            ("You are signed out", "Sign in again in another tab, then try again here. What you typed is kept on this page.")
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            ("The database does not answer", "Nothing was lost. What you typed is kept on this page; try again in a moment.")
        }
        _ => ("Something broke on our side", "Nothing was saved. What you typed is kept on this page; try again."),
    };
    let fields = typed.iter().filter(|(name, _)| !secret(name)).collect();
    let page = TryAgain { version: super::version(), title, message, reference, signed_out, action, fields };
    match page.render() {
        Ok(html) => (response.status(), Html(html)).into_response(),
        Err(_) => (response.status(), title).into_response(),
    }
}
