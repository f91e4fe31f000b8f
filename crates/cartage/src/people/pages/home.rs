//! Where somebody goes who types only the beginning of an address: to the one place they work, or to a choice.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::QueryFields;

use crate::app::App;
use crate::failure::Failure;
use crate::shell::{self, Frame};
use crate::viewer::{Contact, Person, Staff};

#[derive(Template)]
#[template(path = "people/pages/choose.html")]
struct Choose {
    frame: Frame,
}

/// `GET /`: one membership leads straight there; several ask which; none says so.
///
/// # Errors
/// When the database does not answer.
pub async fn start(State(app): State<App>, person: Person, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let frame = Frame::person(&app, &person, "Where do you work today?", "/", &query).await?;
    match &frame.memberships[..] {
        [only] => Ok(shell::redirect(&only.href, "")),
        _ => shell::page(&Choose { frame }),
    }
}

/// `GET /d/{organisation}`: to its orders.
pub async fn desk(staff: Staff) -> Response {
    shell::redirect(&format!("{}/orders", staff.root()), "")
}

/// `GET /p/{organisation}/{customer}`: to its dashboard.
pub async fn portal(contact: Contact) -> Response {
    shell::redirect(&format!("{}/dashboard", contact.root()), "")
}
