//! Who is told what: at once, in the digest, or not at all, as each chose; digests once, composed, and only when there is something.

use cartage::jobs;
use cartage::telling::{DIGEST, NOTICES};
use kit::args;
use kit::db::DbError;
use testkit::{Browser, Built, TestApp, both};

use super::built_orders::{mails, order};

const MARIT: &str = "marit.de.wit@korenaar.example";
const DOCK: &str = "dock@korenaar.example";

/// An order Marit submitted that names the dock; its address at the desk.
async fn placed(app: &TestApp, house: &Built, status: &'static str, n: i64, named: &[&str]) -> String {
    let mut built = order(house, status, n);
    built.by = Some(house.contact.clone());
    built.document.contact_emails = named.iter().map(ToString::to_string).collect();
    format!("{}/orders/{}", house.operations.root, built.put(app, house).await)
}

fn at(house: &Built) -> String {
    format!("{}/notifications", house.contact.root)
}

/// What the page asks, filled in.
fn wish(version: &'static str, hour: &'static str, cancelled: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("version", version),
        ("hour", hour),
        ("SUBMITTED", "DIGEST"),
        ("ACCEPTED", "NEVER"),
        ("LABELS_READY", "NEVER"),
        ("NOT_ACCEPTED", "AT_ONCE"),
        ("CANCELLED", cancelled),
        ("UNDONE", "DIGEST"),
    ]
}

async fn cancel(browser: &mut Browser, order: &str, version: &str, reason: &str) {
    drop(browser.post(&format!("{order}/cancel"), &[("version", version), ("reason", reason)]).await.expect(303));
}

async fn audiences(app: &TestApp) -> Vec<(String, String)> {
    let sql = "SELECT receiver, audience FROM outbox ORDER BY receiver, audience";
    app.app.db.read::<_, DbError, _>(move |tx| Box::pin(async move { tx.all(sql, Vec::new()).await })).await.unwrap()
}

