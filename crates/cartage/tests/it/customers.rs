//! Customers at the desk: list, profile, standing, access; what is refused changes nothing (rules 1.4, 1.6, 2.2).

use kit::args;
use kit::text::fold;
use rules::access::{Rights, Role};
use testkit::{Browser, both};

const CUSTOMERS: &str = "SELECT count(*) FROM customer";
const KORENAAR: [(&str, &str); 5] =
    [("version", "1"), ("name", "De Korenaar BV"), ("country", "NL"), ("portal_access", "on"), ("standing", "APPROVED")];

/// The fields of a profile like [`KORENAAR`], with others in place of some.
fn profile<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = KORENAAR.into_iter().filter(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    kept.chain(other.iter().copied()).filter(|(_, value)| !value.is_empty()).collect()
}

/// Names on a page of the list, in order.
fn listed(body: &str) -> Vec<String> {
    let after = body.split("data-open>").skip(1);
    after.filter_map(|rest| rest.split("</a>").next()).map(ToOwned::to_owned).collect()
}

async fn add(browser: &mut Browser, name: &str, city: &str) -> String {
    let fields = profile(&[("name", name), ("city", city)]);
    let made = browser.post("/d/vandorp/customers/new", &fields).await.expect(303);
    made.location.split('?').next().unwrap().to_owned()
}

