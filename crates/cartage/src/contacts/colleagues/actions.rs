//! What a contact who manages colleagues does: invites, changes rights, switches off and on. Who acts is looked up again inside
//! the act: whoever lost the right a moment ago has lost it.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::access::{Colleague, Rights, change_colleague};

use super::words;
use crate::contacts::details::Details;
use crate::contacts::store;
use crate::contacts::table::ContactRow;
use crate::contacts::welcome::welcome;
use crate::contacts::{Access, ContactId, Host, actions};
use crate::customers::{self, CustomerId};
use crate::failure::{Failure, Refusal};
use crate::history::{self, Act, Entry, Subject};
use crate::shell::says;
use crate::viewer::{Contact, Scope};

/// Who acts, and where.
#[derive(Clone, Debug)]
pub(super) struct Manager {
    pub(super) id: ContactId,
    pub(super) customer: CustomerId,
    pub(super) host: Host,
}

impl Manager {
    pub(super) fn of(contact: &Contact, host: Host) -> Manager {
        Manager { id: contact.id, customer: contact.customer, host }
    }

    fn zone(&self) -> &TimeZone {
        &self.host.carrier.zone
    }

    /// What they may do now.
    async fn rights(&self, tx: &mut Tx, act: &Act) -> Result<Rights, Failure> {
        let own = self.colleague(tx, act, self.id).await?;
        if own.portal_access { own.rights() } else { Err(Failure::not_found()) }
    }

    /// A contact of their own customer who is not archived.
    async fn colleague(&self, tx: &mut Tx, act: &Act, id: ContactId) -> Result<ContactRow, Failure> {
        let row = store::load(tx, act.organisation, id).await?.filter(|row| row.customer == self.customer);
        let row = row.ok_or_else(Failure::not_found)?;
        match row.archived_at {
            None => Ok(row),
            Some(_) => Err(Failure::refused(format!("{0} has archived {1}. Ask {0} to restore them.", self.host.carrier.name, row.name))),
        }
    }

    /// How many other contacts with access manage colleagues.
    async fn others(&self, tx: &mut Tx, act: &Act, but: ContactId) -> Result<usize, Failure> {
        let all = store::of_customer(tx, act.organisation, self.customer).await?;
        Ok(all.iter().filter(|row| row.id != but && row.manages()).count())
    }
}

/// Invites a colleague, who is welcomed as the desk would (1.4). Whether the address is known elsewhere makes no difference to
/// anything that can be seen (1.3).
pub(super) async fn invite(tx: &mut Tx, act: &mut Act, manager: &Manager, details: &Details) -> Result<ContactId, Failure> {
    let own = manager.rights(tx, act).await?;
    let after = Colleague { rights: details.rights, access: true };
    let others = manager.others(tx, act, manager.id).await?;
    change_colleague(own, Colleague::NOBODY, after, others).map_err(|no| Failure::from(words::refusal(no, &details.name, false)))?;
    if let Some(known) = store::by_email(tx, act.organisation, manager.customer, &details.email).await? {
        return Err(Refusal::at("email", already(&known, &manager.host.carrier.name)).into());
    }
    Ok(actions::create(tx, act, &manager.host, manager.customer, details).await?.0)
}

fn already(known: &ContactRow, carrier: &str) -> String {
    match (known.archived_at, known.portal_access) {
        (Some(_), _) => {
            format!("{} has this address and was archived by {} Ask {carrier} to restore them", known.name, says::ending(carrier))
        }
        (None, true) => format!("{} has this address and is a colleague already", known.name),
        (None, false) => format!("{} has this address and is switched off. Switch them on again in the list", known.name),
    }
}

/// Gives a colleague these rights. `seen` is the version the form was opened with.
pub(super) async fn change(tx: &mut Tx, act: &mut Act, manager: &Manager, id: ContactId, seen: i64, rights: Rights) -> Result<(), Failure> {
    let own = manager.rights(tx, act).await?;
    let mut row = manager.colleague(tx, act, id).await?;
    if row.version != seen {
        let scope = Scope { organisation: act.organisation, customer: Some(manager.customer) };
        return Err(history::overtaken(tx, scope, id.0, row.version.saturating_sub(seen), manager.zone()).await?);
    }
    let before = Details::of(&row)?;
    let after = Details { rights, ..before.clone() };
    judge(tx, act, manager, own, &row, &after).await?;
    let changes = before.changes(&after);
    if changes.is_empty() {
        return Ok(());
    }
    row.rights = rights.as_i64();
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(Subject("contact", id.0), "contact.changed").of(row.customer).changes(changes)).await
}

/// Switches a colleague's access off, which ends it at once, or on again, who is welcomed. Done already: nothing is done.
pub(super) async fn switch(tx: &mut Tx, act: &mut Act, manager: &Manager, id: ContactId, on: bool) -> Result<Access, Failure> {
    let own = manager.rights(tx, act).await?;
    let mut row = manager.colleague(tx, act, id).await?;
    if row.portal_access == on {
        return Ok(Access::Same);
    }
    let before = Details::of(&row)?;
    let after = Details { portal_access: on, ..before.clone() };
    judge(tx, act, manager, own, &row, &after).await?;
    row.portal_access = on;
    store::save(tx, &mut row).await?;
    act.record(tx, Entry::new(Subject("contact", id.0), "contact.changed").of(row.customer).changes(before.changes(&after))).await?;
    if !on {
        return Ok(Access::Ended);
    }
    let customer = customers::load(tx, act.organisation, manager.customer).await?.ok_or_else(Failure::not_found)?;
    welcome(tx, act, &manager.host, &customer, &row).await?;
    Ok(Access::On)
}

async fn judge(tx: &mut Tx, act: &Act, manager: &Manager, own: Rights, row: &ContactRow, after: &Details) -> Result<(), Failure> {
    let others = manager.others(tx, act, row.id).await?;
    let before = Colleague { rights: row.rights()?, access: row.portal_access };
    let wanted = Colleague { rights: after.rights, access: after.portal_access };
    let switched_on = wanted.access && !before.access;
    match change_colleague(own, before, wanted, others) {
        Ok(_) => Ok(()),
        Err(no) => Err(words::refusal(no, &row.name, switched_on).into()),
    }
}
