//! The outbox: in order, at least once, never twice by our doing; one receiver's trouble is nobody else's; and nobody hears of
//! orders whose access has ended.

use std::sync::Arc;
use std::time::Duration;

use cartage::outbox::PRUNE;
use cartage::telling::{Access, Audience};
use cartage::{customers::CustomerId, jobs};
use kit::args;
use kit::db::DbError;
use kit::mail::{Mail, Mailer};
use kit::outbox::{self, Slip, Worker};
use testkit::{SmtpServer, TestApp, both};
use tokio::sync::watch;
use uuid::Uuid;

fn worker(app: &TestApp, server: &SmtpServer) -> Worker {
    let mailer = Mailer::smtp_with(&server.url(), "Van Dorp <desk@vandorp.example>", Duration::from_secs(2)).unwrap();
    let gate = Arc::new(Access { db: app.app.db.clone() });
    Worker { db: app.app.db.clone(), clock: app.app.clock.clone(), mailer: Arc::new(mailer), gate, bell: Arc::default() }
}

async fn put(app: &TestApp, tenant: Option<Uuid>, to: &str, subject: &str, audience: Option<Audience>) {
    let (ids, now) = (app.app.ids, app.app.clock.now());
    let mail = Mail { to: to.into(), subject: subject.into(), text: "Hello".into() };
    let slip = Slip { audience: audience.map(Audience::word).unwrap_or_default(), what: "SUBMITTED", ..Slip::default() };
    app.app
        .db
        .write::<(), DbError, _>(move |tx| Box::pin(async move { outbox::put(tx, ids, now, tenant, slip, &mail).await }))
        .await
        .unwrap();
}

async fn count(app: &TestApp, state: &'static str) -> i64 {
    app.number("SELECT count(*) FROM outbox WHERE state = $1", args![state]).await
}

fn subjects(server: &SmtpServer) -> Vec<String> {
    let subject = |text: &str| text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or_default().to_owned();
    server.taken().iter().map(|mail| subject(&mail.text)).collect()
}

/// Rounds until nothing is left that is due.
async fn all(worker: &Worker) {
    while worker.round().await.unwrap() > 0 {}
}

