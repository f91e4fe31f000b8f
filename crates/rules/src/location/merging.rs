//! Whether two locations may become one.

use super::Seen;

/// One of two locations that are to be merged.
#[derive(Debug, Clone)]
pub struct Mergeable<'a, C> {
    /// Which.
    pub id: &'a str,
    /// In whose address book.
    pub seen: Seen<C>,
    /// Whether it is archived; one that was merged is.
    pub archived: bool,
}

/// Why two locations stay two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeRefusal {
    /// They are one already.
    Itself,
    /// The one that was to be merged is archived.
    Archived,
    /// The one that was to stay is archived.
    SurvivorArchived,
    /// The one that was to stay is not visible to everybody to whom the other is: they would lose it.
    Hidden,
}

/// Whether `merged` may be merged into `survivor`. Nobody who found the one may lose it.
pub fn may_merge<C: PartialEq>(merged: &Mergeable<'_, C>, survivor: &Mergeable<'_, C>) -> Result<(), MergeRefusal> {
    if merged.id == survivor.id {
        return Err(MergeRefusal::Itself);
    }
    if merged.archived {
        return Err(MergeRefusal::Archived);
    }
    if survivor.archived {
        return Err(MergeRefusal::SurvivorArchived);
    }
    if survivor.seen.covers(&merged.seen) { Ok(()) } else { Err(MergeRefusal::Hidden) }
}
