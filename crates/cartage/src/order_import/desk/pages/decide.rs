//! Deciding an import: accept, accept late, reject, ask the customer. What was not done comes back with what was typed, and with the
//! import as it is by then.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kit::web::{Fields, QueryFields};

use super::super::accepting::{Accepting, carry, in_the_way, refusal};
use super::super::asking::{Ask, AskForm};
use super::super::place::Where;
use super::super::shown::Shown;
use super::open::{import_id, page};
use crate::app::App;
use crate::board::{self, QueuePlace};
use crate::failure::{Failure, Refusal};
use crate::order_import::{self, How, ImportId, NotChanged, Seen, drop_readers};
use crate::orders::{Desk, Why};
use crate::shell::{self, Frame};
use crate::viewer::{Staff, Viewer};

/// What the form says was seen; a form without a revision has seen nothing.
pub(super) fn seen(import: ImportId, form: &Fields) -> Seen {
    let order = form.get("version").and_then(|version| version.parse().ok());
    Seen { import, revision: form.raw("revision").parse().unwrap_or(-1), order }
}

/// On to the next import of the queue, which opens by itself; to the queue where there is none.
pub(crate) async fn on_to_the_next(
    app: &App,
    staff: &Staff,
    import: ImportId,
    query: &Fields,
    word: &'static str,
) -> Result<Response, Failure> {
    let (scope, at) = (staff.scope(), Where::read(query));
    let queue = at.queue(scope);
    let beside = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = order_import::by_id(tx, scope, import).await?;
            board::beside(tx, queue, QueuePlace { at: row.submitted_at, id: row.id }).await
        })
    });
    let [before, after] = beside.await?;
    let next = after.or(before).map(|line| format!("/{}", line.id)).unwrap_or_default();
    Ok(shell::redirect(&format!("{}/imports{next}{}", staff.root(), at.query()), word))
}

/// What the next page says of an import that was accepted.
async fn accepted_word(app: &App, staff: &Staff, import: ImportId) -> Result<&'static str, Failure> {
    let scope = staff.scope();
    let row = app.db.read::<_, Failure, _>(move |tx| Box::pin(order_import::by_id(tx, scope, import))).await?;
    Ok(match row.kind.as_str() {
        "CREATE" => "order-created",
        "UPDATE" => "change-accepted",
        _ => "cancellation-accepted",
    })
}

/// `POST /d/{organisation}/imports/{id}/accept`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn accept(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
    form: Fields,
) -> Result<Response, Failure> {
    let import = import_id(&id)?;
    let accepting = Accepting {
        desk: Desk::of(&app, &staff),
        seen: seen(import, &form),
        how: How::Accept,
        document: None,
        clean: form.has("clean"),
        form: form.clone(),
    };
    match app.act_or(&staff, move |tx, act| Box::pin(carry(tx, act, accepting))).await {
        Ok(_) => on_to_the_next(&app, &staff, import, &query, accepted_word(&app, &staff, import).await?).await,
        Err(not) => {
            let wrong = in_the_way(not, &staff.carrier.zone)?;
            let mut page = page(&app, &staff, Some(import), &query, &form).await?;
            if let Some(opened) = &mut page.opened {
                opened.wrong = wrong.into_iter().map(|refusal| (refusal.field.unwrap_or_default(), refusal.message)).collect();
            }
            shell::unprocessable(&page)
        }
    }
}

#[derive(Template)]
#[template(path = "order_import/desk/asking.html")]
struct AskPage {
    frame: Frame,
    form: AskForm,
    opened: Shown,
}

/// The page that asks for words about an import, above the import as it is now.
async fn ask_page(
    app: &App,
    staff: &Staff,
    (ask, import): (Ask, ImportId),
    query: &Fields,
    (words, refusal): ((String, String), Option<Refusal>),
) -> Result<AskPage, Failure> {
    let page = page(app, staff, Some(import), query, &Fields::default()).await?;
    let opened = page.opened.ok_or_else(Failure::not_found)?;
    let name = match ask {
        Ask::Reject => "reject",
        Ask::Late => "late",
        Ask::Customer => "ask",
    };
    // What was decided meanwhile cannot be answered so any more: the page says that, with what was typed.
    let form = opened.asks(name).cloned().unwrap_or_else(|| AskForm::closed(name, &opened));
    let form = AskForm { dialog: false, ..form.with(words, refusal) };
    Ok(AskPage { frame: Frame { title: form.heading.clone(), ..page.frame }, form, opened })
}

