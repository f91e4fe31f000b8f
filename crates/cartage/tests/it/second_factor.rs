//! The second factor of staff: set up, asked at the sign-in, recovered from, asked for by an organisation (rule 1.2).

use kit::args;
use kit::db::DbError;
use kit::totp;
use rules::access::Role;
use testkit::{Browser, Login, Page, TestApp, both};

use crate::sign_in::{WORD, give_password, link_to, sessions};

const MINE: &str = "/me/second-factor";

/// The code the app shows `later` half minutes from now.
async fn code(app: &TestApp, login: &Login, later: i64) -> String {
    let person = login.person;
    let sql = "SELECT secret FROM second_factor WHERE person = $1";
    let read = app.app.db.read::<(Vec<u8>,), DbError, _>(move |tx| Box::pin(async move { tx.one(sql, args![person]).await })).await;
    totp::code(&read.unwrap().0, rules::second_factor::step(app.app.clock.now()) + later)
}

/// A code that is none of those around now.
async fn wrong(app: &TestApp, login: &Login) -> String {
    let mut known = Vec::new();
    for later in -2..=2 {
        known.push(code(app, login, later).await);
    }
    (0..10).map(|n| format!("00000{n}")).find(|code| !known.contains(code)).unwrap()
}

/// Sets it up; the browser that did, and the recovery codes.
async fn set_up(app: &TestApp, login: &Login) -> (Browser, Vec<String>) {
    let mut browser = app.signed_in(login).await;
    browser.post(&format!("{MINE}/set-up"), &[]).await.expect(303);
    let page = browser.post(&format!("{MINE}/confirm"), &[("code", &code(app, login, 0).await)]).await.expect(200);
    (browser, recovery_codes(&page))
}

