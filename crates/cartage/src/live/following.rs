//! One browser that follows: its channels, whether it may follow them, and what it is told next. Listening begins before the
//! numbers are read, so that no act falls between.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, sleep_until};

use super::channel::{Asked, Channel, What};
use super::hub::Watching;
use super::news::News;
use super::store;
use crate::app::App;
use crate::failure::{Failure, Mismatch};
use crate::people;
use crate::viewer::{Person, Scope, Viewer};

/// Channels of one stream: eight tabs have two each.
pub(super) const MOST_CHANNELS: usize = 64;
/// A channel is told of at most this often; what comes in between is told once.
const APART: Duration = Duration::from_millis(200);
/// A sign of life, and a look whether the session and its access still are.
const STILL_EVERY: Duration = Duration::from_secs(15);

/// What a browser is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The channel has moved to this number.
    Changed(String, i64),
    /// The channel is not, or no longer, for this person.
    Gone(String),
    /// Nothing happened; the line is alive.
    Still,
}

struct Follow {
    words: String,
    asked: Asked,
    channel: Channel,
    /// The highest number told or known to the page.
    known: i64,
    /// A number that waits until `not_before`.
    owed: Option<i64>,
    not_before: Instant,
}

/// A stream's state.
pub(super) struct Following {
    app: App,
    person: Person,
    told: broadcast::Receiver<News>,
    stop: watch::Receiver<bool>,
    follows: Vec<Follow>,
    ready: VecDeque<Said>,
    over: bool,
    still: tokio::time::Interval,
    _watching: Vec<Watching>,
}

impl Following {
    /// Begins to follow `wanted`: a channel's words and the number its page was drawn at.
    ///
    /// # Errors
    /// Not found when none of them is this person's; or the database does not answer.
    pub(super) async fn open(app: &App, person: Person, wanted: Vec<(String, i64)>) -> Result<Following, Failure> {
        let (told, stop) = app.live.follow();
        let mut scopes = Scopes::default();
        let (mut follows, mut ready) = (Vec::new(), VecDeque::new());
        for (words, known) in wanted {
            let asked = Asked::parse(&words);
            match (asked.clone(), scopes.channel(app, &person, asked).await?) {
                (Some(asked), Some(channel)) => {
                    follows.push(Follow { words, asked, channel, known, owed: None, not_before: Instant::now() });
                }
                _ => ready.push_back(Said::Gone(words)),
            }
        }
        if follows.is_empty() {
            return Err(Failure::not_found());
        }
        let watching = follows.iter().map(|follow| app.live.watch(follow.channel.organisation, follow.known)).collect();
        let mut still = tokio::time::interval_at(Instant::now() + STILL_EVERY, STILL_EVERY);
        still.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut this = Following { app: app.clone(), person, told, stop, follows, ready, over: false, still, _watching: watching };
        this.look(None).await?;
        Ok(this)
    }

    /// What there is to say without waiting.
    pub(super) fn said_so_far(mut self) -> Vec<Said> {
        while let Some(said) = self.owed() {
            self.ready.push_back(said);
        }
        self.ready.into()
    }

    /// What is said next; none when the stream is over.
    pub(super) async fn next(&mut self) -> Option<Said> {
        loop {
            if let Some(said) = self.ready.pop_front().or_else(|| self.owed()) {
                return Some(said);
            }
            if self.over || *self.stop.borrow() {
                return None;
            }
            let due = self.follows.iter().filter(|follow| follow.owed.is_some()).map(|follow| follow.not_before).min();
            let outcome = tokio::select! {
                news = self.told.recv() => match news {
                    Ok(news) => self.hear(news).await,
                    Err(RecvError::Lagged(_)) => self.look(None).await,
                    Err(RecvError::Closed) => { self.over = true; Ok(()) }
                },
                _ = self.still.tick() => {
                    self.ready.push_back(Said::Still);
                    self.check_access().await
                }
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => Ok(()),
                _ = self.stop.changed() => Ok(()),
            };
            // The database does not answer: the browser opens anew, with its numbers, when it does.
            if outcome.is_err() {
                self.over = true;
            }
        }
    }

