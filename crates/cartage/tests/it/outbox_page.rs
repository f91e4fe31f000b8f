//! The outbox at the desk: what stands in which tab, what it never shows, and what is done with a message.

use kit::args;
use kit::db::DbError;
use kit::mail::Mail;
use kit::outbox::{self, Slip};
use testkit::{Built, TestApp, both};
use uuid::Uuid;

use super::built_orders::order;
use super::import_portal::{importing, submit};

/// A message; its id.
async fn put(app: &TestApp, tenant: Option<Uuid>, to: &str, subject: Option<Uuid>) -> Uuid {
    let (ids, now) = (app.app.ids, app.app.clock.now());
    let mail = Mail { to: to.into(), subject: "hush".into(), text: "a secret".into() };
    let slip = Slip { what: "CANCELLED", subject, ..Slip::default() };
    app.app
        .db
        .write::<(), DbError, _>(move |tx| Box::pin(async move { outbox::put(tx, ids, now, tenant, slip, &mail).await }))
        .await
        .unwrap();
    let (sql, to) = ("SELECT id, state FROM outbox WHERE receiver = $1", to.to_owned());
    let read = app.app.db.read::<(Uuid, String), DbError, _>(move |tx| Box::pin(async move { tx.one(sql, args![to]).await }));
    read.await.unwrap().0
}

async fn messages(app: &TestApp) -> Vec<(String, String, String)> {
    let sql = "SELECT receiver, state, outcome FROM outbox ORDER BY receiver";
    app.app.db.read::<_, DbError, _>(move |tx| Box::pin(async move { tx.all(sql, Vec::new()).await })).await.unwrap()
}

fn at(house: &Built, path: &str) -> String {
    format!("{}/outbox{path}", house.operations.root)
}

