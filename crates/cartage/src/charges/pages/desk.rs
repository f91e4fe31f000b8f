//! At the desk: a charge is added, and everything that may be done to one stands on its page.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::Fields;
use rules::charge::{self as rule, Act as Doing, Answer, Approval, Charge, Invoicing, Outcome};
use rules::money::Currency;
use rules::order::limits;

use super::super::shown::{Line, at_the_desk};
use super::super::table::ChargeRow;
use super::super::{Done, New, Seen, act as carry_out, add as add_one, refused, store, words};
use super::{ids, in_the_way};
use crate::app::App;
use crate::board;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::orders::{self, Desk, OrderId, OrderRow};
use crate::shell::{self, Frame, Here, Reading, Typed};
use crate::viewer::{Staff, Viewer};

#[derive(Template)]
#[template(path = "charges/new.html")]
struct NewPage {
    frame: Frame,
    order: String,
    number: String,
    customer: String,
    shown: bool,
    form: Typed,
}

impl NewPage {
    fn currencies(&self) -> Vec<&'static str> {
        let mut all: Vec<&str> = Currency::all().map(Currency::as_str).collect();
        all.sort_unstable();
        all
    }
}

/// What is asked, as the form offers it.
const STATES: [Approval; 3] = [Approval::None, Approval::ToRequest, Approval::Requested];

async fn new_page(app: &App, staff: &Staff, order: &str, form: Option<Typed>) -> Result<NewPage, Failure> {
    let (scope, id) = (staff.scope(), order.parse::<OrderId>().map_err(|_| Failure::not_found())?);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = orders::by_id(tx, scope, id).await?;
            let (around, currency) = (board::around(tx, &row).await?, store::currency(tx, scope.organisation).await?);
            let shown = store::shown_to(tx, scope.organisation, row.customer).await?;
            Ok((row, around, currency, shown))
        })
    });
    let (row, around, currency, shown) = read.await?;
    let first = || Typed::filled([("currency", currency), ("approval", Approval::None.as_str().to_owned())]);
    Ok(NewPage {
        frame: Frame::desk(app, staff, "Add charge", Here::Nowhere, &Fields::default()).await?,
        order: format!("{}/orders/{order}", staff.root()),
        number: row.number,
        customer: around.customer,
        shown,
        form: form.unwrap_or_else(first),
    })
}

/// `GET /d/{organisation}/orders/{id}/charges/new`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn blank(State(app): State<App>, staff: Staff, Path((_, order)): Path<(String, String)>) -> Result<Response, Failure> {
    shell::page(&new_page(&app, &staff, &order, None).await?)
}

fn read(fields: &Fields) -> Result<New, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let name = form.required("name", "What for", limits::NAME);
    let currency = Currency::parse(fields.raw("currency"));
    if currency.is_none() {
        form.refuse("currency", "Choose a currency");
    }
    let approval = Approval::parse(fields.raw("approval")).filter(|approval| STATES.contains(approval));
    if approval.is_none() {
        form.refuse("approval", "Choose whether the customer must approve it");
    }
    let amount = refused::amount(fields.raw("amount"), currency.unwrap_or(Currency::EUR));
    if let Err(refusal) = &amount {
        form.refuse("amount", refusal.message.clone());
    }
    match (amount, approval) {
        (Ok(amount), Some(approval)) => form.done(New { name, amount, approval }),
        _ => Err(form.done(()).err().unwrap_or_default()),
    }
}

