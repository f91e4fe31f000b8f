//! What copies of the program that share a PostgreSQL say to one another: NOTIFY, and a listening connection of its own that
//! comes back by itself. A SQLite file is served by one copy, which has nobody to listen to.

use std::time::Duration;

use futures_util::future::poll_fn;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_postgres::{AsyncMessage, Config, NoTls};

use super::{Db, DbError, Inner};
use crate::args;

/// The longest text one NOTIFY carries, in bytes: PostgreSQL's limit is 8,000.
pub const LONGEST: usize = 7_900;
const PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// A connection that died without a word is found by asking this often.
const ASKED_EVERY: Duration = Duration::from_secs(10);

/// What a listener hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Another copy, or this one, said this.
    Said(String),
    /// The connection is new: something may have been said while nobody listened.
    Connected,
}

/// Listens until dropped.
pub struct Listener {
    heard: mpsc::Receiver<Heard>,
    task: JoinHandle<()>,
}

impl Listener {
    /// What is heard next; waits for it.
    pub async fn next(&mut self) -> Option<Heard> {
        self.heard.recv().await
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Db {
    /// Listens to `channel`, a plain word; none on SQLite.
    #[must_use]
    pub fn listen(&self, channel: &'static str) -> Option<Listener> {
        let Inner::Postgres(pool) = &self.0 else { return None };
        let (say, heard) = mpsc::channel(1024);
        let task = tokio::spawn(listen(pool.config().clone(), channel, say));
        Some(Listener { heard, task })
    }

    /// Says each of `texts`, at most [`LONGEST`] bytes long, to every copy that listens to `channel`. Nothing on SQLite.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn say(&self, channel: &'static str, texts: Vec<String>) -> Result<(), DbError> {
        if !matches!(self.0, Inner::Postgres(_)) {
            return Ok(());
        }
        self.write(move |tx| {
            Box::pin(async move {
                for text in texts {
                    tx.later("SELECT pg_notify($1, $2)", args![channel, text]).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

async fn listen(config: Config, channel: &'static str, say: mpsc::Sender<Heard>) {
    let mut pause = PAUSE;
    while !say.is_closed() {
        match connected(&config, channel, &say).await {
            Ok(()) => pause = PAUSE,
            Err(error) => {
                tracing::warn!(%error, "what other copies say cannot be heard; trying again");
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
        tokio::time::sleep(pause).await;
    }
}

/// One connection, until it breaks or nobody wants to hear any more.
async fn connected(config: &Config, channel: &str, say: &mpsc::Sender<Heard>) -> Result<(), tokio_postgres::Error> {
    let (client, mut connection) = config.connect(NoTls).await?;
    let (hear, mut messages) = mpsc::unbounded_channel();
    let reading = tokio::spawn(async move {
        while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
            if let AsyncMessage::Notification(note) = message {
                let _nobody = hear.send(note.payload().to_owned());
            }
        }
    });
    let _ended_with_us = AbortOnDrop(reading);
    client.batch_execute(&format!("LISTEN {channel}")).await?;
    if say.send(Heard::Connected).await.is_err() {
        return Ok(());
    }
    let mut ask = tokio::time::interval(ASKED_EVERY);
    loop {
        tokio::select! {
            said = messages.recv() => match said {
                Some(text) => if say.send(Heard::Said(text)).await.is_err() { return Ok(()) },
                None => return Ok(()),
            },
            _ = ask.tick() => match tokio::time::timeout(ASKED_EVERY, client.simple_query("")).await {
                Ok(answer) => { answer?; }
                Err(_) => return Ok(()),
            },
            () = say.closed() => return Ok(()),
        }
    }
}

struct AbortOnDrop(JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
