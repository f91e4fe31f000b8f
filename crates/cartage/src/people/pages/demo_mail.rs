//! The mail a demonstration sent, or would have: only there is it shown to anybody.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::failure::Failure;
use crate::people::demo_mail::{self, Piece, Shown};
use crate::shell;

#[derive(Template)]
#[template(path = "people/pages/demo_mail.html")]
struct DemoMail {
    version: &'static str,
    mails: Vec<Shown>,
}

/// `GET /demo/mail`.
///
/// # Errors
/// Not found, unless this is a demonstration.
pub async fn list(State(app): State<App>) -> Result<Response, Failure> {
    if !app.setup.demo {
        return Err(Failure::not_found());
    }
    shell::page(&DemoMail { version: shell::version(), mails: demo_mail::newest(&app).await? })
}
