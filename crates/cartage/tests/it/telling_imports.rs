//! Who is told what of order imports: a customer's people of what waits and what was decided, staff of what waits for them.

use cartage::failure::Failure;
use cartage::history::Change;
use cartage::jobs;
use cartage::orders::OrderId;
use cartage::telling::{self, About, DIGEST, House, NOTICES, News};
use jiff::tz::TimeZone;
use kit::args;
use rules::order::OrderDocument;
use testkit::{Built, TestApp, both};
use uuid::Uuid;

use super::built_orders::{mails, order};
use crate::import_portal::{ask, importing, post, submit};

const MARIT: &str = "marit.de.wit@korenaar.example";
const ANN: &str = "ann.smit@vandorp.example";

async fn provisioned(app: &TestApp) -> Built {
    let house = app.house().await;
    app.sql("UPDATE organisation SET import_provisioned_at = 1, import_provisioned_by = 'Kees', import_enabled = TRUE", args![]).await;
    house
}

/// What Marit submitted and is no order yet.
async fn waits(app: &TestApp, house: &Built) -> About {
    let id: OrderId = app.app.ids.id(app.app.clock.now());
    let sql = "INSERT INTO submission (id, organisation, order_id, membership, digest, at) VALUES ($1, $2, $3, $4, $5, 0)";
    app.sql(sql, args![Uuid::from_u128(1), house.organisation.id, id, house.contact.membership, vec![0_u8]]).await;
    About {
        id,
        organisation: house.organisation.id,
        customer: house.customer,
        source: "PORTAL".into(),
        number: None,
        reference: "PO 4711".into(),
        status: String::new(),
        submission_code: "7K2M9XQ4".into(),
        created_by: "Marit de Wit".into(),
        from_place: "Werkendam (NL)".into(),
        to_place: "Gent (BE)".into(),
        collection_date: "2026-05-05".into(),
        goods: "12 pallets".into(),
    }
}

async fn told(app: &TestApp, about: &About, news: News<'static>) {
    let about = about.clone();
    let done: Result<(), Failure> = app
        .app
        .act_as(about.organisation, jobs::by_itself(), move |tx, act| {
            Box::pin(async move {
                let house = House::named("http://cartage.test", "vandorp", "Van Dorp", TimeZone::get("Europe/Amsterdam").unwrap());
                telling::tell(tx, act, &house, &about, &OrderDocument::default(), news).await
            })
        })
        .await;
    done.unwrap();
}

/// The mail whose subject begins so.
fn called<'a>(sent: &'a [(String, String)], subject: &str) -> &'a str {
    let subject = format!("\"subject\":\"{subject}");
    sent.iter().find(|(_, mail)| mail.contains(&subject)).map(|(_, mail)| mail.as_str()).unwrap_or_else(|| panic!("{subject}: {sent:?}"))
}

async fn digest(app: &TestApp, at: &str) -> Vec<(String, String)> {
    app.sql("DELETE FROM outbox", args![]).await;
    app.set_clock(at);
    jobs::round(&app.app, &[DIGEST]).await.unwrap();
    mails(app).await
}

