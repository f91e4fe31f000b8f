//! Which location is meant: by external id, by what it is called, by its address, in that order; of several, the customer's own.

use super::{Seen, alias_key};
use crate::location_match::{Closeness, Normal};
use crate::order::Address;

/// What is said of a location by somebody who cannot choose it from a list: an upload, a message, an order form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wanted {
    /// What the sender's system calls it.
    pub external_id: Option<String>,
    /// What it is called in one word or line: an external id, an alias or the name.
    pub called: Option<String>,
    /// Its address.
    pub address: Option<Address>,
}

/// A location that may be meant; all of them are in one address book, archived ones left out.
#[derive(Debug, Clone)]
pub struct Candidate<'a, C> {
    /// In whose address book.
    pub seen: Seen<C>,
    /// Its external id.
    pub external_id: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// What else it is called.
    pub aliases: &'a [String],
    /// Its address, as it is compared.
    pub address: Normal,
}

/// By what a location was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By its external id.
    ExternalId,
    /// By an alias.
    Alias,
    /// By its name, which no other has.
    Name,
    /// By its address, however it is written.
    Address,
}

/// The place among `candidates` (the oldest first) of the one that is meant, and by what it was recognised; nothing when none is,
/// or when a name is that of several.
#[must_use]
pub fn matched<C: PartialEq>(wanted: &Wanted, candidates: &[Candidate<'_, C>]) -> Option<(usize, How)> {
    let external = wanted.external_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    let called = wanted.called.as_deref().map(str::trim).filter(|called| !called.is_empty());
    let by_address = || by_address(&Normal::of(wanted.address.as_ref()?), candidates);
    by_external_id(external, candidates).or_else(|| by_call(called?, candidates)).or_else(by_address)
}

/// Each tier of candidates, the nearest to the customer first.
fn tiers<'a, 'b, C: PartialEq>(candidates: &'b [Candidate<'a, C>]) -> impl Iterator<Item = Vec<(usize, &'b Candidate<'a, C>)>> {
    (0..3).map(|distance| candidates.iter().enumerate().filter(|(_, one)| one.seen.distance() == distance).collect())
}

fn by_external_id<C: PartialEq>(id: Option<&str>, candidates: &[Candidate<'_, C>]) -> Option<(usize, How)> {
    let id = id?;
    let of = |tier: Vec<(usize, &Candidate<'_, C>)>| tier.iter().find(|(_, one)| one.external_id == Some(id)).map(|(place, _)| *place);
    // An external id of another system may have been kept as an alias, as a merge does.
    let alias = |tier: Vec<(usize, &Candidate<'_, C>)>| aliased(&tier, &alias_key(id));
    let exact = tiers(candidates).find_map(of).map(|place| (place, How::ExternalId));
    exact.or_else(|| tiers(candidates).find_map(alias).map(|place| (place, How::Alias)))
}

fn aliased<C>(tier: &[(usize, &Candidate<'_, C>)], key: &str) -> Option<usize> {
    let has = |one: &Candidate<'_, C>| one.aliases.iter().any(|alias| alias_key(alias) == key);
    tier.iter().find(|(_, one)| has(one)).map(|(place, _)| *place)
}

fn by_call<C: PartialEq>(called: &str, candidates: &[Candidate<'_, C>]) -> Option<(usize, How)> {
    let key = alias_key(called);
    tiers(candidates).find_map(|tier| {
        let external = tier.iter().find(|(_, one)| one.external_id == Some(called)).map(|(place, _)| (*place, How::ExternalId));
        let alias = || aliased(&tier, &key).map(|place| (place, How::Alias));
        let name = || {
            let mut named = tier.iter().filter(|(_, one)| alias_key(one.name) == key);
            let first = named.next()?;
            named.next().is_none().then_some((first.0, How::Name))
        };
        external.or_else(alias).or_else(name)
    })
}

fn by_address<C: PartialEq>(wanted: &Normal, candidates: &[Candidate<'_, C>]) -> Option<(usize, How)> {
    let same = |one: &Candidate<'_, C>| one.address.closeness(wanted) == Closeness::Same;
    let of = |tier: Vec<(usize, &Candidate<'_, C>)>| tier.iter().find(|(_, one)| same(one)).map(|(place, _)| *place);
    tiers(candidates).find_map(of).map(|place| (place, How::Address))
}