fn recovery_codes(page: &Page) -> Vec<String> {
    page.body.split("<code class=\"mono\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Shows the first factor.
async fn half(app: &TestApp, email: &str) -> (Browser, Page) {
    let mut browser = app.browser();
    let page = browser.post("/sign-in", &[("email", email), ("password", WORD), ("next", "/d/vandorp/orders")]).await.expect(303);
    (browser, page)
}

async fn second(browser: &mut Browser, code: &str) -> Page {
    browser.post("/sign-in/second", &[("code", code), ("next", "/d/vandorp/orders")]).await
}

const ANN: &str = "ann.smit@vandorp.example";

both! {
    async fn signing_in_asks_for_a_code_that_counts_once(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let mut other = app.signed_in(&house.operations).await;
        let (mut here, codes) = set_up(app, &house.operations).await;
        assert_eq!((codes.len(), codes[0].len()), (10, 19));
        here.get("/me").await.expect(200).says("On: signing in asks for a code");
        other.get("/me").await.expect(303);
        assert_eq!(sessions(app).await, 1, "the others never showed it");
        let (mut browser, page) = half(app, ANN).await;
        assert_eq!(page.location, "/sign-in/second?next=%2Fd%2Fvandorp%2Forders");
        assert_eq!(sessions(app).await, 1, "half is nothing");
        browser.get("/d/vandorp/orders").await.expect(303);
        browser.get("/sign-in/second?next=%2Fd%2Fvandorp").await.expect(200).says("value=\"/d/vandorp\"");
        second(&mut browser, &code(app, &house.operations, 0).await).await.expect(422).says("was used already");
        second(&mut browser, &wrong(app, &house.operations).await).await.expect(422).says("not right");
        second(&mut browser, "").await.expect(422);
        assert_eq!(sessions(app).await, 1);
        let next = code(app, &house.operations, 1).await;
        let done = second(&mut browser, &format!(" {} {}", &next[..3], &next[3..])).await.expect(303);
        assert_eq!(done.location, "/d/vandorp/orders");
        browser.get("/d/vandorp/orders").await.expect(200);
        assert_eq!(sessions(app).await, 2);
        second(&mut browser, &next).await.expect(303);
        assert_eq!(sessions(app).await, 2, "the half sign-in is used up");
        let (mut thief, _) = half(app, ANN).await;
        second(&mut thief, &next).await.expect(422).says("was used already");
        assert_eq!(sessions(app).await, 2, "read over a shoulder it is of no use");
    }

    async fn a_mailed_link_asks_too_and_half_ends_after_ten_minutes(app: &TestApp) {
        let house = app.house().await;
        set_up(app, &house.operations).await;
        app.sql("DELETE FROM outbox", args![]).await;
        let mut browser = app.browser();
        browser.post("/sign-in", &[("email", ANN), ("with", "link")]).await.expect(303);
        let link = link_to(app, "ann.smit@vandorp.example").await;
        assert!(browser.post(&link, &[]).await.expect(303).location.starts_with("/sign-in/second?next="));
        app.set_clock("2026-05-04T08:10:00Z");
        let late = second(&mut browser, &code(app, &house.operations, 0).await).await.expect(303);
        assert_eq!(late.location, "/sign-in?done=sign-in-late");
        browser.get("/sign-in/second").await.expect(303);
        app.browser().get("/sign-in/second").await.expect(303);
        assert_eq!(sessions(app).await, 1, "the one that set it up");
        browser.get(&late.location).await.expect(200).says("Sign in again");
    }

    async fn guessing_ends_after_five(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        set_up(app, &house.operations).await;
        let guess = wrong(app, &house.operations).await;
        for _ in 0..5 {
            let (mut browser, _) = half(app, ANN).await;
            second(&mut browser, &guess).await.expect(422);
        }
        let (mut browser, _) = half(app, ANN).await;
        second(&mut browser, &code(app, &house.operations, 1).await).await.expect(429).says("Too many attempts. Try again in 15 minutes");
        assert_eq!(sessions(app).await, 1);
        app.set_clock("2026-05-04T08:15:00Z");
        let (mut browser, _) = half(app, ANN).await;
        second(&mut browser, &code(app, &house.operations, 0).await).await.expect(303);
        assert_eq!(sessions(app).await, 2);
    }

    async fn a_recovery_code_signs_in_once_and_is_told(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let (mut here, codes) = set_up(app, &house.operations).await;
        let stored = app.number("SELECT count(*) FROM recovery_code", args![]).await;
        assert_eq!(stored, 10);
        here.get(MINE).await.expect(200).says("10 of 10");
        let (mut browser, _) = half(app, ANN).await;
        second(&mut browser, &codes[3].to_uppercase().replace('-', " ")).await.expect(303);
        assert_eq!(sessions(app).await, 2);
        here.get(MINE).await.expect(200).says("9 of 10");
        let told = app.number("SELECT count(*) FROM outbox WHERE payload LIKE '%A recovery code was used%9 are left%'", args![]).await;
        assert_eq!(told, 1);
        let (mut browser, _) = half(app, ANN).await;
        second(&mut browser, &codes[3]).await.expect(422);
        // Somebody else's codes are nothing here.
        let (_, theirs) = set_up(app, &house.super_admin).await;
        second(&mut browser, &theirs[0]).await.expect(422);
        here.post(&format!("{MINE}/codes"), &[("codes_proof", "not it")]).await.expect(422).says("not right");
        let fresh = recovery_codes(&here.post(&format!("{MINE}/codes"), &[("codes_proof", WORD)]).await.expect(200));
        second(&mut browser, &codes[4]).await.expect(422).says("not right");
        second(&mut browser, &fresh[4]).await.expect(303);
        assert_eq!(sessions(app).await, 4);
    }

    async fn it_is_switched_off_by_code_or_password_and_erased(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let (mut here, codes) = set_up(app, &house.operations).await;
        let kept = "SELECT (SELECT count(*) FROM second_factor) + (SELECT count(*) FROM recovery_code)";
        for proof in ["", "a wrong guess at it", &code(app, &house.operations, 0).await] {
            here.post(&format!("{MINE}/off"), &[("off_proof", proof)]).await.expect(422);
        }
        assert_eq!(app.number(kept, args![]).await, 11);
        assert_eq!(here.post(&format!("{MINE}/off"), &[("off_proof", WORD)]).await.expect(303).location, "/me?done=second-factor-off");
        assert_eq!(app.number(kept, args![]).await, 0);
        assert_eq!(half(app, ANN).await.1.location, "/d/vandorp/orders", "the password is enough again");
        let (mut here, _) = set_up(app, &house.operations).await;
        here.post(&format!("{MINE}/off"), &[("off_proof", &codes[0])]).await.expect(422);
        here.post(&format!("{MINE}/off"), &[("off_proof", &code(app, &house.operations, 1).await)]).await.expect(303);
        assert_eq!(app.number(kept, args![]).await, 0);
    }

    async fn nothing_is_on_before_a_code_confirms_it(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let mut here = app.signed_in(&house.operations).await;
        here.get(MINE).await.expect(200).says("Not set up");
        here.post(&format!("{MINE}/set-up"), &[]).await.expect(303);
        let page = here.get(MINE).await.expect(200);
        page.says("<svg class=\"qr\"").says("otpauth://totp/Cartage:ann.smit%40vandorp.example?secret=");
        let first = code(app, &house.operations, 0).await;
        here.post(&format!("{MINE}/set-up"), &[]).await.expect(303);
        assert_ne!(page.body, here.get(MINE).await.expect(200).body, "another secret");
        if first != code(app, &house.operations, 0).await {
            here.post(&format!("{MINE}/confirm"), &[("code", &first)]).await.expect(422).says("not the code the app shows");
        }
        assert_eq!(half(app, ANN).await.1.location, "/d/vandorp/orders", "begun is not on");
        for post in ["codes", "off"] {
            let field = format!("{post}_proof");
            here.post(&format!("{MINE}/{post}"), &[(&field, &code(app, &house.operations, 0).await)]).await.expect(422);
        }
        // On: what began another set-up elsewhere changes nothing.
        here.post(&format!("{MINE}/confirm"), &[("code", &code(app, &house.operations, 0).await)]).await.expect(200);
        let secret = code(app, &house.operations, 5).await;
        here.post(&format!("{MINE}/set-up"), &[]).await.expect(303);
        assert_eq!(code(app, &house.operations, 5).await, secret);
        assert_eq!(here.post(&format!("{MINE}/confirm"), &[("code", &secret)]).await.expect(303).location, MINE);
        // It is for staff.
        let mut marit = app.signed_in(&house.contact).await;
        marit.get(MINE).await.expect(404);
        marit.post(&format!("{MINE}/set-up"), &[]).await.expect(404);
        assert!(!marit.get("/me").await.expect(200).body.contains("Second factor"));
    }

    async fn an_organisation_that_asks_gets_it_from_its_staff_only(app: &TestApp) {
        let house = app.house().await;
        let rival = app.organisation("lisowski").await;
        let eva = app.contact(&house.organisation, (house.customer, "korenaar"), "Eva", rules::access::Rights::default(), Some(house.operations.person)).await;
        app.sql(
            "INSERT INTO staff (id, organisation, person, name, email, role, active, version, created_at) VALUES ($1, $2, $3, 'Ann', 'a@b.example', 'VIEWER', TRUE, 1, 0)",
            args![app.app.ids.id::<uuid::Uuid>(app.app.clock.now()), rival.id, house.operations.person],
        ).await;
        let (mut kees, mut ann) = (app.signed_in(&house.super_admin).await, app.signed_in(&house.operations).await);
        kees.get("/d/vandorp/settings/users").await.expect(200).says("2 users have none yet");
        let (mut kees_on, _) = set_up(app, &house.super_admin).await;
        kees.get("/me").await.expect(303);
        kees_on.get("/d/vandorp/settings/users").await.expect(200).says("One user has none yet");
        let asked = "/d/vandorp/settings/users/second-factor";
        ann.post(asked, &[("second_factor", "on")]).await.expect(403);
        kees_on.post(asked, &[("second_factor", "on")]).await.expect(303);
        kees_on.post(asked, &[("second_factor", "on")]).await.expect(303);
        assert_eq!(app.number("SELECT count(*) FROM history WHERE verb = 'organisation.second_factor_changed'", args![]).await, 1);
        kees_on.get("/d/vandorp/settings/users").await.expect(200).says("Asked for by Kees van Dorp, 4 May 2026, 10:00");
        let led = ann.get("/d/vandorp/quotes?tab=open").await.expect(303);
        assert_eq!(led.location, "/me/second-factor?next=%2Fd%2Fvandorp%2Fquotes%3Ftab%3Dopen");
        ann.post("/d/vandorp/orders/new", &[("reference", "typed")]).await.expect(403).says("A second factor is needed");
        ann.get(&led.location).await.expect(200).says("vandorp Transport asks staff for a second factor");
        ann.get(&format!("{}/orders", eva.root)).await.expect(200);
        ann.get("/d/lisowski/orders").await.expect(200);
        ann.get("/me").await.expect(200);
        let next = ("next", "/d/vandorp/quotes?tab=open");
        ann.post(&format!("{MINE}/set-up"), &[next]).await.expect(303);
        let done = ann.post(&format!("{MINE}/confirm"), &[next, ("code", &code(app, &house.operations, 0).await)]).await.expect(200);
        done.says("href=\"/d/vandorp/quotes?tab=open\"");
        ann.get("/d/vandorp/quotes?tab=open").await.expect(200);
        let viewer = app.staff(&house.organisation, "Vera", Role::Viewer).await;
        let mut vera = app.signed_in(&viewer).await;
        vera.get("/d/vandorp/orders").await.expect(303);
        kees_on.post(asked, &[]).await.expect(303);
        vera.get("/d/vandorp/orders").await.expect(200);
    }

    async fn whoever_runs_the_server_can_reset_it(app: &TestApp) {
        let house = app.house().await;
        give_password(app, house.operations.person, WORD).await;
        let (mut here, _) = set_up(app, &house.operations).await;
        let (db, ids, now) = (app.app.db.clone(), app.app.ids, app.app.clock.now());
        for nobody in ["nobody@vandorp.example", "marit.de.wit@korenaar.example"] {
            assert!(!cartage::people::reset_second_factor(&db, ids, nobody, now).await.unwrap());
        }
        here.get("/me").await.expect(200);
        assert!(cartage::people::reset_second_factor(&db, ids, " Ann.Smit@vandorp.example", now).await.unwrap());
        here.get("/me").await.expect(303);
        assert_eq!(app.number("SELECT (SELECT count(*) FROM second_factor) + (SELECT count(*) FROM recovery_code)", args![]).await, 0);
        assert_eq!(half(app, ANN).await.1.location, "/d/vandorp/orders");
        assert_eq!(app.number("SELECT count(*) FROM outbox WHERE payload LIKE '%was reset%'", args![]).await, 1);
    }

    async fn signing_out_everywhere_ends_this_browser_too(app: &TestApp) {
        let house = app.house().await;
        let (mut here, mut there, mut other) = (app.signed_in(&house.contact).await, app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        assert_eq!(here.post("/me/sessions/end-all", &[]).await.expect(303).location, "/sign-in?done=signed-out-here-too");
        here.get("/me").await.expect(303);
        there.get("/me").await.expect(303);
        other.get("/me").await.expect(200);
    }
}
