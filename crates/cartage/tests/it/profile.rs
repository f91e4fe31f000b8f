//! The profile: addresses, password, sessions (rules 1.2, 1.3).

use kit::args;
use kit::password;
use testkit::{Login, TestApp, both};

use crate::sign_in::{WORD, give_password, link_to, sessions};

const BETTER: &str = "two barges full of rye";

async fn addresses(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM person_email", args![]).await
}

async fn password_is(app: &TestApp, login: &Login, word: &str) -> bool {
    let stored = app.text("SELECT COALESCE(password, '') FROM person WHERE id = $1", args![login.person]).await;
    password::verify(word.to_owned(), Some(stored)).await
}

both! {
    async fn a_new_password_ends_the_other_sessions(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let (mut here, mut there) = (app.signed_in(&house.operations).await, app.signed_in(&house.operations).await);
        let mut other = app.signed_in(&house.contact).await;
        for (present, new, words) in [
            ("not my word at all", BETTER, "not your present password"),
            (WORD, "short word", "10 characters"),
            (WORD, "Password2026!", "first that everybody tries"),
            (WORD, "I am ann.smit of course", "name of your e-mail address"),
        ] {
            let page = here.post("/me/password", &[("present_password", present), ("new_password", new)]).await.expect(422);
            page.says(words);
            assert!(!page.body.contains(new), "a password is never repeated");
        }
        assert!(password_is(app, &house.operations, WORD).await);
        assert_eq!(there.get("/me").await.status.as_u16(), 200, "nothing has ended yet");
        here.post("/me/password", &[("present_password", WORD), ("new_password", BETTER)]).await.expect(303);
        assert!(password_is(app, &house.operations, BETTER).await);
        here.get("/me").await.expect(200);
        there.get("/me").await.expect(303);
        other.get("/me").await.expect(200);
        assert_eq!(app.number("SELECT count(*) FROM outbox WHERE receiver = $1", args!["ann.smit@vandorp.example"]).await, 1);
    }

    async fn whoever_came_by_mail_sets_a_password_without_the_old_one(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.contact.person, WORD).await;
        let mut browser = app.browser();
        browser.post("/sign-in", &[("email", "marit.de.wit@korenaar.example"), ("with", "link")]).await.expect(303);
        let link = link_to(app, "marit.de.wit@korenaar.example").await;
        browser.post(&link, &[]).await.expect(303);
        assert!(!browser.get("/me").await.body.contains("present_password"));
        browser.post("/me/password", &[("new_password", BETTER)]).await.expect(303);
        assert!(password_is(app, &house.contact, BETTER).await);
    }

    async fn the_present_password_cannot_be_guessed(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let mut browser = app.signed_in(&house.operations).await;
        for _ in 0..10 {
            browser.post("/me/password", &[("present_password", "guess"), ("new_password", BETTER)]).await.expect(422).says("not your present");
        }
        browser.post("/me/password", &[("present_password", WORD), ("new_password", BETTER)]).await.expect(422).says("Too many attempts");
        assert!(password_is(app, &house.operations, WORD).await);
    }

    async fn sessions_are_seen_and_ended(app: &TestApp) {
        let house = app.house().await;
        let (mut here, mut there) = (app.signed_in(&house.operations).await, app.signed_in(&house.operations).await);
        let mut stranger = app.signed_in(&house.contact).await;
        let there_id = here.get("/me").await.expect(200).body.split("/me/sessions/").find_map(|rest| rest.split_once("/end\"")).unwrap().0.to_owned();
        let end = format!("/me/sessions/{there_id}/end");
        stranger.post(&end, &[]).await.expect(404);
        assert_eq!(sessions(app).await, 3, "nobody ends another's session");
        here.post(&end, &[]).await.expect(303);
        there.get("/me").await.expect(303);
        here.post(&end, &[]).await.expect(404);
        let mut third = app.signed_in(&house.operations).await;
        here.post("/me/sessions/end-others", &[]).await.expect(303);
        third.get("/me").await.expect(303);
        here.get("/me").await.expect(200);
        stranger.get("/me").await.expect(200);
    }

    async fn an_address_is_added_by_its_mail_and_brings_its_memberships(app: &TestApp) {
        let house = app.house().await;
        let other = app.organisation("lisowski").await;
        let meble = app.customer(&other, "meble").await;
        app.sql(
            "INSERT INTO contact (id, organisation, customer, person, name, sort_name, email, phone, portal_access, rights, archived_at, version, created_at)
             VALUES ($1, $2, $3, NULL, 'Marit', 'marit', 'marit@home.example', '', TRUE, 1, NULL, 1, 0)",
            args![app.app.ids.id::<uuid::Uuid>(app.app.clock.now()), other.id, meble],
        ).await;
        let (mut marit, mut ann) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        marit.post("/me/addresses", &[("address", "Marit@Home.example")]).await.expect(303);
        let link = link_to(app, "marit@home.example").await;
        assert!(link.starts_with("/me/addresses/"));
        let before = addresses(app).await;
        marit.get(&link).await.expect(200).says("marit@home.example");
        ann.get(&link).await.expect(404);
        ann.post(&link, &[]).await.expect(404);
        app.browser().get(&link).await.expect(303);
        let token = link.strip_prefix("/me/addresses/").unwrap();
        app.browser().post(&format!("/sign-in/link/{token}"), &[]).await.expect(404);
        assert_eq!(addresses(app).await, before, "only whoever asked adds it, by pressing the button");
        marit.post(&link, &[]).await.expect(303);
        assert_eq!(addresses(app).await, before + 1);
        marit.get("/p/lisowski/meble").await.expect(303);
        marit.post(&link, &[]).await.expect(404);
        marit.post("/me/addresses/remove", &[("address", "marit@home.example")]).await.expect(422);
        assert_eq!(addresses(app).await, before + 1, "a carrier knows her by it");
        app.sql("UPDATE contact SET person = NULL WHERE email = $1", args!["marit@home.example"]).await;
        marit.post("/me/addresses/remove", &[("address", "marit@home.example")]).await.expect(303);
        marit.post("/me/addresses/remove", &[("address", "ann.smit@vandorp.example")]).await.expect(422);
        assert_eq!(addresses(app).await, before);
    }

    async fn an_address_of_somebody_else_is_not_given_away(app: &TestApp) {
        let house = app.house().await;
        let mut marit = app.signed_in(&house.contact).await;
        let known = marit.post("/me/addresses", &[("address", "ann.smit@vandorp.example")]).await;
        let unknown = marit.post("/me/addresses", &[("address", "nobody@vandorp.example")]).await;
        assert_eq!((known.status, known.location), (unknown.status, unknown.location), "the same answer");
        assert_eq!(app.number("SELECT count(*) FROM outbox", args![]).await, 2);
        let link = link_to(app, "ann.smit@vandorp.example").await;
        marit.post(&link, &[]).await.expect(422).says("another profile");
        assert_eq!(app.number("SELECT count(*) FROM person_email WHERE person = $1", args![house.contact.person]).await, 1);
    }

    async fn a_name_is_ones_own(app: &TestApp) {
        let house = app.house().await;
        let mut marit = app.signed_in(&house.contact).await;
        marit.post("/me/name", &[("name", " Marit van Loon ")]).await.expect(303);
        marit.get("/me").await.expect(200).says("Marit van Loon");
        marit.post("/me/name", &[("name", "  ")]).await.expect(422).says("Name is missing");
        assert_eq!(app.text("SELECT name FROM person WHERE id = $1", args![house.contact.person]).await, "Marit van Loon");
        assert_eq!(app.text("SELECT name FROM contact WHERE id = $1", args![house.contact.membership]).await, "Marit de Wit");
    }
}