    /// The next channel that is owed a word and may be told now.
    fn owed(&mut self) -> Option<Said> {
        let now = Instant::now();
        let follow = self.follows.iter_mut().find(|follow| follow.owed.is_some() && follow.not_before <= now)?;
        follow.not_before = now + APART;
        follow.owed.take().map(|number| Said::Changed(follow.words.clone(), number))
    }

    async fn hear(&mut self, news: News) -> Result<(), Failure> {
        match news {
            News::Act(told) => {
                for follow in self.follows.iter_mut().filter(|follow| follow.channel.is_concerned(&told)) {
                    follow.moved(told.entry);
                }
                let ours = self.follows.iter().any(|follow| follow.channel.organisation == told.organisation);
                if ours && told.moves_access() { self.check_access().await } else { Ok(()) }
            }
            News::Person(person) if person == self.person.id => self.check_access().await,
            News::Person(_) => Ok(()),
            News::Look(organisation) => {
                self.look(Some(organisation)).await?;
                let ours = self.follows.iter().any(|follow| follow.channel.organisation == organisation);
                if ours { self.check_access().await } else { Ok(()) }
            }
        }
    }

    /// Reads the numbers of channels, of one organisation or all.
    async fn look(&mut self, of: Option<crate::organisations::OrganisationId>) -> Result<(), Failure> {
        let concerned = |follow: &&mut Follow| of.is_none_or(|of| follow.channel.organisation == of);
        let mut follows: Vec<&mut Follow> = self.follows.iter_mut().filter(concerned).collect();
        if follows.is_empty() {
            return Ok(());
        }
        let channels: Vec<Channel> = follows.iter().map(|follow| follow.channel.clone()).collect();
        let numbers = self.app.db.read(move |tx| Box::pin(async move { store::numbers(tx, &channels).await })).await?;
        for (follow, number) in follows.iter_mut().zip(numbers) {
            follow.moved(number);
        }
        Ok(())
    }

    /// Ends what this person may no longer follow, and with it the stream: the browser opens another for what is left.
    async fn check_access(&mut self) -> Result<(), Failure> {
        if !people::session_lives(&self.app, self.person.session).await? {
            self.ready.extend(self.follows.iter().map(|follow| Said::Gone(follow.words.clone())));
            self.over = true;
            return Ok(());
        }
        let mut scopes = Scopes::default();
        for follow in &self.follows {
            if scopes.channel(&self.app, &self.person, Some(follow.asked.clone())).await?.is_none() {
                self.ready.push_back(Said::Gone(follow.words.clone()));
                self.over = true;
            }
        }
        Ok(())
    }
}

impl Follow {
    fn moved(&mut self, number: i64) {
        if number > self.known {
            self.known = number;
            self.owed = Some(number);
        }
    }
}

/// What a person can see where, asked once per membership.
#[derive(Default)]
struct Scopes(HashMap<(String, Option<String>), Option<Scope>>);

impl Scopes {
    /// The channel, when this person may follow it.
    async fn channel(&mut self, app: &App, person: &Person, asked: Option<Asked>) -> Result<Option<Channel>, Failure> {
        let Some(Asked { organisation, customer, what }) = asked else { return Ok(None) };
        let key = (organisation, customer);
        if !self.0.contains_key(&key) {
            let scope = scope(app, person.clone(), key.clone()).await?;
            self.0.insert(key.clone(), scope);
        }
        let Some(Some(scope)) = self.0.get(&key).copied() else { return Ok(None) };
        if let (What::Thing(order), Some(customer)) = (&what, scope.customer) {
            let (organisation, order) = (scope.organisation, *order);
            let theirs = app.db.read(move |tx| Box::pin(store::is_order_of(tx, organisation, customer, order))).await?;
            if !theirs {
                return Ok(None);
            }
        }
        Ok(Some(Channel { organisation: scope.organisation, customer: scope.customer, what }))
    }
}

async fn scope(app: &App, person: Person, (organisation, customer): (String, Option<String>)) -> Result<Option<Scope>, Failure> {
    Ok(match customer {
        Some(customer) => people::contact(app, person, organisation, customer).await?.map(|contact| contact.scope()),
        // Whoever still has to set up a second factor follows nothing at that desk; their portals go on.
        None => match people::staff(app, person, organisation).await {
            Err(Failure::Mismatch(Mismatch::NoSecondFactor { .. })) => None,
            found => found?.map(|staff| staff.scope()),
        },
    })
}
