//! The worker: takes what is due, a handful at a time, and has each delivered on its own, so that a slow receiver holds up nobody.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use super::lease::{self, Outcome};
use super::{MessageRow, way};
use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::mail::{Mail, Mailer, Unsent};

/// So many messages are in hand at most.
const HANDS: usize = 24;
/// How long the worker waits when nobody rings: for what comes due, or another copy left behind.
const ROUND: Duration = Duration::from_secs(2);

/// Whether a message may still go to its receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Send,
    /// It may not, and why.
    Withhold(String),
}

/// Who is asked before each message leaves: what held when it was written may hold no longer.
pub trait Gate: Send + Sync {
    /// Whether `message` may go.
    fn ask<'a>(&'a self, message: &'a MessageRow) -> Pin<Box<dyn Future<Output = anyhow::Result<Verdict>> + Send + 'a>>;
}

/// Delivers what waits until the program stops.
#[derive(Clone)]
pub struct Worker {
    /// Where the outbox is.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// How mail leaves.
    pub mailer: Arc<Mailer>,
    /// Asked before each message leaves.
    pub gate: Arc<dyn Gate>,
    /// Rung after an act that wrote to the outbox, so that nobody waits for the next round.
    pub bell: Arc<Notify>,
}

impl Worker {
    /// Runs until `stop` says so; then takes nothing more and finishes what is in hand.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut hands = JoinSet::new();
        loop {
            let free = HANDS.saturating_sub(hands.len());
            match self.take(free).await {
                Ok(taken) => {
                    for (message, trying) in taken {
                        hands.spawn(self.clone().carry(message, trying));
                    }
                }
                Err(error) => tracing::warn!(%error, "the outbox could not be read"),
            }
            tokio::select! {
                _told = stop.wait_for(|stop| *stop) => break,
                Some(_) = hands.join_next() => {}
                () = self.bell.notified(), if hands.len() < HANDS => {}
                () = tokio::time::sleep(ROUND) => {}
            }
        }
        while hands.join_next().await.is_some() {}
    }

    /// One round: takes what is due and tries each once. How many were tried.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn round(&self) -> Result<usize, DbError> {
        let taken = self.take(HANDS).await?;
        let tried = taken.len();
        let hands: JoinSet<()> = taken.into_iter().map(|(message, trying)| self.clone().carry(message, trying)).collect();
        drop(hands.join_all().await);
        Ok(tried)
    }

    /// Leases what is due, and whether it is there to try a server that does not answer.
    async fn take(&self, free: usize) -> Result<Vec<(MessageRow, bool)>, DbError> {
        let (now, free) = (self.clock.now(), i64::try_from(free).unwrap_or(0));
        if free == 0 {
            return Ok(Vec::new());
        }
        let taken = self.db.write::<_, DbError, _>(move |tx| {
            Box::pin(async move {
                let (room, trying) = way::room(tx, "mail", now, free).await?;
                let leased = if room == 0 { Vec::new() } else { lease::lease(tx, now, room).await? };
                Ok(leased.into_iter().map(|message| (message, trying)).collect())
            })
        });
        taken.await
    }

    /// Tries one message and settles it.
    async fn carry(self, message: MessageRow, trying: bool) {
        let outcome = self.attempt(&message).await;
        match &outcome {
            Outcome::Failed(why) | Outcome::Unasked(why) | Outcome::Unreachable(why) | Outcome::Hopeless(why) => {
                tracing::warn!(id = %message.id, attempts = message.attempts, why, "a message could not be delivered");
            }
            Outcome::Withheld(why) => tracing::info!(id = %message.id, why, "a message was withheld"),
            Outcome::Sent | Outcome::Late => {}
        }
        // What was sent and cannot be settled would be sent again: the database gets a little time.
        for wait in [0, 1, 3, 6] {
            tokio::time::sleep(Duration::from_secs(wait)).await;
            match self.settle(&message, &outcome, trying).await {
                Ok(true) => return,
                Ok(false) => return tracing::warn!(id = %message.id, "a message was settled by another, for its lease had run out"),
                Err(error) => tracing::warn!(id = %message.id, %error, "a message could not be settled; its lease will run out"),
            }
        }
    }

    async fn attempt(&self, message: &MessageRow) -> Outcome {
        if message.void_after.is_some_and(|until| until < self.clock.now()) {
            return Outcome::Late;
        }
        let mail: Mail = match serde_json::from_str(&message.payload) {
            Ok(mail) => mail,
            Err(error) => return Outcome::Hopeless(format!("it cannot be read: {error}")),
        };
        match self.gate.ask(message).await {
            Ok(Verdict::Send) => {}
            Ok(Verdict::Withhold(why)) => return Outcome::Withheld(why),
            Err(error) => return Outcome::Unasked(format!("{error:#}")),
        }
        match self.mailer.send(&mail, message.id.0).await {
            Ok(()) => Outcome::Sent,
            Err(Unsent::Server(why)) => Outcome::Unreachable(why),
            Err(Unsent::Refused(why)) => Outcome::Failed(why),
            Err(Unsent::Malformed(why)) => Outcome::Hopeless(why),
        }
    }

    async fn settle(&self, message: &MessageRow, outcome: &Outcome, trying: bool) -> Result<bool, DbError> {
        let (message, outcome, keep, now) = (message.clone(), outcome.clone(), self.mailer.keeps_text(), self.clock.now());
        let settled = self.db.write::<_, DbError, _>(move |tx| {
            Box::pin(async move {
                match &outcome {
                    Outcome::Unreachable(why) => way::silent(tx, &message.kind, trying, why, now).await?,
                    Outcome::Sent | Outcome::Failed(_) => way::answered(tx, &message.kind, now).await?,
                    // It never came to the server: the next one tries it.
                    Outcome::Withheld(_) | Outcome::Late | Outcome::Hopeless(_) | Outcome::Unasked(_) if trying => {
                        way::try_now(tx, &message.kind, now).await?;
                    }
                    Outcome::Withheld(_) | Outcome::Late | Outcome::Hopeless(_) | Outcome::Unasked(_) => {}
                }
                lease::settle(tx, &message, &outcome, keep, now).await
            })
        });
        settled.await
    }
}
