//! An act: one transaction, one actor, one instant. What it records is chained to what was recorded before.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use kit::db::{Action, Asked, DbError, Tx};
use kit::ids::Ids;
use kit::mail::Mail;
use kit::outbox::{self, Slip};
use kit::secret::sha256;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use super::table::{HistoryRow, PayloadRow};
use crate::app::App;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::live::{News, Told};
use crate::organisations::OrganisationId;
use crate::viewer::{Actor, Viewer};

/// One transaction of one actor, which holds its organisation's chain head.
pub struct Act {
    /// Whose.
    pub organisation: OrganisationId,
    /// Who.
    pub actor: Actor,
    /// When: at receipt.
    pub now: Timestamp,
    /// Source of ids.
    pub ids: Ids,
    head: Head,
    posted: AtomicBool,
    customers: Vec<CustomerId>,
    things: Vec<(Cow<'static, str>, Uuid)>,
}

/// The end of the chain, as far as this act knows it.
enum Head {
    /// Taken in the act's first statement; whoever needs it waits for it.
    Asked(Asked<(i64, Vec<u8>)>),
    /// Where the chain ended, where it ends now, and its link.
    Known { began: i64, entries: i64, link: Vec<u8> },
}

/// What an entry is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject(pub &'static str, pub Uuid);

/// One field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field in the field's own words.
    pub field: String,
    /// What it was.
    pub from: String,
    /// What it became.
    pub to: String,
}

/// The fields of `pairs` (name, before, after) that differ.
#[must_use]
pub fn changed<const N: usize>(pairs: [(&str, String, String); N]) -> Vec<Change> {
    let differing = pairs.into_iter().filter(|(_, from, to)| from != to);
    differing.map(|(field, from, to)| Change { field: field.to_owned(), from, to }).collect()
}

/// What is to be recorded.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    #[serde(skip)]
    subject: Subject,
    #[serde(skip)]
    verb: &'static str,
    #[serde(skip)]
    internal: bool,
    #[serde(skip)]
    customer: Option<CustomerId>,
    changes: Vec<Change>,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
}

impl Entry {
    /// `verb` happened to `subject`; the customer concerned may read it.
    #[must_use]
    pub fn new(subject: Subject, verb: &'static str) -> Entry {
        Entry {
            subject,
            verb,
            internal: false,
            customer: None,
            changes: Vec::new(),
            reason: String::new(),
            note: String::new(),
            detail: String::new(),
        }
    }
    /// Not for the customer's eyes.
    #[must_use]
    pub fn internal(self) -> Entry {
        Entry { internal: true, ..self }
    }
    /// Shown in this customer's portal, whose open pages follow it.
    #[must_use]
    pub fn of(self, customer: CustomerId) -> Entry {
        Entry { customer: Some(customer), ..self }
    }
    /// Field by field.
    #[must_use]
    pub fn changes(self, changes: Vec<Change>) -> Entry {
        Entry { changes, ..self }
    }
    /// The reason that was given, shown as written.
    #[must_use]
    pub fn reason(self, reason: impl Into<String>) -> Entry {
        Entry { reason: reason.into(), ..self }
    }
    /// A note beside the reason that only staff see.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Entry {
        Entry { note: note.into(), ..self }
    }
    /// What else belongs to it: a number, a name.
    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Entry {
        Entry { detail: detail.into(), ..self }
    }
}

#[derive(Serialize)]
struct Payload<'a> {
    actor: &'a Actor,
    #[serde(flatten)]
    entry: &'a Entry,
}

impl Act {
    /// Begins an act by taking the organisation's chain head.
    ///
    /// # Errors
    /// When the organisation does not exist or the database does not answer.
    pub async fn begin(tx: &mut Tx, organisation: OrganisationId, actor: Actor, now: Timestamp, ids: Ids) -> Result<Act, Failure> {
        let head = Head::Asked(store::take_head(tx, organisation).await?);
        Ok(Act { organisation, actor, now, ids, head, posted: AtomicBool::new(false), customers: Vec::new(), things: Vec::new() })
    }

