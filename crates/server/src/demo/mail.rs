//! Mail in every state, so that the demonstration's outbox shows what a haulier's would: one message that was given up, one that is
//! tried again with another behind it, one that was not sent after all.

use cartage::app::App;
use cartage::failure::Failure;
use cartage::organisations::OrganisationId;
use jiff::{Span, Timestamp};
use kit::db::Tx;
use kit::mail::Mail;
use kit::outbox::{self, MessageRow};
use uuid::Uuid;

use super::people_of;

/// A message of the demonstration: to whom, what, its state and outcome, tries, hours since it was written, why.
type Piece = (&'static str, &'static str, &'static str, &'static str, i64, i64, &'static str);

const PIECES: [Piece; 4] = [
    ("lager@hofmann-maschinenbau.example", "SUBMITTED", "DEAD", "", 78, 97, "the mail server refused it (550: 5.1.1 user unknown)"),
    (
        "expeditie@de-korenaar.example",
        "SUBMITTED",
        "PENDING",
        "",
        5,
        1,
        "the mail server asks to try again later (452: 4.2.2 mailbox full)",
    ),
    ("expeditie@de-korenaar.example", "ACCEPTED", "PENDING", "", 0, 0, ""),
    ("planning@deltaplast.example", "ACCEPTED", "DONE", "WITHHELD", 1, 20, "the contact was archived meanwhile"),
];

/// Puts them into the outbox of the house with that word in paths.
pub(super) async fn put(app: &App, house: &'static str) -> Result<(), Failure> {
    let (now, ids) = (app.clock.now(), app.ids);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (organisation, orders) = people_of::house_with_orders(tx, house).await?;
                for (piece, order) in PIECES.iter().zip(orders.iter().cycle()) {
                    one(tx, ids.id(now), organisation, piece, order, now).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await
}

async fn one(
    tx: &mut Tx,
    id: Uuid,
    organisation: OrganisationId,
    (to, what, state, outcome, attempts, hours, why): &Piece,
    (order, number): &(Uuid, String),
    now: Timestamp,
) -> Result<(), Failure> {
    let written = now.checked_sub(Span::new().hours(*hours).minutes(3)).unwrap_or(now);
    let mail =
        Mail { to: (*to).to_owned(), subject: format!("{number}: {}", cartage::telling::in_words(what)), text: format!("{number}\n") };
    let over = matches!(*state, "DEAD" | "DONE");
    let row = MessageRow {
        id: id.into(),
        tenant: Some(organisation.0),
        kind: "mail".to_owned(),
        receiver: (*to).to_owned(),
        payload: if *state == "DONE" { String::new() } else { serde_json::to_string(&mail)? },
        state: (*state).to_owned(),
        due_at: if *attempts > 0 { now.checked_add(Span::new().minutes(25)).unwrap_or(now) } else { now },
        leased_until: None,
        attempts: *attempts,
        last_error: Some((*why).to_owned()).filter(|why| !why.is_empty()),
        created_at: written,
        ended_at: over.then_some(now.checked_sub(Span::new().hours(1)).unwrap_or(now)),
        lane: format!("{organisation}/{to}"),
        position: 0,
        audience: String::new(),
        what: (*what).to_owned(),
        subject: Some(*order),
        give_up_at: outbox::gives_up(written),
        void_after: None,
        outcome: (*outcome).to_owned(),
    };
    Ok(outbox::insert(tx, &row).await?)
}
