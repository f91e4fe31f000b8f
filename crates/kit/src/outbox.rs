//! The outbox: what has to leave the program is written in the act's own transaction and delivered afterwards, at least once,
//! in order per receiver, with a stable id. One receiver that does not answer stops no other.

use std::sync::Arc;
use std::time::Duration;

use jiff::{Span, Timestamp};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::{Db, DbError, Tx};
use crate::ids::Ids;
use crate::mail::{Mail, Mailer};
use crate::{args, id};

id!(
    /// A message on its way.
    MessageId
);

crate::entity! {
    /// A message waiting, leased to a worker, done or given up.
    pub struct MessageRow in "outbox" {
        /// Stable over every attempt.
        pub id: MessageId,
        /// Whose act it came from; none for acts of a person alone.
        pub tenant: Option<Uuid>,
        /// `mail`; later also other ways out.
        pub kind: String,
        /// Who gets it: order is kept per receiver.
        pub receiver: String,
        /// JSON. Emptied once delivered, unless the demonstration shows it.
        pub payload: String,
        /// PENDING, LEASED, DONE or DEAD.
        pub state: String,
        /// Not before this instant.
        pub due_at: Timestamp,
        /// A worker has it until then.
        pub leased_until: Option<Timestamp>,
        /// How often it was tried.
        pub attempts: i64,
        /// Why the last attempt failed.
        pub last_error: Option<String>,
        /// When the act was.
        pub created_at: Timestamp,
        /// When it was delivered or given up.
        pub ended_at: Option<Timestamp>,
    }
}

/// A message that could not be delivered is given up after this many hours.
const GIVE_UP_HOURS: i64 = 72;
const LEASE_SECONDS: i64 = 60;

/// Puts a mail into the outbox, in the transaction of the act it tells of.
///
/// # Errors
/// When the statement fails.
pub async fn put_mail(tx: &mut Tx, ids: Ids, now: Timestamp, tenant: Option<Uuid>, mail: &Mail) -> Result<(), DbError> {
    let payload = serde_json::to_string(mail).map_err(DbError::fault)?;
    tx.insert(&MessageRow {
        id: ids.id(now),
        tenant,
        kind: "mail".into(),
        receiver: mail.to.clone(),
        payload,
        state: "PENDING".into(),
        due_at: now,
        leased_until: None,
        attempts: 0,
        last_error: None,
        created_at: now,
        ended_at: None,
    })
    .await
}

/// Delivers what waits until the program stops: a few at a time, each attempt on its own.
pub struct Worker {
    /// Where the outbox is.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// How mail leaves.
    pub mailer: Arc<Mailer>,
    /// Rung after an act that wrote to the outbox, so that nobody waits for the next round.
    pub bell: Arc<Notify>,
}

impl Worker {
    /// Runs for ever: on the bell, and every two seconds for what comes due or another copy left behind.
    pub async fn run(self) {
        loop {
            match self.round().await {
                Ok(0) => {
                    let _either = tokio::time::timeout(Duration::from_secs(2), self.bell.notified()).await;
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "the outbox could not be read");
                    tokio::time::sleep(Duration::from_secs(2)).await;
                }
            }
        }
    }

    /// One round: leases what is due and tries each once. How many were tried.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn round(&self) -> Result<usize, DbError> {
        let now = self.clock.now();
        let leased = self.db.write::<_, DbError, _>(move |tx| Box::pin(lease(tx, now))).await?;
        let tried = leased.len();
        let mut attempts = tokio::task::JoinSet::new();
        for message in leased {
            let (db, clock, mailer) = (self.db.clone(), self.clock.clone(), self.mailer.clone());
            attempts.spawn(async move {
                let outcome = deliver(&mailer, &message).await;
                let keep = mailer.keeps_text();
                let now = clock.now();
                db.write::<_, DbError, _>(move |tx| Box::pin(async move { settle(tx, &message, outcome, keep, now).await })).await
            });
        }
        while let Some(result) = attempts.join_next().await {
            if let Ok(Err(error)) = result {
                tracing::warn!(%error, "an outbox message could not be settled; its lease will run out");
            }
        }
        Ok(tried)
    }
}

async fn lease(tx: &mut Tx, now: Timestamp) -> Result<Vec<MessageRow>, DbError> {
    let skip = if tx.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE outbox SET state = 'LEASED', leased_until = $2, attempts = attempts + 1 WHERE id IN (
           SELECT o.id FROM outbox o
           WHERE ((o.state = 'PENDING' AND o.due_at <= $1) OR (o.state = 'LEASED' AND o.leased_until <= $1))
             AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.receiver = o.receiver AND e.state IN ('PENDING', 'LEASED') AND e.id < o.id)
           ORDER BY o.due_at, o.id LIMIT 16 {skip})
         RETURNING {}",
        <MessageRow as crate::db::Entity>::columns()
    );
    tx.all(sql, args![now, later(now, LEASE_SECONDS)]).await
}

async fn deliver(mailer: &Mailer, message: &MessageRow) -> anyhow::Result<()> {
    let mail: Mail = serde_json::from_str(&message.payload)?;
    tokio::time::timeout(Duration::from_secs(30), mailer.send(&mail)).await?
}

async fn settle(tx: &mut Tx, message: &MessageRow, outcome: anyhow::Result<()>, keep: bool, now: Timestamp) -> Result<(), DbError> {
    let Err(error) = outcome else {
        let payload = if keep { message.payload.as_str() } else { "" };
        let sql = "UPDATE outbox SET state = 'DONE', leased_until = NULL, ended_at = $2, payload = $3, last_error = NULL WHERE id = $1";
        tx.exec(sql, args![message.id, now, payload]).await?;
        return Ok(());
    };
    tracing::warn!(id = %message.id, attempts = message.attempts, %error, "a message could not be delivered");
    let why: String = error.to_string().chars().take(500).collect();
    if now.duration_since(message.created_at).as_hours() >= GIVE_UP_HOURS {
        let sql = "UPDATE outbox SET state = 'DEAD', leased_until = NULL, ended_at = $2, last_error = $3 WHERE id = $1";
        tx.exec(sql, args![message.id, now, why]).await?;
        return Ok(());
    }
    let wait = 15_i64.saturating_mul(1 << message.attempts.clamp(0, 8)).min(3600);
    let sql = "UPDATE outbox SET state = 'PENDING', leased_until = NULL, due_at = $2, last_error = $3 WHERE id = $1";
    tx.exec(sql, args![message.id, later(now, wait), why]).await?;
    Ok(())
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(Span::new().seconds(seconds)).unwrap_or(Timestamp::MAX)
}