    /// Records an entry at the end of the chain.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn record(&mut self, tx: &mut Tx, entry: Entry) -> Result<(), Failure> {
        let (before, link_before) = self.reach(tx).await?;
        let payload = serde_json::to_string(&Payload { actor: &self.actor, entry: &entry })?;
        let salt = self.ids.bytes::<16>().to_vec();
        let mut row = HistoryRow {
            organisation: self.organisation,
            entry: before + 1,
            at: self.now,
            subject_kind: entry.subject.0.to_owned(),
            subject: entry.subject.1,
            verb: entry.verb.to_owned(),
            internal: entry.internal,
            digest: sha256(&[salt.as_slice(), payload.as_bytes()].concat()).to_vec(),
            link: Vec::new(),
        };
        row.link = link(&link_before, &row);
        if let Head::Known { entries, link, .. } = &mut self.head {
            (*entries, *link) = (row.entry, row.link.clone());
        }
        if !self.things.iter().any(|(_, thing)| *thing == entry.subject.1) {
            self.things.push((Cow::Borrowed(entry.subject.0), entry.subject.1));
        }
        self.customers.extend(entry.customer.filter(|customer| !self.customers.contains(customer)));
        let said = PayloadRow { organisation: self.organisation, entry: row.entry, salt, payload };
        store::append(tx, row, said).await
    }

    /// Ends an act: the chain head and the heads of the customers concerned are where its last entry is. What is to be told of it
    /// after COMMIT; nothing when nothing was recorded.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end(mut self, tx: &mut Tx) -> Result<Option<News>, Failure> {
        let (entry, head) = self.reach(tx).await?;
        if matches!(self.head, Head::Known { began, .. } if began == entry) {
            return Ok(None);
        }
        store::put_heads(tx, self.organisation, entry, head, &self.customers).await?;
        Ok(Some(News::of(Told { organisation: self.organisation, entry, customers: self.customers, things: self.things })))
    }

    /// How far the chain reaches now, this act's own entries included, and its head.
    pub(super) async fn reach(&mut self, tx: &mut Tx) -> Result<(i64, Vec<u8>), Failure> {
        let asked = match &mut self.head {
            Head::Known { entries, link, .. } => return Ok((*entries, link.clone())),
            Head::Asked(asked) => std::mem::replace(asked, Asked::Here(Vec::new())),
        };
        let (entries, link) = tx.answer(asked).await?.pop().ok_or_else(|| Failure::fault("an organisation without a history"))?;
        self.head = Head::Known { began: entries, entries, link: link.clone() };
        Ok((entries, link))
    }

    /// Rings the outbox's bell after this act: something may leave at once.
    pub fn ring(&self) {
        self.posted.store(true, Ordering::Relaxed);
    }

    /// Puts a mail into the outbox, in this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mail(&self, tx: &mut Tx, mail: &Mail) -> Result<(), Failure> {
        self.post(tx, Slip::default(), mail).await
    }

    /// The same with what the outbox is to know about it. The bell rings after an act that posted something, and only then.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn post(&self, tx: &mut Tx, slip: Slip, mail: &Mail) -> Result<(), Failure> {
        self.ring();
        Ok(outbox::put(tx, self.ids, self.now, Some(self.organisation.0), slip, mail).await?)
    }
}

/// SHA-256 over the link before and the canonical bytes of this row: fixed order, lengths before texts, big-endian numbers.
pub(super) fn link(before: &[u8], row: &HistoryRow) -> Vec<u8> {
    let mut bytes = before.to_vec();
    bytes.extend_from_slice(row.organisation.0.as_bytes());
    bytes.extend_from_slice(&row.entry.to_be_bytes());
    bytes.extend_from_slice(&row.at.as_millisecond().to_be_bytes());
    for text in [&row.subject_kind, &row.verb] {
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes.extend_from_slice(row.subject.as_bytes());
    bytes.push(u8::from(row.internal));
    bytes.extend_from_slice(&row.digest);
    sha256(&bytes).to_vec()
}

impl App {
    /// Runs an act of `viewer`: one transaction that begins with the chain head. Rings the outbox's bell afterwards.
    ///
    /// # Errors
    /// The act's own failure, everything rolled back.
    pub async fn act<T, F>(&self, viewer: &impl Viewer, act: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, &'t mut Act) -> Action<'t, T, Failure> + Send + 'static,
    {
        self.act_as(viewer.scope().organisation, viewer.actor(), act).await
    }

    /// Runs an act that has refusals of its own.
    ///
    /// # Errors
    /// The act's own error, everything rolled back.
    pub async fn act_or<T, E, F>(&self, viewer: &impl Viewer, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Failure> + From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, &'t mut Act) -> Action<'t, T, E> + Send + 'static,
    {
        self.run(viewer.scope().organisation, viewer.actor(), act).await
    }

    /// Runs an act for an organisation by somebody who is not a viewer: the program itself, or the set-up.
    ///
    /// # Errors
    /// The act's own failure, everything rolled back.
    pub async fn act_as<T, F>(&self, organisation: OrganisationId, actor: Actor, act: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, &'t mut Act) -> Action<'t, T, Failure> + Send + 'static,
    {
        self.run(organisation, actor, act).await
    }

    /// Runs an act of somebody who has left meanwhile, with refusals of its own.
    ///
    /// # Errors
    /// The act's own error, everything rolled back.
    pub async fn act_as_or<T, E, F>(&self, organisation: OrganisationId, actor: Actor, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Failure> + From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, &'t mut Act) -> Action<'t, T, E> + Send + 'static,
    {
        self.run(organisation, actor, act).await
    }

    async fn run<T, E, F>(&self, organisation: OrganisationId, actor: Actor, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Failure> + From<DbError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, &'t mut Act) -> Action<'t, T, E> + Send + 'static,
    {
        let (now, ids) = (self.clock.now(), self.ids);
        // Acts of one organisation follow one another at its chain head: those that wait for it are committed together.
        let done = self
            .db
            .write_in_line(organisation.0, move |tx| {
                Box::pin(async move {
                    let mut this = Act::begin(tx, organisation, actor, now, ids).await?;
                    let done = act(tx, &mut this).await?;
                    let posted = this.posted.load(Ordering::Relaxed);
                    Ok::<_, E>((done, posted, this.end(tx).await?))
                })
            })
            .await;
        let (done, posted, news) = done?;
        if posted {
            self.bell.notify_one();
        }
        if let Some(news) = news {
            self.live.tell(news);
        }
        Ok(done)
    }
}
