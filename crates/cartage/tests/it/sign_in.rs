//! Signing in by link and by password, and what ends a session (rules 1.1 to 1.4).

use kit::args;
use kit::password;
use testkit::{Browser, TestApp, both};

/// The newest mail to somebody: its text.
async fn mail_to(app: &TestApp, address: &'static str) -> String {
    app.text("SELECT payload FROM outbox WHERE receiver = $1 ORDER BY id DESC LIMIT 1", args![address]).await
}

/// The path of the link in the newest mail to somebody.
pub(crate) async fn link_to(app: &TestApp, address: &'static str) -> String {
    let mail = mail_to(app, address).await;
    let (_, rest) = mail.split_once("http://cartage.test/").expect("a link");
    format!("/{}", rest.split("\\n").next().expect("a line"))
}

async fn ask(browser: &mut Browser, email: &str, next: &str) -> testkit::Page {
    browser.post("/sign-in", &[("email", email), ("with", "link"), ("next", next)]).await
}

pub(crate) async fn give_password(app: &TestApp, person: cartage::people::PersonId, word: &str) {
    let hash = password::hash(word.to_owned()).await.unwrap();
    app.sql("UPDATE person SET password = $2 WHERE id = $1", args![person, hash]).await;
}

pub(crate) async fn sessions(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM session", args![]).await
}

pub(crate) const WORD: &str = "a barge full of barley";

