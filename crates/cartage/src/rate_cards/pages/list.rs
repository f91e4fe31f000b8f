//! The list of rate cards.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use kit::web::QueryFields;
use rules::access::Act;

use super::super::table::RateCardRow;
use super::super::terms::Names;
use super::super::{RateCardId, store};
use crate::app::App;
use crate::failure::Failure;
use crate::shell::{Frame, Here, page, says};
use crate::viewer::Staff;

struct Row {
    id: RateCardId,
    name: String,
    customer: String,
    service: String,
    valid: String,
    /// `In force`, `From then on`, `Over`.
    state: (&'static str, &'static str),
    /// `2 to look at`; empty for none.
    odd: String,
}

impl Row {
    fn of(row: RateCardRow, names: Names, today: Date) -> Result<Row, Failure> {
        let state = match row.valid_until {
            Some(until) if until < today => ("Over", ""),
            _ if row.valid_from > today => ("Later", "info"),
            _ => ("In force", "ok"),
        };
        let from = says::plain_date(row.valid_from);
        let odd = super::oddities(&row.card()?);
        Ok(Row {
            id: row.id,
            valid: row.valid_until.map_or_else(|| format!("from {from}"), |until| format!("{from} to {}", says::plain_date(until))),
            name: row.name,
            customer: names.customer.unwrap_or_default(),
            service: names.service.unwrap_or_default(),
            state,
            odd: if odd == 0 { String::new() } else { format!("{odd} to look at") },
        })
    }
}

#[derive(Template)]
#[template(path = "rate_cards/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may: bool,
    archived: bool,
    rows: Vec<Row>,
    next: Option<RateCardId>,
}

/// `GET /d/{organisation}/rate-cards`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (organisation, archived) = (staff.carrier.id, query.raw("show") == "archived");
    let after = query.get("after").and_then(|after| after.parse().ok());
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let (rows, more) = store::list(tx, organisation, archived, after).await?;
            let ids = rows.iter().flat_map(|row| [row.customer.map(|id| id.0), row.service.map(|id| id.0)]).flatten();
            let mut ids: Vec<uuid::Uuid> = ids.collect();
            ids.sort_unstable();
            ids.dedup();
            let names = store::names(tx, organisation, &ids).await?;
            Ok((rows, more, names))
        })
    });
    let (rows, more, names) = read.await?;
    let today = says::today(app.clock.now(), &staff.carrier.zone);
    let named = |row: RateCardRow| {
        let names = Names::of(&names, row.customer, row.service);
        Row::of(row, names, today)
    };
    let rows = rows.into_iter().map(named).collect::<Result<Vec<_>, _>>()?;
    let frame = Frame::desk(&app, &staff, "Rate cards", Here::RateCards, &query).await?;
    let next = rows.last().map(|row| row.id).filter(|_| more);
    page(&ListPage { frame, root: staff.root(), may: staff.may(Act::RateCards), archived, rows, next })
}