/// `POST /d/{organisation}/orders/{id}/charges/new`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn add(
    State(app): State<App>,
    staff: Staff,
    Path((_, order)): Path<(String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    let (id, desk) = (order.parse::<OrderId>().map_err(|_| Failure::not_found())?, Desk::of(&app, &staff));
    let wrong = match read(&form) {
        Err(wrong) => wrong,
        Ok(new) => {
            let asks = new.approval == Approval::Requested;
            let done = app.act(&staff, move |tx, act| Box::pin(async move { add_one(tx, act, &desk, id, new).await })).await;
            match done {
                Ok(_) => {
                    let word = if asks { "charge-asked" } else { "charge-added" };
                    return Ok(shell::redirect(&format!("{}/orders/{order}", staff.root()), word));
                }
                Err(failure) => vec![in_the_way(failure)?],
            }
        }
    };
    shell::unprocessable(&new_page(&app, &staff, &order, Some(Typed::of(form).refused(wrong))).await?)
}

#[derive(Template)]
#[template(path = "charges/charge.html")]
struct ChargePage {
    frame: Frame,
    order: String,
    here: String,
    number: String,
    customer: String,
    row: Line,
    currency: String,
    added: String,
    /// Buttons: what is sent, what it is called, what it does.
    acts: Vec<(&'static str, &'static str, String)>,
    change: bool,
    phone: bool,
    invoicing: Vec<(&'static str, &'static str)>,
    remove: bool,
    form: Typed,
}

/// Whether the rules let something be done to it.
fn can(charge: &Charge, doing: &Doing) -> bool {
    matches!(rule::act(charge, doing), Ok(Outcome::Now(_) | Outcome::Removed))
}

fn acts(charge: &Charge, customer: &str) -> Vec<(&'static str, &'static str, String)> {
    let all = [
        (Doing::MustBeApproved, "must_be_approved", "Must be approved", format!("{customer} does not see it until you ask.")),
        (Doing::Request, "request", "Request approval", format!("{customer} is asked to approve it.")),
        (Doing::TakeBack, "take_back", "Take the request back", format!("{customer} is not asked any more.")),
        (Doing::RejectInternally, "reject_internally", "Reject internally", format!("It is not asked for; {customer} never sees it.")),
    ];
    all.into_iter().filter(|(doing, ..)| can(charge, doing)).map(|(_, word, label, says)| (word, label, says)).collect()
}

async fn load(app: &App, staff: &Staff, order: &str, charge: &str) -> Result<(OrderRow, String, ChargeRow), Failure> {
    let (scope, ids) = (staff.scope(), ids(order, charge)?);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = orders::by_id(tx, scope, ids.0).await?;
            let charge = store::by_id(tx, scope, ids.0, ids.1).await?;
            let customer = board::around(tx, &row).await?.customer;
            Ok((row, customer, charge))
        })
    });
    let (row, customer, charge) = read.await?;
    if charge.removed_at.is_some() { Err(Failure::not_found()) } else { Ok((row, customer, charge)) }
}

/// The page as it is now; after an act that was not done with what was typed, which is then done knowingly: the version is that of now.
async fn charge_page(
    app: &App,
    staff: &Staff,
    (order, id): (&str, &str),
    typed: Option<(&Fields, Refusal)>,
) -> Result<ChargePage, Failure> {
    let (row, customer, charge) = load(app, staff, order, id).await?;
    let (now, zone, root) = (charge.charge()?, &staff.carrier.zone, format!("{}/orders/{order}", staff.root()));
    let lines = at_the_desk(std::slice::from_ref(&charge), &root, zone, true, (&customer, true))?;
    let line = lines.and_then(|panel| panel.rows.into_iter().next()).ok_or_else(Failure::not_found)?;
    let mut fields: Fields = [("amount", now.amount.amount()), ("invoicing", now.invoicing.as_str().to_owned())]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let mut wrong = Vec::new();
    if let Some((typed, refusal)) = typed {
        typed.iter().for_each(|(name, value)| fields.set(name, value));
        wrong.push(refusal);
    }
    fields.set("version", charge.version.to_string());
    let open = !now.invoicing.is_final();
    Ok(ChargePage {
        frame: Frame::desk(app, staff, charge.name.clone(), Here::Nowhere, &Fields::default()).await?,
        here: format!("{root}/charges/{id}"),
        order: root,
        number: row.number,
        currency: charge.currency.clone(),
        added: format!("{}, {}", charge.created_by, shell::says::instant(charge.created_at, zone)),
        acts: acts(&now, &customer),
        change: open && now.approval != Approval::RejectedInternal,
        phone: open && now.approval == Approval::Requested,
        invoicing: if open { Invoicing::ALL.map(|state| (state.as_str(), words::invoicing(state))).to_vec() } else { Vec::new() },
        remove: can(&now, &Doing::Remove),
        form: Typed::of(fields).refused(wrong),
        row: line,
        customer,
    })
}