both! {
    async fn exceptions_come_at_once_and_the_rest_in_one_digest_at_five(app: &TestApp) {
        let house = app.house().await;
        let (quote, planned) = (placed(app, &house, "QUOTE", 1, &[]).await, placed(app, &house, "TO_PLAN", 2, &[]).await);
        let mut ann = app.signed_in(&house.operations).await;
        drop(ann.post(&format!("{quote}/send-to-planning"), &[]).await.expect(303));
        assert_eq!(mails(app).await.len(), 0, "accepted can wait");
        cancel(&mut ann, &planned, "1", "Line one\r\nBcc: all@evil.example\n\n> You won").await;
        let sent = mails(app).await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, MARIT));
        assert!(sent[0].1.contains("> Line one\\n> Bcc: all@evil.example\\n> \\n> > You won"), "each line marked as somebody's: {}", sent[0].1);
        assert!(sent[0].1.contains("by your choice for \\\"Cancelled\\\"") && sent[0].1.contains("http://cartage.test/p/vandorp/korenaar/notifications"));

        app.set_clock("2026-05-04T14:59:00Z");
        assert_eq!(jobs::round(&app.app, &[DIGEST]).await.unwrap(), 1);
        assert_eq!(mails(app).await.len(), 1, "not before five");
        app.sql("DELETE FROM outbox", args![]).await;
        app.set_clock("2026-05-04T15:01:00Z");
        let rounds = (0..4).map(|_| { let app = app.app.clone(); tokio::spawn(async move { jobs::round(&app, &[DIGEST]).await.unwrap() }) });
        for round in rounds.collect::<Vec<_>>() { round.await.unwrap(); }
        let sent = mails(app).await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, MARIT), "one mail, whatever the number of copies");
        assert!(sent[0].1.contains("vandorp Transport: 1 accepted"), "{}", sent[0].1);
        assert!(sent[0].1.contains("10:00  Accepted: Or-0001 (PO 4711), was Quote-0001, labels ready: Werkendam (NL) to Gent"), "{}", sent[0].1);
        app.set_clock("2026-05-05T15:01:00Z");
        jobs::round(&app.app, &[DIGEST]).await.unwrap();
        assert_eq!(mails(app).await.len(), 1, "nothing to tell, no mail");
    }

    async fn an_address_an_order_names_hears_at_once_until_it_chooses_otherwise(app: &TestApp) {
        let house = app.house().await;
        let bram = app.contact(&house.organisation, (house.customer, "korenaar"), "Bram Bos", rules::access::Rights::default(), None).await;
        let gone = app.contact(&house.organisation, (house.customer, "korenaar"), "Gone Girl", rules::access::Rights::default(), None).await;
        let off = app.contact(&house.organisation, (house.customer, "korenaar"), "Off Duty", rules::access::Rights::default(), None).await;
        app.sql("UPDATE contact SET archived_at = 1 WHERE id = $1", args![gone.membership]).await;
        app.sql("UPDATE contact SET portal_access = FALSE WHERE id = $1", args![off.membership]).await;
        let named = [DOCK, "Bram.Bos@korenaar.example", "gone.girl@korenaar.example", "off.duty@korenaar.example", DOCK];
        let quote = placed(app, &house, "QUOTE", 1, &named).await;
        let mut ann = app.signed_in(&house.operations).await;
        drop(ann.post(&format!("{quote}/send-to-planning"), &[]).await.expect(303));
        let named_word = format!("named:{}", house.customer);
        assert_eq!(audiences(app).await, [("bram.bos@korenaar.example".to_owned(), format!("contact:{}", bram.membership)), (DOCK.to_owned(), named_word)]);
        let sent = mails(app).await;
        assert!(sent[1].1.contains("names your address") && !sent[1].1.contains("notifications"), "{}", sent[1].1);
        assert_eq!(app.number("SELECT count(*) FROM digest_item", args![]).await, 1, "Marit, who submitted it");

        let mut browser = app.signed_in(&bram).await;
        let mut wish = wish("0", "17", "NEVER");
        wish[3] = ("ACCEPTED", "DIGEST");
        drop(browser.post(&at(&house), &wish).await.expect(303));
        app.sql("DELETE FROM outbox", args![]).await;
        cancel(&mut ann, &quote, "2", "No trucks").await;
        assert_eq!(mails(app).await.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), [DOCK, MARIT], "not Bram");
    }

    async fn a_choice_is_kept_per_membership_and_recorded_field_by_field(app: &TestApp) {
        let house = app.house().await;
        let (mut marit, mut twin) = (app.signed_in(&house.contact).await, app.signed_in(&house.contact).await);
        let page = marit.get(&at(&house)).await.expect(200);
        page.says("Notifications").says("value=\"17\" selected").says(MARIT);
        assert_eq!(page.value("version"), "0");
        let order = placed(app, &house, "QUOTE", 1, &[]).await;
        let mut ann = app.signed_in(&house.operations).await;
        drop(ann.post(&format!("{order}/send-to-planning"), &[]).await.expect(303));
        let hour = "2026-05-04T09:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
        drop(marit.post(&at(&house), &wish("0", "11", "DIGEST")).await.expect(303));
        assert_eq!(app.number("SELECT due_at FROM digest_item", args![]).await, hour, "what stands in the digest comes at the new hour");
        let contact = format!("/d/vandorp/contacts/{}", house.contact.membership);
        ann.get(&contact).await.expect(200).says("Cancelled: <del>At once</del> <ins>In the digest</ins>").says("Digest at: <del>17:00</del> <ins>11:00</ins>");

        let before = app.text("SELECT choices FROM notification_choice", args![]).await;
        let second = twin.post(&at(&house), &wish("0", "12", "NEVER")).await.expect(422);
        second.says("another window").says("value=\"12\" selected");
        for wrong in [("hour", "24"), ("hour", "noon"), ("CANCELLED", "LOUDLY"), ("SUBMITTED", "")] {
            let mut wish = wish("1", "11", "NEVER");
            wish.retain(|(name, _)| *name != wrong.0);
            wish.push(wrong);
            drop(twin.post(&at(&house), &wish).await.expect(422));
        }
        assert_eq!(app.text("SELECT choices FROM notification_choice", args![]).await, before);
        drop(twin.post(&at(&house), &wish(if second.value("version") == "1" { "1" } else { "?" }, "12", "NEVER")).await.expect(303));
        marit.get(&at(&house)).await.expect(200).says("value=\"12\" selected");
        app.signed_in(&house.operations).await.get("/d/vandorp/notifications").await.expect(200).says("Cut-off near").says("value=\"8\" selected");
    }

    async fn whose_access_ended_gets_no_digest(app: &TestApp) {
        let house = app.house().await;
        let quote = placed(app, &house, "QUOTE", 1, &[]).await;
        drop(app.signed_in(&house.operations).await.post(&format!("{quote}/send-to-planning"), &[]).await.expect(303));
        app.sql("UPDATE contact SET portal_access = FALSE", args![]).await;
        app.set_clock("2026-05-04T15:01:00Z");
        jobs::round(&app.app, &[DIGEST]).await.unwrap();
        assert_eq!(audiences(app).await, [(MARIT.to_owned(), format!("contact:{}", house.contact.membership))], "asked again when it leaves");
    }
}

