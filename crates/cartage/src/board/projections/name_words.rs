//! The words customers, contacts and locations are found by, held against their rows; and words of what is not there.

use std::collections::{BTreeSet, HashMap};

use kit::args;
use kit::db::{Entity, Query, Tx};
use uuid::Uuid;

use super::{Projections, difference};
use crate::app::App;
use crate::board::names::{Named, kept_words, name};
use crate::contacts::ContactRow;
use crate::customers::CustomerRow;
use crate::failure::Failure;
use crate::jobs;
use crate::locations::LocationRow;
use crate::organisations::OrganisationId;

/// Things of a chunk, and things mended in one act.
const CHUNK: usize = 200;
const MENDED: usize = 20;

/// Something with a name to be found by.
struct Thing {
    id: Uuid,
    version: i64,
    name: String,
    texts: Vec<String>,
}

impl Thing {
    fn of(id: Uuid, version: i64, name: &str, texts: &[&str]) -> Thing {
        Thing { id, version, name: name.to_owned(), texts: texts.iter().map(|text| (*text).to_owned()).collect() }
    }
    fn texts(&self) -> Vec<&str> {
        self.texts.iter().map(String::as_str).collect()
    }
    /// What should be stored: kind and word.
    fn should(&self, named: Named) -> BTreeSet<String> {
        kept_words(&self.texts()).iter().map(|word| tagged(named.as_str(), word)).collect()
    }
}

/// A word of another kind of thing is as wrong as another word.
fn tagged(kind: &str, word: &str) -> String {
    format!("{word} ({})", kind.to_lowercase())
}

async fn chunk(tx: &mut Tx, organisation: OrganisationId, named: Named, after: Uuid) -> Result<Vec<Thing>, Failure> {
    read(tx, named, "organisation = $1 AND id > $2 ORDER BY id LIMIT 200", organisation, after).await
}

async fn one(tx: &mut Tx, organisation: OrganisationId, named: Named, id: Uuid) -> Result<Option<Thing>, Failure> {
    Ok(read(tx, named, "organisation = $1 AND id = $2", organisation, id).await?.pop())
}

async fn read(tx: &mut Tx, named: Named, which: &str, organisation: OrganisationId, id: Uuid) -> Result<Vec<Thing>, Failure> {
    let values = args![organisation, id];
    Ok(match named {
        Named::Customer => {
            let rows: Vec<CustomerRow> = tx.all(CustomerRow::select(which), values).await?;
            rows.iter().map(|row| Thing::of(row.id.0, row.version, &row.name, &row.found_by())).collect()
        }
        Named::Contact => {
            let rows: Vec<ContactRow> = tx.all(ContactRow::select(which), values).await?;
            rows.iter().map(|row| Thing::of(row.id.0, row.version, &row.name, &row.found_by())).collect()
        }
        Named::Location => {
            let rows: Vec<LocationRow> = tx.all(LocationRow::select(which), values).await?;
            rows.iter().map(|row| Thing::of(row.id.0, row.version, &row.name, &row.found_by())).collect()
        }
    })
}

async fn stored(tx: &mut Tx, organisation: OrganisationId, things: &[Thing]) -> Result<HashMap<Uuid, BTreeSet<String>>, Failure> {
    let mut query = Query::new("SELECT subject, kind, word FROM name_word WHERE organisation = $1 AND subject IN (", args![organisation]);
    for (n, thing) in things.iter().enumerate() {
        query = query.with(if n == 0 { "?" } else { ", ?" }, args![thing.id]);
    }
    let (sql, values) = query.text(")").done();
    let mut of: HashMap<Uuid, BTreeSet<String>> = HashMap::new();
    for (subject, kind, word) in tx.all::<(Uuid, String, String)>(sql, values).await? {
        of.entry(subject).or_default().insert(tagged(&kind, &word));
    }
    Ok(of)
}

fn differs(named: Named, thing: &Thing, stored: &HashMap<Uuid, BTreeSet<String>>) -> Option<String> {
    let nothing = BTreeSet::new();
    let of = format!("{} {}", named.as_str().to_lowercase(), thing.name);
    difference(&of, &thing.should(named), stored.get(&thing.id).unwrap_or(&nothing))
}

