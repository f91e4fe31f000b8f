//! Contacts at the desk: access to the portal, welcome mails, addresses and rights (rules 1.3 to 1.5).

use kit::args;
use rules::access::{Right, Rights, Role};
use testkit::{Built, TestApp, both, usual_rights_and};

const CONTACTS: &str = "SELECT count(*) FROM contact";
const MAILS: &str = "SELECT count(*) FROM outbox";

fn fields<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("version", "1"),
        ("name", "Marit de Wit"),
        ("email", "marit.de.wit@korenaar.example"),
        ("portal_access", "on"),
        ("place_orders", "on"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| fields.iter().all(|(changed, _)| changed != name));
    kept.chain(fields.iter().copied()).filter(|(_, value)| !value.is_empty()).collect()
}

fn marit(house: &Built) -> String {
    format!("/d/vandorp/contacts/{}", house.contact.membership)
}

fn adding(house: &Built) -> String {
    format!("/d/vandorp/customers/{}/contacts/new", house.customer)
}

async fn mails_to(app: &TestApp, address: &str) -> i64 {
    app.number("SELECT count(*) FROM outbox WHERE receiver = $1", args![address]).await
}

both! {
    async fn a_contact_with_access_is_welcomed_and_one_without_is_not(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let page = kees.get(&adding(&house)).await.expect(200);
        page.says("Access customer portal").says("Manage colleagues");
        assert!(!page.body.contains("also_customer"), "the customer's is on: nothing to switch");
        let quiet = fields(&[("name", "Piet Kort"), ("email", " Piet@Korenaar.Example "), ("portal_access", "")]);
        assert!(kees.post(&adding(&house), &quiet).await.expect(303).location.ends_with("done=created"));
        assert_eq!((app.number(CONTACTS, args![]).await, app.number(MAILS, args![]).await), (2, 0));
        let sanne = fields(&[("name", "Sanne Lång"), ("email", "sanne@korenaar.example")]);
        let made = kees.post(&adding(&house), &sanne).await.expect(303);
        assert!(made.location.ends_with("done=invited"), "{}", made.location);
        assert_eq!((mails_to(app, "sanne@korenaar.example").await, app.number(MAILS, args![]).await), (1, 1));
        let mail = app.text("SELECT payload FROM outbox", args![]).await;
        assert!(mail.contains("Welcome to vandorp Transport") && mail.contains("korenaar BV") && mail.contains("http://cartage.test/sign-in?"), "{mail}");
        kees.get("/d/vandorp/contacts?find=lang").await.expect(200).says("Sanne Lång");
        kees.get("/d/vandorp/contacts?find=PIET").await.expect(200).says("piet@korenaar.example");
        let page = kees.get(made.location.split('?').next().unwrap()).await.expect(200);
        page.says("Added").says("by Kees van Dorp").says("Place orders: <del>off</del> <ins>on</ins>");
    }

    async fn both_switches_in_one_step(app: &TestApp) {
        let house = app.house().await;
        app.sql("UPDATE customer SET portal_access = FALSE", args![]).await;
        app.sql("UPDATE contact SET portal_access = FALSE", args![]).await;
        let (mut kees, mut browser) = (app.signed_in(&house.super_admin).await, app.signed_in(&house.contact).await);
        kees.get(&marit(&house)).await.expect(200).says("Also switch on Access to Customer Portal for korenaar BV");
        let alone = fields(&[("also_customer", "on"), ("portal_access", "")]);
        kees.post(&marit(&house), &alone).await.expect(422).says("Switch on Access customer portal too");
        let done = kees.post(&marit(&house), &fields(&[("also_customer", "on")])).await.expect(303);
        assert!(done.location.ends_with("done=access-on"), "{}", done.location);
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(200);
        assert_eq!((mails_to(app, "marit.de.wit@korenaar.example").await, app.number(MAILS, args![]).await), (1, 1));
        kees.get(&format!("/d/vandorp/customers/{}", house.customer)).await.expect(200).says("Access to Customer Portal: <del>off</del> <ins>on</ins>");
    }

    async fn without_the_customers_access_stays_off_until_it_is_on(app: &TestApp) {
        let house = app.house().await;
        app.sql("UPDATE customer SET portal_access = FALSE", args![]).await;
        let (mut kees, mut browser) = (app.signed_in(&house.super_admin).await, app.signed_in(&house.contact).await);
        let sanne = fields(&[("name", "Sanne Lang"), ("email", "sanne@korenaar.example")]);
        let made = kees.post(&adding(&house), &sanne).await.expect(303);
        assert!(made.location.ends_with("done=created"), "{}", made.location);
        kees.get(&made.location).await.expect(200).says("does not get in until Access to Customer Portal is switched on for korenaar BV");
        assert_eq!(app.number(MAILS, args![]).await, 0);
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(404);
        let done = kees.post(&marit(&house), &fields(&[("also_customer", "on")])).await.expect(303);
        assert!(done.location.ends_with("done=access-on"), "her own was on; the customer's was not");
        assert_eq!((mails_to(app, "sanne@korenaar.example").await, mails_to(app, "marit.de.wit@korenaar.example").await), (1, 1));
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(200);
    }

    async fn access_switched_off_ends_at_once(app: &TestApp) {
        let house = app.house().await;
        let (mut kees, mut browser) = (app.signed_in(&house.super_admin).await, app.signed_in(&house.contact).await);
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(200);
        let done = kees.post(&marit(&house), &fields(&[("portal_access", "")])).await.expect(303);
        assert!(done.location.ends_with("done=access-off"), "{}", done.location);
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(404);
        assert_eq!(app.number(MAILS, args![]).await, 0);
        let _ = kees.post(&marit(&house), &fields(&[("version", "2")])).await.expect(303);
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(200);
        assert_eq!(app.number(MAILS, args![]).await, 1);
        let _ = kees.post(&format!("{}/archive", marit(&house)), &[]).await.expect(303);
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(404);
        let _ = kees.post(&format!("{}/restore", marit(&house)), &[]).await.expect(303);
        let _ = browser.get("/p/vandorp/korenaar/orders/new").await.expect(404);
    }

    async fn another_address_unlinks_the_person_and_invites_anew(app: &TestApp) {
        let house = app.house().await;
        let sanne = app.person("Sanne", "sanne@korenaar.example").await;
        let (mut kees, mut old) = (app.signed_in(&house.super_admin).await, app.signed_in(&house.contact).await);
        let _ = kees.post(&marit(&house), &fields(&[("email", "nobody.yet@korenaar.example")])).await.expect(303);
        let _ = old.get("/p/vandorp/korenaar/orders/new").await.expect(404);
        assert_eq!(app.number("SELECT count(*) FROM contact WHERE person IS NULL", args![]).await, 1);
        assert_eq!((mails_to(app, "nobody.yet@korenaar.example").await, app.number(MAILS, args![]).await), (1, 1));
        let unknown = kees.get(&marit(&house)).await.expect(200).body;
        let _ = kees.post(&marit(&house), &fields(&[("version", "2"), ("email", "sanne@korenaar.example")])).await.expect(303);
        assert_eq!(app.number("SELECT count(*) FROM contact WHERE person = $1", args![sanne]).await, 1, "has shown that it is hers");
        let known = kees.get(&marit(&house)).await.expect(200).body;
        let masked = |body: &str, address: &str| {
            // What follows the page's own number of the newest act, as far as the history.
            let form = body.split("aria-labelledby=\"history-h\"").next().and_then(|head| head.split_once("<main")).unwrap().1;
            form.replace(address, "A").replace("value=\"2\"", "V").replace("value=\"3\"", "V")
        };
        assert_eq!(masked(&unknown, "nobody.yet@korenaar.example"), masked(&known, "sanne@korenaar.example"), "nobody learns which is known");
    }

    async fn an_address_belongs_to_one_contact_of_a_customer(app: &TestApp) {
        let house = app.house().await;
        let other = app.customer(&house.organisation, "bakker").await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let twice = fields(&[("name", "Marit Twee"), ("email", "MARIT.de.wit@korenaar.example")]);
        kees.post(&adding(&house), &twice).await.expect(422).says("Marit de Wit of korenaar BV has this address already").says("Marit Twee");
        let _ = kees.post(&format!("{}/archive", marit(&house)), &[]).await.expect(303);
        kees.post(&adding(&house), &twice).await.expect(422).says("who is archived; restore that contact instead");
        assert_eq!((app.number(CONTACTS, args![]).await, app.number(MAILS, args![]).await), (1, 0));
        let _ = kees.post(&format!("/d/vandorp/customers/{other}/contacts/new"), &twice).await.expect(303);
        let piet = app.contact(&house.organisation, (house.customer, "korenaar"), "Piet Kort", Rights::default(), None).await;
        let path = format!("/d/vandorp/contacts/{}", piet.membership);
        kees.post(&path, &fields(&[])).await.expect(422).says("has this address already");
        assert_eq!(app.number("SELECT count(*) FROM contact WHERE id = $1 AND person IS NOT NULL", args![piet.membership]).await, 1);
    }

    async fn what_is_wrong_is_said_at_each_field_and_nothing_is_made(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        for (email, said) in [("marit@", "E-mail is not an address"), ("a@b.nl, c@d.nl", "E-mail is not an address"), (" ", "E-mail is missing")] {
            let page = kees.post(&adding(&house), &[("name", ""), ("email", email), ("phone", "1\u{7}")]).await.expect(422);
            page.says(said).says("Name is missing").says("Phone contains a character");
        }
        assert_eq!((app.number(CONTACTS, args![]).await, app.number(MAILS, args![]).await), (1, 0));
    }

    async fn nobody_removes_the_last_manager(app: &TestApp) {
        let house = app.house().await;
        app.sql("UPDATE contact SET rights = $1", args![usual_rights_and(Right::ManageColleagues).as_i64()]).await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let page = kees.post(&marit(&house), &fields(&[("email", "new@korenaar.example")])).await.expect(422);
        page.says("Marit de Wit is the last one with access who manages colleagues at korenaar BV");
        let same = "SELECT count(*) FROM contact WHERE version = 1 AND person IS NOT NULL";
        assert_eq!((app.number(same, args![]).await, app.number(MAILS, args![]).await), (1, 0), "nothing of it was done");
        app.contact(&house.organisation, (house.customer, "korenaar"), "Piet Kort", Rights::ALL, None).await;
        let _ = kees.post(&marit(&house), &fields(&[])).await.expect(303);
        assert_eq!(app.number("SELECT rights FROM contact WHERE name = 'Marit de Wit'", args![]).await, Rights::of(&[Right::PlaceOrders]).as_i64());
    }

    async fn the_second_to_save_is_told_what_the_first_did_and_loses_nothing(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let _ = kees.post(&marit(&house), &fields(&[("phone", "0183 1")])).await.expect(303);
        let late = kees.post(&marit(&house), &fields(&[("phone", "0183 2"), ("manage_colleagues", "on")])).await.expect(422);
        late.says("Phone from “” to “0183 1”").says("value=\"0183 2\"").says("id=\"manage_colleagues\" name=\"manage_colleagues\" value=\"on\" checked");
        assert_eq!(app.text("SELECT phone FROM contact", args![]).await, "0183 1");
        let _ = kees.post(&marit(&house), &fields(&[("version", &late.value("version")), ("phone", "0183 2")])).await.expect(303);
    }

    async fn contacts_are_the_admins_and_their_own_houses(app: &TestApp) {
        let house = app.house().await;
        for role in [Role::Operations, Role::Finance, Role::Viewer] {
            let login = app.staff(&house.organisation, role.as_str(), role).await;
            let mut browser = app.signed_in(&login).await;
            let page = browser.get(&marit(&house)).await.expect(200);
            page.says("marit.de.wit@korenaar.example");
            assert!(!page.body.contains("<form method=\"post\" action=\"/d/"));
            let _ = browser.get(&adding(&house)).await.expect(403);
            for post in [marit(&house), format!("{}/archive", marit(&house)), format!("{}/restore", marit(&house)), adding(&house)] {
                let _ = browser.post(&post, &fields(&[("portal_access", "")])).await.expect(403);
            }
        }
        let admin = app.staff(&app.organisation("lisowski").await, "Ewa", Role::Admin).await;
        let mut ewa = app.signed_in(&admin).await;
        let stranger = format!("/d/lisowski/contacts/{}", house.contact.membership);
        let _ = ewa.get(&stranger).await.expect(404);
        for post in [stranger.clone(), format!("{stranger}/archive"), format!("{stranger}/restore")] {
            let _ = ewa.post(&post, &fields(&[])).await.expect(404);
        }
        assert_eq!(app.number("SELECT count(*) FROM contact WHERE version = 1 AND portal_access", args![]).await, 1);
    }
}
