//! What staff do with a message: send it again, hurry it, drop it. Recorded with the order it is about, for staff only.

use kit::db::Tx;
use kit::outbox::MessageId;

use super::store::{self, Held};
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject};
use crate::organisations::OrganisationId;
use crate::telling;

/// Characters a reason may have.
const LONGEST_REASON: usize = 500;

/// What became of a message that was to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hurried {
    /// It was given up and is on its way again.
    Again,
    /// It waited and is tried now, with those that stand before it.
    Now,
}

/// Sends a given-up message again, or tries a waiting one now.
pub(super) async fn send(tx: &mut Tx, act: &mut Act, id: MessageId) -> Result<Hurried, Failure> {
    let held = store::hold(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    act.ring();
    match held.state.as_str() {
        "DEAD" => {
            store::revive(tx, act.organisation, id, act.now).await?;
            act.record(tx, entry(&held, act.organisation, "sent_again")).await?;
            Ok(Hurried::Again)
        }
        "PENDING" => {
            store::hurry(tx, act.organisation, &held, act.now).await?;
            act.record(tx, entry(&held, act.organisation, "hurried")).await?;
            Ok(Hurried::Now)
        }
        state => Err(over(state)),
    }
}

/// Drops a message that waits or was given up: it is not sent any more.
pub(super) async fn drop(tx: &mut Tx, act: &mut Act, id: MessageId, reason: &str) -> Result<(), Failure> {
    let held = store::hold(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if !matches!(held.state.as_str(), "DEAD" | "PENDING") {
        return Err(over(&held.state));
    }
    let reason = reason.trim();
    let length = reason.chars().count();
    if length == 0 {
        return Err(Refusal::at("reason", "Say why it is dropped; colleagues read it here and in the history.").into());
    }
    if length > LONGEST_REASON {
        return Err(Refusal::at("reason", format!("The reason has {length} characters; {LONGEST_REASON} are the most.")).into());
    }
    let why = format!("{}: {reason}", act.actor.name);
    store::discard(tx, act.organisation, id, &why, act.now).await?;
    act.record(tx, entry(&held, act.organisation, "dropped").reason(reason)).await
}

fn over(state: &str) -> Failure {
    Failure::refused(match state {
        "LEASED" => "It is being sent at this moment. Look again in a minute.",
        _ => "It has left, or is not to be sent any more.",
    })
}

fn entry(held: &Held, organisation: OrganisationId, what: &str) -> Entry {
    let detail = format!("{} to {}", telling::in_words(&held.what), held.receiver);
    let (subject, verb) = match (held.subject, what) {
        (Some(order), "sent_again") => (Subject("order", order), "order.mail_sent_again"),
        (Some(order), "hurried") => (Subject("order", order), "order.mail_hurried"),
        (Some(order), _) => (Subject("order", order), "order.mail_dropped"),
        (None, "sent_again") => (Subject("organisation", organisation.0), "organisation.mail_sent_again"),
        (None, "hurried") => (Subject("organisation", organisation.0), "organisation.mail_hurried"),
        (None, _) => (Subject("organisation", organisation.0), "organisation.mail_dropped"),
    };
    Entry::new(subject, verb).internal().detail(detail)
}