/// Looks again at a thing that differs: rows and words were not read at one instant.
async fn still_differs(tx: &mut Tx, organisation: OrganisationId, named: Named, id: Uuid) -> Result<Option<String>, Failure> {
    loop {
        let Some(thing) = one(tx, organisation, named, id).await? else { return Ok(None) };
        let words = stored(tx, organisation, std::slice::from_ref(&thing)).await?;
        if one(tx, organisation, named, id).await?.is_some_and(|now| now.version == thing.version) {
            return Ok(differs(named, &thing, &words));
        }
    }
}

/// Words of things that are not there, by the thing's id.
async fn strays(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(Uuid, String)>, Failure> {
    let sql = "SELECT w.subject, min(w.word) FROM name_word w WHERE w.organisation = $1
                 AND NOT EXISTS (SELECT 1 FROM customer t WHERE t.organisation = w.organisation AND t.id = w.subject)
                 AND NOT EXISTS (SELECT 1 FROM contact t WHERE t.organisation = w.organisation AND t.id = w.subject)
                 AND NOT EXISTS (SELECT 1 FROM location t WHERE t.organisation = w.organisation AND t.id = w.subject)
               GROUP BY w.subject ORDER BY w.subject LIMIT 1000";
    Ok(tx.all(sql, args![organisation]).await?)
}

pub(super) async fn check(app: &App, organisation: OrganisationId, mend: bool, found: &mut Projections) -> Result<(), Failure> {
    for named in [Named::Customer, Named::Contact, Named::Location] {
        kind(app, organisation, named, mend, found).await?;
    }
    let strays = app.db.read(move |tx| Box::pin(strays(tx, organisation))).await?;
    for (subject, word) in &strays {
        found.tell(format!("{word} leads to {subject}, which is not there"));
    }
    let gone: Vec<Uuid> = strays.into_iter().map(|(subject, _)| subject).collect();
    for few in gone.chunks(MENDED).filter(|_| mend) {
        let few = few.to_vec();
        found.mended += few.len() as u64;
        let act = app.act_as(organisation, jobs::by_itself(), move |tx, _| {
            Box::pin(async move {
                for subject in few {
                    name(tx, organisation, Named::Customer, subject, &[]).await?;
                }
                Ok(())
            })
        });
        act.await?;
    }
    Ok(())
}

async fn kind(app: &App, organisation: OrganisationId, named: Named, mend: bool, found: &mut Projections) -> Result<(), Failure> {
    let mut after = Uuid::nil();
    loop {
        let read = app.db.read::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                let things = chunk(tx, organisation, named, after).await?;
                let words = if things.is_empty() { HashMap::new() } else { stored(tx, organisation, &things).await? };
                Ok((things, words))
            })
        });
        let (things, words) = read.await?;
        let Some(last) = things.last() else { return Ok(()) };
        (after, found.seen) = (last.id, found.seen + things.len() as u64);
        let wrong: Vec<Uuid> = things.iter().filter(|thing| differs(named, thing, &words).is_some()).map(|thing| thing.id).collect();
        settle(app, organisation, named, wrong, mend, found).await?;
        if things.len() < CHUNK {
            return Ok(());
        }
    }
}

async fn settle(
    app: &App,
    organisation: OrganisationId,
    named: Named,
    wrong: Vec<Uuid>,
    mend: bool,
    found: &mut Projections,
) -> Result<(), Failure> {
    let mut sure = Vec::new();
    for id in wrong {
        if let Some(words) = app.db.read(move |tx| Box::pin(still_differs(tx, organisation, named, id))).await? {
            found.tell(words);
            sure.push(id);
        }
    }
    for few in sure.chunks(MENDED).filter(|_| mend) {
        let few = few.to_vec();
        found.mended += few.len() as u64;
        let act = app.act_as(organisation, jobs::by_itself(), move |tx, _| {
            Box::pin(async move {
                for id in few {
                    let Some(thing) = one(tx, organisation, named, id).await? else { continue };
                    name(tx, organisation, named, id, &thing.texts()).await?;
                }
                Ok(())
            })
        });
        act.await?;
    }
    Ok(())
}
