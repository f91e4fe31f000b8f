//! Staff at one import, from their place in the queue: what its pages and acts begin with.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use kit::web::{Fields, QueryFields};

use super::open::import_id;
use crate::app::App;
use crate::failure::Failure;
use crate::order_import::ImportId;
use crate::orders::Desk;
use crate::viewer::Staff;

/// Staff at one import.
pub struct AtImport {
    pub(super) app: App,
    pub(super) staff: Staff,
    pub(super) import: ImportId,
    /// Their place in the queue.
    pub(super) query: Fields,
}

impl AtImport {
    /// The desk they sit at.
    pub(super) fn desk(&self) -> Desk {
        Desk::of(&self.app, &self.staff)
    }
}

impl FromRequestParts<App> for AtImport {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<AtImport, Failure> {
        let staff = Staff::from_request_parts(parts, app).await?;
        let words = Path::<(String, String)>::from_request_parts(parts, app).await;
        let Path((_, id)) = words.map_err(|_| Failure::not_found())?;
        let Ok(QueryFields(query)) = QueryFields::from_request_parts(parts, app).await;
        Ok(AtImport { app: app.clone(), staff, import: import_id(&id)?, query })
    }
}
