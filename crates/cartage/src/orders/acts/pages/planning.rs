//! Sending quotes to planning: one from its page or its row, several at once with an answer for each.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::super::seen::Desk;
use super::super::{Sent, send_to_planning};
use super::{answer, in_the_way, order_id};
use crate::app::App;
use crate::board::{self, OrderLine};
use crate::failure::Failure;
use crate::orders::{OrderId, lists, status_words};
use crate::shell::{self, Frame, Here};
use crate::viewer::{Staff, Viewer};

async fn send_one(app: &App, staff: &Staff, id: OrderId) -> Result<Sent, Failure> {
    let desk = Desk::of(app, staff);
    app.act(staff, move |tx, act| Box::pin(async move { send_to_planning(tx, act, &desk, id).await })).await
}

/// `POST /d/{organisation}/orders/{id}/send-to-planning`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn send(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>, form: Fields) -> Result<Response, Failure> {
    let done = send_one(&app, &staff, order_id(&id)?).await.map(|sent| match sent {
        Sent::Now => "sent",
        Sent::Before => "already-sent",
    });
    match done {
        Ok(word) if form.raw("back") == "quotes" => Ok(shell::redirect(&format!("{}/quotes", staff.root()), word)),
        other => answer(&app, &staff, &id, other).await,
    }
}

/// As many quotes as a page of the list shows.
const MOST: usize = board::PAGE;

/// `POST /d/{organisation}/quotes/send-to-planning`: each quote is an act of its own; one that stays a quote stops no other.
///
/// # Errors
/// When the database does not answer.
pub async fn bulk_send(State(app): State<App>, staff: Staff, form: Fields) -> Result<Response, Failure> {
    let chosen: Vec<OrderId> = form.every("order").filter_map(|id| id.parse().ok()).take(MOST).collect();
    if chosen.is_empty() {
        return lists::pages::none_chosen(&app, &staff).await;
    }
    for id in &chosen {
        match send_one(&app, &staff, *id).await {
            Ok(_) | Err(Failure::Mismatch(_)) => {}
            Err(failure) => drop(in_the_way(failure)?),
        }
    }
    let ids: Fields = chosen.iter().map(|id| ("order".to_owned(), id.to_string())).collect();
    Ok(shell::redirect(&format!("{}/quotes/sent?{}", staff.root(), ids.encode()), ""))
}

#[derive(Template)]
#[template(path = "orders/acts/sent.html")]
struct SentPage {
    frame: Frame,
    root: String,
    rows: Vec<Row>,
    missing: usize,
}

struct Row {
    id: String,
    quote: String,
    customer: String,
    done: bool,
    became: String,
}

fn row(line: OrderLine) -> Row {
    let status = rules::order_status::OrderStatus::parse(&line.status).map_or("", status_words::status);
    let (quote, done, became) = match line.quote_number {
        Some(quote) => (quote, true, format!("It is {} now.", line.number)),
        None => match line.ended {
            Some(ended) => {
                let word = if ended.kind == "DECLINED" { "declined" } else { "cancelled" };
                (line.number, false, format!("It was {word}: {}", ended.reason))
            }
            None => (line.number, false, format!("Its status is {status}.")),
        },
    };
    Row { id: line.id.to_string(), quote, customer: line.customer, done, became }
}

/// `GET /d/{organisation}/quotes/sent`: what became of the quotes in the address.
///
/// # Errors
/// When the database does not answer.
pub async fn sent(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let ids: Vec<OrderId> = query.every("order").filter_map(|id| id.parse().ok()).take(MOST).collect();
    let (scope, asked) = (staff.scope(), ids.len());
    let lines = app.db.read(move |tx| Box::pin(async move { board::lines(tx, scope, &ids).await })).await?;
    let frame = Frame::desk(&app, &staff, "Sent to planning", Here::Quotes, &query).await?;
    let missing = asked - lines.len();
    shell::page(&SentPage { frame, root: staff.root(), rows: lines.into_iter().map(row).collect(), missing })
}
