//! Signs of who looks: that somebody has an import open, and that an applied update was seen.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::super::opened::SIGN_COUNTS;
use super::super::shown;
use super::open::import_id;
use crate::app::App;
use crate::failure::Failure;
use crate::order_import::{self, ReaderRow};
use crate::orders::OrderId;
use crate::shell;
use crate::viewer::{Staff, Viewer};

/// Who else has it open, in a few words.
#[derive(Template)]
#[template(source = "{{ words }}", ext = "html")]
struct Readers {
    words: String,
}

/// `POST /d/{organisation}/imports/{id}/reading`: a sign of having it open; the answer names the others. No act: nothing of it is
/// history.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn reading(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let (scope, import, now) = (staff.scope(), import_id(&id)?, app.clock.now());
    let row = ReaderRow { organisation: scope.organisation, import, staff: staff.id.0, name: staff.name.clone(), at: now };
    let names = app.db.write::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let open = order_import::by_id(tx, scope, import).await?.decided_at.is_none();
            order_import::drop_readers(tx, scope.organisation, import, row.staff, now - SIGN_COUNTS).await?;
            if open {
                order_import::put_reader(tx, &row).await?;
            }
            let others = order_import::readers(tx, scope.organisation, import, now - SIGN_COUNTS).await?;
            Ok(others.into_iter().filter(|reader| reader.staff != row.staff).map(|reader| reader.name).collect::<Vec<_>>())
        })
    });
    shell::page(&Readers { words: shown::readers(&names.await?) })
}

/// `POST /d/{organisation}/orders/{id}/seen`: somebody who may decide has seen what was applied by itself.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn seen(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    let order: OrderId = id.parse().map_err(|_| Failure::not_found())?;
    let scope = staff.scope();
    app.act(&staff, move |tx, act| Box::pin(async move { order_import::seen_by_staff(tx, act, scope, order).await })).await?;
    Ok(shell::redirect(&format!("{}/orders/{order}", staff.root()), "update-seen"))
}
