//! How words are held against what is found by them, whatever that is: in chunks, each difference looked at again, and mended a few
//! at a time under the chain head.

use kit::db::{Action, Tx};
use uuid::Uuid;

use super::Projections;
use crate::app::App;
use crate::failure::Failure;
use crate::jobs;
use crate::organisations::OrganisationId;

/// Things of a chunk, and things mended in one act.
pub(super) const CHUNK: usize = 200;
const MENDED: usize = 20;

/// Which things are looked at.
#[derive(Clone, Copy)]
pub(super) enum Which {
    /// A chunk of those after this one, by id.
    After(Uuid),
    /// This one.
    Only(Uuid),
}

impl Which {
    /// The condition over a table with `organisation` and `id`, and the id in it.
    pub(super) fn condition(self) -> (&'static str, Uuid) {
        match self {
            Which::After(id) => ("organisation = $1 AND id > $2 ORDER BY id LIMIT 200", id),
            Which::Only(id) => ("organisation = $1 AND id = $2", id),
        }
    }
}

/// A thing that was looked at.
pub(super) struct Seen {
    pub(super) id: Uuid,
    pub(super) version: i64,
    /// How its words differ from what they should be, in words.
    pub(super) differs: Option<String>,
}

/// A word that leads to nothing, or to something that does not have it.
pub(super) struct Stray<P> {
    pub(super) place: P,
    pub(super) said: String,
}

/// A kind of things that are found by words.
pub(super) trait Found: Copy + Send + Sync + 'static {
    /// Where a word stands that leads astray.
    type Place: Clone + Send + 'static;
    /// Looks at things and at their words.
    fn look(self, tx: &mut Tx, organisation: OrganisationId, which: Which) -> Action<'_, Vec<Seen>, Failure>;
    /// Writes the words of a thing anew, from what its row says now.
    fn rewrite(self, tx: &mut Tx, organisation: OrganisationId, id: Uuid) -> Action<'_, (), Failure>;
    /// Takes out what leads astray.
    fn remove(self, tx: &mut Tx, organisation: OrganisationId, place: Self::Place) -> Action<'_, (), Failure>;
}

/// Holds the words of all things of a kind against them.
pub(super) async fn check(
    app: &App,
    organisation: OrganisationId,
    of: impl Found,
    mend: bool,
    found: &mut Projections,
) -> Result<(), Failure> {
    let mut after = Uuid::nil();
    loop {
        let seen = app.db.read(move |tx| of.look(tx, organisation, Which::After(after))).await?;
        let Some(last) = seen.last() else { return Ok(()) };
        (after, found.seen) = (last.id, found.seen + seen.len() as u64);
        let mut sure = Vec::new();
        for wrong in seen.iter().filter(|seen| seen.differs.is_some()) {
            if let Some(words) = still_differs(app, organisation, of, wrong.id).await? {
                found.tell(words);
                sure.push(wrong.id);
            }
        }
        if mend {
            rewrite(app, organisation, of, &sure, found).await?;
        }
        if seen.len() < CHUNK {
            return Ok(());
        }
    }
}

/// Looks again at a thing that differs: row and words were not read at one instant. They were, when the row did not move meanwhile.
async fn still_differs(app: &App, organisation: OrganisationId, of: impl Found, id: Uuid) -> Result<Option<String>, Failure> {
    let look = || app.db.read(move |tx| of.look(tx, organisation, Which::Only(id)));
    let mut before = look().await?.pop();
    loop {
        let now = look().await?.pop();
        match (before, now) {
            (Some(before), Some(now)) if before.version != now.version => (),
            (Some(before), Some(_)) => return Ok(before.differs),
            _ => return Ok(None),
        }
        before = look().await?.pop();
    }
}

async fn rewrite(app: &App, organisation: OrganisationId, of: impl Found, wrong: &[Uuid], found: &mut Projections) -> Result<(), Failure> {
    for few in wrong.chunks(MENDED) {
        let few = few.to_vec();
        found.mended += few.len() as u64;
        let act = app.act_as(organisation, jobs::by_itself(), move |tx, _| {
            Box::pin(async move {
                for id in few {
                    of.rewrite(tx, organisation, id).await?;
                }
                Ok(())
            })
        });
        act.await?;
    }
    Ok(())
}

/// Tells of strays, and takes them out where that is wanted.
pub(super) async fn settle<F: Found>(
    app: &App,
    organisation: OrganisationId,
    of: F,
    strays: Vec<Stray<F::Place>>,
    mend: bool,
    found: &mut Projections,
) -> Result<(), Failure> {
    let mut places = Vec::with_capacity(strays.len());
    for stray in strays {
        found.tell(stray.said);
        places.push(stray.place);
    }
    for few in places.chunks(MENDED).filter(|_| mend) {
        let few = few.to_vec();
        found.mended += few.len() as u64;
        let act = app.act_as(organisation, jobs::by_itself(), move |tx, _| {
            Box::pin(async move {
                for place in few {
                    of.remove(tx, organisation, place).await?;
                }
                Ok(())
            })
        });
        act.await?;
    }
    Ok(())
}
