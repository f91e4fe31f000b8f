//! The digest: once a day, at the hour each member chose, what happened since the last one; nothing when nothing did.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::db::Tx;
use kit::mail::Mail;
use kit::outbox::Slip;
use rules::telling::Kind;

use super::Audience;
use super::house::House;
use super::store::digest::{Due, take};
use super::words;
use crate::app::App;
use crate::failure::Failure;
use crate::history::Act;
use crate::jobs::{self, Job, When, Work};
use crate::organisations::{self, OrganisationId};
use crate::shell::says;

/// Sends the digests that are due.
pub const DIGEST: Job =
    Job { name: "digest", when: When::Every(5), work: Work::OfEach(|app, organisation, _| Box::pin(send(app, organisation))) };

/// A digest tells so many things one by one; of the rest it tells the number.
const LINES: usize = 200;

/// A few members a transaction; what is taken out of the table and what is put into the outbox is one.
async fn send(app: &App, organisation: OrganisationId) -> Result<(), Failure> {
    loop {
        let base_url = app.setup.base_url.clone();
        let sent = app.act_as(organisation, jobs::by_itself(), move |tx, act| Box::pin(async move { some(tx, act, &base_url).await }));
        if sent.await? == 0 {
            return Ok(());
        }
    }
}

/// Sends the digests of the next few members; how many lines there were.
async fn some(tx: &mut Tx, act: &Act, base_url: &str) -> Result<usize, Failure> {
    let due = take(tx, act.organisation, act.now).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let row = organisations::by_id(tx, act.organisation).await?;
    let zone = TimeZone::get(&row.zone).map_err(Failure::fault)?;
    let house = House::named(base_url, &row.slug, &row.name, zone);
    for lines in due.chunk_by(|one, next| one.membership == next.membership) {
        let Some(mail) = compose(&house, lines, act.now) else { continue };
        let Some(audience) = lines.first().and_then(audience) else { continue };
        let slip = Slip { audience: audience.word(), what: "DIGEST", ..Slip::default() };
        act.post(tx, slip, &mail).await?;
    }
    Ok(due.len())
}

fn audience(line: &Due) -> Option<Audience> {
    line.contact.map(Audience::Contact).or(line.staff.map(Audience::Staff))
}

/// Whether a line is still to be told: to staff of a quote or an import that waits, and not said again by a later line; to a contact a
/// question that nobody has answered, a charge that waits and may be seen, and everything else.
fn still(line: &Due, later: &[Due]) -> bool {
    match Kind::parse(&line.kind) {
        Some(Kind::Question) => return line.asked,
        Some(Kind::ChargeToApprove) => return line.charge_waits,
        Some(Kind::ChargeAnswered) => return true,
        _ => {}
    }
    let Some(_) = line.staff else { return true };
    match &line.import {
        None => line.order_status.as_deref() == Some("QUOTE"),
        Some((_, state)) => {
            matches!(state.as_str(), "WAITING" | "ERROR") && !later.iter().any(|next| next.kind == line.kind && next.import == line.import)
        }
    }
}

/// One mail of all that concerns a member. What waited and waits no longer is left out; none when nothing is left.
fn compose(house: &House, due: &[Due], now: Timestamp) -> Option<Mail> {
    let lines: Vec<&Due> =
        due.iter().enumerate().filter(|(n, line)| still(line, due.get(n + 1..).unwrap_or(&[]))).map(|(_, line)| line).collect();
    let first = lines.first()?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines {
        *counts.entry(words::in_words(&line.kind)).or_default() += 1;
    }
    let counted: Vec<String> = counts.iter().map(|(what, count)| format!("{count} {}", what.to_lowercase())).collect();
    let today = now.to_zoned(house.zone.clone()).date();
    let (whose, root) = match &first.customer {
        Some((slug, customer)) => (format!("the orders of {customer}"), format!("{}/{slug}", house.portals)),
        None if lines.iter().any(|line| line.import.is_some()) => ("the quotes and order imports that wait".to_owned(), house.desk.clone()),
        None if lines.iter().any(|line| line.kind == Kind::ChargeAnswered.as_str()) => {
            ("the quotes that wait, and what customers answered".to_owned(), house.desk.clone())
        }
        None => ("the quotes that wait".to_owned(), house.desk.clone()),
    };
    let mut text = format!("Hello {},\n\nthis is what there is to tell of {whose} at {}\n", first.name, says::ending(&house.carrier));
    for line in lines.iter().take(LINES) {
        let at = line.at.to_zoned(house.zone.clone());
        let when = if at.date() == today { at.strftime("%H:%M") } else { at.strftime("%-d %b, %H:%M") };
        text.push_str(&format!("\n{when}  {}\n", line.line));
    }
    if lines.len() > LINES {
        text.push_str(&format!("\nand {} more: {root}/orders\n", lines.len() - LINES));
    }
    text.push_str(&format!(
        "\n-- \nYou get this once a day, with what you chose to hear in the digest. Change it here: {root}/notifications\n"
    ));
    Some(Mail { to: first.email.clone(), subject: format!("{}: {}", house.carrier, counted.join(", ")), text })
}
