//! Sessions: a browser that is signed in. The cookie holds the secret, the database its digest. They end after thirty days,
//! on signing out, on a new password, and wherever the person ends them (rule 1.2).

use jiff::{Span, Timestamp};
use kit::db::Tx;
use kit::secret::Secret;

use super::store::sessions as store;
use super::table::SessionRow;
use super::{PersonId, SessionId};
use crate::app::App;
use crate::failure::Failure;
use crate::live::News;
use crate::viewer::Person;

/// How long a session lasts, in seconds.
pub(super) const LASTS: i64 = 30 * 24 * 3600;
/// How far behind `seen_at` may be, in seconds: a page does not write to say that it was looked at.
pub(super) const BEHIND: i64 = 600;

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Network address.
    pub address: String,
    /// `Firefox on Windows`.
    pub device: String,
    /// Digest of the session the browser came with, which a new one replaces.
    pub session: Option<Vec<u8>>,
}

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    /// By reading mail.
    Link,
    /// By a password.
    Password,
}

impl Via {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Via::Link => "LINK",
            Via::Password => "PASSWORD",
        }
    }
}

/// The person a session belongs to, unless it has ended.
///
/// # Errors
/// When the database does not answer.
pub async fn by_session(app: &App, digest: Vec<u8>, now: Timestamp) -> Result<Option<Person>, Failure> {
    let found = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let asked = store::by_digest(tx, digest, now).await?;
            Ok(tx.answer(asked).await?.pop())
        })
    });
    Ok(found.await?.map(|known| known_by(app, known, now)))
}

/// The person of a session, which is marked as seen when that is a while ago; no page waits for it.
pub(super) fn known_by(app: &App, (session, id, name, seen): store::Known, now: Timestamp) -> Person {
    if now.duration_since(seen).as_secs() >= BEHIND {
        let app = app.clone();
        tokio::spawn(async move {
            let touched = app.db.write(move |tx| Box::pin(store::touch(tx, session, now))).await;
            if let Err(failure) = touched {
                tracing::debug!(?failure, "a session could not be marked as seen");
            }
        });
    }
    Person { id, name, session, places: None }
}

/// Whether a session has not ended.
///
/// # Errors
/// When the database does not answer.
pub async fn session_lives(app: &App, session: SessionId) -> Result<bool, Failure> {
    let now = app.clock.now();
    app.db.read(move |tx| Box::pin(store::lives(tx, session, now))).await
}

/// Begins a session for a person, in place of the one the browser came with.
pub(super) async fn begin(app: &App, tx: &mut Tx, person: PersonId, via: Via, origin: &Origin, now: Timestamp) -> Result<Secret, Failure> {
    let secret = Secret::new(app.ids);
    if let Some(digest) = &origin.session {
        store::end_by_digest(tx, digest).await?;
    }
    let row = SessionRow {
        digest: secret.digest(),
        id: app.ids.id(now),
        person,
        created_at: now,
        seen_at: now,
        expires_at: now.checked_add(Span::new().seconds(LASTS)).unwrap_or(Timestamp::MAX),
        via: via.as_str().to_owned(),
        device: origin.device.clone(),
        address: origin.address.clone(),
    };
    store::insert(tx, &row).await?;
    Ok(secret)
}

/// Signs a browser out. One that was not signed in hears the same.
pub(super) async fn sign_out(app: &App, digest: Vec<u8>) -> Result<(), Failure> {
    let person = app.db.write(move |tx| Box::pin(async move { store::end_by_digest(tx, &digest).await })).await?;
    person.into_iter().for_each(|person| app.live.tell(News::Person(person)));
    Ok(())
}

/// Ends one of a person's sessions.
pub(super) async fn end(app: &App, person: &Person, session: SessionId) -> Result<(), Failure> {
    let id = person.id;
    let ended = app.db.write(move |tx| Box::pin(store::end(tx, id, session))).await?;
    app.live.tell(News::Person(id));
    if ended { Ok(()) } else { Err(Failure::not_found()) }
}

/// Ends every session of a person, the one they came with too.
pub(super) async fn end_all(app: &App, person: &Person) -> Result<(), Failure> {
    let id = person.id;
    app.db.write(move |tx| Box::pin(store::end_all(tx, id))).await?;
    app.live.tell(News::Person(id));
    Ok(())
}

/// Ends every session of a person but the one they came with.
pub(super) async fn end_others(app: &App, person: &Person) -> Result<(), Failure> {
    let (id, kept) = (person.id, person.session);
    app.db.write(move |tx| Box::pin(store::end_others(tx, id, kept))).await?;
    app.live.tell(News::Person(id));
    Ok(())
}
