//! The words customers, contacts and locations are found by, held against their rows; and words of what is not there.

use std::collections::{BTreeSet, HashMap};

use kit::args;
use kit::db::{Action, Entity, Query, Tx};
use uuid::Uuid;

use super::found::{self, Found, Seen, Stray, Which};
use super::{Projections, difference};
use crate::app::App;
use crate::board::names::{Named, kept_words, name};
use crate::contacts::ContactRow;
use crate::customers::CustomerRow;
use crate::failure::Failure;
use crate::locations::LocationRow;
use crate::organisations::OrganisationId;

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

async fn read(tx: &mut Tx, organisation: OrganisationId, named: Named, which: Which) -> Result<Vec<Thing>, Failure> {
    let (which, id) = which.condition();
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
    let (should, is) = (thing.should(named), stored.get(&thing.id).unwrap_or(&nothing));
    difference(&of, should.difference(is), is.difference(&should))
}

async fn look(tx: &mut Tx, organisation: OrganisationId, named: Named, which: Which) -> Result<Vec<Seen>, Failure> {
    let things = read(tx, organisation, named, which).await?;
    if things.is_empty() {
        return Ok(Vec::new());
    }
    let words = stored(tx, organisation, &things).await?;
    let seen = |thing: &Thing| Seen { id: thing.id, version: thing.version, differs: differs(named, thing, &words) };
    Ok(things.iter().map(seen).collect())
}

async fn rewrite(tx: &mut Tx, organisation: OrganisationId, named: Named, id: Uuid) -> Result<(), Failure> {
    let Some(thing) = read(tx, organisation, named, Which::Only(id)).await?.pop() else { return Ok(()) };
    name(tx, organisation, named, id, &thing.texts()).await
}

impl Found for Named {
    type Place = Uuid;

    fn look(self, tx: &mut Tx, organisation: OrganisationId, which: Which) -> Action<'_, Vec<Seen>, Failure> {
        Box::pin(look(tx, organisation, self, which))
    }
    fn rewrite(self, tx: &mut Tx, organisation: OrganisationId, id: Uuid) -> Action<'_, (), Failure> {
        Box::pin(rewrite(tx, organisation, self, id))
    }
    fn remove(self, tx: &mut Tx, organisation: OrganisationId, subject: Uuid) -> Action<'_, (), Failure> {
        Box::pin(name(tx, organisation, self, subject, &[]))
    }
}

/// Words of things that are not there, by the thing's id.
async fn strays(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Stray<Uuid>>, Failure> {
    let sql = "SELECT w.subject, min(w.word) FROM name_word w WHERE w.organisation = $1
                 AND NOT EXISTS (SELECT 1 FROM customer t WHERE t.organisation = w.organisation AND t.id = w.subject)
                 AND NOT EXISTS (SELECT 1 FROM contact t WHERE t.organisation = w.organisation AND t.id = w.subject)
                 AND NOT EXISTS (SELECT 1 FROM location t WHERE t.organisation = w.organisation AND t.id = w.subject)
               GROUP BY w.subject ORDER BY w.subject LIMIT 1000";
    let rows: Vec<(Uuid, String)> = tx.all(sql, args![organisation]).await?;
    let stray = |(place, word): (Uuid, String)| Stray { place, said: format!("{word} leads to {place}, which is not there") };
    Ok(rows.into_iter().map(stray).collect())
}

pub(super) async fn check(app: &App, organisation: OrganisationId, mend: bool, found: &mut Projections) -> Result<(), Failure> {
    for named in [Named::Customer, Named::Contact, Named::Location] {
        found::check(app, organisation, named, mend, found).await?;
    }
    let strays = app.db.read(move |tx| Box::pin(strays(tx, organisation))).await?;
    found::settle(app, organisation, Named::Customer, strays, mend, found).await
}
