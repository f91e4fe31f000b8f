//! Locations that may be the one somebody means or is about to store again: by address, external id, alias and name.

use std::collections::BTreeMap;

use kit::args;
use kit::db::{Query, Tx, Value};
use kit::text::fold;
use rules::location::{Seen, Wanted, alias_key};
use rules::order::Address;

use super::{Book, select};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::LocationId;
use crate::locations::table::{LocationRow, place_key};
use crate::organisations::OrganisationId;

/// As many are compared with one address at most.
const COMPARED: i64 = 300;

/// The location of the book that has this address: the customer's own before one of all, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub(in crate::locations) async fn same_address(tx: &mut Tx, book: Book, address_key: &str) -> Result<Option<LocationRow>, Failure> {
    let query = book.query().with("AND t.address_key = ?", args![address_key]);
    let order = "ORDER BY CASE t.visible WHEN 'CUSTOMER' THEN 0 WHEN 'ALL' THEN 1 ELSE 2 END, t.id LIMIT 1";
    let (sql, values) = query.text(order).done();
    Ok(tx.opt(sql, values).await?)
}

/// Another in the same address book, not archived, that has the same address or the same external id.
pub(in crate::locations) async fn called(tx: &mut Tx, row: &LocationRow) -> Result<Option<LocationRow>, Failure> {
    let query = match &row.external_id {
        Some(external) => beside(row).with("AND (t.address_key = ? OR t.external_id = ?)", args![&row.address_key, external]),
        None => beside(row).with("AND t.address_key = ?", args![&row.address_key]),
    };
    let (sql, values) = query.text("ORDER BY t.id LIMIT 1").done();
    Ok(tx.opt(sql, values).await?)
}

/// Another in the same address book, not archived, that is called by one of these names: as its external id or as an alias.
pub(in crate::locations) async fn alias_of_another(
    tx: &mut Tx,
    row: &LocationRow,
    names: &[String],
) -> Result<Option<LocationRow>, Failure> {
    if names.is_empty() {
        return Ok(None);
    }
    let query = one_of(beside(row).text("AND (t.external_id IN ("), names.iter().cloned());
    let query =
        query.with("OR t.id IN (SELECT location FROM location_alias WHERE organisation = ? AND alias_key IN (", args![row.organisation]);
    let query = one_of(query, names.iter().map(|name| alias_key(name)));
    let (sql, values) = query.text(")) ORDER BY t.id LIMIT 1").done();
    Ok(tx.opt(sql, values).await?)
}

/// The others of the address book `row` stands in, archived ones left out.
fn beside(row: &LocationRow) -> Query {
    let query = Query::new(select(), args![row.organisation]).with("AND t.archived_at IS NULL AND t.id <> ?", args![row.id]);
    match row.customer {
        Some(customer) => query.with("AND t.customer = ?", args![customer]),
        None => query.with("AND t.visible = ?", args![row.visible]),
    }
}

/// `?, ?, ?)` behind what opened the bracket.
fn one_of(query: Query, values: impl Iterator<Item = String>) -> Query {
    let listed = values.enumerate().fold(query, |query, (n, value)| query.with(if n == 0 { "?" } else { ", ?" }, vec![Value::from(value)]));
    listed.text(")")
}

/// Locations near that address or of that name, which somebody with such a location finds too; the oldest first.
pub(in crate::locations) async fn around(
    tx: &mut Tx,
    organisation: OrganisationId,
    seen: &Seen<CustomerId>,
    address: &Address,
) -> Result<Vec<LocationRow>, Failure> {
    let query = Query::new(select(), args![organisation]).text("AND t.archived_at IS NULL");
    let query = match seen {
        Seen::By(customer) => query.with("AND (t.customer = ? OR t.visible = 'ALL')", args![*customer]),
        Seen::ByAll | Seen::ByNone => query.text("AND t.visible IN ('ALL', 'NONE')"),
    };
    let query = query.with("AND (t.place_key = ? OR t.sort_name = ?)", args![place_key(address), fold(&address.name)]);
    let (sql, values) = query.with("ORDER BY t.id LIMIT ?", args![COMPARED]).done();
    Ok(tx.all(sql, values).await?)
}

/// Every location of the book that one of `wanted` may mean, the oldest first.
pub(in crate::locations) async fn may_be_meant(tx: &mut Tx, book: Book, wanted: &[Wanted]) -> Result<Vec<LocationRow>, Failure> {
    let said = || wanted.iter().flat_map(|wanted| [&wanted.external_id, &wanted.called]).flatten().map(|said| said.trim().to_owned());
    let called = || wanted.iter().filter_map(|wanted| wanted.called.as_deref());
    let at = || wanted.iter().filter_map(|wanted| wanted.address.as_ref());
    let mut found: BTreeMap<LocationId, LocationRow> = BTreeMap::new();
    let by_id = "AND t.external_id IN (";
    let by_alias = "AND t.id IN (SELECT location FROM location_alias WHERE organisation = $1 AND alias_key IN (";
    let asked: [(&'static str, Vec<String>, &'static str); 4] = [
        (by_id, said().collect(), ""),
        (by_alias, said().map(|name| alias_key(&name)).collect(), ")"),
        ("AND t.sort_name IN (", called().chain(at().map(|address| address.name.as_str())).map(fold).collect(), ""),
        ("AND t.place_key IN (", at().map(place_key).collect(), ""),
    ];
    for (which, mut values, end) in asked {
        values.sort_unstable();
        values.dedup();
        if values.is_empty() {
            continue;
        }
        let query = one_of(book.query().text(which), values.into_iter()).text(end);
        let (sql, values) = query.with("ORDER BY t.id LIMIT ?", args![COMPARED]).done();
        found.extend(tx.all::<LocationRow>(sql, values).await?.into_iter().map(|row| (row.id, row)));
    }
    Ok(found.into_values().collect())
}
