//! The daily head: once a day, soon after midnight in its zone, the head of an organisation's chain leaves the house, into the
//! log and to its super admins. Whoever can alter the whole database cannot alter those mails.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kit::mail::Mail;

use super::head::Head;
use super::store::heads::{self, Keeping};
use crate::app::App;
use crate::failure::Failure;
use crate::people;
use crate::viewer::{Actor, Side};

/// Keeps the head of every organisation whose day has begun and whose chain has grown since the last one was kept. Several
/// copies of the program may call it at once: a row claims the day. Heads kept now.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_daily_heads(app: &App) -> Result<Vec<Head>, Failure> {
    let now = app.clock.now();
    let mut kept = Vec::new();
    for due in app.db.read(|tx| Box::pin(heads::grown(tx))).await? {
        let zone = TimeZone::get(&due.zone).map_err(Failure::fault)?;
        let (today, set_up) = (now.to_zoned(zone.clone()).date(), due.created_at.to_zoned(zone).date());
        if today > due.last.unwrap_or(set_up) {
            kept.extend(keep(app, due, today).await?);
        }
    }
    Ok(kept)
}

async fn keep(app: &App, due: Keeping, today: Date) -> Result<Option<Head>, Failure> {
    let actor = Actor { name: "Cartage".to_owned(), side: Side::System, membership: None };
    let kept = app.act_as(due.organisation, actor, move |tx, act| {
        Box::pin(async move {
            let (entry, link) = act.reach();
            let head = Head { organisation: due.slug.clone(), entry, link: link.to_vec() };
            if !heads::claim(tx, due.organisation, today, (entry, head.link.clone()), act.now).await? {
                return Ok(None);
            }
            for (name, email) in people::super_admins(tx, due.organisation).await? {
                act.mail(tx, &mail(&due.name, &name, email, today, &head)).await?;
            }
            Ok(Some(head))
        })
    });
    let kept = kept.await?;
    if let Some(head) = &kept {
        tracing::info!(%head, "head of the history");
    }
    Ok(kept)
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
