//! The page of an own field: made, changed, archived and restored.

use askama::Template;
use axum::response::Response;
use kit::web::Fields;
use rules::order_form::{At, CustomField, Id, Key, Kind, OrderForm, Presence};

use super::super::{actions, reading, store, words};
use crate::app::App;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::shell::{Frame, Here, Typed, page, redirect, unprocessable};
use crate::viewer::Staff;

#[derive(Template)]
#[template(path = "order_form/field.html")]
struct FieldPage {
    frame: Frame,
    root: String,
    /// The field that is changed; none for a new one.
    field: Option<CustomField>,
    form: Typed,
    places: Vec<(&'static str, &'static str)>,
    kinds: Vec<(&'static str, &'static str)>,
    presences: Vec<(&'static str, &'static str)>,
    at: &'static str,
    kind: &'static str,
}

async fn stored(app: &App, staff: &Staff) -> Result<(OrderForm, i64), Failure> {
    let organisation = staff.carrier.id;
    app.db.read(move |tx| Box::pin(store::arranged(tx, organisation))).await
}

fn known(arranged: &OrderForm, key: &str) -> Result<CustomField, Failure> {
    let key = Key::new(key).map_err(|_| Failure::not_found())?;
    arranged.own(key).cloned().ok_or_else(Failure::not_found)
}

async fn drawn(app: &App, staff: &Staff, field: Option<CustomField>, form: Typed) -> Result<FieldPage, Failure> {
    let title = field.as_ref().map_or_else(|| "New field".to_owned(), |field| field.label.clone());
    let (at, kind) = field.as_ref().map_or(("", ""), |field| (words::at(field.at), words::kind(field.kind)));
    Ok(FieldPage {
        frame: Frame::desk(app, staff, title, Here::OrderForm, &Fields::default()).await?,
        root: staff.root(),
        field,
        form,
        places: At::ALL.into_iter().map(|at| (at.as_str(), words::at(at))).collect(),
        kinds: Kind::ALL.into_iter().map(|kind| (kind.as_str(), words::kind(kind))).collect(),
        presences: Presence::ALL.into_iter().skip(1).map(|presence| (presence.as_str(), words::in_words(presence))).collect(),
        at,
        kind,
    })
}

/// The form of a new field, or of one that is there.
pub(super) async fn show(app: &App, staff: &Staff, key: Option<&str>) -> Result<Response, Failure> {
    let (arranged, version) = stored(app, staff).await?;
    let field = key.map(|key| known(&arranged, key)).transpose()?;
    let form = match &field {
        Some(field) => reading::filled(field, version),
        None => Typed::filled([("version", version.to_string()), ("presence", "ALWAYS".to_owned())]),
    };
    page(&drawn(app, staff, field, form).await?)
}

/// *Save* of a field: `key` names the one that is changed.
pub(super) async fn save(app: &App, staff: &Staff, key: Option<&str>, fields: Fields) -> Result<Response, Failure> {
    let seen = fields.text("version").parse().unwrap_or_default();
    let (arranged, version) = stored(app, staff).await?;
    let was = key.map(|key| known(&arranged, key)).transpose()?;
    let presence = Presence::parse(fields.raw("presence")).filter(|_| was.is_none());
    let typed = Typed::of(fields.clone());
    let typed = match reading::own(&fields, was.as_ref(), &arranged) {
        Err(wrong) => typed.refused(wrong),
        Ok(field) => match actions::arrange(app, staff, seen, move |form| put(form, field, presence)).await {
            Ok(()) => return Ok(redirect(&format!("{}/order-form", staff.root()), "saved")),
            Err(Failure::Refused(refusal)) => typed.refused(vec![refusal]),
            Err(Failure::Mismatch(Mismatch::Moved(what))) => typed.overtaken(what, version),
            Err(other) => return Err(other),
        },
    };
    unprocessable(&drawn(app, staff, was, typed).await?)
}

fn put(form: &mut OrderForm, field: CustomField, presence: Option<Presence>) -> Result<(), Refusal> {
    let id = Id::Custom(field.key);
    match form.custom.iter_mut().find(|own| own.key == field.key) {
        Some(own) => *own = field,
        None => form.custom.push(field),
    }
    if let Some(presence) = presence {
        let presence = if presence == Presence::Required && !form.may_be_required(id) { Presence::Always } else { presence };
        form.arrange(None, id, Some(presence).filter(|presence| *presence != Presence::Optional));
    }
    Ok(())
}

/// Takes a field off the form, or puts it back.
pub(super) async fn archive(app: &App, staff: &Staff, key: &str, archived: bool) -> Result<Response, Failure> {
    let (arranged, version) = stored(app, staff).await?;
    let key = known(&arranged, key)?.key;
    let change = move |form: &mut OrderForm| {
        form.custom.iter_mut().filter(|field| field.key == key).for_each(|field| field.archived = archived);
        Ok(())
    };
    actions::arrange(app, staff, version, change).await?;
    Ok(redirect(&format!("{}/order-form", staff.root()), "saved"))
}
