//! The profile: what belongs to a person alone, whatever carriers they work with: name, addresses, password, sessions
//! (rules 1.2, 1.3). No organisation sees or sets any of it.

use jiff::Timestamp;
use kit::mail::Mail;
use kit::outbox::{self, Slip};
use kit::password;
use kit::secret::Secret;
use rules::password::PasswordRefusal;

use super::second_factor;
use super::session::{Origin, Via};
use super::sign_in::{link_slip, mailed, useless_since};
use super::store::{memberships, persons, sessions, sign_in as links};
use super::table::SessionRow;
use super::throttle::{Counter, TooOften, count_all};
use crate::app::App;
use crate::failure::Failure;
use crate::live::News;
use crate::viewer::Person;

/// What a person sees of themselves.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) has_password: bool,
    /// A new password is taken only with the present one: there is one, and this session did not begin by reading mail.
    pub(super) asks_password: bool,
    /// Whether the second factor is on; none for whom it does not concern.
    pub(super) second_factor: Option<bool>,
    pub(super) addresses: Vec<Address>,
    pub(super) sessions: Vec<SessionRow>,
}

/// An address of a person.
#[derive(Clone, Debug)]
pub(super) struct Address {
    pub(super) address: String,
    /// Neither the last one, nor does a membership stand under it.
    pub(super) removable: bool,
}

/// Everything the profile shows.
pub(super) async fn read(app: &App, person: &Person) -> Result<Profile, Failure> {
    let (id, session, now) = (person.id, person.session, app.clock.now());
    app.db
        .read(move |tx| {
            Box::pin(async move {
                let row = persons::by_id(tx, id).await?;
                let addresses = persons::addresses(tx, id).await?;
                let used = persons::addresses_in_use(tx, id).await?;
                let (has_password, several) = (row.password.is_some(), addresses.len() > 1);
                let removable = |address: &str| several && used.iter().all(|(used,)| used != address);
                Ok(Profile {
                    name: row.name,
                    has_password,
                    asks_password: has_password && sessions::via(tx, id, session).await? != Via::Link.as_str(),
                    addresses: addresses
                        .into_iter()
                        .map(|email| Address { removable: removable(&email.address), address: email.address })
                        .collect(),
                    second_factor: second_factor::standing(tx, id).await?,
                    sessions: sessions::of_person(tx, id, now).await?,
                })
            })
        })
        .await
}

/// Gives the person another name. Carriers keep the names they know their people by.
pub(super) async fn rename(app: &App, person: &Person, name: String) -> Result<(), Failure> {
    let id = person.id;
    app.db.write(move |tx| Box::pin(async move { persons::rename(tx, id, &name).await })).await
}

/// Mails a link by which the person shows that an address is theirs. The mail goes out whether the address is known or not,
/// and says nothing of who asks: it may go to anybody.
pub(super) async fn ask_to_add(app: &App, person: &Person, address: String, origin: &Origin) -> Result<Result<(), TooOften>, Failure> {
    let (id, ids, now, secret) = (person.id, app.ids, app.clock.now(), Secret::new(app.ids));
    let counters = [Counter::origin(&origin.address), Counter::links_to(&address)];
    let (row, mail) = (mailed(&secret, &address, Some(id), now), confirmation(app, &address, &secret));
    let slip = link_slip("CONFIRM_ADDRESS", &row);
    let asked = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Err(too_often) = count_all(tx, &counters.each_ref(), now).await? {
                    return Ok::<_, Failure>(Err(too_often));
                }
                links::insert_link(tx, &row, useless_since(now)).await?;
                outbox::put(tx, ids, now, None, slip, &mail).await?;
                Ok(Ok(()))
            })
        })
        .await?;
    app.bell.notify_one();
    Ok(asked)
}

fn confirmation(app: &App, address: &str, secret: &Secret) -> Mail {
    let (base, token) = (&app.setup.base_url, secret.reveal());
    Mail {
        to: address.to_owned(),
        subject: "Is this address yours?".to_owned(),
        text: format!(
            "Somebody who is signed in at {base} says that this address is theirs. If that is you, open this link in the browser \
             where you are signed in, and press \"Add this address\":\n\n{base}/me/addresses/{token}\n\nIt works once, for ten minutes.\n\n\
             If it is not you, do not open it; nothing happens without it.\n"
        ),
    }
}

/// The address a link would add to this person, while it can still be used.
pub(super) async fn address_to_add(app: &App, person: &Person, secret: &Secret) -> Result<Option<String>, Failure> {
    let (id, digest, now) = (person.id, secret.digest(), app.clock.now());
    let link = app.db.read(move |tx| Box::pin(links::link(tx, digest, now))).await?;
    Ok(link.filter(|link| link.adds_to == Some(id)).map(|link| link.address))
}

