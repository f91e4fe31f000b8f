//! Two locations become one (rule 7.4): the one stays, the other leads to it from now on. Orders keep the address as it was ordered;
//! what else names the merged one, a default value, a template, an upload, means the one that stays.

pub mod pages;

use kit::db::Tx;
use rules::location::{MergeRefusal, Mergeable, alias_key, may_merge};

use super::LocationId;
use super::actions::{entry, said};
use super::store;
use super::table::{LocationRow, MergeRow};
use crate::failure::{Failure, Refusal};
use crate::history::Act;

/// What was looked at when it was decided to merge.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The one that is merged, and its version.
    pub merged: (LocationId, i64),
    /// The one that stays, and its version.
    pub survivor: (LocationId, i64),
}

/// Merges one location into another, for `reason`. Merged into that one already: nothing is done.
///
/// # Errors
/// Not found; one of them was changed meanwhile or is archived; somebody who finds the one would not find the other; or the database
/// does not answer.
pub async fn merge(tx: &mut Tx, act: &mut Act, pair: Pair, reason: &str) -> Result<(), Failure> {
    let mut merged = store::load(tx, act.organisation, pair.merged.0).await?.ok_or_else(Failure::not_found)?;
    let mut survivor = store::load(tx, act.organisation, pair.survivor.0).await?.ok_or_else(Failure::not_found)?;
    if store::survivor(tx, act.organisation, merged.id).await?.is_some_and(|became| became.id == survivor.id) {
        return Ok(());
    }
    let ids = (merged.id.to_string(), survivor.id.to_string());
    may_merge(&mergeable(&ids.0, &merged), &mergeable(&ids.1, &survivor)).map_err(|no| refusal(no, &merged, &survivor))?;
    for (row, seen) in [(&merged, pair.merged.1), (&survivor, pair.survivor.1)] {
        if row.version != seen {
            return Err(Failure::moved(format!("{} was changed meanwhile. Both are shown as they are now.", row.name)));
        }
    }
    merged.archived_at = Some(act.now);
    store::save(tx, &mut merged).await?;
    take_names(tx, &merged, &mut survivor).await?;
    store::save(tx, &mut survivor).await?;
    let became = MergeRow {
        organisation: act.organisation,
        location: merged.id,
        survivor: survivor.id,
        merged_at: act.now,
        merged_by: act.actor.name.clone(),
    };
    store::merge(tx, &became).await?;
    act.record(tx, entry(&merged, "location.merged").detail(said(&survivor)).reason(reason)).await?;
    act.record(tx, entry(&survivor, "location.took_in").detail(said(&merged)).reason(reason)).await
}

/// What the merged one was called leads to the one that stays: name, external id, aliases; but for what means a third one there.
async fn take_names(tx: &mut Tx, merged: &LocationRow, survivor: &mut LocationRow) -> Result<(), Failure> {
    let mut names = survivor.aliases();
    let mut known: Vec<String> = names.iter().chain([&survivor.name]).chain(&survivor.external_id).map(|name| alias_key(name)).collect();
    for name in merged.external_id.iter().cloned().chain([merged.name.clone()]).chain(merged.aliases()) {
        let key = alias_key(&name);
        if known.contains(&key) || store::alias_of_another(tx, survivor, std::slice::from_ref(&name)).await?.is_some() {
            continue;
        }
        known.push(key);
        names.push(name);
    }
    survivor.aliases = names.join("\n");
    Ok(())
}

fn mergeable<'a>(id: &'a str, row: &LocationRow) -> Mergeable<'a, crate::customers::CustomerId> {
    Mergeable { id, seen: row.seen(), archived: row.archived_at.is_some() }
}

fn refusal(no: MergeRefusal, merged: &LocationRow, survivor: &LocationRow) -> Failure {
    let (one, other) = (&merged.name, &survivor.name);
    Refusal::new(match no {
        MergeRefusal::Itself => format!("{one} is one location already. Choose another to merge it into."),
        MergeRefusal::Archived => format!("{one} is archived. Nothing is left to merge."),
        MergeRefusal::SurvivorArchived => format!("{other} is archived. Restore it first, or choose another."),
        MergeRefusal::Hidden => {
            format!("{other} is not visible to everybody who finds {one}; they would lose it. Change to whom {other} is visible first.")
        }
    })
    .into()
}

/// Whether the one may be merged into the other.
pub(super) fn fits(merged: &LocationRow, survivor: &LocationRow) -> bool {
    let ids = (merged.id.to_string(), survivor.id.to_string());
    may_merge(&mergeable(&ids.0, merged), &mergeable(&ids.1, survivor)).is_ok()
}