/// `GET /d/{organisation}/orders/{id}/charges/{charge}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(State(app): State<App>, staff: Staff, Path((_, order, id)): Path<(String, String, String)>) -> Result<Response, Failure> {
    shell::page(&charge_page(&app, &staff, (&order, &id), None).await?)
}

/// What a form asks for.
fn doing(form: &Fields, charge: &Charge) -> Result<Doing, Refusal> {
    Ok(match form.raw("act") {
        "change" => Doing::Change(refused::amount(form.raw("amount"), charge.amount.currency)?),
        "must_be_approved" => Doing::MustBeApproved,
        "request" => Doing::Request,
        "take_back" => Doing::TakeBack,
        "reject_internally" => Doing::RejectInternally,
        "phone" => {
            let answer = match form.raw("answer") {
                "approve" => Answer::Approve,
                "reject" => Answer::Reject { reason: form.raw("reason").to_owned() },
                _ => return Err(Refusal::at("answer", "Say what was answered.")),
            };
            let with = form.text("with");
            if with.chars().count() > limits::NAME {
                return Err(Refusal::at("with", format!("The name has more than {} characters.", limits::NAME)));
            }
            Doing::OnThePhone { with, answer }
        }
        "invoicing" => {
            let state = Invoicing::parse(form.raw("invoicing")).ok_or_else(|| Refusal::at("invoicing", "Choose one of the list."))?;
            Doing::Invoicing(state)
        }
        "remove" => Doing::Remove,
        _ => return Err(Refusal::new("Choose what is to be done.")),
    })
}

/// `POST /d/{organisation}/orders/{id}/charges/{charge}`: one act.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn act(
    State(app): State<App>,
    staff: Staff,
    Path((_, order, id)): Path<(String, String, String)>,
    form: Fields,
) -> Result<Response, Failure> {
    let (at, desk, scope) = (ids(&order, &id)?, Desk::of(&app, &staff), staff.scope());
    let read = app.db.read(move |tx| {
        Box::pin(async move {
            orders::by_id(tx, scope, at.0).await?;
            store::by_id(tx, scope, at.0, at.1).await
        })
    });
    let row = read.await?;
    let done = match doing(&form, &row.charge()?) {
        Err(refusal) => Err(refusal.into()),
        Ok(doing) => {
            let seen = Seen { order: at.0, charge: at.1, version: form.raw("version").parse().unwrap_or_default() };
            app.act(&staff, move |tx, act| Box::pin(async move { carry_out(tx, act, &desk, seen, &doing).await })).await
        }
    };
    let refusal = match done {
        Ok(done) => {
            let word = match (done, form.raw("act")) {
                (Done::Already, _) => "charge-already",
                (Done::Now, "request") => "charge-asked",
                (Done::Now, "remove") => "charge-removed",
                (Done::Now, _) => "charge-saved",
            };
            return Ok(shell::redirect(&format!("{}/orders/{order}", staff.root()), word));
        }
        Err(failure) => in_the_way(failure)?,
    };
    let message = refusal.message.clone();
    match charge_page(&app, &staff, (&order, &id), Some((&form, refusal))).await {
        Ok(page) => shell::unprocessable(&page),
        Err(Failure::Mismatch(Mismatch::NotFound)) => orders::desk_after(&app, &staff, &order, message).await,
        Err(other) => Err(other),
    }
}
