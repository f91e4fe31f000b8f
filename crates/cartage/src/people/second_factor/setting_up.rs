//! Setting the second factor up, getting new recovery codes, switching it off. Each is told by mail.

use jiff::Timestamp;
use kit::db::Tx;
use kit::ids::Ids;
use kit::totp;
use rules::second_factor::{RECOVERY_CODES, digits, recovery};

use super::checking::{NotProven, digest, fitting, prove, tell};
use crate::app::App;
use crate::failure::Failure;
use crate::live::News;
use crate::people::PersonId;
use crate::people::session::Origin;
use crate::people::store::{persons, second_factor as store, sessions};
use crate::viewer::Person;

/// How somebody's second factor stands.
pub(in crate::people) struct State {
    /// Since when it is on.
    pub(in crate::people) since: Option<Timestamp>,
    /// Recovery codes that were not used yet.
    pub(in crate::people) codes_left: i64,
    /// What is being set up, while it is: the secret in letters, and the address an app reads.
    pub(in crate::people) begun: Option<(String, String)>,
    /// The organisations that ask their staff, this one among them, for it.
    pub(in crate::people) asked_by: Vec<String>,
    /// A password would do in place of a code.
    pub(in crate::people) has_password: bool,
}

/// How it stands; not found for somebody who is no staff and has none.
pub(in crate::people) async fn state(app: &App, person: &Person) -> Result<State, Failure> {
    let id = person.id;
    app.db
        .read(move |tx| {
            Box::pin(async move {
                let factor = store::of(tx, id).await?;
                let since = factor.as_ref().and_then(|factor| factor.confirmed_at);
                if since.is_none() && !store::is_staff(tx, id).await? {
                    return Err(Failure::not_found());
                }
                let account = persons::addresses(tx, id).await?.into_iter().next().map(|email| email.address).unwrap_or_default();
                let begun = factor.filter(|factor| factor.confirmed_at.is_none());
                let begun = begun.map(|begun| (totp::in_letters(&begun.secret), totp::address(&begun.secret, "Cartage", &account)));
                let asked_by = store::asked_by(tx, id).await?.into_iter().map(|(name,)| name).collect();
                let has_password = persons::by_id(tx, id).await?.password.is_some();
                Ok(State { since, codes_left: store::codes_left(tx, id).await?, begun, asked_by, has_password })
            })
        })
        .await
}

/// Whether it is on; none for somebody who is no staff and has none, whom it does not concern.
pub(in crate::people) async fn standing(tx: &mut Tx, person: PersonId) -> Result<Option<bool>, Failure> {
    let on = store::of(tx, person).await?.is_some_and(|factor| factor.confirmed_at.is_some());
    Ok(if on || store::is_staff(tx, person).await? { Some(on) } else { None })
}

/// Begins, with a fresh secret. On already: nothing is done.
pub(in crate::people) async fn begin(app: &App, person: &Person) -> Result<(), Failure> {
    let (id, now, secret) = (person.id, app.clock.now(), totp::secret(app.ids));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if store::is_staff(tx, id).await? { store::begin(tx, id, secret, now).await } else { Err(Failure::not_found()) }
            })
        })
        .await
}

/// Why it was not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::people) enum NotConfirmed {
    /// The code is not the app's.
    Wrong,
    /// Nothing is being set up: it is on already, or was begun anew elsewhere.
    NotBegun,
}

/// Confirms by a code of the app: from now on every sign-in asks for one. Ends every other session, which never showed it.
/// The recovery codes, to be shown once.
pub(in crate::people) async fn confirm(app: &App, person: &Person, typed: String) -> Result<Result<Vec<String>, NotConfirmed>, Failure> {
    let (id, kept, now, this) = (person.id, person.session, app.clock.now(), app.clone());
    let done = app.db.write(move |tx| {
        Box::pin(async move {
            let Some(factor) = store::of(tx, id).await?.filter(|factor| factor.confirmed_at.is_none()) else {
                return Ok::<_, Failure>(Err(NotConfirmed::NotBegun));
            };
            let step = digits(&typed).and_then(|digits| fitting(&factor, &digits, now).ok());
            let Some(step) = step else { return Ok(Err(NotConfirmed::Wrong)) };
            if !store::confirm(tx, id, step, now).await? {
                return Ok(Err(NotConfirmed::NotBegun));
            }
            sessions::end_others(tx, id, kept).await?;
            let text = "From now on every sign-in of yours asks for a code from your app. Every other browser was signed out.\n\nIf that was \
                        not you, ask whoever runs this installation to switch it off, and set a new password.\n";
            tell(this.ids, tx, id, "A second factor was set up", text.to_owned(), now).await?;
            put_new_codes(&this, tx, id, now).await.map(Ok)
        })
    });
    let done = done.await?;
    if done.is_ok() {
        app.bell.notify_one();
        app.live.tell(News::Person(id));
    }
    Ok(done)
}

/// New recovery codes in place of all there were, to be shown once.
pub(in crate::people) async fn new_codes(
    app: &App,
    person: &Person,
    typed: String,
    origin: &Origin,
) -> Result<Result<Vec<String>, NotProven>, Failure> {
    if let Err(no) = prove(app, person.id, typed, origin).await? {
        return Ok(Err(no));
    }
    let (id, now, this) = (person.id, app.clock.now(), app.clone());
    let made = app.db.write(move |tx| {
        Box::pin(async move {
            // Switched off meanwhile: codes to nothing would be a false comfort.
            if store::of(tx, id).await?.is_none_or(|factor| factor.confirmed_at.is_none()) {
                return Err(Failure::not_found());
            }
            let text = "You have new recovery codes; the ones you had before are of no use any more.\n\nIf that was not you, set a new \
                        password and get new codes again.\n";
            tell(this.ids, tx, id, "New recovery codes", text.to_owned(), now).await?;
            put_new_codes(&this, tx, id, now).await
        })
    });
    let made = made.await?;
    app.bell.notify_one();
    Ok(Ok(made))
}

/// Switches it off and erases everything that belongs to it.
pub(in crate::people) async fn switch_off(
    app: &App,
    person: &Person,
    typed: String,
    origin: &Origin,
) -> Result<Result<(), NotProven>, Failure> {
    if let Err(no) = prove(app, person.id, typed, origin).await? {
        return Ok(Err(no));
    }
    let (id, now, this) = (person.id, app.clock.now(), app.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !store::erase(tx, id).await? {
                    return Ok(());
                }
                let text =
                    "Signing in asks for no second factor any more.\n\nIf that was not you, set a new password and set it up again.\n";
                tell(this.ids, tx, id, "Your second factor was switched off", text.to_owned(), now).await
            })
        })
        .await?;
    app.bell.notify_one();
    Ok(Ok(()))
}

async fn put_new_codes(app: &App, tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<Vec<String>, Failure> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(app.ids)).collect();
    store::put_codes(tx, person, codes.iter().map(|code| digest(person, &recovery(code))).collect(), now).await?;
    Ok(codes)
}

/// Four groups of four letters and digits: 80 random bits.
fn recovery_code(ids: Ids) -> String {
    let letters: String = [ids.part(), ids.part()].concat().chars().take(16).collect();
    letters.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect::<Vec<_>>().join("-")
}