both! {
    async fn every_message_of_the_organisation_stands_in_its_tab_and_none_says_what_it_says(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 7).put(app, &house).await;
        let (tenant, other) = (Some(house.organisation.id.0), app.organisation("lisowski").await);
        for to in ["waiting@a.example", "dead@a.example", "done@a.example", "withheld@a.example"] { put(app, tenant, to, Some(id.0)).await; }
        put(app, Some(other.id.0), "theirs@a.example", None).await;
        put(app, None, "link@a.example", None).await;
        app.sql("UPDATE outbox SET state = 'DEAD', ended_at = 5, attempts = 12, last_error = 'the mail server refused it (550: no such user)' WHERE receiver LIKE 'dead%'", args![]).await;
        app.sql("UPDATE outbox SET state = 'DONE', ended_at = 5, outcome = 'SENT' WHERE receiver LIKE 'done%'", args![]).await;
        app.sql("UPDATE outbox SET state = 'DONE', ended_at = 5, outcome = 'WITHHELD', last_error = 'the contact was archived meanwhile' WHERE receiver LIKE 'withheld%'", args![]).await;
        let viewer = app.staff(&house.organisation, "Vera", rules::access::Role::Viewer).await;
        let (mut ann, mut vera) = (app.signed_in(&house.operations).await, app.signed_in(&viewer).await);
        for (tab, receiver, says) in [
            ("waiting", "waiting@a.example", "Waiting"),
            ("given-up", "dead@a.example", "no such user"),
            ("delivered", "done@a.example", "Delivered"),
            ("not-sent", "withheld@a.example", "The contact was archived meanwhile"),
        ] {
            for browser in [&mut ann, &mut vera] {
                let page = browser.get(&at(&house, &format!("?tab={tab}"))).await.expect(200);
                page.says(says).says("Or-0007").says("Cancelled");
                for one in ["waiting@a.example", "dead@a.example", "done@a.example", "withheld@a.example", "theirs@a.example", "link@a.example"] {
                    assert_eq!(page.body.contains(one), one == receiver, "{one} under {tab}");
                }
                assert!(!page.body.contains("secret") && !page.body.contains("hush"));
            }
        }
        assert!(!vera.get(&at(&house, "?tab=given-up")).await.body.contains("Send again"), "no control for who may not");
        ann.get("/d/vandorp/orders").await.expect(200).says("Outbox <span class=\"count\">1</span>");
    }

    async fn a_mail_about_what_waits_to_become_an_order_names_it(app: &TestApp) {
        let house = importing(app).await;
        let id = submit(app, &house, "PO 4711").await;
        put(app, Some(house.organisation.id.0), "waiting@a.example", Some(id.0)).await;
        let mut ann = app.signed_in(&house.operations).await;
        ann.get(&at(&house, "?tab=waiting")).await.expect(200).says(&format!("href=\"/d/vandorp/orders/{id}\">PO 4711</a>"));
    }

    async fn a_given_up_message_is_sent_again_and_a_waiting_one_hurried_with_its_lane(app: &TestApp) {
        let house = app.house().await;
        let order = order(&house, "TO_PLAN", 7).put(app, &house).await;
        let tenant = Some(house.organisation.id.0);
        let (dead, mut ann) = (put(app, tenant, "dead@a.example", Some(order.0)).await, app.signed_in(&house.operations).await);
        app.sql("UPDATE outbox SET state = 'DEAD', ended_at = 5, give_up_at = 5, attempts = 12", args![]).await;
        drop(ann.post(&at(&house, &format!("/{dead}/send")), &[]).await.expect(303));
        let hours = "SELECT (give_up_at - due_at) / 3600000 FROM outbox WHERE state = 'PENDING' AND ended_at IS NULL";
        assert_eq!(app.number(hours, args![]).await, 72);
        ann.get(&format!("/d/vandorp/orders/{order}")).await.expect(200).says("Mail sent again").says("Cancelled to dead@a.example");
        let mut portal = app.signed_in(&house.contact).await;
        assert!(!portal.get(&format!("{}/orders/{order}", house.contact.root)).await.expect(200).body.contains("Mail sent again"), "staff's business");

        let one = put(app, tenant, "wait@a.example", None).await;
        let far = app.app.clock.now().as_millisecond() + 3_000_000;
        app.sql("UPDATE outbox SET due_at = $1, attempts = 9", args![far]).await;
        drop(ann.post(&at(&house, &format!("/{one}/send")), &[]).await.expect(303));
        assert_eq!(app.number("SELECT count(*) FROM outbox WHERE due_at < $1", args![far]).await, 1);

        app.sql("UPDATE outbox SET state = 'LEASED', leased_until = $1", args![far]).await;
        let before = messages(app).await;
        ann.post(&at(&house, &format!("/{one}/send")), &[]).await.expect(422).says("being sent");
        ann.post(&at(&house, &format!("/{one}/drop")), &[("reason", "x")]).await.expect(422).says("being sent");
        assert_eq!(messages(app).await, before);
    }

    async fn a_message_is_dropped_with_a_reason_by_who_may_and_whose_it_is(app: &TestApp) {
        let house = app.house().await;
        let (tenant, other) = (Some(house.organisation.id.0), app.organisation("lisowski").await);
        let (one, theirs, link) = (
            put(app, tenant, "a@a.example", None).await,
            put(app, Some(other.id.0), "theirs@a.example", None).await,
            put(app, None, "link@a.example", None).await,
        );
        let before = messages(app).await;
        let mut ann = app.signed_in(&house.operations).await;
        for id in [theirs, link, Uuid::nil()] {
            for path in ["send", "drop"] {
                drop(ann.post(&at(&house, &format!("/{id}/{path}")), &[("reason", "x")]).await.expect(404));
            }
            drop(ann.get(&at(&house, &format!("/{id}/drop"))).await.expect(404));
        }
        let viewer = app.staff(&house.organisation, "Vera", rules::access::Role::Viewer).await;
        drop(app.signed_in(&viewer).await.post(&at(&house, &format!("/{one}/drop")), &[("reason", "x")]).await.expect(403));
        let path = at(&house, &format!("/{one}/drop"));
        ann.get(&path).await.expect(200).says("a@a.example").says("Cancelled");
        ann.post(&path, &[("reason", "  ")]).await.expect(422).says("Say why");
        let long = "é".repeat(501);
        ann.post(&path, &[("reason", &long)]).await.expect(422).says("501 characters").says(&long);
        assert_eq!(messages(app).await, before);
        drop(ann.post(&path, &[("reason", "Wrong address")]).await.expect(303));
        ann.get(&at(&house, "?tab=not-sent")).await.expect(200).says("Ann Smit: Wrong address");
        assert_eq!(app.number("SELECT count(*) FROM outbox WHERE outcome = 'DROPPED' AND payload = ''", args![]).await, 1);
        ann.post(&path, &[("reason", "again")]).await.expect(422).says("It has left");
    }

    async fn a_long_list_is_turned_page_by_page_in_both_directions(app: &TestApp) {
        let house = app.house().await;
        for n in 0..120 {
            put(app, Some(house.organisation.id.0), &format!("n{n:03}@a.example"), None).await;
        }
        app.sql("UPDATE outbox SET state = 'DONE', outcome = 'SENT', ended_at = created_at", args![]).await;
        let mut ann = app.signed_in(&house.operations).await;
        let (mut path, mut seen, mut pages) = (at(&house, "?tab=delivered"), Vec::new(), Vec::new());
        loop {
            let page = ann.get(&path).await.expect(200);
            let rows: Vec<String> = page.body.match_indices("@a.example</th>").map(|(i, _)| page.body[i - 4..i].to_owned()).collect();
            seen.extend(rows.clone());
            pages.push(rows);
            let Some(next) = link(&page.body, "next") else { break };
            path = format!("/d/vandorp/outbox{next}");
        }
        assert_eq!((pages.iter().map(Vec::len).collect::<Vec<_>>(), seen.len()), (vec![50, 50, 20], 120));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 120, "none twice, none left out");
        let back = ann.get(&path).await.expect(200);
        let before = ann.get(&format!("/d/vandorp/outbox{}", link(&back.body, "prev").unwrap())).await.expect(200);
        assert!(pages[1].iter().all(|row| before.body.contains(row.as_str())));
    }

    async fn a_banner_says_what_keeps_mail_from_leaving(app: &TestApp) {
        let house = app.house().await;
        let mut ann = app.signed_in(&house.operations).await;
        let now = app.app.clock.now().as_millisecond();
        app.sql("UPDATE outbox_way SET failing_since = $1, last_error = 'nobody home'", args![now - 60_000]).await;
        assert!(!ann.get(&at(&house, "")).await.expect(200).body.contains("nobody home"), "a minute is no news");
        app.sql("UPDATE outbox_way SET failing_since = $1", args![now - 3_600_000]).await;
        ann.get(&at(&house, "")).await.expect(200).says("has not answered since 4 May 2026, 09:00: nobody home");
    }
}

/// Where the link of that relation leads.
fn link(body: &str, rel: &str) -> Option<String> {
    let (before, _) = body.split_once(&format!("\" rel=\"{rel}\""))?;
    before.rsplit_once("href=\"").map(|(_, href)| href.replace("&#38;", "&").replace("&amp;", "&"))
}
