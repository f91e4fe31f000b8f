//! `/healthz` for load balancers; `/metrics` on an address of its own, which is nobody's business but the keeper's.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kit::web::Figure;

use super::store;
use crate::app::App;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /healthz`: 200 `ok`, or 503 with what is wrong.
pub async fn healthz(State(app): State<App>) -> Response {
    let asked = tokio::time::timeout(PATIENCE, app.db.read(|tx| Box::pin(store::answers(tx))));
    match asked.await {
        Ok(Ok(())) => "ok\n".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// `GET /metrics`: OpenMetrics text. What the database counts is left out while it does not answer.
pub async fn metrics(State(app): State<App>) -> Response {
    let streams = i64::try_from(app.live.streams()).unwrap_or(i64::MAX);
    let mut figures: Vec<Figure> = vec![("live_streams", "Open streams of live pages", streams)];
    let asked = tokio::time::timeout(PATIENCE, app.db.read(|tx| Box::pin(store::counted(tx))));
    if let Ok(Ok((waiting, dead, acts))) = asked.await {
        figures.push(("outbox_waiting", "Messages on their way", waiting));
        figures.push(("outbox_dead", "Messages given up, of the last thirty days", dead));
        figures.push(("acts", "Acts of all organisations since the beginning", acts));
    }
    figures.extend(resident().map(|bytes| ("resident_memory_bytes", "Resident memory of the program", bytes)));
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], app.measures.text(&figures)).into_response()
}

/// Resident memory in bytes, where the system says it.
fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<i64>().ok().map(|kib| kib * 1024)
}

/// What is served on the keeper's address.
pub fn service(app: App) -> Router {
    Router::new().route("/metrics", get(metrics)).route("/healthz", get(healthz)).with_state(app)
}
