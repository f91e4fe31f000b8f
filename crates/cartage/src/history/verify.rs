//! Checks a chain from its first entry to its head, a chunk at a time: writers are never held up and memory stays as it is,
//! however long the history. What is appended meanwhile is left for the next time.

use std::collections::BTreeMap;

use kit::db::Db;
use kit::secret::sha256;

use super::act::link;
use super::broken::{Broken, BrokenRow, Wrong};
use super::head::Head;
use super::store::chain::{self, Chain, Link};
use super::store::heads;
use crate::failure::Failure;

/// Rows of a chunk.
const CHUNK: i64 = 2000;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The end of the chain, to be kept; none for an empty one.
    pub head: Option<Head>,
    /// Entries whose payload was erased on request.
    pub erased: i64,
    /// The first broken link.
    pub broken: Option<Broken>,
}

/// Verifies the chain of an organisation, also against heads that were kept: those in `against`, and those kept every day.
///
/// # Errors
/// When the database does not answer. A broken chain is no error but a finding.
pub async fn verify(db: &Db, of: &Chain, against: &[Head]) -> Result<Verified, Failure> {
    let id = of.organisation;
    // Daily heads first: whatever they are of is then in the chain's end, which is read after them.
    let daily = db.read(move |tx| Box::pin(heads::daily(tx, id))).await?;
    let given = against.iter().filter(|head| head.organisation == of.slug).map(|head| (head.entry, head.link.clone()));
    let mut kept: BTreeMap<i64, Vec<Vec<u8>>> = BTreeMap::new();
    for (entry, link) in daily.into_iter().chain(given) {
        kept.entry(entry).or_default().push(link);
    }
    let end = db.read(move |tx| Box::pin(chain::end(tx, id))).await?;
    let mut walk = Walk { organisation: &of.slug, before: Vec::new(), entry: 0, erased: 0, kept };
    let broken = walk.through(db, of, &end).await?;
    let head = (end.entries > 0).then(|| Head { organisation: of.slug.clone(), entry: end.entries, link: end.head });
    Ok(Verified { head, erased: walk.erased, broken })
}

/// How far it has come.
struct Walk<'a> {
    organisation: &'a str,
    before: Vec<u8>,
    entry: i64,
    erased: i64,
    kept: BTreeMap<i64, Vec<Vec<u8>>>,
}

impl Walk<'_> {
    /// All entries up to the head, then the end itself: the first broken link.
    async fn through(&mut self, db: &Db, of: &Chain, end: &chain::End) -> Result<Option<Broken>, Failure> {
        let (id, until) = (of.organisation, end.entries);
        while self.entry < until {
            let after = self.entry;
            let links = db.read(move |tx| Box::pin(chain::links(tx, id, after, until, CHUNK))).await?;
            if links.is_empty() {
                return Ok(Some(self.missing(end.entries)));
            }
            if let Some(broken) = links.iter().find_map(|link| self.step(link)) {
                return Ok(Some(broken));
            }
        }
        Ok(self.at_the_end(end))
    }

    /// Nothing follows though the head says so: cut off, unless a kept head tells more.
    fn missing(&self, entries: i64) -> Broken {
        Broken { organisation: self.organisation.to_owned(), entry: self.entry + 1, row: None, wrong: Wrong::TailCut { entries } }
    }

    fn step(&mut self, link_of: &Link) -> Option<Broken> {
        let row = &link_of.row;
        let expected = self.entry + 1;
        if row.entry != expected {
            return Some(Broken { organisation: self.organisation.to_owned(), entry: expected, row: None, wrong: Wrong::RowMissing });
        }
        if let Err(wrong) = self.row(link_of) {
            return Some(self.broken(link_of, wrong));
        }
        (self.entry, self.before) = (row.entry, row.link.clone());
        None
    }

    fn row(&mut self, link_of: &Link) -> Result<(), Wrong> {
        let row = &link_of.row;
        if link(&self.before, row) != row.link {
            return Err(Wrong::RowChanged);
        }
        let Some((salt, payload)) = &link_of.payload else { return Err(Wrong::PayloadMissing) };
        if payload.is_empty() && salt.is_empty() {
            if link_of.erased_by.is_none_or(|by| by <= row.entry) {
                return Err(Wrong::PayloadEmptied);
            }
            self.erased += 1;
        } else if sha256(&[salt.as_slice(), payload.as_bytes()].concat()).as_slice() != row.digest {
            return Err(Wrong::PayloadChanged);
        }
        let as_kept = self.kept.remove(&row.entry).is_none_or(|kept| kept.iter().all(|link| *link == row.link));
        if as_kept { Ok(()) } else { Err(Wrong::NotAsKept) }
    }

    fn broken(&self, link_of: &Link, wrong: Wrong) -> Broken {
        let row = &link_of.row;
        let said = BrokenRow { at: row.at, verb: row.verb.clone(), subject_kind: row.subject_kind.clone(), subject: row.subject };
        Broken { organisation: self.organisation.to_owned(), entry: row.entry, row: Some(said), wrong }
    }

    fn at_the_end(&self, end: &chain::End) -> Option<Broken> {
        let wrong = if end.last > end.entries {
            Some((end.entries + 1, Wrong::BeyondHead))
        } else if self.before != end.head {
            Some((end.entries, Wrong::HeadDiffers))
        } else {
            self.kept.last_key_value().map(|(kept, _)| (end.entries + 1, Wrong::CutSinceKept { kept: *kept }))
        };
        wrong.map(|(entry, wrong)| Broken { organisation: self.organisation.to_owned(), entry, row: None, wrong })
    }
}
