//! The form of an import over HTTP.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::super::form::{EntryForm, Said};
use super::super::places::is_settled;
use super::super::shape::{closed, reshape, tidy};
use super::opened::{Opened, form};
use crate::app::App;
use crate::charges::{Foreseen, PriceSeen};
use crate::failure::{Failure, Mismatch, Refusal};
use crate::order_import::{self, Decision, ImportId, NotChanged, Seen};
use crate::orders::acts::Desk;
use crate::shell::{self, Frame, Here, says};
use crate::viewer::Staff;

/// What stands above the form.
#[derive(Default)]
struct Above {
    /// Why nothing was done: a heading and a sentence.
    refused: Option<(&'static str, String)>,
    /// Staff must say why before it is taken.
    reason_needed: bool,
    /// What becomes of the order's charges, which was not shown before.
    price: Option<Box<Foreseen>>,
}

impl Above {
    /// Whether what stands in the form is not saved anywhere.
    fn is_unsaved(&self) -> bool {
        self.reason_needed || self.refused.is_some() || self.price.is_some()
    }
}

impl FixPage {
    /// Why there is no form, where to go back to, and what that is.
    fn why_not(&self) -> Option<(&str, &str, &str)> {
        let why = self.opened.why_not.as_deref().filter(|_| self.above.refused.is_none())?;
        Some((why, &self.back, &self.opened.name))
    }
}

#[derive(Template)]
#[template(path = "orders/entry/for_import/fix.html")]
struct FixPage {
    frame: Frame,
    /// Where the form is posted to; *refresh* is below it.
    action: String,
    /// The place in the queue.
    query: String,
    list: String,
    back: String,
    heading: &'static str,
    opened: Opened,
    form: EntryForm,
    above: Above,
    clock: String,
}

fn import_id(id: &str) -> Result<ImportId, Failure> {
    Ok(ImportId(id.parse().map_err(|_| Failure::not_found())?))
}

async fn page(app: &App, staff: &Staff, query: &Fields, (opened, form): (Opened, EntryForm), above: Above) -> Result<FixPage, Failure> {
    let heading = match (opened.how, opened.create) {
        (order_import::How::Fix, _) => "Fix the error",
        (_, true) => "Create order after editing",
        (_, false) => "Accept after editing",
    };
    let frame = Frame { follows: String::new(), ..Frame::desk(app, staff, heading, Here::OrderImports, &Fields::default()).await? };
    let (list, query) = (format!("{}/imports", staff.root()), at(query));
    let back = format!("{list}/{}{query}", opened.import);
    let action = format!("{list}/{}/edit", opened.import);
    let clock = says::instant(frame.now, &staff.carrier.zone);
    Ok(FixPage { frame, action, query, list, back, heading, opened, form, above, clock })
}

/// The address's own place in the queue.
fn at(query: &Fields) -> String {
    if query.iter().next().is_none() { String::new() } else { format!("?{}", query.encode()) }
}

/// `GET /d/{organisation}/imports/{id}/edit`.
///
/// # Errors
/// Not found, or a fault.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    let shown = form(&app, &staff, import_id(&id)?, None).await?;
    shell::page(&page(&app, &staff, &query, shown, Above::default()).await?)
}

/// `POST /d/{organisation}/imports/{id}/edit/refresh`: the form anew, for the parts that depend on what was chosen.
///
/// # Errors
/// Not found, or a fault.
pub async fn refresh(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
    fields: Fields,
) -> Result<Response, Failure> {
    let shown = form(&app, &staff, import_id(&id)?, Some(closed(&fields))).await?;
    shell::page(&page(&app, &staff, &query, shown, Above::default()).await?)
}