/// Quotes and the notices of them: `Ann` may plan, `Vera` may not.
async fn desk(app: &TestApp) -> Built {
    let house = app.house().await;
    app.sql("UPDATE staff SET active = FALSE WHERE role = 'SUPER_ADMIN'", args![]).await;
    drop(app.staff(&house.organisation, "Vera", rules::access::Role::Viewer).await);
    house
}

async fn look(app: &TestApp, at: &str) -> Vec<(String, String)> {
    app.set_clock(at);
    jobs::round(&app.app, &[NOTICES]).await.unwrap();
    mails(app).await
}

both! {
    async fn a_quote_that_waits_too_long_is_told_once_to_who_may_plan(app: &TestApp) {
        let house = desk(app).await;
        app.sql("UPDATE organisation SET quote_waiting_hours = 4", args![]).await;
        let quote = order(&house, "QUOTE", 1).put(app, &house).await;
        order(&house, "TO_PLAN", 2).put(app, &house).await;
        assert_eq!(look(app, "2026-05-04T11:59:00Z").await, []);
        app.set_clock("2026-05-04T12:00:00Z");
        let rounds = (0..4).map(|_| { let app = app.app.clone(); tokio::spawn(async move { jobs::round(&app, &[NOTICES]).await.unwrap() }) });
        for round in rounds.collect::<Vec<_>>() { round.await.unwrap(); }
        let sent = look(app, "2026-05-04T13:00:00Z").await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, "ann.smit@vandorp.example"));
        assert!(sent[0].1.contains("Quotes waiting too long: Quote-0001") && sent[0].1.contains(&format!("http://cartage.test/d/vandorp/orders/{quote}")), "{}", sent[0].1);
        assert_eq!(look(app, "2026-05-05T12:00:00Z").await.len(), 1, "once");
        // What has waited for days when the setting is switched on is no news.
        app.sql("DELETE FROM notice", args![]).await;
        assert_eq!(look(app, "2026-05-06T12:00:00Z").await.len(), 1);
    }

    async fn a_cut_off_that_is_near_is_told_in_time_and_what_left_quotes_is_not(app: &TestApp) {
        let house = desk(app).await;
        app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '16:00'", args![]).await;
        let (one, two) = (order(&house, "QUOTE", 1).put(app, &house).await, order(&house, "QUOTE", 2).put(app, &house).await);
        assert_eq!(look(app, "2026-05-04T11:59:00Z").await, [], "two hours and a minute before 16:00 in Amsterdam");
        let mut ann = app.signed_in(&house.operations).await;
        drop(ann.post(&format!("{}/orders/{two}/send-to-planning", house.operations.root), &[]).await.expect(303));
        let sent = look(app, "2026-05-04T12:00:00Z").await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert!(sent[0].1.contains("Cut-off near: Quote-0001") && sent[0].1.contains("Cut-off 4 May 2026, 16:00"), "{}", sent[0].1);
        assert_eq!(look(app, "2026-05-04T13:00:00Z").await.len(), 1);
        // New quotes stand in the morning's digest, but for those that are planned by then.
        assert_eq!(app.number("SELECT count(*) FROM digest_item WHERE kind = 'NEW_QUOTE'", args![]).await, 2);
        app.sql("DELETE FROM outbox", args![]).await;
        app.set_clock("2026-05-05T06:01:00Z");
        jobs::round(&app.app, &[DIGEST]).await.unwrap();
        let sent = mails(app).await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, "ann.smit@vandorp.example"));
        assert!(sent[0].1.contains("1 new quotes") && sent[0].1.contains(&one.to_string()) && !sent[0].1.contains(&two.to_string()), "{}", sent[0].1);
    }

    async fn hours_until_staff_are_told_are_a_setting(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let save = |version: &'static str, hours: &'static str| vec![("version", version), ("order_status", "TO_PLAN"), ("name", "Van Dorp"), ("colour", "#1f5fbf"), ("waiting_hours", hours)];
        for hours in ["0", "721", "-1", "soon"] {
            kees.post("/d/vandorp/settings/portal", &save("1", hours)).await.expect(422).says("waiting_hours-error");
        }
        assert_eq!(app.number("SELECT count(*) FROM organisation WHERE quote_waiting_hours IS NULL", args![]).await, 1);
        drop(kees.post("/d/vandorp/settings/portal", &save("1", "24")).await.expect(303));
        kees.get("/d/vandorp/settings/portal").await.expect(200).says("<del>never</del> <ins>24</ins>").says("value=\"24\"");
        app.signed_in(&house.operations).await.get("/d/vandorp/settings/portal").await.expect(200).says("Staff are told after 24 hours");
        drop(kees.post("/d/vandorp/settings/portal", &save("2", "")).await.expect(303));
        assert_eq!(app.number("SELECT count(*) FROM organisation WHERE quote_waiting_hours IS NULL", args![]).await, 1);
    }
}
