//! The Edit pages over HTTP: of a contact in the portal, and of staff at the desk.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::Fields;

use super::super::form::{EntryForm, Said};
use super::super::places::is_settled;
use super::super::shape::{closed, reshape, tidy};
use super::bring_over::{BroughtOver, bring_over};
use super::opened::{Editor, Opened, form};
use super::send::{FirstSent, NotSent, send, sent_before};
use crate::app::App;
use crate::charges::Foreseen;
use crate::failure::{Failure, Mismatch};
use crate::history::Change;
use crate::orders::{OrderId, change_words, names_for};
use crate::shell::{self, Frame, Here, says};
use crate::viewer::{Contact, Staff};
use rules::order::OrderDocument;

/// What stands above the form.
#[derive(Default)]
struct Above {
    /// Why nothing was sent: a heading and a sentence.
    refused: Option<(&'static str, String)>,
    /// What others changed meanwhile.
    moved: Option<Moved>,
    /// Staff must say why before it is taken.
    reason_needed: bool,
    /// What becomes of the order's charges, which was not shown before.
    price: Option<Box<Foreseen>>,
}

impl Above {
    /// Whether what stands in the form is not saved anywhere.
    fn is_unsaved(&self) -> bool {
        self.reason_needed || self.moved.is_some() || self.refused.is_some() || self.price.is_some()
    }
}

impl EditPage {
    /// Why there is no form, where to go back to, and what that is.
    fn why_not(&self) -> Option<(&str, &str, &str)> {
        let why = self.opened.why_not.as_deref().filter(|_| self.above.refused.is_none())?;
        Some((why, &self.back, &self.opened.name))
    }
}

/// What happened since the form was opened.
struct Moved {
    /// What was done last, by whom and when.
    last: String,
    changes: Vec<Change>,
}

#[derive(Template)]
#[template(path = "orders/entry/edit/edit.html")]
struct EditPage {
    frame: Frame,
    /// Where the form is posted to; *refresh* is below it.
    action: String,
    /// The list: label and address.
    list: (&'static str, String),
    /// The order's page.
    back: String,
    staff: bool,
    opened: Opened,
    form: EntryForm,
    above: Above,
    clock: String,
}

async fn page(app: &App, who: &Editor, (opened, form): (Opened, EntryForm), above: Above) -> Result<EditPage, Failure> {
    let title = format!("Edit {}", opened.name);
    let none = Fields::default();
    let frame = match who {
        Editor::Contact(contact) => Frame::portal(app, contact, title, Here::Nowhere, &none).await?,
        Editor::Staff(staff) => Frame::desk(app, staff, title, Here::Nowhere, &none).await?,
    };
    let root = who.root();
    let back = format!("{root}/orders/{}", opened.order);
    let clock = says::instant(frame.now, &who.carrier().zone);
    let (action, staff) = (format!("{back}/edit"), matches!(who, Editor::Staff(_)));
    Ok(EditPage { frame, action, list: ("Orders", format!("{root}/orders")), back, staff, opened, form, above, clock })
}

async fn opened(app: &App, who: &Editor, id: &str) -> Result<Response, Failure> {
    let form = form(app, who, order_id(id)?, None).await?;
    shell::page(&page(app, who, form, Above::default()).await?)
}

async fn refreshed(app: &App, who: &Editor, id: &str, fields: Fields) -> Result<Response, Failure> {
    let form = form(app, who, order_id(id)?, Some(fields)).await?;
    shell::page(&page(app, who, form, Above::default()).await?)
}

fn order_id(id: &str) -> Result<OrderId, Failure> {
    id.parse().map_err(|_| Failure::not_found())
}

/// A posted form: a button that changes its shape, or the change itself.
async fn posted(app: &App, who: &Editor, id: &str, mut fields: Fields) -> Result<Response, Failure> {
    if let Some(button) = fields.get("do").map(ToOwned::to_owned) {
        fields.remove(|name| name == "do");
        return refreshed(app, who, id, reshape(&fields, &button)).await;
    }
    let id = order_id(id)?;
    let typed = tidy(&fields);
    let (opened, mut shown) = form(app, who, id, Some(typed.clone())).await?;
    let fields = if is_settled(&typed) { typed.clone() } else { shown.fields.clone() };
    if let Some(first) = sent_before(app, who, &opened, &fields).await? {
        return match first {
            FirstSent::Same => Ok(shell::redirect(&format!("{}/orders/{id}", who.root()), "change-sent")),
            FirstSent::Other => sent_otherwise(app, who, opened, typed).await,
        };
    }
    if let Some(why) = opened.why_not.clone() {
        let above = Above { refused: Some(("Not sent", why)), ..Above::default() };
        return come_back(app, who, (opened, shown), above).await;
    }
    if let Some(old) = older(&opened, &typed) {
        return moved(app, who, opened, old, &typed).await;
    }
    let read = opened.read(&fields);
    if !read.unread.is_empty() {
        shown.cannot_read(read.unread);
        return come_back(app, who, (opened, shown), Above::default()).await;
    }
    if opened.is_untouched(&read.document) {
        return nothing_new(app, who, (opened, shown)).await;
    }
    match send(app, who, &opened, &fields, read.document).await {
        Ok(word) => Ok(shell::redirect(&format!("{}/orders/{id}", who.root()), word)),
        Err(NotSent::NothingNew) => nothing_new(app, who, (opened, shown)).await,
        Err(NotSent::Wrong(problems)) => {
            let reason_needed = !rules::order_check::refuses(&problems);
            shown.told(&problems, &who.carrier().zone);
            come_back(app, who, (opened, shown), Above { reason_needed, ..Above::default() }).await
        }
        Err(NotSent::ReferenceTaken(holder)) => {
            shown.wrong(Said::taken(&holder));
            come_back(app, who, (opened, shown), Above::default()).await
        }
        Err(NotSent::PriceNotSeen(foreseen)) => {
            shown.price = Some((*foreseen).clone());
            come_back(app, who, (opened, shown), Above { price: Some(foreseen), ..Above::default() }).await
        }
        Err(NotSent::Failure(failure)) => failed(app, who, id, fields, (opened, shown), failure).await,
    }
}

/// What the form was made from, where that is another than what it would begin with now: the order has changed, or another change
/// of it waits. What was only moved on, a stop reported perhaps, is as it was for the form.
fn older(opened: &Opened, fields: &Fields) -> Option<Option<OrderDocument>> {
    if fields.raw("seen") == opened.seen.to_string() {
        return None;
    }
    let old = OrderDocument::from_json(fields.raw("shown")).ok();
    if old.as_ref() == Some(&opened.begins_with) { None } else { Some(old) }
}

/// The same form was sent before and said something else (7.6): what it says now is laid over what stands there, as another change.
async fn sent_otherwise(app: &App, who: &Editor, opened: Opened, mut typed: Fields) -> Result<Response, Failure> {
    typed.set("submission", app.ids.id::<uuid::Uuid>(app.clock.now()).to_string());
    let name = &opened.name;
    let words = format!(
        "This form was sent before, for {name}, and said something else then; that was taken. Nothing of what it says now was sent. \
         Send it to change {name} once more, or leave it with Cancel."
    );
    let old = older(&opened, &typed).unwrap_or_else(|| Some(opened.begins_with.clone()));
    brought(app, who, opened, (old, &typed), |above| above.refused = Some(("Already sent", words))).await
}

async fn nothing_new(app: &App, who: &Editor, shown: (Opened, EntryForm)) -> Result<Response, Failure> {
    let words = match &shown.0.waits_since {
        Some(_) => "The form says what you sent already, or what the order says. Nothing was sent again.",
        None => "The form says what stands there already. Nothing was sent.",
    };
    come_back(app, who, shown, Above { refused: Some(("Nothing has changed", words.to_owned())), ..Above::default() }).await
}

/// Others were here meanwhile: what they did, and everything typed, laid over it as it is now.
async fn moved(app: &App, who: &Editor, opened: Opened, old: Option<OrderDocument>, typed: &Fields) -> Result<Response, Failure> {
    brought(app, who, opened, (old, typed), |_| ()).await
}

async fn brought(
    app: &App,
    who: &Editor,
    opened: Opened,
    (old, typed): (Option<OrderDocument>, &Fields),
    said: impl FnOnce(&mut Above),
) -> Result<Response, Failure> {
    let brought = old.as_ref().and_then(|old| bring_over(old, &opened.begins_with, typed).ok());
    let (mut fields, changes) = match (brought, old) {
        (Some(BroughtOver { fields, others }), Some(old)) => {
            let (organisation, now) = (who.scope().organisation, opened.begins_with.clone());
            let names = others.clone();
            let names = app.db.read(move |tx| Box::pin(async move { names_for(tx, organisation, &names).await })).await?;
            (fields, change_words(&others, &old, &now, &names))
        }
        _ => (typed.clone(), Vec::new()),
    };
    opened.stamp(&mut fields);
    let shown = form(app, who, opened.order, Some(fields)).await?;
    let mut above = Above { moved: Some(Moved { last: shown.0.last.clone(), changes }), ..Above::default() };
    said(&mut above);
    if above.refused.is_some() {
        above.moved = None;
    }
    come_back(app, who, shown, above).await
}

async fn failed(
    app: &App,
    who: &Editor,
    id: OrderId,
    fields: Fields,
    (opened, mut shown): (Opened, EntryForm),
    failure: Failure,
) -> Result<Response, Failure> {
    match failure {
        Failure::Refused(refusal) => {
            let above = match refusal.field {
                Some(field) => {
                    shown.refused_at(field, refusal.message);
                    Above::default()
                }
                None => Above { refused: Some(("Not sent", refusal.message)), ..Above::default() },
            };
            come_back(app, who, (opened, shown), above).await
        }
        // Somebody was faster by a moment: as if the form had come after them.
        Failure::Mismatch(Mismatch::Moved(_)) => {
            let (now, _) = form(app, who, id, Some(fields.clone())).await?;
            let old = older(&now, &fields).unwrap_or(Some(opened.begins_with));
            moved(app, who, now, old, &fields).await
        }
        other => Err(other),
    }
}

async fn come_back(app: &App, who: &Editor, shown: (Opened, EntryForm), above: Above) -> Result<Response, Failure> {
    shell::unprocessable(&page(app, who, shown, above).await?)
}

/// `GET /p/{organisation}/{customer}/orders/{id}/edit`.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    opened(&app, &Editor::Contact(contact), &id).await
}

/// `POST /p/{organisation}/{customer}/orders/{id}/edit`.
///
/// # Errors
/// Not found, or a fault; a refusal comes back as the form.
pub async fn portal_send(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    posted(&app, &Editor::Contact(contact), &id, fields).await
}

/// `POST /p/{organisation}/{customer}/orders/{id}/edit/refresh`: the form anew, for the parts that depend on what was chosen.
///
/// # Errors
/// Not found, or a fault.
pub async fn portal_refresh(
    State(app): State<App>,
    contact: Contact,
    Path((_, _, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    refreshed(&app, &Editor::Contact(contact), &id, closed(&fields)).await
}

/// `GET /d/{organisation}/orders/{id}/edit`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk(State(app): State<App>, staff: Staff, Path((_, id)): Path<(String, String)>) -> Result<Response, Failure> {
    opened(&app, &Editor::Staff(staff), &id).await
}

/// `POST /d/{organisation}/orders/{id}/edit`.
///
/// # Errors
/// Not found, or a fault; a refusal comes back as the form.
pub async fn desk_save(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    posted(&app, &Editor::Staff(staff), &id, fields).await
}

/// `POST /d/{organisation}/orders/{id}/edit/refresh`.
///
/// # Errors
/// Not found, or a fault.
pub async fn desk_refresh(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    refreshed(&app, &Editor::Staff(staff), &id, closed(&fields)).await
}
