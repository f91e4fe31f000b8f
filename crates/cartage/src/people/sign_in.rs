//! Signing in, by a mailed link or by password. A known and an unknown address get the same answer and the same work
//! (rule 1.2); whoever uses a link has shown that the address is theirs, and gets every membership that waits under it.

use jiff::{Span, Timestamp};
use kit::db::Tx;
use kit::mail::Mail;
use kit::outbox::{self, Slip};
use kit::password;
use kit::secret::Secret;
use kit::web::Fields;

use super::PersonId;
use super::second_factor::{SignedIn, signed_in};
use super::session::{Origin, Via};
use super::store::{memberships, persons, sign_in as store};
use super::table::{LinkRow, PersonRow};
use super::throttle::{Counter, TooOften, count_all};
use crate::app::App;
use crate::failure::Failure;

/// How long a mailed link can be used, in seconds.
const LINK_LASTS: i64 = 10 * 60;
/// Links are thrown away this long after they ran out, in seconds.
const LINK_KEPT: i64 = 24 * 3600;

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotSignedIn {
    /// Address and password do not belong together.
    Wrong,
    /// Too many attempts.
    TooOften(TooOften),
}

/// Somebody asks for a link. `next` is where they want to go.
pub(super) async fn ask_for_link(app: &App, address: String, next: &str, origin: &Origin) -> Result<Result<(), TooOften>, Failure> {
    let (now, secret) = (app.clock.now(), Secret::new(app.ids));
    let counters = [Counter::origin(&origin.address), Counter::links_to(&address)];
    let row = mailed(&secret, &address, None, now);
    let (mail, ids, slip) = (link_mail(app, &address, &secret, next), app.ids, link_slip("SIGN_IN", &row));
    let asked = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Err(too_often) = count_all(tx, &counters.each_ref(), now).await? {
                    return Ok::<_, Failure>(Err(too_often));
                }
                let known = persons::by_address(tx, &address).await?.is_some();
                let invited = persons::invited_as(tx, &address).await?.is_some();
                store::insert_link(tx, &row, useless_since(now)).await?;
                if known || invited {
                    outbox::put(tx, ids, now, None, slip, &mail).await?;
                }
                Ok(Ok(()))
            })
        })
        .await?;
    app.bell.notify_one();
    Ok(asked)
}

/// The address a link would sign in, while it can still be used. Changes nothing: mail programs open links by themselves.
pub(super) async fn address_of_link(app: &App, secret: &Secret) -> Result<Option<String>, Failure> {
    let (digest, now) = (secret.digest(), app.clock.now());
    let link = app.db.read(move |tx| Box::pin(store::link(tx, digest, now))).await?;
    Ok(link.filter(|link| link.adds_to.is_none()).map(|link| link.address))
}

/// Uses a link: signs in whoever holds it, and links the memberships that wait under its address. None when it is used up.
pub(super) async fn by_link(app: &App, secret: &Secret, origin: Origin) -> Result<Option<SignedIn>, Failure> {
    let (digest, now, this) = (secret.digest(), app.clock.now(), app.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(address) = store::use_link(tx, digest, None, now).await? else { return Ok(None) };
                let Some(person) = known_or_new(&this, tx, &address, now).await? else { return Ok(None) };
                memberships::link_where_verified(tx, &address).await?;
                signed_in(&this, tx, person, Via::Link, &origin, now).await.map(Some)
            })
        })
        .await
}

/// The person behind an address that was just shown to be theirs; made of the invitation when it is the first time.
async fn known_or_new(app: &App, tx: &mut Tx, address: &str, now: Timestamp) -> Result<Option<PersonId>, Failure> {
    if let Some(person) = persons::by_address(tx, address).await? {
        return Ok(Some(person));
    }
    let Some(name) = persons::invited_as(tx, address).await? else { return Ok(None) };
    let person = PersonRow { id: app.ids.id(now), name, password: None, created_at: now };
    persons::insert(tx, person, address).await.map(Some)
}

/// Signs in by password. An unknown address takes as long as a wrong password.
pub(super) async fn by_password(
    app: &App,
    address: String,
    password: String,
    origin: Origin,
) -> Result<Result<SignedIn, NotSignedIn>, Failure> {
    let now = app.clock.now();
    let (from, account) = (Counter::origin(&origin.address), Counter::passwords_of(&address));
    let counters = [from.clone(), account.clone()];
    let found = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Err(too_often) = count_all(tx, &counters.each_ref(), now).await? {
                    return Ok::<_, Failure>(Err(too_often));
                }
                Ok(Ok(persons::credentials(tx, &address).await?))
            })
        })
        .await?;
    let found = match found {
        Ok(found) => found,
        Err(too_often) => return Ok(Err(NotSignedIn::TooOften(too_often))),
    };
    let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), hash));
    let fits = password.chars().count() <= rules::password::LONGEST;
    let right = password::verify(if fits { password } else { String::new() }, hash).await;
    let Some(person) = person.filter(|_| right) else { return Ok(Err(NotSignedIn::Wrong)) };
    let this = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                from.was_right(tx).await?;
                account.forget(tx).await?;
                signed_in(&this, tx, person, Via::Password, &origin, now).await.map(Ok)
            })
        })
        .await
}

/// A link to be mailed.
pub(super) fn mailed(secret: &Secret, address: &str, adds_to: Option<PersonId>, now: Timestamp) -> LinkRow {
    LinkRow {
        digest: secret.digest(),
        address: address.to_owned(),
        adds_to,
        created_at: now,
        expires_at: now.checked_add(Span::new().seconds(LINK_LASTS)).unwrap_or(Timestamp::MAX),
        used_at: None,
    }
}

/// Links that ran out before this are thrown away.
pub(super) fn useless_since(now: Timestamp) -> Timestamp {
    now.checked_sub(Span::new().seconds(LINK_KEPT)).unwrap_or(Timestamp::MIN)
}

/// A mail with a link is of no use once the link has run out.
pub(super) fn link_slip(what: &'static str, row: &LinkRow) -> Slip {
    Slip { what, void_after: Some(row.expires_at), ..Slip::default() }
}

fn link_mail(app: &App, address: &str, secret: &Secret, next: &str) -> Mail {
    let query = match next {
        "" | "/" => String::new(),
        next => format!("?{}", Fields::from_iter([("next".to_owned(), next.to_owned())]).encode()),
    };
    let (base, token) = (&app.setup.base_url, secret.reveal());
    Mail {
        to: address.to_owned(),
        subject: "Your link to sign in".to_owned(),
        text: format!(
            "Open this link and press \"Sign in\":\n\n{base}/sign-in/link/{token}{query}\n\nIt works once, for ten minutes, on any device.\n\n\
             If you did not ask for it, you need not do anything: nobody is signed in without it.\n"
        ),
    }
}
