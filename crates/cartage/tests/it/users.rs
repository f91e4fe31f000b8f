//! Users: inviting staff, roles, and the last super admin (rule 1.6).

use kit::args;
use rules::access::Role;
use testkit::{Login, TestApp, both};

use crate::sign_in::link_to;

const USERS: &str = "/d/vandorp/settings/users";

async fn role_of(app: &TestApp, login: &Login) -> String {
    app.text("SELECT role || CASE WHEN active THEN '' ELSE ' off' END FROM staff WHERE id = $1", args![login.membership]).await
}

async fn entries(app: &TestApp, verb: &'static str) -> i64 {
    app.number("SELECT count(*) FROM history WHERE verb = $1", args![verb]).await
}

both! {
    async fn an_invited_user_signs_in_by_mail_and_works(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let fields = [("name", "Ilse Mulder"), ("email", " Ilse@VanDorp.example"), ("role", "VIEWER")];
        assert_eq!(kees.post(&format!("{USERS}/new"), &fields).await.expect(303).location, format!("{USERS}?done=invited"));
        assert_eq!(entries(app, "user.invited").await, 1);
        let welcome = link_to(app, "ilse@vandorp.example").await;
        assert_eq!(welcome, "/sign-in?email=ilse%40vandorp.example&next=%2Fd%2Fvandorp", "no secret in it");
        let mut ilse = app.browser();
        let page = ilse.get(&welcome).await.expect(200);
        assert_eq!((page.value("email"), page.value("next")), ("ilse@vandorp.example".to_owned(), "/d/vandorp".to_owned()));
        app.sql("DELETE FROM outbox", args![]).await;
        ilse.post("/sign-in", &[("email", "ilse@vandorp.example"), ("with", "link"), ("next", "/d/vandorp")]).await.expect(303);
        let link = link_to(app, "ilse@vandorp.example").await;
        ilse.post(&link, &[]).await.expect(303);
        ilse.get("/d/vandorp").await.expect(303);
        ilse.get(USERS).await.expect(403);
        let again = kees.post(&format!("{USERS}/new"), &fields).await.expect(422);
        again.says("Ilse Mulder is a user with this address already");
        assert_eq!(again.value("email"), " Ilse@VanDorp.example", "as typed");
        assert_eq!(entries(app, "user.invited").await, 1);
    }

    async fn somebody_known_gets_the_membership_at_once(app: &TestApp) {
        let house = app.house().await;
        let other = app.organisation("lisowski").await;
        let tomasz = app.staff(&other, "Tomasz Lisowski", Role::SuperAdmin).await;
        let mut ann = app.signed_in(&house.operations).await;
        let fields = [("name", "Ann"), ("email", "ann.smit@vandorp.example"), ("role", "FINANCE")];
        let told = app.signed_in(&tomasz).await.post("/d/lisowski/settings/users/new", &fields).await.expect(303);
        assert_eq!(told.location, "/d/lisowski/settings/users?done=invited", "the same as for somebody unknown");
        ann.get("/d/lisowski").await.expect(303);
    }

    async fn the_last_super_admin_stays(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let own = format!("{USERS}/{}", house.super_admin.membership);
        kees.post(&format!("{USERS}/new"), &[("name", "Eva"), ("email", "eva@vandorp.example"), ("role", "SUPER_ADMIN")]).await.expect(303);
        let demote = [("name", "Kees van Dorp"), ("role", "ADMIN"), ("version", "1")];
        kees.post(&own, &demote).await.expect(422).says("last super admin who has signed in");
        kees.post(&format!("{own}/off"), &[]).await.expect(422).says("last super admin");
        assert_eq!(role_of(app, &house.super_admin).await, "SUPER_ADMIN");
        assert_eq!((entries(app, "user.changed").await, entries(app, "user.switched-off").await), (0, 0));
        app.staff(&house.organisation, "Second Admin", Role::SuperAdmin).await;
        kees.post(&own, &demote).await.expect(303);
        assert_eq!(role_of(app, &house.super_admin).await, "ADMIN");
        kees.get(USERS).await.expect(403);
    }

    async fn a_user_switched_off_is_out_at_once_and_welcomed_back(app: &TestApp) {
        let house = app.house().await;
        let (mut kees, mut ann) = (app.signed_in(&house.super_admin).await, app.signed_in(&house.operations).await);
        let user = format!("{USERS}/{}", house.operations.membership);
        kees.post(&format!("{user}/off"), &[]).await.expect(303);
        kees.post(&format!("{user}/off"), &[]).await.expect(303);
        ann.get("/d/vandorp").await.expect(404);
        assert_eq!((role_of(app, &house.operations).await.as_str(), entries(app, "user.switched-off").await), ("OPERATIONS off", 1));
        kees.post(&format!("{user}/on"), &[]).await.expect(303);
        ann.get("/d/vandorp").await.expect(303);
        link_to(app, "ann.smit@vandorp.example").await;
        kees.get(&user).await.expect(200).says("Switched off").says("Switched on");
    }

    async fn two_who_change_one_user_hear_of_each_other(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let user = format!("{USERS}/{}", house.operations.membership);
        kees.post(&user, &[("name", "Ann Smit"), ("role", "ADMIN"), ("version", "1")]).await.expect(303);
        let second = kees.post(&user, &[("name", "Ann Smid"), ("role", "VIEWER"), ("version", "1")]).await.expect(422);
        second.says("Kees van Dorp changed Role from “Operations” to “Admin”");
        assert_eq!((second.value("name"), second.value("version")), ("Ann Smid".to_owned(), "2".to_owned()));
        assert_eq!(role_of(app, &house.operations).await, "ADMIN");
        kees.post(&user, &[("name", ""), ("role", "KING"), ("version", "2")]).await.expect(422).says("Name is missing").says("Choose a role");
        assert_eq!(role_of(app, &house.operations).await, "ADMIN");
    }

    async fn users_of_another_organisation_do_not_exist(app: &TestApp) {
        let house = app.house().await;
        let other = app.organisation("lisowski").await;
        let tomasz = app.staff(&other, "Tomasz Lisowski", Role::SuperAdmin).await;
        let mut tomasz = app.signed_in(&tomasz).await;
        let ann = format!("/d/lisowski/settings/users/{}", house.operations.membership);
        tomasz.get(&ann).await.expect(404);
        tomasz.post(&ann, &[("name", "x"), ("role", "VIEWER"), ("version", "1")]).await.expect(404);
        tomasz.post(&format!("{ann}/off"), &[]).await.expect(404);
        tomasz.get(USERS).await.expect(404);
        assert_eq!(role_of(app, &house.operations).await, "OPERATIONS");
    }
}