both! {
    async fn a_receiver_gets_what_was_written_in_the_order_it_was_written(app: &TestApp) {
        let (organisation, server) = (app.organisation("vandorp").await, SmtpServer::start().await);
        for n in 0..40 {
            put(app, Some(organisation.id.0), "marit@korenaar.example", &format!("{n:02}"), None).await;
        }
        // Two copies at once; each message waits for the one before it.
        let (one, two) = (worker(app, &server), worker(app, &server));
        for _ in 0..200 {
            let (a, b) = tokio::join!(one.round(), two.round());
            if a.unwrap() + b.unwrap() == 0 { break; }
        }
        assert_eq!(subjects(&server), (0..40).map(|n| format!("{n:02}")).collect::<Vec<_>>());
        assert_eq!((count(app, "DONE").await, app.number("SELECT count(*) FROM outbox WHERE payload <> ''", args![]).await), (40, 0));
    }

    async fn acts_in_the_same_millisecond_are_told_in_the_order_they_happened(app: &TestApp) {
        let (one, two, server) = (app.organisation("vandorp").await, app.organisation("lisowski").await, SmtpServer::start().await);
        let acts = (0..40).map(|n| {
            let (app, organisation) = (app.app.clone(), if n % 2 == 0 { one.id } else { two.id });
            tokio::spawn(async move {
                let act = app.act_as(organisation, jobs::by_itself(), move |tx, act| Box::pin(async move {
                    let (nth,): (i64,) = tx.one("SELECT acts FROM chain_head WHERE organisation = $1", args![organisation]).await?;
                    act.mail(tx, &Mail { to: "marit@korenaar.example".into(), subject: format!("{organisation} {nth:03}"), text: String::new() }).await
                }));
                act.await.unwrap();
            })
        });
        for act in acts.collect::<Vec<_>>() { act.await.unwrap(); }
        all(&worker(app, &server)).await;
        for organisation in [one.id, two.id] {
            let told: Vec<String> = subjects(&server).into_iter().filter(|subject| subject.starts_with(&organisation.to_string())).collect();
            assert_eq!(told, (1..=20).map(|nth| format!("{organisation} {nth:03}")).collect::<Vec<_>>());
        }
    }

    async fn one_receivers_trouble_is_nobody_elses(app: &TestApp) {
        let (organisation, server) = (app.organisation("vandorp").await, SmtpServer::start().await);
        let tenant = Some(organisation.id.0);
        server.refuse("gone@korenaar.example", true);
        for to in ["gone@korenaar.example", "gone@korenaar.example", "marit@korenaar.example"] {
            put(app, tenant, to, to, None).await;
        }
        put(app, None, "gone@korenaar.example", "a link", None).await;
        let worker = worker(app, &server);
        all(&worker).await;
        assert_eq!(server.receivers(), ["marit@korenaar.example"]);
        assert_eq!(app.number("SELECT attempts FROM outbox WHERE state = 'PENDING' ORDER BY attempts DESC LIMIT 1", args![]).await, 1);
        assert_eq!(app.number("SELECT count(*) FROM outbox WHERE state = 'PENDING' AND attempts = 0", args![]).await, 1, "the second waits for the first");
        app.set_clock("2026-05-04T08:00:29Z");
        assert_eq!(worker.round().await.unwrap(), 0, "not before its time");
        app.set_clock("2026-05-04T08:00:30Z");
        server.refuse("gone@korenaar.example", false);
        all(&worker).await;
        assert_eq!((server.taken().len(), count(app, "DONE").await), (4, 4));
    }

    async fn a_slow_receiver_holds_up_nobody_and_is_finished_before_the_program_stops(app: &TestApp) {
        let (organisation, server) = (app.organisation("vandorp").await, SmtpServer::start().await);
        server.hang("slow@korenaar.example", true);
        for to in ["slow@korenaar.example", "marit@korenaar.example", "bram@korenaar.example"] {
            put(app, Some(organisation.id.0), to, to, None).await;
        }
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(worker(app, &server).run(stopped));
        for _ in 0..150 {
            if server.taken().len() == 2 { break; }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(server.taken().len(), 2, "the others, while one is in hand");
        stop.send_replace(true);
        server.hang("slow@korenaar.example", false);
        tokio::time::timeout(Duration::from_secs(5), running).await.unwrap().unwrap();
        assert_eq!((server.taken().len(), count(app, "DONE").await), (3, 3));
    }

    async fn a_server_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing(app: &TestApp) {
        let (organisation, server) = (app.organisation("vandorp").await, SmtpServer::start().await);
        server.set_down(true);
        for n in 0..30 {
            put(app, Some(organisation.id.0), &format!("clerk{n:02}@korenaar.example"), "x", None).await;
        }
        let worker = worker(app, &server);
        all(&worker).await;
        for minute in 1..60 {
            app.set_clock(&format!("2026-05-04T08:{minute:02}:00Z"));
            assert!(worker.round().await.unwrap() <= 1, "one at a time tries whether it is back");
        }
        let way = "SELECT failing_since FROM outbox_way WHERE failing_since IS NOT NULL";
        assert_eq!(app.number(way, args![]).await, testkit::MONDAY_10.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        assert_eq!((count(app, "PENDING").await, server.taken().len()), (30, 0));
        server.set_down(false);
        for minute in 0..3 {
            app.set_clock(&format!("2026-05-04T09:{minute:02}:00Z"));
            all(&worker).await;
        }
        let mut receivers = server.receivers();
        receivers.sort();
        receivers.dedup();
        assert_eq!((receivers.len(), server.taken().len(), count(app, "DONE").await), (30, 30, 30), "within two minutes of its return");
        assert_eq!(app.number("SELECT count(*) FROM outbox_way WHERE failing_since IS NULL AND answered_at > 0", args![]).await, 1);
    }

    async fn what_is_tried_twice_has_the_same_message_id_and_a_lost_lease_settles_nothing(app: &TestApp) {
        let (organisation, server) = (app.organisation("vandorp").await, SmtpServer::start().await);
        server.hang("slow@korenaar.example", true);
        put(app, Some(organisation.id.0), "slow@korenaar.example", "x", None).await;
        // The first worker hangs; its lease runs out; a second one takes the message over and is at it when the first comes back.
        let patient = |secs| Mailer::smtp_with(&server.url(), "desk@vandorp.example", Duration::from_secs(secs)).unwrap();
        let first = Worker { mailer: Arc::new(patient(20)), ..worker(app, &server) };
        let first = tokio::spawn(async move { first.round().await.unwrap() });
        while count(app, "LEASED").await == 0 { tokio::time::sleep(Duration::from_millis(5)).await; }
        app.set_clock("2026-05-04T08:01:00Z");
        app.sql("UPDATE outbox SET attempts = attempts + 1, leased_until = leased_until + 60000", args![]).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        server.hang("slow@korenaar.example", false);
        assert_eq!(first.await.unwrap(), 1);
        assert_eq!((count(app, "LEASED").await, server.taken().len()), (1, 1), "another's lease stays another's");
        app.set_clock("2026-05-04T08:02:00Z");
        all(&worker(app, &server)).await;
        let taken = server.taken();
        assert_eq!((taken.len(), count(app, "DONE").await), (2, 1));
        assert_eq!(taken[0].id, taken[1].id);
        assert!(taken[0].id.ends_with("@vandorp.example>"), "{}", taken[0].id);
    }

    async fn after_three_days_it_is_given_up_and_stops_nobody_behind_it(app: &TestApp) {
        let (organisation, server) = (app.organisation("vandorp").await, SmtpServer::start().await);
        server.refuse("gone@korenaar.example", true);
        put(app, Some(organisation.id.0), "gone@korenaar.example", "first", None).await;
        put(app, Some(organisation.id.0), "no address", "never", None).await;
        let worker = worker(app, &server);
        all(&worker).await;
        assert_eq!(app.text("SELECT receiver FROM outbox WHERE state = 'DEAD'", args![]).await, "no address", "at once: nobody would ever take it");
        app.set_clock("2026-05-07T07:59:59Z");
        all(&worker).await;
        assert_eq!(count(app, "DEAD").await, 1);
        put(app, Some(organisation.id.0), "gone@korenaar.example", "second", None).await;
        app.set_clock("2026-05-07T09:00:00Z");
        all(&worker).await;
        assert_eq!((count(app, "DEAD").await, count(app, "PENDING").await), (2, 1));
        assert!(app.text("SELECT last_error FROM outbox WHERE state = 'DEAD' AND receiver LIKE 'gone%'", args![]).await.contains("5.1.1 no such user"));
        server.refuse("gone@korenaar.example", false);
        app.set_clock("2026-05-07T10:00:00Z");
        all(&worker).await;
        assert_eq!(subjects(&server), ["second"]);
    }

    async fn whose_access_has_ended_hears_nothing_more(app: &TestApp) {
        let (house, server) = (app.house().await, SmtpServer::start().await);
        let tenant = Some(house.organisation.id.0);
        let other: CustomerId = app.customer(&house.organisation, "bakker").await;
        let (contact, staff) = (Audience::Contact(house.contact.membership.into()), Audience::Staff(house.operations.membership.into()));
        let (marit, ann, dock) = ("marit.de.wit@korenaar.example", "ann.smit@vandorp.example", "dock@korenaar.example");
        let everybody = [(marit, contact), (marit, Audience::Named(house.customer)), (ann, staff), (dock, Audience::Named(house.customer)), (marit, Audience::Named(other))];
        let worker = worker(app, &server);
        let mut told = Vec::new();
        for change in [
            "UPDATE contact SET version = 1",
            "UPDATE contact SET portal_access = FALSE",
            "UPDATE customer SET portal_access = FALSE",
            "UPDATE contact SET archived_at = 1",
            "UPDATE staff SET active = FALSE",
            "UPDATE contact SET email = 'new@korenaar.example', archived_at = NULL, portal_access = TRUE",
            "UPDATE organisation SET active = FALSE",
        ] {
            for (to, audience) in everybody { put(app, tenant, to, "x", Some(audience)).await; }
            app.sql(change, args![]).await;
            all(&worker).await;
            told.push(server.receivers().len());
        }
        // All five; neither of Marit's two; her as a name, where the customer has no portal; not when archived; Ann not; back under a
        // name that is nobody's contact any more; nobody.
        assert_eq!(told, [5, 8, 12, 15, 17, 20, 20]);
        assert_eq!((count(app, "DONE").await, count(app, "DEAD").await), (35, 0));
        assert_eq!(app.number("SELECT count(*) FROM outbox WHERE outcome = 'WITHHELD' AND last_error IS NOT NULL AND payload = ''", args![]).await, 15);
    }

    async fn a_link_that_has_run_out_is_not_sent(app: &TestApp) {
        let (house, server) = (app.house().await, SmtpServer::start().await);
        drop(house);
        server.set_down(true);
        let mut browser = app.browser();
        drop(browser.post("/sign-in", &[("email", "ann.smit@vandorp.example")]).await.expect(303));
        let worker = worker(app, &server);
        all(&worker).await;
        app.set_clock("2026-05-04T08:30:00Z");
        server.set_down(false);
        drop(browser.post("/sign-in", &[("email", "ann.smit@vandorp.example")]).await.expect(303));
        all(&worker).await;
        app.set_clock("2026-05-04T08:31:00Z");
        all(&worker).await;
        assert_eq!((server.taken().len(), app.number("SELECT count(*) FROM outbox WHERE outcome = 'LATE'", args![]).await), (1, 1));
    }

    async fn what_left_a_month_ago_is_forgotten(app: &TestApp) {
        let organisation = app.organisation("vandorp").await;
        for n in 0..4 {
            put(app, Some(organisation.id.0), &format!("{n}@korenaar.example"), "x", None).await;
        }
        let copies = "INSERT INTO outbox (id, kind, receiver, payload, state, due_at, attempts, created_at, ended_at, outcome)
                      SELECT order_id, 'mail', 'a', '', 'DONE', 0, 1, 0, $1, 'SENT' FROM issued_number";
        let number = "INSERT INTO issued_number (organisation, number, order_id, issued_at) VALUES ($1, $2, $3, 0)";
        for n in 0..502 { app.sql(number, args![organisation.id, format!("n{n}"), app.app.ids.id::<Uuid>(app.app.clock.now())]).await; }
        let month = app.app.clock.now().as_millisecond() - 30 * 24 * 3_600_000;
        app.sql(copies, args![month - 1]).await;
        app.sql("UPDATE outbox SET state = 'DONE', outcome = 'SENT', ended_at = $1 WHERE receiver = '0@korenaar.example'", args![month]).await;
        app.sql("UPDATE outbox SET state = 'DEAD', ended_at = 5 WHERE receiver = '1@korenaar.example'", args![]).await;
        assert_eq!(jobs::round(&app.app, &[PRUNE]).await.unwrap(), 1);
        assert_eq!((count(app, "DONE").await, count(app, "DEAD").await, count(app, "PENDING").await), (1, 1, 2));
    }
}
