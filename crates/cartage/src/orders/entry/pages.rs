//! Order entry over HTTP: the form of the portal, the same form at the desk, what came back of it, and *Duplicate*.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kit::web::{Fields, QueryFields};
use rules::creation_status::{Side, Status};
use rules::order::OrderDocument;
use uuid::Uuid;

use super::begin::{From, begin};
use super::bound::{NotMade, make, named};
use super::defaults::{Filled, How};
use super::enterer::Enterer;
use super::form::{EntryForm, Said};
use super::places::{is_settled, kept, take_meant};
use super::read::read;
use super::shape::{closed, reshape, tidy};
use crate::app::App;
use crate::customers::{self, Choice, CustomerId};
use crate::failure::{Failure, Refusal};
use crate::order_import;
use crate::orders::submit::{Form, NotSubmitted, Submitted, digest};
use crate::orders::{OrderId, store};
use crate::shell::{self, Frame, Here, Typed, says};
use crate::telling::House;
use crate::templates::TemplateId;
use crate::viewer::{Contact, Staff, Viewer};

impl Above {
    /// Whether what stands in the form is not saved anywhere.
    fn is_unsaved(&self) -> bool {
        self.reason_needed || self.submitted_as.is_some()
    }
}

/// What stands above the form.
#[derive(Clone, Debug, Default)]
struct Above {
    /// This form was submitted before, with other content: the order it made.
    submitted_as: Option<(String, String)>,
    /// The order the form before this one made.
    last: Option<(String, String)>,
    /// A refusal of the whole.
    refused: Option<String>,
    /// Staff must say why before it is taken.
    reason_needed: bool,
}

#[derive(Template)]
#[template(path = "orders/entry/new.html")]
struct NewOrder {
    frame: Frame,
    /// Where the form is posted to; *refresh* is below it.
    action: String,
    back: String,
    desk: Option<(String, String)>,
    clock: String,
    /// There is a last one to duplicate.
    repeats: bool,
    /// Templates to begin from, and where all of them stand.
    templates: (Vec<(TemplateId, String)>, String),
    form: EntryForm,
    above: Above,
}

#[derive(Template)]
#[template(path = "orders/entry/whose.html")]
struct Whose {
    frame: Frame,
    root: String,
    form: Typed,
    choices: Vec<Choice>,
}

impl Enterer {
    async fn page(&self, app: &App, query: &Fields, form: EntryForm, above: Above) -> Result<NewOrder, Failure> {
        let root = self.root();
        let desk = match self {
            Enterer::Contact(_) => None,
            Enterer::Staff(_, customer, name) => Some((customer.to_string(), name.clone())),
        };
        let frame = self.frame(app, query).await?;
        Ok(NewOrder {
            clock: says::instant(frame.now, &self.carrier().zone),
            frame,
            action: format!("{root}/orders/new"),
            back: format!("{root}/orders"),
            desk,
            repeats: self.has_last(app).await?,
            templates: self.templates(app).await?,
            form,
            above,
        })
    }
}

/// `GET /p/{organisation}/{customer}/orders/new`: a blank form, or one like the order `like` (or `last`).
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_new(State(app): State<App>, contact: Contact, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    fresh(&app, &Enterer::Contact(contact), &query).await
}

/// `GET /d/{organisation}/orders/new?customer=…`: the same form at the desk; without a customer, or with the words for one, which one.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_new(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    if query.has("customer_text") {
        return named_customer(&app, &staff, query).await;
    }
    match enterer(&app, staff.clone(), &query).await? {
        Some(enterer) => fresh(&app, &enterer, &query).await,
        None => shell::page(&whose(&app, &staff, Typed::of(query)).await?),
    }
}

async fn whose(app: &App, staff: &Staff, form: Typed) -> Result<Whose, Failure> {
    let organisation = staff.carrier.id;
    let choices = app.db.read(move |tx| Box::pin(async move { customers::found(tx, organisation, "").await })).await?;
    let frame = Frame::desk(app, staff, "Order entry", Here::OrderEntry, &Fields::default()).await?;
    Ok(Whose { frame, root: staff.root(), form, choices })
}

