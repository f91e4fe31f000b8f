//! Charges are told (8.2, 8.3): every contact who may approve one hears that it waits, and whoever of the staff asked hears the answer.
//! An amount stands only in a mail of its own, which leaves only while its receiver may see it; never in a digest.

use kit::db::Tx;
use kit::mail::Mail;
use kit::outbox::Slip;
use rules::access::{Right, Rights};
use rules::money::Money;
use rules::telling::{Capacity, Choice, Choices, Kind, next_digest};
use uuid::Uuid;

use super::about::About;
use super::house::House;
use super::store::receivers::{self, Approver};
use super::store::{digest, notices};
use super::table::DigestRow;
use super::told::quoted;
use super::{Audience, FIRST_HOUR, FIRST_HOUR_OF_STAFF, words};
use crate::failure::Failure;
use crate::history::Act;
use crate::people::StaffId;

/// A charge as its mails speak of it.
#[derive(Clone, Debug)]
pub struct ChargeTold<'a> {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub name: &'a str,
    /// What is asked.
    pub amount: Money,
    /// What was agreed before.
    pub agreed: Option<Money>,
}

/// Tells the contacts who may approve charges of an order that these wait for them: what one act asks is one mail, a line each.
///
/// # Errors
/// When the database does not answer.
pub async fn ask_to_approve(tx: &mut Tx, act: &Act, house: &House, about: &About, charges: &[ChargeTold<'_>]) -> Result<(), Failure> {
    if charges.is_empty() {
        return Ok(());
    }
    for approver in receivers::approvers(tx, about).await? {
        let rights = Rights::from_i64(approver.rights).unwrap_or(Rights::NONE);
        if rights.has(Right::SeeCharges) && rights.has(Right::ApproveCharges) {
            ask_one(tx, act, house, about, charges, &approver).await?;
        }
    }
    Ok(())
}

async fn ask_one(
    tx: &mut Tx,
    act: &Act,
    house: &House,
    about: &About,
    charges: &[ChargeTold<'_>],
    approver: &Approver,
) -> Result<(), Failure> {
    let portal = format!("{}/{}", house.portals, approver.customer_slug);
    let (kind, order) = (Kind::ChargeToApprove, format!("{portal}/orders/{}", about.id));
    let (subject, what, link) = match charges {
        [one] => ("Charge to approve".to_owned(), "a charge".to_owned(), format!("{order}/charges/{}", one.id)),
        many => (format!("{} charges to approve", many.len()), format!("{} charges", many.len()), format!("{order}#charges")),
    };
    let subject = format!("{subject}: {}", about.name());
    match Choices::parse(&approver.choices).of(kind, Capacity::Submitter) {
        Choice::Never => Ok(()),
        Choice::AtOnce => {
            let line = |charge: &ChargeTold<'_>| {
                let before = charge.agreed.map(|money| format!(" Agreed before: {money}.")).unwrap_or_default();
                format!("{}: {} net.{before}", charge.name, charge.amount)
            };
            let lines = charges.iter().map(line).collect::<Vec<_>>().join("\n");
            let them = if charges.len() == 1 { "it" } else { "them" };
            let foot = words::foot(words::in_words(kind.as_str()), &format!("{portal}/notifications"));
            let text = format!(
                "{} asks you to approve {what} on {}.\n\n{lines}\n\nApprove or reject {them} here:\n{link}\n{foot}",
                house.carrier,
                about.name(),
            );
            let mail = Mail { to: approver.email.clone(), subject, text };
            let audience = Audience::Approver(approver.id).word();
            act.post(tx, Slip { audience, what: kind.as_str(), subject: Some(about.id.0), void_after: None }, &mail).await
        }
        Choice::Digest => {
            let hour = approver.digest_hour.and_then(|hour| i8::try_from(hour).ok()).unwrap_or(FIRST_HOUR);
            let line = DigestRow {
                id: act.ids.id(act.now),
                organisation: act.organisation,
                membership: approver.id.0,
                contact: Some(approver.id),
                staff: None,
                kind: kind.as_str().to_owned(),
                order_id: about.id,
                import: None,
                line: format!("{subject}, {}\n{link}", charges.iter().map(|charge| charge.name).collect::<Vec<_>>().join(", ")),
                at: act.now,
                due_at: next_digest(act.now, &house.zone, hour),
            };
            digest::add(tx, &line).await
        }
    }
}

/// Tells staff what a contact answered: approved, or rejected for this reason. Until they choose otherwise, only who asked hears it.
///
/// # Errors
/// When the database does not answer.
pub async fn charge_answered(
    tx: &mut Tx,
    act: &Act,
    house: &House,
    about: &About,
    charge: &ChargeTold<'_>,
    asked_by: Option<StaffId>,
    rejected: Option<&str>,
) -> Result<(), Failure> {
    let (kind, word) = (Kind::ChargeAnswered, if rejected.is_some() { "rejected" } else { "approved" });
    let subject = format!("Charge {word}: {}", about.name());
    let link = format!("{}/orders/{}", house.desk, about.id);
    let why = quoted(rejected.unwrap_or_default(), "\n\n");
    for user in notices::users(tx, act.organisation).await? {
        let capacity = if asked_by == Some(user.id) { Capacity::Planner } else { Capacity::Onlooker };
        match Choices::parse(&user.choices).of(kind, capacity) {
            Choice::Never => {}
            Choice::AtOnce => {
                let foot = words::foot(words::in_words(kind.as_str()), &format!("{}/notifications", house.desk));
                let said = format!("{} {word} {} ({}) on {}.", act.actor.name, charge.name, charge.amount, about.name());
                let mail = Mail { to: user.email.clone(), subject: subject.clone(), text: format!("{said}{why}\n\n{link}\n{foot}") };
                let audience = Audience::Staff(user.id).word();
                act.post(tx, Slip { audience, what: kind.as_str(), subject: Some(about.id.0), void_after: None }, &mail).await?;
            }
            Choice::Digest => {
                let hour = user.digest_hour.and_then(|hour| i8::try_from(hour).ok()).unwrap_or(FIRST_HOUR_OF_STAFF);
                let line = DigestRow {
                    id: act.ids.id(act.now),
                    organisation: act.organisation,
                    membership: user.id.0,
                    contact: None,
                    staff: Some(user.id),
                    kind: kind.as_str().to_owned(),
                    order_id: about.id,
                    import: None,
                    line: format!("{subject}, {} by {}{}\n{link}", charge.name, act.actor.name, quoted(rejected.unwrap_or_default(), "\n")),
                    at: act.now,
                    due_at: next_digest(act.now, &house.zone, hour),
                };
                digest::add(tx, &line).await?;
            }
        }
    }
    Ok(())
}
