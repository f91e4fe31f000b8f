//! CONFIGURATION → Organisation settings → Customer portal → *Customer portal order import*: provision, switch, set.

use axum::extract::State;
use axum::response::Response;
use kit::web::Fields;

use super::form::read;
use super::panel::Typing;
use crate::app::App;
use crate::failure::Failure;
use crate::organisations::actions;
use crate::organisations::pages::{import_page, import_switched_on};
use crate::shell::{Typed, page, redirect, unprocessable};
use crate::viewer::Staff;

/// `POST /d/{organisation}/settings/portal/import/provision`: *Provision*.
///
/// # Errors
/// When the database does not answer.
pub async fn provision(State(app): State<App>, staff: Staff) -> Result<Response, Failure> {
    let done = if actions::provision_import(&app, &staff).await? { "provisioned" } else { "already-provisioned" };
    Ok(redirect(&format!("{}/settings/portal", staff.root()), done))
}

/// `POST /d/{organisation}/settings/portal/import/shown`: the form as typed, so that what has no effect is greyed out; nothing is
/// saved.
///
/// # Errors
/// When the database does not answer.
pub async fn shown(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    page(&import_page(&app, &staff, Typing { form: Some(Typed::of(fields)), asks: false }).await?)
}

/// `POST /d/{organisation}/settings/portal/import`: *Save*. Switching off is asked for once more, with what waits.
///
/// # Errors
/// When the database does not answer.
pub async fn set(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let seen = fields.text("version").parse().unwrap_or(0);
    let (typed, mut asks) = (Typed::of(fields.clone()), false);
    let typed = match read(&fields) {
        Err(wrong) => typed.refused(wrong),
        Ok(switches) if !switches.enabled && fields.raw("sure") != "off" && import_switched_on(&app, &staff, seen).await? => {
            asks = true;
            typed
        }
        Ok(switches) => match actions::set_import(&app, &staff, seen, switches).await {
            Ok(()) => return Ok(redirect(&format!("{}/settings/portal", staff.root()), "saved")),
            Err(failure) => typed.told(failure, seen)?,
        },
    };
    unprocessable(&import_page(&app, &staff, Typing { form: Some(typed), asks }).await?)
}
