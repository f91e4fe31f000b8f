//! The daily head: once a day, soon after midnight in its zone, the head of an organisation's chain leaves the house, into the
//! log and to its super admins. Whoever can alter the whole database cannot alter those mails.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use kit::mail::Mail;

use super::head::Head;
use super::store::heads::{self, Keeping};
use crate::app::App;
use crate::failure::Failure;
use crate::jobs::{self, Job, When, Work};
use crate::organisations::OrganisationId;
use crate::people;

/// Keeps and mails the head of each organisation, a minute after its midnight, when something was recorded since the last one.
pub const DAILY_HEAD: Job = Job {
    name: "daily-head",
    when: When::Daily(Time::constant(0, 1, 0, 0)),
    work: Work::OfEach(|app, organisation, slot| Box::pin(keep(app, organisation, slot))),
};

async fn keep(app: &App, organisation: OrganisationId, slot: Timestamp) -> Result<(), Failure> {
    let Some(due) = app.db.read(move |tx| Box::pin(heads::grown(tx, organisation))).await? else { return Ok(()) };
    let zone = TimeZone::get(&due.zone).map_err(Failure::fault)?;
    let (today, set_up) = (slot.to_zoned(zone.clone()).date(), due.created_at.to_zoned(zone).date());
    if today <= due.last.unwrap_or(set_up) {
        return Ok(());
    }
    if let Some(head) = claim(app, organisation, due, today).await? {
        tracing::info!(%head, "head of the history");
    }
    Ok(())
}

/// Keeps the head of that day and mails it, in one act: a slot that is run twice finds the day taken.
async fn claim(app: &App, organisation: OrganisationId, due: Keeping, today: Date) -> Result<Option<Head>, Failure> {
    app.act_as(organisation, jobs::by_itself(), move |tx, act| {
        Box::pin(async move {
            let (entry, link) = act.reach(tx).await?;
            let head = Head { organisation: due.slug.clone(), entry, link };
            if !heads::claim(tx, organisation, today, (entry, head.link.clone()), act.now).await? {
                return Ok(None);
            }
            for (name, email) in people::super_admins(tx, organisation).await? {
                act.mail(tx, &mail(&due.name, &name, email, today, &head)).await?;
            }
            Ok(Some(head))
        })
    })
    .await
}

fn mail(organisation: &str, name: &str, email: String, today: Date, head: &Head) -> Mail {
    Mail {
        to: email,
        subject: format!("History of {organisation}: its head on {}", today.strftime("%-d %B %Y")),
        text: format!(
            "Hello {name},\n\n{} entries are recorded in the history of {organisation}. This line is its head:\n\n{head}\n\n\
             Keep this mail. Should anybody alter what was recorded, or cut off its end, the line shows it: save the mail as \
             mail.txt where Cartage runs and type\n\n  cartage verify-history --against mail.txt\n\nOtherwise you need not do anything.\n",
            head.entry
        ),
    }
}
