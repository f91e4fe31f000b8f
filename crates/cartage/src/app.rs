//! What every request may use: the database, the clock, the source of ids, and how this installation is set up.

use std::path::PathBuf;
use std::sync::Arc;

use kit::clock::Clock;
use kit::db::Db;
use kit::ids::Ids;
use kit::vault::Vault;
use kit::web::Measures;
use tokio::sync::Notify;

use crate::live::Live;

/// How this installation is set up.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The address people type, without a slash at its end: links in mails start with it. Empty: relative to the request's host.
    pub base_url: String,
    /// A demonstration: shows the mail that was sent.
    pub demo: bool,
    /// Requests come through a proxy of ours, which names the caller last in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Whether mail leaves.
    pub outbox: Outbox,
    /// The directory documents are kept in; several copies of the program share it.
    pub data: PathBuf,
}

/// Whether what waits in the outbox leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outbox {
    /// It does.
    #[default]
    Open,
    /// The program was started with `--hold-outbox`.
    Held,
    /// No mail server is configured.
    NoServer,
}

impl Setup {
    /// Whether cookies may travel over https only.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.base_url.starts_with("https:")
    }
}

/// The program's state; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// Where ids and secrets come from.
    pub ids: Ids,
    /// Rung after an act that put something into the outbox.
    pub bell: Arc<Notify>,
    /// Tells open pages what changed.
    pub live: Live,
    /// What was answered, for whoever watches.
    pub measures: Measures,
    /// How this installation is set up.
    pub setup: Arc<Setup>,
}

impl App {
    /// Where documents are kept.
    #[must_use]
    pub fn vault(&self) -> Vault {
        Vault::at(&self.setup.data)
    }
}
