//! Which location is meant, and which may be the same place as one about to be stored (rule 7.4).

use kit::db::Tx;
use rules::location::{self, Candidate, How, Seen, Wanted};
use rules::location_match::{Closeness, Normal};
use rules::order::Address;

use super::store::{self, Book};
use super::table::{LocationRow, address_key};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// As many are looked up together.
const TOGETHER: usize = 25;
/// As many are offered as perhaps meant.
const OFFERED: usize = 5;

/// Which location of the book each of `wanted` means, and by what it was recognised: what uploads and messages ask.
///
/// # Errors
/// When the database does not answer.
pub async fn matched(tx: &mut Tx, book: Book, wanted: &[Wanted]) -> Result<Vec<Option<(LocationRow, How)>>, Failure> {
    let mut found = Vec::with_capacity(wanted.len());
    for some in wanted.chunks(TOGETHER) {
        let rows = store::may_be_meant(tx, book, some).await?;
        let aliases: Vec<Vec<String>> = rows.iter().map(LocationRow::aliases).collect();
        let candidates: Vec<Candidate<'_, CustomerId>> = rows.iter().zip(&aliases).map(|(row, aliases)| candidate(row, aliases)).collect();
        let of = |wanted: &Wanted| {
            let (place, how) = location::matched(wanted, &candidates)?;
            Some((rows.get(place)?.clone(), how))
        };
        found.extend(some.iter().map(of));
    }
    Ok(found)
}

fn candidate<'a>(row: &'a LocationRow, aliases: &'a [String]) -> Candidate<'a, CustomerId> {
    let address = Normal::of(&row.address());
    Candidate { seen: row.seen(), external_id: row.external_id.as_deref(), name: &row.name, aliases, address }
}

/// The location of the book that has this address, however it is written.
///
/// # Errors
/// When the database does not answer.
pub async fn is_same(tx: &mut Tx, book: Book, address: &Address) -> Result<Option<LocationRow>, Failure> {
    if let Some(known) = store::same_address(tx, book, &address_key(address)).await? {
        return Ok(Some(known));
    }
    let wanted = Wanted { address: Some(address.clone()), ..Wanted::default() };
    Ok(matched(tx, book, &[wanted]).await?.pop().flatten().map(|(row, _)| row))
}

/// Locations that may be the place of this address, the likeliest first: offered before a second one is stored. Those only that
/// everybody finds who would find the new one.
///
/// # Errors
/// When the database does not answer.
pub async fn perhaps(
    tx: &mut Tx,
    organisation: OrganisationId,
    seen: &Seen<CustomerId>,
    address: &Address,
) -> Result<Vec<LocationRow>, Failure> {
    let normal = Normal::of(address);
    let around = store::around(tx, organisation, seen, address).await?;
    let compared = around.into_iter().map(|row| (normal.closeness(&Normal::of(&row.address())), row));
    let mut near: Vec<(Closeness, LocationRow)> =
        compared.filter(|(how, row)| *how != Closeness::Other && row.seen().covers(seen)).collect();
    near.sort_by_key(|(how, _)| *how);
    Ok(near.into_iter().map(|(_, row)| row).take(OFFERED).collect())
}