async fn asked(app: &App, staff: &Staff, (ask, id): (Ask, &str), query: &Fields) -> Result<Response, Failure> {
    shell::page(&ask_page(app, staff, (ask, import_id(id)?), query, Default::default()).await?)
}

/// `GET /d/{organisation}/imports/{id}/reject`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn reject_form(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    asked(&app, &staff, (Ask::Reject, &id), &query).await
}

/// `GET /d/{organisation}/imports/{id}/late`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn late_form(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    asked(&app, &staff, (Ask::Late, &id), &query).await
}

/// `GET /d/{organisation}/imports/{id}/ask`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn ask_form(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    asked(&app, &staff, (Ask::Customer, &id), &query).await
}

/// After the post of a form that asks: on to the next import, or the form with what stood in the way.
async fn after(
    app: &App,
    staff: &Staff,
    (ask, import): (Ask, ImportId),
    (query, form): (&Fields, &Fields),
    done: Result<&'static str, Failure>,
) -> Result<Response, Failure> {
    match done {
        Ok(word) => on_to_the_next(app, staff, import, query, word).await,
        Err(failure) => {
            let refusal = refusal(failure)?;
            let field = if ask == Ask::Customer { "question" } else { "reason" };
            let typed = (form.raw(field).to_owned(), form.raw("note").to_owned());
            shell::unprocessable(&ask_page(app, staff, (ask, import), query, (typed, Some(refusal))).await?)
        }
    }
}

/// `POST /d/{organisation}/imports/{id}/reject`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn reject(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
    form: Fields,
) -> Result<Response, Failure> {
    let import = import_id(&id)?;
    let (desk, seen) = (Desk::of(&app, &staff), seen(import, &form));
    let why = Why { reason: form.raw("reason").to_owned(), note: form.raw("note").to_owned() };
    let done = app.act(&staff, move |tx, act| {
        Box::pin(async move {
            order_import::reject(tx, act, &desk, seen, &why).await?;
            drop_readers(tx, act.organisation, import, uuid::Uuid::nil(), act.now).await
        })
    });
    after(&app, &staff, (Ask::Reject, import), (&query, &form), done.await.map(|()| "import-rejected")).await
}

/// `POST /d/{organisation}/imports/{id}/late`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn late(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
    form: Fields,
) -> Result<Response, Failure> {
    let import = import_id(&id)?;
    let (desk, seen) = (Desk::of(&app, &staff), seen(import, &form));
    let accepting = Accepting { desk, seen, how: How::Late, document: None, clean: false, form: form.clone() };
    let done = match app.act_or::<_, NotChanged, _>(&staff, move |tx, act| Box::pin(carry(tx, act, accepting))).await {
        Ok(_) => Ok(accepted_word(&app, &staff, import).await?),
        Err(not) => {
            let wrong = in_the_way(not, &staff.carrier.zone)?;
            let reason = wrong.iter().find(|refusal| refusal.field.as_deref() == Some("reason")).cloned();
            let all = wrong.into_iter().map(|refusal| refusal.message).collect::<Vec<_>>().join(" ");
            Err(reason.unwrap_or_else(|| Refusal::new(all)).into())
        }
    };
    after(&app, &staff, (Ask::Late, import), (&query, &form), done).await
}

/// `POST /d/{organisation}/imports/{id}/ask`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path((_, id)): Path<(String, String)>,
    QueryFields(query): QueryFields,
    form: Fields,
) -> Result<Response, Failure> {
    let import = import_id(&id)?;
    let (desk, seen, question) = (Desk::of(&app, &staff), seen(import, &form), form.raw("question").to_owned());
    let done = app.act(&staff, move |tx, act| Box::pin(async move { order_import::ask(tx, act, &desk, seen, &question).await })).await;
    after(&app, &staff, (Ask::Customer, import), (&query, &form), done.map(|()| "asked")).await
}