/// The customer whose name or number was written, or chosen from the list: on to the form.
async fn named_customer(app: &App, staff: &Staff, query: Fields) -> Result<Response, Failure> {
    let chosen = match query.get("customer") {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Failure::not_found())?),
    };
    let (organisation, text) = (staff.carrier.id, query.text("customer_text"));
    let meant = app.db.read(move |tx| Box::pin(async move { customers::meant(tx, organisation, chosen, &text).await })).await?;
    let words = match meant {
        Ok(Some(id)) => return Ok(shell::redirect(&format!("{}/orders/new?customer={id}", staff.root()), "")),
        Ok(None) => "Say for which customer".to_owned(),
        Err(words) => words,
    };
    shell::unprocessable(&whose(app, staff, Typed::of(query).refused(vec![Refusal::at("customer_text", words)])).await?)
}

/// For whom staff enter: the customer named, which must be one of theirs.
async fn enterer(app: &App, staff: Staff, fields: &Fields) -> Result<Option<Enterer>, Failure> {
    let Some(customer) = fields.get("customer").map(ToOwned::to_owned) else { return enterer_like(app, staff, fields).await };
    let customer: CustomerId = customer.parse().map_err(|_| Failure::not_found())?;
    let organisation = staff.carrier.id;
    let row = app.db.read(move |tx| Box::pin(customers::load(tx, organisation, customer))).await?.ok_or_else(Failure::not_found)?;
    Ok(Some(Enterer::Staff(staff, customer, row.name)))
}

/// A duplicate at the desk is for the customer of the order it is like.
async fn enterer_like(app: &App, staff: Staff, fields: &Fields) -> Result<Option<Enterer>, Failure> {
    let Some(like) = fields.get("like").map(ToOwned::to_owned) else { return Ok(None) };
    let (scope, id): (_, OrderId) = (staff.scope(), like.parse().map_err(|_| Failure::not_found())?);
    let (customer, name) = app
        .db
        .read::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                let order = store::by_id(tx, scope, id).await?;
                let row = customers::load(tx, scope.organisation, order.customer).await?.ok_or_else(Failure::not_found)?;
                Ok((row.id, row.name))
            })
        })
        .await?;
    Ok(Some(Enterer::Staff(staff, customer, name)))
}

async fn fresh(app: &App, who: &Enterer, query: &Fields) -> Result<Response, Failure> {
    let from = match (named(query)?, query.get("like")) {
        (Some(template), _) => From::Template(template),
        (None, None) => From::Defaults,
        (None, Some("last")) => From::Last,
        (None, Some(order)) => From::Order(order.parse().map_err(|_| Failure::not_found())?),
    };
    let (scope, customer, carrier, now) = (who.scope(), who.customer(), who.carrier().clone(), app.clock.now());
    let read = app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { begin(tx, (scope, customer), from, (now, &carrier)).await }));
    let Filled { mut fields, left_out, how } = read.await?;
    fields.set("submission", app.ids.id::<Uuid>(app.clock.now()).to_string());
    let above = Above { last: last(app, who, query).await?, ..Above::default() };
    let form = EntryForm { left_out, duplicates: how == Some(How::Like), begins: true, ..who.form(app, tidy(&fields)).await? };
    shell::page(&who.page(app, query, form, above).await?)
}

/// The order that *Submit and new* just made: number and address.
async fn last(app: &App, who: &Enterer, query: &Fields) -> Result<Option<(String, String)>, Failure> {
    let Some(id) = query.get("last").and_then(|last| last.parse::<OrderId>().ok()) else { return Ok(None) };
    let scope = who.scope();
    let standing = app.db.read(move |tx| Box::pin(order_import::Standing::load(tx, scope, id))).await?;
    let called = match (&standing.order, &standing.import) {
        (Some(order), _) => order.row.number.clone(),
        (None, import) => import.as_ref().map(|import| import.reference.clone()).unwrap_or_default(),
    };
    Ok(Some((called, format!("{}/orders/{id}", who.root()))))
}

