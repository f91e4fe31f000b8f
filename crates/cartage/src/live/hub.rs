//! The hub of a copy of the program: what its own acts tell reaches its open streams at once; what other copies on the same
//! database tell comes by NOTIFY, in small bundles after COMMIT, so that telling costs an act nothing. A copy that was killed
//! between COMMIT and telling, or a line that broke, is made good by looking at the chain heads once a second.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kit::db::{Heard, LONGEST};
use kit::ids::Ids;
use serde::{Deserialize, Serialize};
use tokio::sync::{broadcast, mpsc, watch};

use super::news::News;
use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// The word copies listen to.
const LINE: &str = "cartage_live";
/// What may wait in a stream before it has to look for itself.
const WAITING: usize = 1024;
/// How often chain heads of organisations with open pages are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long news wait for company before they travel to other copies.
const BUNDLE: Duration = Duration::from_millis(3);

/// Tells open pages what changed; cheap to clone.
#[derive(Clone)]
pub struct Live(Arc<Hub>);

struct Hub {
    node: u64,
    told: broadcast::Sender<News>,
    out: mpsc::UnboundedSender<News>,
    outgoing: Mutex<Option<mpsc::UnboundedReceiver<News>>>,
    watched: Mutex<HashMap<OrganisationId, Watched>>,
    stop: watch::Sender<bool>,
}

/// An organisation with open pages here.
#[derive(Default)]
struct Watched {
    streams: usize,
    entry: i64,
}

#[derive(Serialize, Deserialize)]
struct Bundle {
    from: u64,
    news: Vec<News>,
}

impl Live {
    /// A hub nobody listens to yet.
    #[must_use]
    pub fn new(ids: Ids) -> Live {
        let (out, outgoing) = mpsc::unbounded_channel();
        Live(Arc::new(Hub {
            node: ids.number(),
            told: broadcast::channel(WAITING).0,
            out,
            outgoing: Mutex::new(Some(outgoing)),
            watched: Mutex::default(),
            stop: watch::channel(false).0,
        }))
    }

    /// Tells it here and to other copies. Only after COMMIT: before, it is not true yet.
    pub fn tell(&self, news: News) {
        let _nobody_else = self.0.out.send(news.clone());
        self.hear(news);
    }

    /// Ends every open stream: the program is stopping. Browsers come back to whoever serves next.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    /// How many streams are open here.
    #[must_use]
    pub fn streams(&self) -> usize {
        self.0.told.receiver_count()
    }

    /// Tells other copies, hears them, and looks at the chain heads; for ever.
    pub async fn run(self, app: App) {
        let outgoing = self.0.outgoing.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(outgoing) = outgoing else { return };
        tokio::join!(self.relay(&app, outgoing), self.listen(&app), self.look(&app));
    }

    pub(super) fn follow(&self) -> (broadcast::Receiver<News>, watch::Receiver<bool>) {
        (self.0.told.subscribe(), self.0.stop.subscribe())
    }

    /// Keeps an organisation's chain head in sight while a stream of its is open. `entry` is what the stream knows.
    pub(super) fn watch(&self, organisation: OrganisationId, entry: i64) -> Watching {
        let mut watched = self.watched();
        let this = watched.entry(organisation).or_default();
        this.streams += 1;
        this.entry = this.entry.max(entry);
        drop(watched);
        Watching { live: self.clone(), organisation }
    }

    fn watched(&self) -> std::sync::MutexGuard<'_, HashMap<OrganisationId, Watched>> {
        self.0.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hear(&self, news: News) {
        if let News::Act(told) = &news
            && let Some(watched) = self.watched().get_mut(&told.organisation)
        {
            watched.entry = watched.entry.max(told.entry);
        }
        let _nobody_listens = self.0.told.send(news);
    }

    async fn relay(&self, app: &App, mut outgoing: mpsc::UnboundedReceiver<News>) {
        while let Some(first) = outgoing.recv().await {
            tokio::time::sleep(BUNDLE).await;
            let mut news = vec![first];
            while let Ok(more) = outgoing.try_recv() {
                news.push(more);
            }
            // Nobody is told twice of what was not told: other copies find it at the chain head a second later.
            if let Err(error) = app.db.say(LINE, self.bundles(&news)).await {
                tracing::warn!(%error, "other copies could not be told what changed; they look for themselves");
            }
        }
    }

    /// News in as few texts as fit.
    fn bundles(&self, news: &[News]) -> Vec<String> {
        let text = |news: &[News]| serde_json::to_string(&Bundle { from: self.0.node, news: news.to_vec() }).unwrap_or_default();
        let whole = text(news);
        if whole.len() <= LONGEST || news.len() < 2 {
            return vec![whole];
        }
        let (first, second) = news.split_at(news.len() / 2);
        [self.bundles(first), self.bundles(second)].concat()
    }

    async fn listen(&self, app: &App) {
        let Some(mut listener) = app.db.listen(LINE) else { return };
        while let Some(heard) = listener.next().await {
            match heard {
                // The next look at the chain heads finds what was missed meanwhile.
                Heard::Connected => tracing::debug!("listening to other copies"),
                Heard::Said(text) => match serde_json::from_str::<Bundle>(&text) {
                    Ok(bundle) if bundle.from != self.0.node => bundle.news.into_iter().for_each(|news| self.hear(news)),
                    Ok(_) => {}
                    Err(error) => tracing::warn!(%error, "another copy speaks another language; is it of another version?"),
                },
            }
        }
    }

    async fn look(&self, app: &App) {
        let mut every = tokio::time::interval(LOOK_EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            every.tick().await;
            if let Err(failure) = self.look_once(app).await {
                tracing::debug!(?failure, "the chain heads could not be looked at");
            }
        }
    }

    /// Looks at the chain heads once: whoever moved without our having heard of it is told to look.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_once(&self, app: &App) -> Result<(), Failure> {
        let organisations: Vec<OrganisationId> = self.watched().keys().copied().collect();
        if organisations.is_empty() {
            return Ok(());
        }
        let heads = app.db.read(move |tx| Box::pin(store::heads(tx, organisations))).await?;
        for (organisation, entry) in heads {
            let missed = match self.watched().get_mut(&organisation) {
                Some(watched) if watched.entry < entry => {
                    watched.entry = entry;
                    true
                }
                _ => false,
            };
            if missed {
                self.hear(News::Look(organisation));
            }
        }
        Ok(())
    }
}

/// An organisation is watched as long as this lives.
pub(super) struct Watching {
    live: Live,
    organisation: OrganisationId,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut watched = self.live.watched();
        if let Some(this) = watched.get_mut(&self.organisation) {
            this.streams -= 1;
            if this.streams == 0 {
                watched.remove(&self.organisation);
            }
        }
    }
}