both! {
    async fn a_mailed_link_signs_in_once_on_any_device(app: &TestApp) {
        app.house().await;
        let (mut desk, mut phone) = (app.browser(), app.browser());
        let sent = ask(&mut desk, " Marit.de.Wit@Korenaar.example ", "/p/vandorp/korenaar/orders?tab=all").await.expect(303);
        assert_eq!(sent.location, "/sign-in/sent");
        let link = link_to(app, "marit.de.wit@korenaar.example").await;
        for _ in 0..2 {
            phone.get(&link).await.expect(200).says("marit.de.wit@korenaar.example");
            assert_eq!(sessions(app).await, 0, "opening a link does nothing: mail programs do it by themselves");
        }
        let page = phone.get(&link).await.expect(200);
        let path = link.split('?').next().unwrap();
        let done = phone.post(path, &[("next", &page.value("next"))]).await.expect(303);
        assert_eq!(done.location, "/p/vandorp/korenaar/orders?tab=all");
        assert_eq!(sessions(app).await, 1);
        assert_eq!(phone.get("/").await.expect(303).location, "/p/vandorp/korenaar");
        desk.get(&link).await.expect(404).says("of no use any more");
        desk.post(path, &[]).await.expect(404);
        assert_eq!(sessions(app).await, 1, "once");
        assert_eq!(desk.get("/").await.expect(303).location, "/sign-in?next=%2F");
    }

    async fn a_mailed_link_ends_after_ten_minutes(app: &TestApp) {
        app.house().await;
        let mut browser = app.browser();
        ask(&mut browser, "ann.smit@vandorp.example", "/").await.expect(303);
        let link = link_to(app, "ann.smit@vandorp.example").await;
        app.set_clock("2026-05-04T08:09:59Z");
        browser.get(&link).await.expect(200);
        app.set_clock("2026-05-04T08:10:00Z");
        browser.get(&link).await.expect(404);
        browser.post(&link, &[]).await.expect(404);
        assert_eq!(sessions(app).await, 0);
    }

    async fn an_unknown_address_hears_the_same_and_gets_nothing(app: &TestApp) {
        app.house().await;
        let mut browser = app.browser();
        let known = ask(&mut browser, "ann.smit@vandorp.example", "/").await;
        let unknown = ask(&mut browser, "nobody@vandorp.example", "/").await;
        assert_eq!((known.status, &known.location, &known.body), (unknown.status, &unknown.location, &unknown.body));
        assert_eq!(app.number("SELECT count(*) FROM outbox", args![]).await, 1);
        assert_eq!(app.number("SELECT count(*) FROM mailed_link", args![]).await, 2, "the same work for both");
        let wrong = browser.post("/sign-in", &[("email", "ann.smit@vandorp.example"), ("password", WORD)]).await.expect(422);
        let nobody = browser.post("/sign-in", &[("email", "nobody@vandorp.example"), ("password", WORD)]).await.expect(422);
        assert_eq!(wrong.body.replace("ann.smit", "nobody"), nobody.body);
    }

    async fn an_invitation_becomes_a_person_at_the_first_link(app: &TestApp) {
        let house = app.house().await;
        app.sql(
            "INSERT INTO contact (id, organisation, customer, person, name, sort_name, email, phone, portal_access, rights, archived_at, version, created_at)
             VALUES ($1, $2, $3, NULL, 'Bram Jansen', 'bram jansen', 'bram@korenaar.example', '', TRUE, 1, NULL, 1, 0)",
            args![app.app.ids.id::<uuid::Uuid>(app.app.clock.now()), house.organisation.id, house.customer],
        ).await;
        let mut browser = app.browser();
        ask(&mut browser, "bram@korenaar.example", "").await.expect(303);
        let link = link_to(app, "bram@korenaar.example").await;
        assert_eq!(browser.post(&link, &[]).await.expect(303).location, "/");
        assert_eq!(browser.get("/").await.expect(303).location, "/p/vandorp/korenaar");
        assert_eq!(app.text("SELECT name FROM person p JOIN person_email e ON e.person = p.id WHERE e.address = $1", args!["bram@korenaar.example"]).await, "Bram Jansen");
    }

    async fn a_contact_without_access_is_nobody(app: &TestApp) {
        let house = app.house().await;
        app.sql(
            "INSERT INTO contact (id, organisation, customer, person, name, sort_name, email, phone, portal_access, rights, archived_at, version, created_at)
             VALUES ($1, $2, $3, NULL, 'Bram Jansen', 'bram jansen', 'bram@korenaar.example', '', FALSE, 1, NULL, 1, 0)",
            args![app.app.ids.id::<uuid::Uuid>(app.app.clock.now()), house.organisation.id, house.customer],
        ).await;
        ask(&mut app.browser(), "bram@korenaar.example", "").await.expect(303);
        assert_eq!(app.number("SELECT count(*) FROM outbox", args![]).await, 0);
    }

    async fn a_password_signs_in_and_wrong_ones_are_throttled(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let mut browser = app.browser();
        let fields = |word| [("email", "Ann.Smit@vandorp.example"), ("password", word), ("with", "password"), ("next", "/d/vandorp/quotes")];
        let wrong = browser.post("/sign-in", &fields("a barge full of barleY")).await.expect(422);
        assert_eq!(wrong.value("email"), "Ann.Smit@vandorp.example", "what was typed is kept");
        assert!(!wrong.body.contains("barleY"), "but never a password");
        assert_eq!(browser.post("/sign-in", &fields(WORD)).await.expect(303).location, "/d/vandorp/quotes");
        for _ in 0..10 {
            browser.post("/sign-in", &fields("wrong")).await.expect(422);
        }
        let full = browser.post("/sign-in", &fields(WORD)).await.expect(429);
        full.says("Try again in 15 minutes");
        assert_eq!(full.value("email"), "Ann.Smit@vandorp.example");
        assert_eq!(sessions(app).await, 1);
        app.set_clock("2026-05-04T08:15:00Z");
        browser.post("/sign-in", &fields(WORD)).await.expect(303);
    }

    async fn one_place_may_try_fifty_times(app: &TestApp) {
        app.house().await;
        let mut browser = app.browser();
        for n in 0..50 {
            ask(&mut browser, &format!("guess{n}@vandorp.example"), "/").await.expect(303);
        }
        ask(&mut browser, "ann.smit@vandorp.example", "/").await.expect(429);
        assert_eq!(app.number("SELECT count(*) FROM outbox", args![]).await, 0);
    }

    async fn next_cannot_lead_off_the_site(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let mut browser = app.browser();
        for next in ["//evil.example/d/vandorp", "https://evil.example", "/\\evil.example", "/\t/evil.example"] {
            let fields = [("email", "ann.smit@vandorp.example"), ("password", WORD), ("next", next)];
            assert_eq!(browser.post("/sign-in", &fields).await.expect(303).location, "/", "{next:?}");
            ask(&mut browser, "marit.de.wit@korenaar.example", next).await.expect(303);
            let link = link_to(app, "marit.de.wit@korenaar.example").await;
            assert_eq!(browser.post(&link, &[("next", next)]).await.expect(303).location, "/", "{next:?}");
            app.sql("DELETE FROM outbox", args![]).await;
        }
    }

    async fn signing_out_ends_the_session(app: &TestApp) {
        let house = app.house().await;
        let mut browser = app.signed_in(&house.operations).await;
        let mut copy = browser.clone();
        assert_eq!(browser.post("/sign-out", &[]).await.expect(303).location, "/sign-in?done=signed-out");
        assert_eq!(sessions(app).await, 0);
        assert_eq!(copy.get("/d/vandorp").await.expect(303).location, "/sign-in?next=%2Fd%2Fvandorp", "a kept cookie is worth nothing");
        browser.post("/sign-out", &[]).await.expect(303);
    }

    async fn a_session_ends_after_thirty_days(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let mut browser = app.browser();
        browser.post("/sign-in", &[("email", "ann.smit@vandorp.example"), ("password", WORD)]).await.expect(303);
        app.set_clock("2026-06-03T07:59:59Z");
        assert_eq!(browser.get("/").await.expect(303).location, "/d/vandorp");
        app.set_clock("2026-06-03T08:00:00Z");
        assert_eq!(browser.get("/").await.expect(303).location, "/sign-in?next=%2F");
    }

    async fn a_session_says_when_it_was_last_used(app: &TestApp) {
        let house = app.house().await;
        let mut browser = app.signed_in(&house.operations).await;
        let seen = || app.number("SELECT seen_at FROM session", args![]);
        let first = seen().await;
        app.set_clock("2026-05-04T08:09:59Z");
        browser.get("/me").await.expect(200);
        app.set_clock("2026-05-04T08:10:00Z");
        browser.get("/me").await.expect(200);
        for _ in 0..200 {
            if seen().await != first {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(seen().await, first + 600_000, "written beside the page, at most every ten minutes");
    }

    async fn losing_access_is_felt_at_once(app: &TestApp) {
        let house = app.house().await;
        let (mut contact, mut staff) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        contact.get("/p/vandorp/korenaar").await.expect(303);
        app.sql("UPDATE contact SET portal_access = FALSE WHERE id = $1", args![house.contact.membership]).await;
        contact.get("/p/vandorp/korenaar").await.expect(404);
        contact.get("/").await.expect(200).says("No carrier has given you access");
        staff.get("/d/vandorp").await.expect(303);
        app.sql("UPDATE staff SET active = FALSE WHERE id = $1", args![house.operations.membership]).await;
        staff.get("/d/vandorp").await.expect(404);
    }

    async fn each_membership_opens_its_own_door_only(app: &TestApp) {
        let house = app.house().await;
        let other = app.organisation("lisowski").await;
        let meble = app.customer(&other, "meble").await;
        app.contact(&other, (meble, "meble"), "Marit de Wit", rules::access::Rights::default(), Some(house.contact.person)).await;
        let stranger = app.staff(&other, "Tomasz Lisowski", rules::access::Role::SuperAdmin).await;
        let mut marit = app.signed_in(&house.contact).await;
        marit.get("/").await.expect(200).says("href=\"/p/vandorp/korenaar\" data-open").says("href=\"/p/lisowski/meble\" data-open");
        for (path, status) in [("/p/vandorp/korenaar", 303), ("/p/lisowski/meble", 303), ("/p/vandorp/meble", 404), ("/p/lisowski/korenaar", 404), ("/d/vandorp", 404)] {
            assert_eq!(marit.get(path).await.status.as_u16(), status, "{path}");
        }
        app.signed_in(&stranger).await.get("/d/vandorp").await.expect(404);
        app.signed_in(&stranger).await.get("/d/nowhere").await.expect(404);
    }
}
