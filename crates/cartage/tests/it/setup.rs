//! Setting up an empty installation (rule 1.3), and the demonstration's mail.

use std::sync::Arc;

use cartage::app::{App, Setup};
use cartage::people;
use kit::args;
use kit::secret::Secret;
use testkit::{Browser, TestApp, both};

fn fields<'a>(token: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("token", token),
        ("organisation", "Van Dorp Transport"),
        ("slug", "van-dorp"),
        ("zone", "europe/amsterdam"),
        ("country", "NL"),
        ("currency", "EUR"),
        ("name", "Kees van Dorp"),
        ("email", "Kees@van-dorp.example"),
        ("password", "a barge full of barley"),
    ];
    all.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    all.extend(more);
    all
}

async fn token(app: &TestApp) -> Secret {
    people::setup_token(&app.app).await.unwrap().expect("an empty installation")
}

both! {
    async fn an_empty_installation_is_set_up_once(app: &TestApp) {
        let (first, second) = (token(app).await, token(app).await);
        let mut browser = app.browser();
        assert_eq!(browser.get("/sign-in").await.expect(303).location, "/setup");
        browser.get("/setup").await.expect(200).says("Europe/Amsterdam");
        let done = browser.post("/setup", &fields(first.reveal(), &[])).await.expect(303);
        assert_eq!(done.location, "/d/van-dorp/settings/users");
        browser.get("/d/van-dorp/settings/users").await.expect(200).says("kees@van-dorp.example").says("Super admin");
        assert_eq!(app.text("SELECT zone FROM organisation", args![]).await, "Europe/Amsterdam");
        assert_eq!(app.number("SELECT entries FROM chain_head", args![]).await, 2);
        browser.get("/setup").await.expect(404);
        for token in [&first, &second] {
            app.browser().post("/setup", &fields(token.reveal(), &[("slug", "second"), ("email", "x@second.example")])).await.expect(404);
        }
        assert_eq!(app.number("SELECT count(*) FROM organisation", args![]).await, 1);
        assert!(people::setup_token(&app.app).await.unwrap().is_none());
    }

    async fn only_the_token_opens_it_and_nothing_is_half_set_up(app: &TestApp) {
        let token = token(app).await;
        let mut browser = app.browser();
        let wrong = browser.post("/setup", &fields("guessed", &[])).await.expect(422);
        wrong.says("not the token");
        assert_eq!(wrong.value("organisation"), "Van Dorp Transport");
        assert!(!wrong.body.contains("a barge full of barley"));
        for (field, value, words) in [
            ("slug", "Van Dorp", "cannot hold “V”"),
            ("zone", "Europe/Atlantis", "no such time zone"),
            ("country", "ZZ", "Choose a country"),
            ("currency", "XXX", "Choose a currency"),
            ("email", "kees@", "not whole"),
            ("password", "password1234", "first that everybody tries"),
            ("organisation", " ", "is missing"),
        ] {
            browser.post("/setup", &fields(token.reveal(), &[(field, value)])).await.expect(422).says(words);
        }
        for table in ["SELECT count(*) FROM organisation", "SELECT count(*) FROM person", "SELECT count(*) FROM session", "SELECT count(*) FROM history"] {
            assert_eq!(app.number(table, args![]).await, 0, "{table}");
        }
        browser.post("/setup", &fields(token.reveal(), &[])).await.expect(303);
    }

    async fn of_two_who_set_up_at_once_one_succeeds(app: &TestApp) {
        let (first, second) = (token(app).await, token(app).await);
        let (mut a, mut b) = (app.browser(), app.browser());
        let (one, other) = (fields(first.reveal(), &[]), fields(second.reveal(), &[("slug", "other")]));
        let (one, other) = tokio::join!(a.post("/setup", &one), b.post("/setup", &other));
        let mut answers = [one.status.as_u16(), other.status.as_u16()];
        answers.sort_unstable();
        assert!(matches!(answers, [303, 404 | 422]), "{answers:?}");
        assert_eq!(app.number("SELECT count(*) FROM organisation", args![]).await, 1);
    }

    async fn mail_is_shown_in_a_demonstration_only(app: &TestApp) {
        app.house().await;
        app.browser().post("/sign-in", &[("email", "ann.smit@vandorp.example"), ("with", "link")]).await.expect(303);
        app.browser().get("/demo/mail").await.expect(404);
        let setup = Setup { demo: true, ..(*app.app.setup).clone() };
        let demo = App { setup: Arc::new(setup), ..app.app.clone() };
        let page = Browser::new(cartage::routes::service(demo)).get("/demo/mail").await.expect(200);
        page.says("ann.smit@vandorp.example").says("<a href=\"http://cartage.test/sign-in/link/");
    }
}