both! {
    async fn of_a_submission_that_is_no_order_its_people_are_told(app: &TestApp) {
        let house = provisioned(app).await;
        let about = waits(app, &house).await;
        told(app, &about, News::Waits).await;
        assert_eq!(mails(app).await, [], "that it arrived stands in the digest");
        told(app, &about, News::Asked("Which dock?")).await;
        told(app, &about, News::SubmissionNotAccepted("No trucks")).await;
        let sent = mails(app).await;
        assert_eq!(sent.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), [MARIT, MARIT]);
        let question = called(&sent, "Question: 7K2M-9XQ4 (PO 4711)");
        assert!(question.contains("> Which dock?"), "{question}");
        assert!(question.contains(&format!("http://cartage.test/p/vandorp/korenaar/orders/{}", about.id)), "{question}");
        assert!(called(&sent, "Not accepted: 7K2M-9XQ4 (PO 4711)").contains("> No trucks"));
        let audience = format!("contact:{}", house.contact.membership);
        assert_eq!(app.number("SELECT count(*) FROM outbox WHERE audience = $1", args![audience]).await, 2, "asked again when they leave");
        let sent = digest(app, "2026-05-04T15:01:00Z").await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, MARIT));
        assert!(sent[0].1.contains("Submitted: 7K2M-9XQ4 (PO 4711), waits for approval"), "{}", sent[0].1);
    }

    async fn a_question_stands_in_the_digest_until_it_is_answered(app: &TestApp) {
        let house = importing(app).await;
        app.sql("INSERT INTO notification_choice (membership, organisation, contact, digest_hour, choices, version)
                 VALUES ($1, $2, $1, 17, 'QUESTION=DIGEST', 1)", args![house.contact.membership, house.organisation.id]).await;
        let (open, answered) = (submit(app, &house, "PO 1").await, submit(app, &house, "PO 2").await);
        ask(app, &house, open, "Which dock?").await;
        ask(app, &house, answered, "How high?").await;
        let mut clerk = app.signed_in(&house.contact).await;
        let _answered = post(&mut clerk, answered, "answer", &[("answer", "2.40 m")]).await.expect(303);
        let sent = digest(app, "2026-05-04T15:01:00Z").await;
        let told = called(&sent, "");
        assert!(told.contains("Question") && told.contains("PO 1") && !told.contains("Question: PO 2"), "{told}");
        let questions = told.matches("Which dock?").count() + told.matches("How high?").count();
        assert!(!told.contains("How high?") && questions <= 1, "{told}");
        assert!(told.to_lowercase().contains("1 question"), "one is open: {told}");
    }

    async fn a_change_that_was_applied_can_wait_and_one_that_was_decided_cannot(app: &TestApp) {
        static CHANGES: std::sync::LazyLock<Vec<Change>> =
            std::sync::LazyLock::new(|| vec![Change { field: "Pallets".into(), from: "12".into(), to: "14".into() }]);
        let house = provisioned(app).await;
        let about = About { number: Some("Or-0001".into()), status: "TO_PLAN".into(), ..waits(app, &house).await };
        told(app, &about, News::Changed { by: "Bram", changes: &CHANGES }).await;
        assert_eq!(mails(app).await, []);
        told(app, &about, News::UpdateAccepted { changes: &CHANGES, with_changes: true }).await;
        told(app, &about, News::CancellationNotAccepted("Loaded")).await;
        let sent = mails(app).await;
        let accepted = called(&sent, "Update accepted with changes: Or-0001");
        assert!(accepted.contains("- Pallets: 12 → 14") && accepted.contains("by your choice for \\\"Updates decided\\\""), "{accepted}");
        assert!(called(&sent, "Cancellation not accepted: Or-0001").contains("> Loaded"));
        app.sql("INSERT INTO notification_choice (membership, organisation, contact, digest_hour, choices, version)
                 VALUES ($1, $2, $1, 17, 'UPDATE_DECIDED=NEVER', 1)", args![house.contact.membership, house.organisation.id]).await;
        told(app, &about, News::UpdateNotAccepted("Full")).await;
        assert_eq!(mails(app).await.len(), 2, "they do not want to hear of updates");
    }

    async fn of_imports_somebody_chooses_where_there_are_any_and_keeps_what_they_chose(app: &TestApp) {
        let house = app.house().await;
        let mut marit = app.signed_in(&house.contact).await;
        let at = format!("{}/notifications", house.contact.root);
        assert!(!marit.get(&at).await.expect(200).body.contains("Updates decided"));
        app.sql("UPDATE organisation SET import_provisioned_at = 1, import_provisioned_by = 'Kees'", args![]).await;
        marit.get(&at).await.expect(200).says("Updates decided").says("Questions").says("waited for approval");
        let kinds = ["SUBMITTED", "ACCEPTED", "LABELS_READY", "NOT_ACCEPTED", "CANCELLED", "UNDONE", "UPDATED", "UPDATE_DECIDED", "CANCELLATION_DECIDED", "QUESTION"];
        let mut wish = vec![("version", "0"), ("hour", "17")];
        wish.extend(kinds.map(|kind| (kind, "NEVER")));
        drop(marit.post(&at, &wish).await.expect(303));
        app.sql("UPDATE organisation SET import_provisioned_at = NULL, import_provisioned_by = NULL", args![]).await;
        let mut wish = vec![("version", "1"), ("hour", "17")];
        wish.extend(kinds[..6].iter().map(|kind| (*kind, "AT_ONCE")));
        drop(marit.post(&at, &wish).await.expect(303));
        let stored = app.text("SELECT choices FROM notification_choice", args![]).await;
        assert!(stored.contains("QUESTION=NEVER") && stored.contains("SUBMITTED=AT_ONCE"), "{stored}");
        let desk = app.signed_in(&house.operations).await.get("/d/vandorp/notifications").await.expect(200);
        assert!(!desk.body.contains("order import"));
    }
}

/// An import of this kind, sent at 10:00, for a collection on that day.
async fn import(app: &TestApp, house: &Built, kind: &str, day: &str, cut_off: Option<&str>) -> Uuid {
    let now = app.app.clock.now();
    let (id, order): (Uuid, OrderId) = (app.app.ids.id(now), app.app.ids.id(now));
    let cut_off: Option<jiff::Timestamp> = cut_off.map(|at| at.parse().unwrap());
    let sql = "INSERT INTO order_import (id, organisation, customer, order_id, kind, state, revision, submission_code, contact,
                 submitted_by, submitted_at, received_at, document, operations, findings, remarks, wish, reason, internal_note, asked,
                 service, reference, reference_key, collection_date, delivery_date, from_place, to_place, goods, cut_off_at, with_changes)
               VALUES ($1, $2, $3, $4, $5, 'WAITING', 0, '7K2M9XQ4', $6, 'Marit', $7, $7, '', '', '', 0, '', '', '', FALSE,
                 $8, 'PO 4711', 'po 4711', $9, '2026-05-06', 'Werkendam (NL)', 'Gent (BE)', '12 pallets', $10, FALSE)";
    let (whose, contact) = (house.organisation.id, house.contact.membership);
    app.sql(sql, args![id, whose, house.customer, order, kind, contact, now, house.service, day, cut_off]).await;
    id
}

