//! What happens to an order, or to a submission that is no order yet, is told: to the contact who submitted it and to the addresses it names, as each of them chose, in the
//! act's own transaction.

use std::collections::BTreeSet;

use kit::db::Tx;
use kit::mail::Mail;
use kit::outbox::Slip;
use rules::order::OrderDocument;
use rules::telling::{Capacity, Choice, Choices, Kind, Named, next_digest};

use super::about::About;
use super::house::House;
use super::news::News;
use super::store::{digest, receivers};
use super::table::DigestRow;
use super::told::Told;
use super::{Audience, FIRST_HOUR};
use crate::failure::Failure;
use crate::history::Act;
use receivers::{Concerned, Known};

/// Tells the news of an order, or of a submission that is no order yet: whoever submitted it or a change of it, and the addresses
/// that `document` names.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(tx: &mut Tx, act: &Act, house: &House, about: &About, document: &OrderDocument, news: News<'_>) -> Result<(), Failure> {
    let named: BTreeSet<String> = document.contact_emails.iter().map(|address| address.trim().to_lowercase()).collect();
    if named.is_empty() && about.source == "DESK" {
        return Ok(());
    }
    let named: Vec<String> = named.into_iter().collect();
    let concerned = receivers::concerned(tx, about, &named).await?;
    let (Some(slug), Some(customer_access)) =
        (concerned.first().map(|one| one.customer_slug.clone()), concerned.first().map(|one| one.customer_access))
    else {
        return Err(Failure::fault("an order whose customer is gone"));
    };
    let portal = format!("{}/{slug}", house.portals);
    let labels = news.labels() && document.totals().quantity > 0;
    let told = Told { carrier: &house.carrier, portal: &portal, about, news: &news, labels };
    // Who has no access prints nothing.
    let told_to_named = Told { labels: false, ..told };
    let contacts: Vec<&Known> = concerned.iter().filter_map(|Concerned { contact, .. }| contact.as_ref()).collect();
    for contact in &contacts {
        if contact.access && customer_access && !contact.archived {
            one(tx, act, house, &told, contact, &named).await?;
        }
    }
    for address in &named {
        let known = contacts.iter().find(|contact| contact.email == *address);
        let may = Named { organisation_active: true, customer_access, contact: known.map(|contact| (contact.archived, contact.access)) };
        let has_access = known.is_some_and(|contact| contact.access && customer_access && !contact.archived);
        if !has_access && may.judge().is_ok() {
            let kind = news.kind();
            let (subject, text) = (told_to_named.subject(kind), told_to_named.text() + &told_to_named.foot_named());
            put(tx, act, (&told_to_named, kind), Audience::Named(about.customer), &Mail { to: address.clone(), subject, text }).await?;
        }
    }
    Ok(())
}

/// Tells one contact with access, as they chose.
async fn one(tx: &mut Tx, act: &Act, house: &House, told: &Told<'_>, contact: &Known, named: &[String]) -> Result<(), Failure> {
    let capacity = if named.contains(&contact.email) { Capacity::Named } else { Capacity::Submitter };
    let (kind, choice) = Choices::parse(&contact.choices).soonest(told.news.kind(), told.also(), capacity);
    match choice {
        Choice::Never => Ok(()),
        Choice::AtOnce => {
            let (subject, text) = (told.subject(kind), told.text() + &told.foot(kind));
            put(tx, act, (told, kind), Audience::Contact(contact.id), &Mail { to: contact.email.clone(), subject, text }).await
        }
        Choice::Digest => {
            let hour = contact.digest_hour.and_then(|hour| i8::try_from(hour).ok()).unwrap_or(FIRST_HOUR);
            let line = DigestRow {
                id: act.ids.id(act.now),
                organisation: act.organisation,
                membership: contact.id.0,
                contact: Some(contact.id),
                staff: None,
                kind: kind.as_str().to_owned(),
                order_id: told.about.id,
                import: None,
                line: told.line(kind),
                at: act.now,
                due_at: next_digest(act.now, &house.zone, hour),
            };
            digest::add(tx, &line).await
        }
    }
}

async fn put(tx: &mut Tx, act: &Act, (told, kind): (&Told<'_>, Kind), audience: Audience, mail: &Mail) -> Result<(), Failure> {
    let slip = Slip { audience: audience.word(), what: kind.as_str(), subject: Some(told.about.id.0), void_after: None };
    act.post(tx, slip, mail).await
}
