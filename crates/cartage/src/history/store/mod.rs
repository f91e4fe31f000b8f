//! The queries of history: the chain head, its end, and what happened to one thing.

use jiff::Timestamp;
use kit::args;
use kit::db::{Asked, Tx};
use uuid::Uuid;

pub(super) mod chain;
pub(super) mod heads;
pub(super) mod recorded;

use super::act::Change;
use super::table::{HistoryRow, PayloadRow};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::{Actor, Scope};

/// Takes the chain head: an act's first statement. What follows it in the transaction finds it taken, whether or not its outcome was
/// waited for.
pub(super) async fn take_head(tx: &mut Tx, organisation: OrganisationId) -> Result<Asked<(i64, Vec<u8>)>, Failure> {
    let sql = "UPDATE chain_head SET acts = acts + 1 WHERE organisation = $1 RETURNING entries, head";
    Ok(tx.ask(sql, args![organisation]).await?)
}

pub(super) async fn append(tx: &mut Tx, row: HistoryRow, payload: PayloadRow) -> Result<(), Failure> {
    tx.insert(&row).await?;
    Ok(tx.insert(&payload).await?)
}

/// Where the chain, and what each of `customers` sees of it, has come to.
pub(super) async fn put_heads(
    tx: &mut Tx,
    organisation: OrganisationId,
    entry: i64,
    head: Vec<u8>,
    customers: &[CustomerId],
) -> Result<(), Failure> {
    for customer in customers {
        let sql = "INSERT INTO customer_head (organisation, customer, entry) VALUES ($1, $2, $3)
                   ON CONFLICT (organisation, customer) DO UPDATE SET entry = $3";
        tx.later(sql, args![organisation, *customer, entry]).await?;
    }
    let sql = "UPDATE chain_head SET entries = $2, head = $3 WHERE organisation = $1";
    Ok(tx.later(sql, args![organisation, entry, head]).await?)
}

/// An entry as a timeline tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its place in the chain.
    pub entry: i64,
    /// What it is about.
    pub subject: Uuid,
    /// When.
    pub at: Timestamp,
    /// What: `order.submitted`, …
    pub verb: String,
    /// Who; nobody after an erasure.
    pub actor: Option<Actor>,
    /// Field by field.
    pub changes: Vec<Change>,
    /// The reason that was given; may be empty.
    pub reason: String,
    /// The note only staff see; empty for a customer.
    pub note: String,
    /// What else belongs to it; may be empty.
    pub detail: String,
    /// What it said was erased: only that something happened is left.
    pub erased: bool,
    /// There are entries before it that were not read.
    pub earlier: bool,
}

#[derive(serde::Deserialize)]
struct Payload {
    actor: Actor,
    changes: Vec<Change>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    detail: String,
}

/// Entries of a timeline.
const SHOWN: usize = 100;

/// What happened to one thing, oldest first, at most the newest hundred entries. A customer's eyes get nothing internal.
/// The caller has made sure that `subject` is within `scope`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_subject(tx: &mut Tx, scope: Scope, subject: Uuid) -> Result<Vec<Told>, Failure> {
    of_subject_before(tx, scope, subject, i64::MAX).await
}

/// The same, of the entries before this one.
///
/// # Errors
/// When the database does not answer.
pub async fn of_subject_before(tx: &mut Tx, scope: Scope, subject: Uuid, before: i64) -> Result<Vec<Told>, Failure> {
    of_subject_with(tx, scope, subject, before, scope.customer.is_none()).await
}

/// The same, with what was recorded of charges where those are shown to whoever looks (8.2); without saying so no customer reads it.
///
/// # Errors
/// When the database does not answer.
pub async fn of_subject_with(tx: &mut Tx, scope: Scope, subject: Uuid, before: i64, charges: bool) -> Result<Vec<Told>, Failure> {
    let outside = scope.customer.is_some();
    let sql = "SELECT h.entry, h.at, h.verb, p.payload FROM history h
               JOIN history_payload p ON p.organisation = h.organisation AND p.entry = h.entry
               WHERE h.organisation = $1 AND h.subject = $2 AND (h.internal = FALSE OR $3 = FALSE) AND h.entry < $4
                 AND ($5 = TRUE OR substr(h.verb, 1, 7) <> 'charge.')
               ORDER BY h.entry DESC LIMIT 101";
    let rows: Vec<(i64, Timestamp, String, String)> = tx.all(sql, args![scope.organisation, subject, outside, before, charges]).await?;
    let more = rows.len() > SHOWN;
    let read = |(entry, at, verb, payload): (i64, Timestamp, String, String)| told(entry, subject, at, verb, &payload, outside);
    let mut newest: Vec<Told> = rows.into_iter().take(SHOWN).map(read).collect();
    newest.reverse();
    if let Some(oldest) = newest.first_mut() {
        oldest.earlier = more;
    }
    Ok(newest)
}

fn told(entry: i64, subject: Uuid, at: Timestamp, verb: String, payload: &str, outside: bool) -> Told {
    let nothing = Told {
        entry,
        subject,
        at,
        verb,
        actor: None,
        changes: Vec::new(),
        reason: String::new(),
        note: String::new(),
        detail: String::new(),
        erased: payload.is_empty(),
        earlier: false,
    };
    let Ok(said) = serde_json::from_str::<Payload>(payload) else { return nothing };
    let note = if outside { String::new() } else { said.note };
    Told { actor: Some(said.actor), changes: said.changes, reason: said.reason, note, detail: said.detail, ..nothing }
}
