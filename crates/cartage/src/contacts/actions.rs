//! What is done with contacts: added, changed, let into the portal and out of it, archived, restored.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::access::{Grantor, Rights, RightsRefusal, change_rights};

use super::ContactId;
use super::details::{Details, right_in_words};
use super::store;
use super::table::ContactRow;
use super::welcome::{Host, welcome};
use crate::customers::{self, CustomerId, CustomerRow};
use crate::failure::{Failure, Refusal};
use crate::history::{self, Act, Entry, Subject};
use crate::people;
use crate::shell::says;
use crate::viewer::Scope;

/// What became of a contact's access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is as it was.
    Same,
    /// It is on from now; a welcome mail is on its way.
    On,
    /// It ended now.
    Ended,
}

/// Adds a contact to a customer; welcomes them when that gives them access (1.4). Whether the address is known elsewhere makes no
/// difference to anything that can be seen (1.3).
///
/// # Errors
/// The customer is not there or archived; the address is taken at this customer; or the database does not answer.
pub async fn create(
    tx: &mut Tx,
    act: &mut Act,
    host: &Host,
    customer: CustomerId,
    details: &Details,
) -> Result<(ContactId, Access), Failure> {
    let customer = open_customer(tx, act, customer).await?;
    free_address(tx, &customer, &details.email, None).await?;
    let mut row = ContactRow {
        id: act.ids.id(act.now),
        organisation: act.organisation,
        customer: customer.id,
        person: None,
        name: String::new(),
        sort_name: String::new(),
        email: String::new(),
        phone: String::new(),
        portal_access: false,
        rights: 0,
        archived_at: None,
        version: 1,
        created_at: act.now,
    };
    details.fill(&mut row);
    store::insert(tx, &row).await?;
    let changes = Details { rights: Rights::NONE, ..Details::default() }.changes(details);
    act.record(tx, Entry::new(subject(row.id), "contact.created").of(row.customer).changes(changes).detail(&customer.name)).await?;
    if details.also_customer && !customer.portal_access {
        customers::open_portal(tx, act, host, customer).await?;
        return Ok((row.id, Access::On));
    }
    let on = welcome(tx, act, host, &customer, &row).await?;
    Ok((row.id, if on { Access::On } else { Access::Same }))
}

/// Changes a contact. `seen` is the version the form was opened with. Another address unlinks the person behind the old one and
/// invites anew (1.3); access switched off ends at once (1.4).
///
/// # Errors
/// Not found; archived; changed by somebody else meanwhile; the address is taken; the last manager would go; or the database
/// does not answer.
pub async fn change(tx: &mut Tx, act: &mut Act, host: &Host, id: ContactId, seen: i64, details: &Details) -> Result<Access, Failure> {
    let mut row = for_change(tx, act, &host.carrier.zone, id, seen).await?;
    let before = Details::of(&row)?;
    let customer = open_customer(tx, act, row.customer).await?;
    let opens = details.also_customer && !customer.portal_access;
    let changes = before.changes(details);
    if before.email != details.email {
        free_address(tx, &customer, &details.email, Some(id)).await?;
        people::unlink(tx, act, id).await?;
    }
    keep_a_manager(tx, &row, before.rights, details.rights, &customer.name).await?;
    if !changes.is_empty() {
        details.fill(&mut row);
        store::save(tx, &mut row).await?;
        act.record(tx, Entry::new(subject(id), "contact.changed").of(row.customer).changes(changes)).await?;
    }
    if opens {
        customers::open_portal(tx, act, host, customer).await?;
        return Ok(Access::On);
    }
    let had = before.portal_access && customer.portal_access;
    if (!had || before.email != details.email) && welcome(tx, act, host, &customer, &row).await? {
        return Ok(Access::On);
    }
    Ok(if had && !row.portal_access { Access::Ended } else { Access::Same })
}

/// Archives a contact: access ends at once. Archived already: nothing is done.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn archive(tx: &mut Tx, act: &mut Act, id: ContactId) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.archived_at.is_some() {
        return Ok(());
    }
    let before = Details::of(&row)?;
    (row.archived_at, row.portal_access) = (Some(act.now), false);
    let changes = before.changes(&Details::of(&row)?);
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "contact.archived").of(row.customer).changes(changes)).await
}

/// Restores an archived contact. Access stays off until somebody switches it on. Not archived: nothing is done.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn restore(tx: &mut Tx, act: &mut Act, id: ContactId) -> Result<(), Failure> {
    let mut row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.archived_at.take().is_none() {
        return Ok(());
    }
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(subject(id), "contact.restored").of(row.customer)).await
}

async fn open_customer(tx: &mut Tx, act: &Act, id: CustomerId) -> Result<CustomerRow, Failure> {
    let customer = customers::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    match customer.archived_at {
        None => Ok(customer),
        Some(_) => Err(Failure::refused(format!("{} is archived. Restore the customer first.", customer.name))),
    }
}

async fn for_change(tx: &mut Tx, act: &Act, zone: &TimeZone, id: ContactId, seen: i64) -> Result<ContactRow, Failure> {
    let row = store::load(tx, act.organisation, id).await?.ok_or_else(Failure::not_found)?;
    if row.version != seen {
        let scope = Scope { organisation: act.organisation, customer: None };
        return Err(history::overtaken(tx, scope, id.0, row.version.saturating_sub(seen), zone).await?);
    }
    if row.archived_at.is_some() { Err(Failure::refused("This contact is archived. Restore it first.")) } else { Ok(row) }
}

/// One address belongs to one contact of a customer; archived ones keep theirs.
async fn free_address(tx: &mut Tx, customer: &CustomerRow, email: &str, but: Option<ContactId>) -> Result<(), Failure> {
    match store::by_email(tx, customer.organisation, customer.id, email).await? {
        Some(other) if Some(other.id) != but => {
            let tail = if other.archived_at.is_some() { ", who is archived; restore that contact instead" } else { "" };
            Err(Refusal::at("email", format!("{} of {} has this address already{tail}", other.name, customer.name)).into())
        }
        _ => Ok(()),
    }
}

/// Nobody removes the last one who manages colleagues (1.5).
async fn keep_a_manager(tx: &mut Tx, row: &ContactRow, before: Rights, after: Rights, customer: &str) -> Result<(), Failure> {
    let others = store::of_customer(tx, row.organisation, row.customer).await?;
    let others = others.iter().filter(|other| other.id != row.id && other.manages()).count();
    let refusal = match change_rights(Grantor::Staff, before, after, others) {
        Ok(_) => return Ok(()),
        Err(RightsRefusal::LastManager) => {
            let what = format!(
                "{} is the last one with access who manages colleagues at {} Give another contact that right first.",
                row.name,
                says::ending(customer)
            );
            Refusal::at("manage_colleagues", what)
        }
        Err(RightsRefusal::Lacks(right)) => Refusal::new(format!("You cannot give the right “{}”.", right_in_words(right))),
        Err(RightsRefusal::NotAManager) => Refusal::new("You cannot change these rights."),
    };
    Err(refusal.into())
}

fn subject(id: ContactId) -> Subject {
    Subject("contact", id.0)
}
