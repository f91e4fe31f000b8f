//! The stream, what stands in for it where a browser has none, and the menu's counters.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use kit::web::QueryFields;
use serde_json::{Value, json};

use super::following::{Following, MOST_CHANNELS, Said};
use crate::app::App;
use crate::failure::Failure;
use crate::shell;
use crate::viewer::{Person, Staff};

/// `GET /live?c=d/van-dorp/order@1234&c=…`: says `changed` with a channel and its number, `gone` with a channel.
pub async fn stream(State(app): State<App>, person: Person, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let following = Following::open(&app, person, wanted(&query)?).await?;
    let events = stream::unfold(following, |mut following| async move {
        let said = following.next().await?;
        Some((Ok::<Event, Infallible>(event(said)), following))
    });
    let mut response = Sse::new(events).into_response();
    // Proxies that gather answers before they pass them on leave this one alone.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

/// `GET /live/moved?c=…`: the same, once, as JSON: for browsers that cannot keep a stream.
pub async fn moved(State(app): State<App>, person: Person, QueryFields(query): QueryFields) -> Result<Json<Vec<Value>>, Failure> {
    let following = Following::open(&app, person, wanted(&query)?).await?;
    Ok(Json(following.said_so_far().into_iter().map(data).collect()))
}

/// The counters of the desk's menu by address.
pub async fn counters(State(app): State<App>, staff: Staff) -> Result<Json<BTreeMap<String, i64>>, Failure> {
    Ok(Json(shell::counters(&app, &staff).await?))
}

/// The channels that are asked for, each with its page's number.
fn wanted(query: &kit::web::Fields) -> Result<Vec<(String, i64)>, Failure> {
    let wanted: Vec<(String, i64)> = query
        .every("c")
        .take(MOST_CHANNELS)
        .filter_map(|c| c.rsplit_once('@'))
        .filter_map(|(c, at)| Some((c.into(), at.parse().ok()?)))
        .collect();
    if wanted.is_empty() { Err(Failure::not_found()) } else { Ok(wanted) }
}

fn event(said: Said) -> Event {
    match &said {
        Said::Still => Event::default().comment("still"),
        Said::Changed(..) => Event::default().event("changed").data(data(said).to_string()),
        Said::Gone(_) => Event::default().event("gone").data(data(said).to_string()),
    }
}

fn data(said: Said) -> Value {
    match said {
        Said::Changed(channel, number) => json!({ "channel": channel, "number": number }),
        Said::Gone(channel) => json!({ "channel": channel, "gone": true }),
        Said::Still => Value::Null,
    }
}