both! {
    async fn a_customer_is_added_changed_archived_and_restored_and_each_is_told(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        kees.get("/d/vandorp/customers/new").await.expect(200).says("Create order: default values").says("Access to Customer Portal");
        let path = add(&mut kees, "Bakkerij Łuk & Zn.", "Gent").await;
        assert_eq!(app.text("SELECT slug FROM customer WHERE city = 'Gent'", args![]).await, "bakkerij-luk-zn");
        add(&mut kees, "Bakkerij Luk, Zn", "Brugge").await;
        assert_eq!(app.text("SELECT slug FROM customer WHERE city = 'Brugge'", args![]).await, "bakkerij-luk-zn-2");
        let change = profile(&[("name", "Bakkerij Łuk"), ("city", "Gent"), ("order_status", "QUOTE"), ("standing", "WARNING")]);
        let _ = kees.post(&path, &change).await.expect(303);
        let page = kees.get(&path).await.expect(200);
        page.says("by Kees van Dorp").says("<ins>Quote</ins>").says("<del>Approved</del> <ins>Warning</ins>");
        assert_eq!(app.text("SELECT slug FROM customer WHERE city = 'Gent'", args![]).await, "bakkerij-luk-zn", "no link breaks");
        assert!(kees.post(&format!("{path}/archive"), &[]).await.expect(303).location.ends_with("?done=archived"));
        kees.get("/d/vandorp/customers?show=archived").await.expect(200).says("Bakkerij Łuk");
        kees.get(&path).await.expect(200).says("This customer is archived");
        let refused = kees.post(&path, &profile(&[("version", "3"), ("name", "Other")])).await.expect(422);
        refused.says("This customer is archived. Restore it first.");
        let _ = kees.post(&format!("{path}/restore"), &[]).await.expect(303);
        assert_eq!(app.number("SELECT count(*) FROM customer WHERE portal_access AND city = 'Gent'", args![]).await, 0);
    }

    async fn what_is_wrong_is_said_at_each_field_and_nothing_is_made(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let long = "x".repeat(121);
        let fields = [("name", long.as_str()), ("country", "QQ"), ("postcode", "12345678901234567"), ("city", "G\u{0}ent"), ("order_status", "DONE")];
        let page = kees.post("/d/vandorp/customers/new", &fields).await.expect(422);
        page.says("Name has 121 characters").says("Choose a country").says("Postcode has 17").says("City contains a character");
        page.says("Choose a standing").says("Choose Quote, To Plan or nothing").says(&format!("value=\"{long}\""));
        assert_eq!(app.number(CUSTOMERS, args![]).await, 1);
    }

    async fn the_second_to_save_is_told_what_the_first_did_and_loses_nothing(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = format!("/d/vandorp/customers/{}", house.customer);
        let _ = kees.post(&path, &profile(&[("city", "Sleeuwijk")])).await.expect(303);
        let late = kees.post(&path, &profile(&[("city", "Gorinchem"), ("note", "pays late")])).await.expect(422);
        late.says("City from “Werkendam” to “Sleeuwijk”").says("value=\"Gorinchem\"").says("pays late");
        assert_eq!((late.value("version").as_str(), app.text("SELECT city FROM customer", args![]).await.as_str()), ("2", "Sleeuwijk"));
        let wrong = kees.post(&path, &profile(&[("name", " "), ("city", "Gorinchem")])).await.expect(422);
        assert_eq!(wrong.value("version"), "1", "what is wrong with a form does not hide that somebody was first");
        let _ = kees.post(&path, &profile(&[("version", "2"), ("city", "Gorinchem")])).await.expect(303);
        let _ = kees.post(&path, &profile(&[("version", "-9223372036854775808")])).await.expect(422);
        let _ = kees.post(&path, &profile(&[("version", "x")])).await.expect(422);
    }

    async fn finance_may_change_the_standing_and_only_that(app: &TestApp) {
        let house = app.house().await;
        let finance = app.staff(&house.organisation, "Fenna Blok", Role::Finance).await;
        let mut fenna = app.signed_in(&finance).await;
        let path = format!("/d/vandorp/customers/{}", house.customer);
        let page = fenna.get(&path).await.expect(200);
        assert!(page.body.contains("value=\"BLOCKED\"") && !page.body.contains("name=\"name\"") && !page.body.contains("/archive"));
        let _ = fenna.post(&path, &profile(&[("name", "Mine now")])).await.expect(403);
        let fields = [("version", "1"), ("standing", "BLOCKED"), ("name", "Mine now"), ("order_status", "QUOTE")];
        let _ = fenna.post(&format!("{path}/standing"), &fields).await.expect(303);
        let blocked = "SELECT count(*) FROM customer WHERE standing = 'BLOCKED' AND order_status IS NULL AND name = 'korenaar BV'";
        assert_eq!(app.number(blocked, args![]).await, 1);
        let late = fenna.post(&format!("{path}/standing"), &[("version", "1"), ("standing", "WARNING")]).await.expect(422);
        late.says("Standing from “Approved” to “Blocked”");
        let _ = fenna.post(&format!("{path}/standing"), &[("version", "2"), ("standing", "FINE")]).await.expect(422);
        assert_eq!(app.number(blocked, args![]).await, 1);
    }

    async fn those_who_only_look_get_no_controls(app: &TestApp) {
        let house = app.house().await;
        let path = format!("/d/vandorp/customers/{}", house.customer);
        for role in [Role::Viewer, Role::Operations] {
            let login = app.staff(&house.organisation, role.as_str(), role).await;
            let mut browser = app.signed_in(&login).await;
            let page = browser.get(&path).await.expect(200);
            page.says("korenaar BV").says("Marit de Wit");
            assert!(!page.body.contains("<form method=\"post\" action=\"/d/"), "{}", page.body);
            let _ = browser.get("/d/vandorp/customers/new").await.expect(403);
            for post in ["", "/standing", "/archive", "/restore", "/contacts/new"] {
                let _ = browser.post(&format!("{path}{post}"), &profile(&[])).await.expect(403);
            }
        }
        assert_eq!(app.number("SELECT count(*) FROM customer WHERE version = 1 AND archived_at IS NULL", args![]).await, 1);
    }

    async fn another_houses_customer_is_not_there(app: &TestApp) {
        let house = app.house().await;
        let other = app.organisation("lisowski").await;
        let theirs = app.customer(&other, "nowak").await;
        let mut kees = app.signed_in(&house.super_admin).await;
        for id in [theirs.to_string(), "019676d0-0000-7000-8000-000000000000".into(), "nowak".into(), "%00".into()] {
            let path = format!("/d/vandorp/customers/{id}");
            for get in ["", "/contacts/new"] {
                let _ = kees.get(&format!("{path}{get}")).await.expect(404);
            }
            for post in ["", "/standing", "/archive", "/restore", "/contacts/new"] {
                let fields = profile(&[("email", "a@b.example")]);
                let _ = kees.post(&format!("{path}{post}"), &fields).await.expect(404);
            }
        }
        let _ = kees.get("/d/lisowski/customers").await.expect(404);
        let untouched = "SELECT count(*) FROM customer WHERE organisation = $1 AND version = 1 AND archived_at IS NULL AND name = 'nowak BV'";
        assert_eq!(app.number(untouched, args![other.id]).await, 1);
        assert_eq!(app.number("SELECT count(*) FROM contact WHERE organisation = $1", args![other.id]).await, 0);
    }

    async fn the_search_finds_any_word_in_any_spelling(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        add(&mut kees, "De Gouden Korenaar", "Łódź").await;
        let fryslan = add(&mut kees, "Fryslân Zuivel", "Sneek").await;
        for (typed, found) in [("KOREN", "De Gouden Korenaar"), ("lod gou", "De Gouden Korenaar"), ("fryslan", "Fryslân Zuivel"), ("FRYSL%C3%82N", "Fryslân Zuivel")] {
            let page = kees.get(&format!("/d/vandorp/customers?find={}", typed.replace(' ', "+"))).await.expect(200);
            assert_eq!(listed(&page.body), [found], "{typed}");
        }
        kees.get("/d/vandorp/customers?find=orenaar").await.expect(200).says("No customer is found by these words");
        assert_eq!(listed(&kees.get("/d/vandorp/customers?find=%00%27").await.expect(200).body).len(), 3, "no word: all");
        let _ = kees.post(&fryslan, &profile(&[("name", "Zuivel Noord")])).await.expect(303);
        kees.get("/d/vandorp/customers?find=fryslan").await.expect(200).says("No customer is found");
    }

    async fn pages_of_the_list_stay_where_they_are_while_others_add_and_archive(app: &TestApp) {
        let house = app.house().await;
        for n in 0..120 {
            let name = format!("Klant {n:03}");
            let id = app.customer(&house.organisation, &format!("klant-{n:03}")).await;
            app.sql("UPDATE customer SET name = $2, sort_name = $3 WHERE id = $1", args![id, &name, fold(&name)]).await;
        }
        let mut kees = app.signed_in(&house.super_admin).await;
        let turn = |body: &str, rel: &str| {
            let link = body.split("<a ").find(|tag| tag.contains(&format!("rel=\"{rel}\"")))?;
            let href = link.split("href=\"").nth(1)?.split('"').next()?;
            Some(format!("/d/vandorp/customers{}", href.replace("&#38;", "&").replace("&amp;", "&")))
        };
        let first = kees.get("/d/vandorp/customers").await.expect(200);
        assert_eq!((listed(&first.body).len(), turn(&first.body, "prev")), (50, None));
        app.sql("UPDATE customer SET archived_at = 1 WHERE name IN ('Klant 003', 'Klant 049')", args![]).await;
        app.customer(&house.organisation, "aardappel").await;
        let second = kees.get(&turn(&first.body, "next").unwrap()).await.expect(200);
        let names = listed(&second.body);
        assert_eq!((names.len(), names[0].as_str(), names[49].as_str()), (50, "Klant 050", "Klant 099"));
        let third = kees.get(&turn(&second.body, "next").unwrap()).await.expect(200);
        let last = listed(&third.body);
        assert_eq!((last.len(), last[20].as_str(), turn(&third.body, "next")), (21, "korenaar BV", None));
        assert_eq!(listed(&kees.get(&turn(&third.body, "prev").unwrap()).await.expect(200).body), names);
        let _ = kees.get("/d/vandorp/customers?after=nonsense&before=%00").await.expect(200);
    }

    async fn switching_access_on_for_the_customer_welcomes_whose_own_access_is_on(app: &TestApp) {
        let house = app.house().await;
        let quiet = app.contact(&house.organisation, (house.customer, "korenaar"), "Stille Willem", Rights::default(), None).await;
        app.sql("UPDATE contact SET portal_access = FALSE WHERE id = $1", args![quiet.membership]).await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let mut marit = app.signed_in(&house.contact).await;
        let path = format!("/d/vandorp/customers/{}", house.customer);
        let _ = marit.get("/p/vandorp/korenaar/orders/new").await.expect(200);
        let _ = kees.post(&path, &profile(&[("portal_access", "")])).await.expect(303);
        let _ = marit.get("/p/vandorp/korenaar/orders/new").await.expect(404);
        assert_eq!(app.number("SELECT count(*) FROM outbox", args![]).await, 0);
        let _ = kees.post(&path, &profile(&[("version", "2")])).await.expect(303);
        let _ = marit.get("/p/vandorp/korenaar/orders/new").await.expect(200);
        assert_eq!(app.text("SELECT receiver FROM outbox", args![]).await, "marit.de.wit@korenaar.example");
        assert_eq!(app.number("SELECT count(*) FROM outbox", args![]).await, 1);
        let _ = kees.post(&format!("{path}/archive"), &[]).await.expect(303);
        let _ = marit.get("/p/vandorp/korenaar/orders/new").await.expect(404);
    }
}
