//! Checking codes: at the sign-in, where somebody who showed the first factor is half signed in until the second is shown, and
//! before the second factor is changed. Five attempts in a quarter of an hour, whatever is tried.

use jiff::{Span, Timestamp};
use kit::db::Tx;
use kit::ids::Ids;
use kit::mail::Mail;
use kit::outbox;
use kit::secret::{Secret, sha256};
use kit::{password, totp};
use rules::second_factor::{CodeRefusal, accept, digits, recovery};

use crate::app::App;
use crate::failure::Failure;
use crate::people::PersonId;
use crate::people::session::{self, Origin, Via};
use crate::people::store::persons;
use crate::people::store::second_factor::{self as store, Factor};
use crate::people::throttle::{Counter, TooOften, count_all};

/// How long a sign-in may stay half done, in seconds.
const HALF_LASTS: i64 = 10 * 60;

/// What somebody is who showed the first factor.
pub(in crate::people) enum SignedIn {
    /// Signed in: the session's secret.
    Wholly(Secret),
    /// Asked for the second factor: the secret by which they go on.
    Half(Secret),
}

/// Why a code does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::people) enum NotProven {
    /// It is not right.
    Wrong,
    /// It was right and has been used.
    Used,
    /// Too many attempts.
    TooOften(TooOften),
}

/// The first factor is shown: begins the session, or asks for the second.
pub(in crate::people) async fn signed_in(
    app: &App,
    tx: &mut Tx,
    person: PersonId,
    via: Via,
    origin: &Origin,
    now: Timestamp,
) -> Result<SignedIn, Failure> {
    if store::of(tx, person).await?.is_none_or(|factor| factor.confirmed_at.is_none()) {
        return session::begin(app, tx, person, via, origin, now).await.map(SignedIn::Wholly);
    }
    let secret = Secret::new(app.ids);
    let until = now.checked_add(Span::new().seconds(HALF_LASTS)).unwrap_or(Timestamp::MAX);
    store::insert_half(tx, secret.digest(), person, via.as_str(), (now, until)).await?;
    Ok(SignedIn::Half(secret))
}

/// Whether somebody is half signed in by that secret.
pub(in crate::people) async fn half_signed_in(app: &App, secret: &Secret) -> Result<bool, Failure> {
    let (digest, now) = (secret.digest(), app.clock.now());
    Ok(app.db.read(move |tx| Box::pin(store::half(tx, digest, now))).await?.is_some())
}

/// The second step: a code from the app, or a recovery code. None when the sign-in is not half done any more.
pub(in crate::people) async fn second_step(
    app: &App,
    secret: &Secret,
    typed: String,
    origin: Origin,
) -> Result<Option<Result<Secret, NotProven>>, Failure> {
    let (digest, now, this) = (secret.digest(), app.clock.now(), app.clone());
    let done = app.db.write(move |tx| {
        Box::pin(async move {
            let Some((person, via)) = store::half(tx, digest.clone(), now).await? else { return Ok::<_, Failure>(None) };
            if let Err(no) = code(&this, tx, person, &typed, &origin.address, now).await? {
                return Ok(Some(Err(no)));
            }
            store::end_half(tx, digest).await?;
            let via = if via == Via::Link.as_str() { Via::Link } else { Via::Password };
            session::begin(&this, tx, person, via, &origin, now).await.map(|secret| Some(Ok(secret)))
        })
    });
    let done = done.await?;
    app.bell.notify_one();
    Ok(done)
}

/// Before the second factor is changed: a code, or the password of whoever has one.
pub(in crate::people) async fn prove(
    app: &App,
    person: PersonId,
    typed: String,
    origin: &Origin,
) -> Result<Result<(), NotProven>, Failure> {
    let (now, this, from) = (app.clock.now(), app.clone(), origin.address.clone());
    let tried = typed.clone();
    let read = app.db.write(move |tx| {
        Box::pin(async move {
            let shown = code(&this, tx, person, &tried, &from, now).await?;
            Ok::<_, Failure>((shown, persons::by_id(tx, person).await?.password))
        })
    });
    let (shown, hash) = read.await?;
    app.bell.notify_one();
    if shown != Err(NotProven::Wrong) || typed.chars().count() > rules::password::LONGEST || !password::verify(typed, hash).await {
        return Ok(shown);
    }
    app.db.write(move |tx| Box::pin(async move { Counter::codes_of(&person.to_string()).forget(tx).await })).await?;
    Ok(Ok(()))
}

/// Counts the attempt, and judges what was typed.
async fn code(app: &App, tx: &mut Tx, person: PersonId, typed: &str, from: &str, now: Timestamp) -> Result<Result<(), NotProven>, Failure> {
    let (account, origin) = (Counter::codes_of(&person.to_string()), Counter::origin(from));
    if let Err(too_often) = count_all(tx, &[&account, &origin], now).await? {
        return Ok(Err(NotProven::TooOften(too_often)));
    }
    let Some(factor) = store::of(tx, person).await?.filter(|factor| factor.confirmed_at.is_some()) else {
        return Ok(Err(NotProven::Wrong));
    };
    let shown = match digits(typed) {
        Some(digits) => from_app(tx, person, &factor, &digits, now).await?,
        None => recovered(app, tx, person, typed, now).await?,
    };
    if shown.is_ok() {
        account.forget(tx).await?;
        origin.was_right(tx).await?;
    }
    Ok(shown)
}

async fn from_app(tx: &mut Tx, person: PersonId, factor: &Factor, digits: &str, now: Timestamp) -> Result<Result<(), NotProven>, Failure> {
    match fitting(factor, digits, now) {
        Ok(step) if store::use_step(tx, person, step).await? => Ok(Ok(())),
        Ok(_) | Err(CodeRefusal::Used) => Ok(Err(NotProven::Used)),
        Err(CodeRefusal::Wrong) => Ok(Err(NotProven::Wrong)),
    }
}

/// The step of a code, if it counts now.
pub(super) fn fitting(factor: &Factor, digits: &str, now: Timestamp) -> Result<i64, CodeRefusal> {
    accept(now, factor.last_step, |step| totp::same(digits, &totp::code(&factor.secret, step)))
}

/// A recovery code, which is used up; its person is told, for it may not have been them.
async fn recovered(app: &App, tx: &mut Tx, person: PersonId, typed: &str, now: Timestamp) -> Result<Result<(), NotProven>, Failure> {
    if !store::use_code(tx, person, digest(person, &recovery(typed)), now).await? {
        return Ok(Err(NotProven::Wrong));
    }
    let left = store::codes_left(tx, person).await?;
    let text = format!(
        "One of your recovery codes was used to get past the second factor. {left} are left.\n\nIf that was not you, sign in, get new \
         recovery codes in your profile and set a new password.\n"
    );
    tell(app.ids, tx, person, "A recovery code was used", text, now).await?;
    Ok(Ok(()))
}

/// Mails a person, at their first address, what became of their second factor.
pub(super) async fn tell(ids: Ids, tx: &mut Tx, person: PersonId, subject: &str, text: String, now: Timestamp) -> Result<(), Failure> {
    if let Some(email) = persons::addresses(tx, person).await?.into_iter().next() {
        outbox::put_mail(tx, ids, now, None, &Mail { to: email.address, subject: subject.to_owned(), text }).await?;
    }
    Ok(())
}

/// What is kept of a recovery code: 80 random bits need no slow hash.
pub(super) fn digest(person: PersonId, code: &str) -> Vec<u8> {
    sha256(&[person.0.as_bytes().as_slice(), code.as_bytes()].concat()).to_vec()
}