/// `POST /d/{organisation}/imports/{id}/edit`: a button that changes the form's shape, or what staff made of the import.
///
/// # Errors
/// Not found, or a fault; a refusal comes back as the form.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
    mut fields: Fields,
) -> Result<Response, Failure> {
    let import = import_id(&id)?;
    if let Some(button) = fields.get("do").map(ToOwned::to_owned) {
        fields.remove(|name| name == "do");
        let shown = form(&app, &staff, import, Some(reshape(&fields, &button))).await?;
        return shell::page(&page(&app, &staff, &query, shown, Above::default()).await?);
    }
    let typed = tidy(&fields);
    let (opened, mut shown) = form(&app, &staff, import, Some(typed.clone())).await?;
    if let Some(why) = opened.why_not.clone() {
        return not_done(&app, &staff, &query, (opened, shown), why).await;
    }
    if !opened.is_what_was_seen(&typed) {
        let why = "It has changed since you opened it. Nothing was done; what you typed stands below, look at it and save it again.";
        return not_done(&app, &staff, &query, (opened, shown), why.to_owned()).await;
    }
    let fields = if is_settled(&typed) { typed } else { shown.fields.clone() };
    let read = opened.read(&fields);
    if !read.unread.is_empty() {
        shown.cannot_read(read.unread);
        return come_back(&app, &staff, &query, (opened, shown), Above::default()).await;
    }
    let decision = Decision {
        desk: Desk::of(&app, &staff),
        seen: Seen { import, revision: opened.revision, order: opened.version },
        how: opened.how,
        document: Some(read.document),
        choices: std::collections::BTreeMap::new(),
        reason: fields.raw("late_reason").to_owned(),
        price: PriceSeen::Shown(fields.text("price_seen")),
    };
    let done = app.act_or::<_, NotChanged, _>(&staff, move |tx, act| {
        Box::pin(async move {
            order_import::accept(tx, act, decision).await?;
            order_import::drop_readers(tx, act.organisation, import, uuid::Uuid::nil(), act.now).await?;
            Ok(())
        })
    });
    match done.await {
        Ok(()) => {
            let word = if opened.create { "order-created" } else { "change-accepted" };
            order_import::on_to_the_next(&app, &staff, import, &query, word).await
        }
        Err(why) => refused(&app, &staff, &query, (opened, shown), fields, why).await,
    }
}

/// Why nothing was made of the form: beside its field, above the form, or with the form as it is now.
async fn refused(
    app: &App,
    staff: &Staff,
    query: &Fields,
    (opened, mut shown): (Opened, EntryForm),
    fields: Fields,
    why: NotChanged,
) -> Result<Response, Failure> {
    match why {
        NotChanged::Wrong(problems) => {
            shown.told(&problems, &staff.carrier.zone);
            come_back(app, staff, query, (opened, shown), Above::default()).await
        }
        NotChanged::ReferenceTaken(holder) => {
            shown.wrong(Said::taken(&holder));
            come_back(app, staff, query, (opened, shown), Above::default()).await
        }
        NotChanged::PriceNotSeen(foreseen) => {
            shown.price = Some((*foreseen).clone());
            come_back(app, staff, query, (opened, shown), Above { price: Some(foreseen), ..Above::default() }).await
        }
        NotChanged::NothingNew => not_done(app, staff, query, (opened, shown), "The order says all of this already.".to_owned()).await,
        NotChanged::Failure(Failure::Refused(refusal)) if refusal.field.as_deref() == Some("reason") => {
            let above =
                Above { reason_needed: true, refused: Some(("This breaks a rule of the service", refusal.message)), ..Above::default() };
            come_back(app, staff, query, (opened, shown), above).await
        }
        NotChanged::Failure(Failure::Refused(Refusal { field: Some(field), message })) => {
            shown.refused_at(field, message);
            come_back(app, staff, query, (opened, shown), Above::default()).await
        }
        NotChanged::Failure(Failure::Refused(refusal)) => not_done(app, staff, query, (opened, shown), refusal.message).await,
        NotChanged::Failure(Failure::Mismatch(Mismatch::Moved(what))) => {
            not_done(app, staff, query, form(app, staff, opened.import, Some(fields)).await?, what).await
        }
        NotChanged::Failure(failure) => Err(failure),
    }
}

async fn not_done(app: &App, staff: &Staff, query: &Fields, shown: (Opened, EntryForm), why: String) -> Result<Response, Failure> {
    come_back(app, staff, query, shown, Above { refused: Some(("Not done", why)), ..Above::default() }).await
}

async fn come_back(app: &App, staff: &Staff, query: &Fields, shown: (Opened, EntryForm), above: Above) -> Result<Response, Failure> {
    let (opened, mut form) = shown;
    // What stood against it at first is still what is to be put right.
    let known = form.remarks.clone();
    form.remarks.extend(opened.against.iter().filter(|said| !known.contains(said)).cloned());
    shell::unprocessable(&page(app, staff, query, (opened, form), above).await?)
}
