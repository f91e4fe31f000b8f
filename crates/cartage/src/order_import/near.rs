//! Stops at an address that is nearly that of a known location: probably that one, with a slip in it, so somebody looks before a driver
//! goes there (5.4). Judged when it is sent: what was typed then is held against the address book of that moment.

use kit::db::Tx;
use rules::location::Seen;
use rules::location_match::is_near_duplicate;
use rules::order::{Address, OrderDocument, StopAt};
use rules::order_check::Place;
use rules::order_import::{Findings, Remark};

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations;
use crate::organisations::OrganisationId;

/// As many stops are looked at.
const MOST: usize = 20;

/// The stops of a document at an address of their own, which is nearly a known one. Only those that `before` does not have as they
/// are: what a change leaves alone was looked at then.
pub(super) async fn places(
    tx: &mut Tx,
    (organisation, customer): (OrganisationId, CustomerId),
    document: &OrderDocument,
    before: Option<&OrderDocument>,
) -> Result<Vec<Place>, Failure> {
    let typed = document.stops().filter(|(_, at)| at.stop.location.is_none() && !before.is_some_and(|before| has(before, at)));
    let mut near = Vec::new();
    for (consignment, at) in typed.take(MOST) {
        let known = locations::perhaps(tx, organisation, &Seen::By(customer), &at.stop.address).await?;
        let known: Vec<Address> = known.iter().map(locations::LocationRow::address).collect();
        if is_near_duplicate(&at.stop.address, &known) {
            near.push(place(consignment, &at));
        }
    }
    Ok(near)
}

/// The stops that were remarked in the revision before and are what they were.
pub(super) fn still(stored: &Findings, before: &OrderDocument, document: &OrderDocument) -> Vec<Place> {
    let remarked = |at: &StopAt<'_>| {
        let (consignment, was) = before.stops().find(|(_, was)| same(was, at))?;
        let place = place(consignment, &was).to_string();
        stored.remarks.iter().find(|noted| noted.what == Remark::NearDuplicateLocation && noted.at.as_deref() == Some(&place))
    };
    document.stops().filter(|(_, at)| remarked(at).is_some()).map(|(consignment, at)| place(consignment, &at)).collect()
}

/// Remarks them.
pub(super) fn remark(findings: &mut Findings, near: &[Place]) {
    near.iter().for_each(|place| findings.remark(Remark::NearDuplicateLocation, Some(*place)));
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
