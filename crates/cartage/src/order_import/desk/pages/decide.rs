//! Deciding an import: accept, accept late, reject, ask the customer. What was not done comes back with what was typed, and with the
//! import as it is by then.

use askama::Template;
use axum::response::Response;
use kit::web::Fields;

use super::super::accepting::{Accepting, InTheWay, carry, in_the_way, refusal};
use super::super::asking::{Ask, AskForm};
use super::super::place::Where;
use super::super::shown::Shown;
use super::at::AtImport;
use super::open::page;
use crate::app::App;
use crate::board::{self, QueuePlace};
use crate::failure::{Failure, Refusal};
use crate::order_import::{self, How, ImportId, NotChanged, Seen, drop_readers};
use crate::orders::Why;
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

impl AtImport {
    async fn on(&self, word: &'static str) -> Result<Response, Failure> {
        on_to_the_next(&self.app, &self.staff, self.import, &self.query, word).await
    }

    /// Accepts it: what the next page says of it, or what was wrong.
    async fn accept(&self, how: How, form: &Fields) -> Result<Result<&'static str, InTheWay>, Failure> {
        let (desk, seen, clean) = (self.desk(), seen(self.import, form), form.has("clean") && how == How::Accept);
        let accepting = Accepting { desk, seen, how, document: None, clean, form: form.clone() };
        match self.app.act_or::<_, NotChanged, _>(&self.staff, move |tx, act| Box::pin(carry(tx, act, accepting))).await {
            Ok(_) => self.accepted_word().await.map(Ok),
            Err(not) => in_the_way(not, &self.staff.carrier.zone).map(Err),
        }
    }

    /// What the next page says of an import that was accepted.
    async fn accepted_word(&self) -> Result<&'static str, Failure> {
        let (scope, import) = (self.staff.scope(), self.import);
        let row = self.app.db.read::<_, Failure, _>(move |tx| Box::pin(order_import::by_id(tx, scope, import))).await?;
        Ok(match row.kind.as_str() {
            "CREATE" => "order-created",
            "UPDATE" => "change-accepted",
            _ => "cancellation-accepted",
        })
    }

    /// The page that asks for words about it, above the import as it is now.
    async fn ask_page(&self, ask: Ask, (words, refusal): ((String, String), Option<Refusal>)) -> Result<AskPage, Failure> {
        let page = page(&self.app, &self.staff, Some(self.import), &self.query, &Fields::default()).await?;
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

    async fn asks(&self, ask: Ask) -> Result<Response, Failure> {
        shell::page(&self.ask_page(ask, Default::default()).await?)
    }

    /// After the post of a form that asks: on to the next import, or the form with what stood in the way.
    async fn after(&self, ask: Ask, form: &Fields, done: Result<&'static str, Failure>) -> Result<Response, Failure> {
        match done {
            Ok(word) => self.on(word).await,
            Err(failure) => {
                let refusal = refusal(failure)?;
                let field = if ask == Ask::Customer { "question" } else { "reason" };
                let typed = (form.raw(field).to_owned(), form.raw("note").to_owned());
                shell::unprocessable(&self.ask_page(ask, (typed, Some(refusal))).await?)
            }
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

/// `POST /d/{organisation}/imports/{id}/accept`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn accept(at: AtImport, form: Fields) -> Result<Response, Failure> {
    match at.accept(How::Accept, &form).await? {
        Ok(word) => at.on(word).await,
        Err(InTheWay { wrong, price }) => {
            let mut page = page(&at.app, &at.staff, Some(at.import), &at.query, &form).await?;
            if let Some(opened) = &mut page.opened {
                opened.price = price.map(|price| *price).or_else(|| opened.price.take());
                opened.wrong = wrong.into_iter().map(|refusal| (refusal.field.unwrap_or_default(), refusal.message)).collect();
            }
            shell::unprocessable(&page)
        }
    }
}

/// `GET /d/{organisation}/imports/{id}/reject`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn reject_form(at: AtImport) -> Result<Response, Failure> {
    at.asks(Ask::Reject).await
}

/// `GET /d/{organisation}/imports/{id}/late`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn late_form(at: AtImport) -> Result<Response, Failure> {
    at.asks(Ask::Late).await
}

/// `GET /d/{organisation}/imports/{id}/ask`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn ask_form(at: AtImport) -> Result<Response, Failure> {
    at.asks(Ask::Customer).await
}

/// `POST /d/{organisation}/imports/{id}/reject`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn reject(at: AtImport, form: Fields) -> Result<Response, Failure> {
    let (desk, import) = (at.desk(), at.import);
    let (seen, why) = (seen(import, &form), Why { reason: form.raw("reason").to_owned(), note: form.raw("note").to_owned() });
    let done = at.app.act(&at.staff, move |tx, act| {
        Box::pin(async move {
            order_import::reject(tx, act, &desk, seen, &why).await?;
            drop_readers(tx, act.organisation, import, uuid::Uuid::nil(), act.now).await
        })
    });
    let done = done.await.map(|()| "import-rejected");
    at.after(Ask::Reject, &form, done).await
}

/// `POST /d/{organisation}/imports/{id}/late`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn late(at: AtImport, form: Fields) -> Result<Response, Failure> {
    let done = at.accept(How::Late, &form).await?.map_err(|InTheWay { wrong, .. }| {
        let reason = wrong.iter().find(|refusal| refusal.field.as_deref() == Some("reason")).cloned();
        let all = wrong.into_iter().map(|refusal| refusal.message).collect::<Vec<_>>().join(" ");
        Failure::from(reason.unwrap_or_else(|| Refusal::new(all)))
    });
    at.after(Ask::Late, &form, done).await
}

/// `POST /d/{organisation}/imports/{id}/ask`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn ask(at: AtImport, form: Fields) -> Result<Response, Failure> {
    let (desk, seen, question) = (at.desk(), seen(at.import, &form), form.raw("question").to_owned());
    let done = at.app.act(&at.staff, move |tx, act| Box::pin(async move { order_import::ask(tx, act, &desk, seen, &question).await }));
    let done = done.await.map(|()| "asked");
    at.after(Ask::Customer, &form, done).await
}
