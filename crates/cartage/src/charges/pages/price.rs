//! At the desk: an order is priced by its rate card when staff ask for it, with what changes shown before; and whether its charges
//! follow its changes at all.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::db::Tx;
use kit::web::Fields;
use rules::order::OrderDocument;

use super::super::rerating::Rerating;
use super::super::shown::PriceShown;
use super::super::table::OrderPriceRow;
use super::super::{Foreseen, store};
use super::in_the_way;
use crate::app::App;
use crate::customers;
use crate::failure::Failure;
use crate::history::{Act, Entry, Subject};
use crate::orders::{self, Desk, OrderId, OrderRow};
use crate::shell::{self, Frame, Here, says};
use crate::viewer::{Scope, Staff, Viewer};

#[derive(Template)]
#[template(path = "charges/price.html")]
struct PricePage {
    frame: Frame,
    order: String,
    rate_cards: String,
    number: String,
    customer: String,
    foreseen: Option<Foreseen>,
    moves: bool,
    /// Stands for what is shown: only that is done.
    seen: String,
    /// A card priced it, or could not.
    priced: bool,
    left_alone: String,
    problem: String,
}

/// An order beside what a card asks for it now.
struct Looked {
    row: OrderRow,
    customer: String,
    price: Option<(OrderPriceRow, String)>,
    rerating: Option<Rerating>,
}

impl Looked {
    async fn load(tx: &mut Tx, scope: Scope, id: OrderId, (now, zone): (jiff::Timestamp, &jiff::tz::TimeZone)) -> Result<Looked, Failure> {
        let row = orders::by_id(tx, scope, id).await?;
        let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
        let customer = customers::load(tx, scope.organisation, row.customer).await?.ok_or_else(Failure::not_found)?;
        let price = store::price_of(tx, &row).await?;
        let before = price.as_ref().map(|(row, _)| row.clone());
        let at = (before, customer.show_charges, says::today(now, zone));
        let rerating = Rerating::of(tx, &row, &document, at).await?;
        Ok(Looked { row, customer: customer.name, price, rerating })
    }

    fn foreseen(&self) -> Option<Foreseen> {
        self.rerating.as_ref().map(|rerating| Foreseen::of_change(rerating, true))
    }

    /// What stands for the difference that is shown.
    fn seen(&self) -> String {
        self.foreseen().map(|foreseen| foreseen.digest()).unwrap_or_default()
    }
}

fn id(order: &str) -> Result<OrderId, Failure> {
    order.parse().map_err(|_| Failure::not_found())
}

async fn page(app: &App, staff: &Staff, order: &str, problem: String) -> Result<PricePage, Failure> {
    let (scope, id, now, zone) = (staff.scope(), id(order)?, app.clock.now(), staff.carrier.zone.clone());
    let at = zone.clone();
    let looked = app.db.read(move |tx| Box::pin(async move { Looked::load(tx, scope, id, (now, &at)).await })).await?;
    let here = format!("{}/orders/{order}", staff.root());
    let shown = PriceShown::of(looked.price.as_ref(), (&staff.root(), &here), &zone, true);
    Ok(PricePage {
        frame: Frame::desk(app, staff, "Price by rate card", Here::Nowhere, &Fields::default()).await?,
        rate_cards: format!("{}/rate-cards", staff.root()),
        number: looked.row.number.clone(),
        customer: looked.customer.clone(),
        moves: looked.rerating.as_ref().is_some_and(Rerating::moves),
        seen: looked.seen(),
        foreseen: looked.foreseen(),
        priced: looked.price.is_some(),
        left_alone: shown.left_alone,
        order: here,
        problem,
    })
}

/// `GET /d/{organisation}/orders/{id}/price`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn price(State(app): State<App>, staff: Staff, Path((_, order)): Path<(String, String)>) -> Result<Response, Failure> {
    shell::page(&page(&app, &staff, &order, String::new()).await?)
}

/// `POST /d/{organisation}/orders/{id}/price`: what was shown is done, or the charges are left alone or follow again.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn reprice(
    State(app): State<App>,
    staff: Staff,
    Path((_, order)): Path<(String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    let (id, desk) = (id(&order)?, Desk::of(&app, &staff));
    let (doing, seen) = (form.raw("act").to_owned(), form.raw("seen").to_owned());
    let done = app.act(&staff, move |tx, act| {
        Box::pin(async move {
            let looked = Looked::load(tx, desk.scope, id, (act.now, &desk.zone)).await?;
            match doing.as_str() {
                "apply" => apply(tx, act, &desk, looked, &seen).await,
                "leave" => follow(tx, act, looked, false).await,
                "follow" => follow(tx, act, looked, true).await,
                _ => Err(Failure::refused("Choose what is to be done.")),
            }
        })
    });
    match done.await {
        Ok(word) => Ok(shell::redirect(&format!("{}/orders/{order}", staff.root()), word)),
        Err(failure) => {
            let problem = in_the_way(failure)?.message;
            shell::unprocessable(&page(&app, &staff, &order, problem).await?)
        }
    }
}

async fn apply(tx: &mut Tx, act: &mut Act, desk: &Desk, looked: Looked, seen: &str) -> Result<&'static str, Failure> {
    if looked.seen() != seen {
        return Err(Failure::moved(
            "The order, its charges or the rate card changed since you looked. Nothing was done; this is how it is now.",
        ));
    }
    let Looked { row, rerating, .. } = looked;
    let rerating = rerating.ok_or_else(|| Failure::refused("No rate card holds for it any more."))?;
    rerating.carry_out(tx, act, &row, &desk.house).await?;
    Ok("charges-priced")
}

async fn follow(tx: &mut Tx, act: &mut Act, looked: Looked, follows: bool) -> Result<&'static str, Failure> {
    let Some((price, _)) = looked.price else { return Err(Failure::refused("No rate card priced it; there is nothing to leave alone.")) };
    if price.left_alone_at.is_none() == follows {
        return Ok("charge-already");
    }
    let (left_alone_at, left_alone_by) = if follows { (None, None) } else { (Some(act.now), Some(act.actor.name.clone())) };
    store::put_price(tx, &OrderPriceRow { left_alone_at, left_alone_by, ..price }).await?;
    let verb = if follows { "charge.follows" } else { "charge.left_alone" };
    act.record(tx, Entry::new(Subject("order", looked.row.id.0), verb).internal()).await?;
    Ok(if follows { "charges-follow" } else { "charges-left-alone" })
}