/// `POST /p/{organisation}/{customer}/orders/new`.
///
/// # Errors
/// Not found, or a fault; a refusal comes back as the form.
pub async fn portal_submit(State(app): State<App>, contact: Contact, fields: Fields) -> Result<Response, Failure> {
    posted(&app, &Enterer::Contact(contact), fields).await
}

/// `POST /d/{organisation}/orders/new`.
///
/// # Errors
/// Not found, or a fault; a refusal comes back as the form.
pub async fn desk_submit(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let Some(who) = enterer(&app, staff.clone(), &fields).await? else { return Ok(for_whom(&staff)) };
    posted(&app, &who, fields).await
}

/// `POST /p/{organisation}/{customer}/orders/new/refresh`: the form anew, for the parts that depend on what was chosen.
///
/// # Errors
/// A fault.
pub async fn portal_refresh(State(app): State<App>, contact: Contact, fields: Fields) -> Result<Response, Failure> {
    refresh(&app, &Enterer::Contact(contact), closed(&fields)).await
}

/// `POST /d/{organisation}/orders/new/refresh`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_refresh(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let Some(who) = enterer(&app, staff.clone(), &fields).await? else { return Ok(for_whom(&staff)) };
    refresh(&app, &who, closed(&fields)).await
}

/// A form that names no customer goes back to the choice of one.
fn for_whom(staff: &Staff) -> Response {
    shell::redirect(&format!("{}/orders/new", staff.root()), "")
}

async fn refresh(app: &App, who: &Enterer, fields: Fields) -> Result<Response, Failure> {
    let form = who.form(app, fields).await?;
    shell::page(&who.page(app, &Fields::default(), form, Above::default()).await?)
}

/// A posted form: a button that changes its shape, or a submission.
async fn posted(app: &App, who: &Enterer, mut fields: Fields) -> Result<Response, Failure> {
    if let Some(button) = fields.get("do").map(ToOwned::to_owned) {
        fields.remove(|name| name == "do");
        return refresh(app, who, reshape(&fields, &button)).await;
    }
    match fields.raw("again") {
        "discard" => return Ok(shell::redirect(&format!("{}/orders/new", who.root()), "discarded")),
        "new" => fields.set("submission", app.ids.id::<Uuid>(app.clock.now()).to_string()),
        _ => {}
    }
    fields.remove(|name| name == "again");
    take_meant(&mut fields);
    let submission: Uuid = fields.raw("submission").parse().unwrap_or_else(|_| app.ids.id(app.clock.now()));
    fields.set("submission", submission.to_string());
    // A location chosen without script fills its address now; then the form is read as it stands.
    let typed = tidy(&fields);
    let fields = if is_settled(&typed) { typed } else { who.form(app, typed).await?.fields };
    let read = read(&fields);
    if !read.unread.is_empty() {
        let mut form = who.form(app, fields).await?;
        form.cannot_read(read.unread);
        return come_back(app, who, form, Above::default()).await;
    }
    let sent = sent(app, who, submission, &fields, read.document);
    let (digest, template) = (digest(&sent), named(&fields)?.map(|template| (who.scope(), template)));
    let outcome = match who.clone() {
        Enterer::Contact(contact) => app.act_or(&contact, move |tx, act| Box::pin(make(tx, act, sent, digest, template))).await,
        Enterer::Staff(staff, ..) => app.act_or(&staff, move |tx, act| Box::pin(make(tx, act, sent, digest, template))).await,
    };
    match outcome {
        Ok(Submitted::New(order)) => Ok(done(who, &fields, order.id, "submitted")),
        Ok(Submitted::Again(order)) => Ok(done(who, &fields, order, "submitted")),
        Ok(Submitted::Waits(order)) => Ok(done(who, &fields, order, "submitted-waits")),
        Err(NotMade::Otherwise(NotSubmitted::Failure(failure @ (Failure::Mismatch(_) | Failure::Fault(_))))) => Err(failure),
        Err(NotMade::Otherwise(refused)) => not_submitted(app, who, who.form(app, fields).await?, refused).await,
        Err(NotMade::Broken(broken)) => {
            let mut form = who.form(app, fields).await?;
            form.told_broken(&broken);
            come_back(app, who, form, Above::default()).await
        }
        Err(NotMade::Unbound) => {
            let refused = Some(
                "What the template binds is no longer there. What you typed is below, bound to nothing; look at it and submit it."
                    .to_owned(),
            );
            come_back(app, who, who.form(app, fields).await?, Above { refused, ..Above::default() }).await
        }
    }
}

