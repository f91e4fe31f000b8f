//! Attempts to sign in are counted in a running window, per account and per network address, so that guessing does not pay
//! (rule 1.2). Known and unknown accounts are counted alike.

use jiff::{Span, Timestamp};
use kit::db::Tx;
use kit::secret::{hex, sha256};

use super::store::sign_in as store;
use crate::failure::Failure;

/// How long a window runs, in seconds.
const WINDOW: i64 = 15 * 60;

/// Too many attempts; when to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooOften {
    /// Seconds from now.
    pub(super) seconds: i64,
}

/// What attempts are counted under.
#[derive(Clone, Debug)]
pub(super) struct Counter {
    key: String,
    limit: i64,
}

impl Counter {
    /// Passwords tried for an account: ten.
    pub(super) fn passwords_of(account: &str) -> Counter {
        Counter::named("password", account, 10)
    }
    /// Codes of a second factor tried for a person: five.
    pub(super) fn codes_of(person: &str) -> Counter {
        Counter::named("code", person, 5)
    }
    /// Links mailed to an address: five.
    pub(super) fn links_to(address: &str) -> Counter {
        Counter::named("link", address, 5)
    }
    /// Everything that comes from one network address: fifty, for a whole office may sit behind it.
    pub(super) fn origin(address: &str) -> Counter {
        Counter::named("origin", address, 50)
    }

    /// The digest keeps whatever was typed by mistake, a password in the wrong field perhaps, out of the table.
    fn named(what: &str, whom: &str, limit: i64) -> Counter {
        Counter { key: format!("{what}:{}", hex(&sha256(whom.as_bytes())[..16])), limit }
    }

    /// Counts an attempt; says when to come back if it was one too many. The count stands either way.
    pub(super) async fn count(&self, tx: &mut Tx, now: Timestamp) -> Result<Result<(), TooOften>, Failure> {
        let oldest = now.checked_sub(Span::new().seconds(WINDOW)).unwrap_or(Timestamp::MIN);
        let (attempts, since) = store::count_attempt(tx, &self.key, now, oldest).await?;
        if attempts <= self.limit {
            return Ok(Ok(()));
        }
        let seconds = WINDOW - now.duration_since(since).as_secs();
        Ok(Err(TooOften { seconds: seconds.clamp(1, WINDOW) }))
    }

    /// Takes the attempt back: it was right.
    pub(super) async fn was_right(&self, tx: &mut Tx) -> Result<(), Failure> {
        store::uncount_attempt(tx, &self.key).await
    }

    /// Forgets all attempts: the right one is known.
    pub(super) async fn forget(&self, tx: &mut Tx) -> Result<(), Failure> {
        store::forget_attempts(tx, &self.key).await
    }
}

/// Counts an attempt under each of these; the first that is full answers.
pub(super) async fn count_all(tx: &mut Tx, counters: &[&Counter], now: Timestamp) -> Result<Result<(), TooOften>, Failure> {
    for counter in counters {
        if let Err(too_often) = counter.count(tx, now).await? {
            return Ok(Err(too_often));
        }
    }
    Ok(Ok(()))
}