/// What became of an address that was to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Adding {
    /// It is theirs, with every membership that waited under it.
    Added,
    /// Another person has it. Whoever reads its mail may hear that.
    Taken,
    /// The link is of no use any more.
    Useless,
}

/// Uses a link that adds an address. Only whoever asked for it may: else one could lure others into one's own account.
pub(super) async fn add(app: &App, person: &Person, secret: &Secret) -> Result<Adding, Failure> {
    let (id, digest, now) = (person.id, secret.digest(), app.clock.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(address) = links::use_link(tx, digest, Some(id), now).await? else { return Ok(Adding::Useless) };
                let added = persons::add_address(tx, id, &address, now).await?;
                if !added && persons::by_address(tx, &address).await? != Some(id) {
                    return Ok(Adding::Taken);
                }
                memberships::link_where_verified(tx, &address).await?;
                Ok(Adding::Added)
            })
        })
        .await
}

/// Removes an address that nothing hangs on; whether it did.
pub(super) async fn remove(app: &App, person: &Person, address: String) -> Result<bool, Failure> {
    let id = person.id;
    app.db.write(move |tx| Box::pin(async move { persons::remove_address(tx, id, &address).await })).await
}

/// Why the password stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotSet {
    /// The new one is not good enough.
    Refused(PasswordRefusal),
    /// The present one is another.
    WrongPresent,
    /// Too many attempts at the present one.
    TooOften(TooOften),
}

/// Sets a new password and ends every other session. `present` is asked for where the profile says so.
pub(super) async fn set_password(app: &App, person: &Person, present: String, new: String) -> Result<Result<(), NotSet>, Failure> {
    let profile = read(app, person).await?;
    if let Err(refusal) = rules::password::check(&new, profile.addresses.iter().map(|email| email.address.as_str())) {
        return Ok(Err(NotSet::Refused(refusal)));
    }
    if profile.asks_password
        && let Err(no) = check_present(app, person, present).await?
    {
        return Ok(Err(no));
    }
    let hash = password::hash(new).await?;
    let (id, kept, ids, now) = (person.id, person.session, app.ids, app.clock.now());
    let told = profile.addresses.first().map(|email| password_mail(&email.address, profile.has_password));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                persons::set_password(tx, id, &hash).await?;
                sessions::end_others(tx, id, kept).await?;
                if let Some(mail) = &told {
                    outbox::put(tx, ids, now, None, Slip { what: "PASSWORD", ..Slip::default() }, mail).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await?;
    app.bell.notify_one();
    app.live.tell(News::Person(id));
    Ok(Ok(()))
}

async fn check_present(app: &App, person: &Person, present: String) -> Result<Result<(), NotSet>, Failure> {
    let (id, now, counter) = (person.id, app.clock.now(), Counter::passwords_of(&person.id.to_string()));
    let counted = counter.clone();
    let tried = app.db.write(move |tx| {
        Box::pin(async move {
            let counted = counted.count(tx, now).await?;
            Ok::<_, Failure>((counted, persons::by_id(tx, id).await?.password))
        })
    });
    let (counted, hash) = tried.await?;
    if let Err(too_often) = counted {
        return Ok(Err(NotSet::TooOften(too_often)));
    }
    let fits = present.chars().count() <= rules::password::LONGEST;
    if !password::verify(if fits { present } else { String::new() }, hash).await {
        return Ok(Err(NotSet::WrongPresent));
    }
    app.db.write(move |tx| Box::pin(async move { counter.forget(tx).await })).await?;
    Ok(Ok(()))
}

fn password_mail(address: &str, changed: bool) -> Mail {
    let what = if changed { "Your password was changed" } else { "A password was set" };
    Mail {
        to: address.to_owned(),
        subject: what.to_owned(),
        text: format!(
            "{what}, and every other browser was signed out.\n\nIf that was not you, sign in by a mailed link and set a new password in \
             your profile: that ends the other's session.\n"
        ),
    }
}

/// How long ago, in words that need no time zone.
pub(super) fn ago(then: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(then).as_mins();
    let counted = |count: i64, unit: &str| if count == 1 { format!("1 {unit} ago") } else { format!("{count} {unit}s ago") };
    match minutes {
        ..=9 => "just now".to_owned(),
        10..60 => counted(minutes, "minute"),
        60..1440 => counted(minutes / 60, "hour"),
        _ => counted(minutes / 1440, "day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_without_a_zone() {
        let now: Timestamp = "2026-05-04T08:00:00Z".parse().unwrap();
        for (then, words) in [
            ("2026-05-04T07:51:00Z", "just now"),
            ("2026-05-04T07:50:00Z", "10 minutes ago"),
            ("2026-05-04T07:00:00Z", "1 hour ago"),
            ("2026-05-03T08:00:01Z", "23 hours ago"),
            ("2026-05-02T08:00:00Z", "2 days ago"),
        ] {
            assert_eq!(ago(then.parse().unwrap(), now), words);
        }
    }
}