/// Ann may decide, Vera may not.
async fn desk(app: &TestApp) -> Built {
    let house = provisioned(app).await;
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
    async fn staff_are_told_once_of_each_import_as_it_was_sent_last(app: &TestApp) {
        let house = desk(app).await;
        app.sql("UPDATE organisation SET quote_waiting_hours = 4", args![]).await;
        let one = import(app, &house, "CREATE", "2026-05-05", None).await;
        let two = import(app, &house, "CREATE", "2026-05-05", None).await;
        app.sql("UPDATE order_import SET state = 'COMPLETED' WHERE id = $1", args![import(app, &house, "CREATE", "2026-05-05", None).await]).await;
        assert_eq!(look(app, "2026-05-04T11:59:00Z").await, [], "new ones stand in the digest, and four hours are not over");
        let sent = look(app, "2026-05-04T12:00:00Z").await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, ANN));
        assert!(sent[0].1.contains("Order imports waiting too long: 2") && sent[0].1.contains("7K2M-9XQ4 (PO 4711)"), "{}", sent[0].1);
        assert!(sent[0].1.contains(&format!("http://cartage.test/d/vandorp/imports/{one}")), "{}", sent[0].1);
        assert_eq!(look(app, "2026-05-04T13:00:00Z").await.len(), 1, "once");

        // Sent again by its customer; a question only counts its revision on.
        let received = "2026-05-04T13:00:00Z".parse::<jiff::Timestamp>().unwrap();
        app.sql("UPDATE order_import SET received_at = $2, revision = 1 WHERE id = $1", args![one, received]).await;
        app.sql("UPDATE order_import SET asked = TRUE, revision = 1 WHERE id = $1", args![two]).await;
        let sent = look(app, "2026-05-04T17:00:00Z").await;
        assert_eq!(sent.len(), 2);
        assert!(called(&sent, "Order imports waiting too long: 7K2M-9XQ4").contains(&one.to_string()));

        app.sql("UPDATE order_import SET state = 'REJECTED' WHERE id = $1", args![two]).await;
        assert_eq!(app.number("SELECT count(*) FROM digest_item WHERE kind = 'NEW_IMPORT'", args![]).await, 3);
        let sent = digest(app, "2026-05-05T06:01:00Z").await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, ANN));
        assert!(sent[0].1.contains("1 new order imports") && sent[0].1.contains(&one.to_string()) && !sent[0].1.contains(&two.to_string()), "{}", sent[0].1);
    }

    async fn staff_are_told_of_a_cut_off_that_is_near_and_a_date_that_has_passed(app: &TestApp) {
        let house = desk(app).await;
        let near = import(app, &house, "UPDATE", "2026-05-05", Some("2026-05-04T14:00:00Z")).await;
        let late = import(app, &house, "CREATE", "2026-05-04", Some("2026-05-03T14:00:00Z")).await;
        import(app, &house, "CANCEL", "2026-05-04", Some("2026-05-04T14:00:00Z")).await;
        assert_eq!(look(app, "2026-05-04T11:59:00Z").await, []);
        let sent = look(app, "2026-05-04T12:00:00Z").await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, ANN));
        assert!(sent[0].1.contains("Cut-off near: 7K2M-9XQ4") && sent[0].1.contains("Update of 7K2M-9XQ4") && sent[0].1.contains(&near.to_string()), "{}", sent[0].1);
        assert!(sent[0].1.contains("Cut-off 4 May 2026, 16:00"), "{}", sent[0].1);
        app.sql("DELETE FROM outbox", args![]).await;
        assert_eq!(look(app, "2026-05-04T21:59:00Z").await, [], "still that day in Amsterdam");
        let sent = look(app, "2026-05-04T22:00:00Z").await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert!(sent[0].1.contains("Collection date passed: 7K2M-9XQ4") && sent[0].1.contains(&late.to_string()), "{}", sent[0].1);
        assert_eq!(look(app, "2026-05-05T22:00:00Z").await.len(), 1, "once");
    }

    async fn a_cancellation_is_told_by_what_its_order_says(app: &TestApp) {
        let house = desk(app).await;
        app.sql("UPDATE organisation SET quote_waiting_hours = 1", args![]).await;
        let order = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let id = import(app, &house, "CANCEL", "9999-12-31", None).await;
        app.sql("UPDATE order_import SET order_id = $2, from_place = '', to_place = '', reference = '' WHERE id = $1", args![id, order]).await;
        let sent = look(app, "2026-05-04T12:00:00Z").await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert!(sent[0].1.contains("Cancellation of Or-0001 (PO 4711), korenaar BV") && sent[0].1.contains("Werkendam (NL) to Gent (BE), collection 2026-05-05"), "{}", sent[0].1);
    }
}
