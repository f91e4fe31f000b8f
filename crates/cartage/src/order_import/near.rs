//! Stops at an address that is nearly that of a known location: probably that one, with a slip in it, so somebody looks before a driver
//! goes there (5.4). Judged when it is sent: what was typed then is held against the address book of that moment.

use kit::db::Tx;
use rules::location::Seen;
use rules::location_match::near_duplicate_of;
use rules::order::{Address, OrderDocument, StopAt};
use rules::order_check::Place;
use rules::order_import::{Findings, Remark};

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::{self, LocationRow};
use crate::organisations::OrganisationId;

/// As many stops are looked at.
const MOST: usize = 20;

/// A stop whose address is nearly that of a known location.
pub(super) struct Near {
    /// Where.
    pub(super) at: Place,
    /// That location; none where nobody wrote it down.
    pub(super) named: Option<String>,
}

/// The stops of a document at an address of their own, which is nearly a known one. Only those that `before` does not have as they
/// are: what a change leaves alone was looked at then.
pub(super) async fn places(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    document: &OrderDocument,
    before: Option<&OrderDocument>,
) -> Result<Vec<Near>, Failure> {
    let typed = document.stops().filter(|(_, at)| at.stop.location.is_none() && !before.is_some_and(|before| has(before, at)));
    let mut near = Vec::new();
    for (consignment, at) in typed.take(MOST) {
        let known = locations::perhaps(tx, organisation, &Seen::By(customer), &at.stop.address).await?;
        let addresses: Vec<Address> = known.iter().map(LocationRow::address).collect();
        if let Some(row) = near_duplicate_of(&at.stop.address, &addresses).and_then(|n| known.get(n)) {
            near.push(Near { at: place(consignment, &at), named: Some(format!("{}, {}", row.name, row.line())) });
        }
    }
    Ok(near)
}

/// The stops that were remarked in the revision before and are what they were.
pub(super) fn still(stored: &Findings, before: &OrderDocument, document: &OrderDocument) -> Vec<Near> {
    let remarked = |at: &StopAt<'_>| {
        let (consignment, was) = before.stops().find(|(_, was)| same(was, at))?;
        let place = place(consignment, &was).to_string();
        stored.remarks.iter().find(|noted| noted.what == Remark::NearDuplicateLocation && noted.at.as_deref() == Some(&place))
    };
    let near = |(consignment, at): (usize, StopAt<'_>)| Some(Near { named: remarked(&at)?.named.clone(), at: place(consignment, &at) });
    document.stops().filter_map(near).collect()
}

/// Remarks them.
pub(super) fn remark(findings: &mut Findings, near: &[Near]) {
    near.iter().for_each(|near| findings.remark_of(Remark::NearDuplicateLocation, Some(near.at), near.named.clone()));
}

fn has(document: &OrderDocument, at: &StopAt<'_>) -> bool {
    document.stops().any(|(_, was)| same(&was, at))
}

fn same(was: &StopAt<'_>, at: &StopAt<'_>) -> bool {
    was.stop.id == at.stop.id && was.stop.address == at.stop.address
}

fn place(consignment: usize, at: &StopAt<'_>) -> Place {
    Place::Stop(consignment, at.kind, "name")
}
