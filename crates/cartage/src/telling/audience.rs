//! In what capacity somebody gets a mail, written on it and asked again when it is about to leave (rule 10.4).

use std::future::Future;
use std::pin::Pin;

use kit::db::Db;
use kit::outbox::{Gate, MessageRow, Verdict};
use rules::access::{Denied, PortalAccess, Right, Rights};
use rules::telling::{Named, Withheld};
use uuid::Uuid;

use super::store::facts;
use crate::contacts::ContactId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::people::StaffId;

/// In what capacity somebody gets a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// As a contact with access to the portal.
    Contact(ContactId),
    /// As a contact who sees and approves charges, where they are shown: an amount stands in it.
    Approver(ContactId),
    /// By an address that an order of this customer names.
    Named(CustomerId),
    /// As staff.
    Staff(StaffId),
}

impl Audience {
    /// As it is written on the mail.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Audience::Contact(id) => format!("contact:{id}"),
            Audience::Approver(id) => format!("approver:{id}"),
            Audience::Named(id) => format!("named:{id}"),
            Audience::Staff(id) => format!("staff:{id}"),
        }
    }

    /// Reads what is written; none for a mail that goes to an address as such (a welcome, a link to sign in).
    pub(super) fn parse(word: &str) -> Option<Audience> {
        let (kind, id) = word.split_once(':')?;
        let id: Uuid = id.parse().ok()?;
        match kind {
            "contact" => Some(Audience::Contact(id.into())),
            "approver" => Some(Audience::Approver(id.into())),
            "named" => Some(Audience::Named(id.into())),
            "staff" => Some(Audience::Staff(id.into())),
            _ => None,
        }
    }
}

/// What is asked of the database before a mail leaves.
pub struct Access {
    /// Where people are.
    pub db: Db,
}

impl Gate for Access {
    fn ask<'a>(&'a self, message: &'a MessageRow) -> Pin<Box<dyn Future<Output = anyhow::Result<Verdict>> + Send + 'a>> {
        Box::pin(async move {
            let (Some(audience), Some(tenant)) = (Audience::parse(&message.audience), message.tenant) else { return Ok(Verdict::Send) };
            let (organisation, receiver) = (OrganisationId(tenant), message.receiver.clone());
            let asked = self.db.read::<_, Failure, _>(move |tx| {
                Box::pin(async move {
                    Ok(match audience {
                        Audience::Contact(id) => contact(facts::contact_facts(tx, organisation, id, &receiver).await?),
                        Audience::Approver(id) => approver(
                            facts::contact_facts(tx, organisation, id, &receiver).await?,
                            facts::charge_facts(tx, organisation, id).await?,
                        ),
                        Audience::Named(customer) => named(facts::named_facts(tx, organisation, customer, &receiver).await?),
                        Audience::Staff(id) => staff(facts::staff_facts(tx, organisation, id, &receiver).await?),
                    })
                })
            });
            match asked.await {
                Ok(Ok(())) => Ok(Verdict::Send),
                Ok(Err(why)) => Ok(Verdict::Withhold(why.to_owned())),
                Err(Failure::Fault(error)) => Err(error),
                Err(other) => Err(anyhow::anyhow!("{other:?}")),
            }
        })
    }
}

const INACTIVE: &str = "the organisation is not active";
const ARCHIVED: &str = "the contact was archived meanwhile";
const OFF: &str = "the contact's access to the portal has ended";

fn contact(facts: Option<PortalAccess>) -> Result<(), &'static str> {
    let facts = facts.ok_or("the contact's address has changed")?;
    facts.judge().map_err(|denied| match denied {
        Denied::OrganisationInactive => INACTIVE,
        Denied::CustomerOff => "the customer's access to the portal has ended",
        Denied::ContactArchived => ARCHIVED,
        Denied::ContactOff => OFF,
    })
}

/// A mail with an amount leaves only while charges are shown to that customer and that contact may see and approve them (8.2).
fn approver(access: Option<PortalAccess>, charges: Option<(bool, i64)>) -> Result<(), &'static str> {
    contact(access)?;
    let (shown, rights) = charges.ok_or("the contact is gone")?;
    let rights = Rights::from_i64(rights).unwrap_or(Rights::NONE);
    if !shown {
        return Err("charges are not shown to the customer any more");
    }
    if rights.has(Right::SeeCharges) && rights.has(Right::ApproveCharges) {
        Ok(())
    } else {
        Err("the contact may not approve charges any more")
    }
}

fn named(facts: Option<Named>) -> Result<(), &'static str> {
    facts.ok_or("the customer is gone")?.judge().map_err(|withheld| match withheld {
        Withheld::OrganisationInactive => INACTIVE,
        Withheld::ContactArchived => ARCHIVED,
        Withheld::ContactOff => OFF,
    })
}

fn staff(facts: Option<(bool, bool)>) -> Result<(), &'static str> {
    match facts {
        Some((true, true)) => Ok(()),
        Some((false, _)) => Err(INACTIVE),
        Some((_, false)) => Err("the user was switched off"),
        None => Err("the user's address has changed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_on_a_mail_comes_back() {
        let id = Uuid::from_u128(7);
        for audience in
            [Audience::Contact(id.into()), Audience::Approver(id.into()), Audience::Named(id.into()), Audience::Staff(id.into())]
        {
            assert_eq!(Audience::parse(&audience.word()), Some(audience));
        }
        assert_eq!((Audience::parse(""), Audience::parse("contact:7"), Audience::parse("dog:1")), (None, None, None));
    }
}