fn sent(app: &App, who: &Enterer, submission: Uuid, fields: &Fields, document: OrderDocument) -> Form {
    let stated = match who {
        Enterer::Contact(_) => None,
        Enterer::Staff(..) => Status::parse(fields.raw("status")),
    };
    let reason = fields.get("late_reason").filter(|_| who.side() == Side::Staff).map(|reason| reason.chars().take(500).collect());
    let keep = if who.keeps() { kept(fields) } else { Vec::new() };
    let house = House::of(app, who.carrier());
    Form { submission, membership: who.membership(), customer: who.customer(), document, side: who.side(), stated, reason, keep, house }
}

fn done(who: &Enterer, fields: &Fields, order: OrderId, word: &str) -> Response {
    let root = who.root();
    if fields.raw("then") == "new" {
        let whose = match who {
            Enterer::Contact(_) => String::new(),
            Enterer::Staff(_, customer, _) => format!("customer={customer}&"),
        };
        let template = fields.get("template").map(|template| format!("template={template}&")).unwrap_or_default();
        return shell::redirect(&format!("{root}/orders/new?{whose}{template}last={order}"), "");
    }
    shell::redirect(&format!("{root}/orders/{order}"), word)
}

async fn not_submitted(app: &App, who: &Enterer, form: EntryForm, refused: NotSubmitted) -> Result<Response, Failure> {
    let mut above = Above::default();
    let mut form = form;
    match refused {
        NotSubmitted::Wrong(problems) => {
            above.reason_needed = !rules::order_check::refuses(&problems);
            form.told(&problems, &who.carrier().zone);
        }
        NotSubmitted::Blocked => {
            above.refused = Some(format!("{} does not take orders from you at the moment. Please call them.", who.carrier().name));
        }
        NotSubmitted::Different { order, number } => {
            above.submitted_as = Some((number, format!("{}/orders/{order}", who.root())));
        }
        NotSubmitted::ReferenceTaken(holder) => {
            form.wrong(Said::taken(&holder));
        }
        NotSubmitted::Gone(stops) => form.are_gone(&stops),
        NotSubmitted::Perhaps(stops) => form.may_be(stops),
        NotSubmitted::Failure(Failure::Refused(refusal)) => above.refused = Some(refusal.message),
        NotSubmitted::Failure(failure) => return Err(failure),
    }
    come_back(app, who, form, above).await
}

async fn come_back(app: &App, who: &Enterer, form: EntryForm, above: Above) -> Result<Response, Failure> {
    shell::unprocessable(&who.page(app, &Fields::default(), form, above).await?)
}

impl NewOrder {
    /// Where a blank form of the same customer is.
    fn without_template(&self) -> String {
        let whose = self.desk.as_ref().map(|(customer, _)| format!("?customer={customer}")).unwrap_or_default();
        format!("{}{whose}", self.action)
    }

    fn of_template(&self, template: &TemplateId) -> String {
        let blank = self.without_template();
        format!("{blank}{}template={template}", if blank.contains('?') { '&' } else { '?' })
    }

    fn why_not(&self) -> Option<(&str, &str, &str)> {
        None
    }
}
